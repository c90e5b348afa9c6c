package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"echowall/bot/sim/people"
)

func keyboard(rows ...[]map[string]any) map[string]any {
	return map[string]any{"inline_keyboard": rows}
}

func button(text, data string) map[string]any {
	return map[string]any{"text": text, "callback_data": data}
}

func TestTextsAreHeldToTheRules(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	for _, c := range []struct {
		text, mode, words string
	}{
		{"", "", "message text is empty"},
		{" \n ", "", "message text is empty"},
		{"<b></b>", "HTML", "message text is empty"},
		{strings.Repeat("x", 4097), "", "message is too long"},
		{strings.Repeat("😀", 2049), "", "message is too long"},
		{"<p>x</p>", "HTML", `can't parse entities: Unsupported start tag "p" at byte offset 0`},
		{"*x*", "MarkdownV2", "HTML"},
		{"x", "Nonsense", "unsupported parse_mode"},
	} {
		v.refuses("sendMessage", Params{"chat_id": g, "text": c.text, "parse_mode": c.mode}, 400, c.words)
	}
	v.send(g, strings.Repeat("😀", 2048), nil)
	v.send(g, "<b>"+strings.Repeat("x", 4096)+"</b>", Params{"parse_mode": "HTML"})
	m, _ := v.Last(g)
	equal(t, "text", len(m.Text), 4096)
	equal(t, "as sent", len(m.HTML), 4096+7)
	equal(t, "entity", m.Entities[0].Length, 4096)
}

func TestButtonsAreHeldToTheRules(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	many := make([]map[string]any, 101)
	for i := range many {
		many[i] = button("x", "y")
	}
	for _, c := range []struct {
		markup any
		words  string
	}{
		{keyboard([]map[string]any{button("x", strings.Repeat("d", 65))}), "BUTTON_DATA_INVALID"},
		{keyboard([]map[string]any{button("x", strings.Repeat("题", 22))}), "BUTTON_DATA_INVALID"},
		{keyboard([]map[string]any{button("x", "")}), "BUTTON_DATA_INVALID"},
		{keyboard([]map[string]any{{"text": "x"}}), "Text buttons are unallowed"},
		{keyboard([]map[string]any{{"text": "x", "url": "http://localhost:8080/"}}), "Wrong HTTP URL"},
		{keyboard([]map[string]any{{"text": "x", "callback_data": "d", "color": "red"}}), "color"},
		{keyboard([]map[string]any{{"text": "x", "callback_data": "d", "url": "https://example.org"}}),
			"more than one thing"},
		{keyboard(many), "reply markup is too long"},
		{map[string]any{"nonsense": 1}, "reply markup"},
		{[]int{1}, "object expected as reply markup"},
	} {
		v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "reply_markup": c.markup}, 400, c.words)
	}
	v.send(g, "x", Params{"reply_markup": keyboard(many[:100])})
	v.send(g, "x", Params{"reply_markup": keyboard([]map[string]any{
		button("x", strings.Repeat("d", 64)), {"text": "there", "url": "https://example.org/1"},
	})})
	m, _ := v.Last(g)
	equal(t, "button", m.Buttons[0][1], people.Button{Text: "there", URL: "https://example.org/1"})
}

func TestCallsAreHeldToTheSpec(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "reply_to_message_id": 1}, 400, "unknown parameter")
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "disable_notification": "perhaps"}, 400, "wrong type")
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "reply_markup": "{"}, 400, "wrong type")
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "reply_parameters": map[string]any{"message": 1}}, 400,
		"reply parameters")
	v.refuses("sendDice", Params{"chat_id": g}, 404, "Not Found")
	equal(t, "violations", len(v.Stats().Violations), 5)
	v.refuses("sendMessage", Params{"text": "x"}, 400, "chat_id is empty")
	v.refuses("sendMessage", Params{"chat_id": g}, 400, "message text is empty")
	v.refuses("deleteMessage", Params{"chat_id": g}, 400, "message identifier is not specified")
	v.refuses("sendMessage", Params{"chat_id": 99, "text": "x"}, 400, "chat not found")
	v.refuses("sendMessage", Params{"chat_id": "@nobody", "text": "x"}, 400, "chat not found")
	equal(t, "violations", len(v.Stats().Violations), 5)
}

func TestWrongToken(t *testing.T) {
	v := newVillage(t)
	resp, err := v.Client().Get("http://telegram.sim/bot42:WRONG/getMe")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	r := v.read("getMe", resp)
	equal(t, "code", r.Code, 401)
	equal(t, "words", r.Description, "Unauthorized")
}

func TestParametersComeInEveryForm(t *testing.T) {
	v := newVillage(t)
	v.alice.Start("")
	chat := v.alice.Private()
	base := "http://telegram.sim/bot" + token + "/sendMessage"
	for _, c := range []struct{ query, kind, body string }{
		{fmt.Sprintf("?chat_id=%d&text=hi", chat.ID), "", ""},
		{"", "application/x-www-form-urlencoded", fmt.Sprintf("chat_id=%d&text=hi", chat.ID)},
		{"", "application/json; charset=utf-8",
			fmt.Sprintf(`{"chat_id":%d,"text":"hi","disable_notification":true}`, chat.ID)},
		{"?text=hi", "multipart/form-data; boundary=x",
			fmt.Sprintf("--x\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n%d\r\n--x--\r\n", chat.ID)},
	} {
		v.clock.Jump(time.Minute)
		resp, err := v.Client().Post(base+c.query, c.kind, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		if r := v.read(c.kind, resp); !r.OK {
			t.Errorf("%q: %s", c.kind, r.Description)
		}
		resp.Body.Close()
	}
	for _, c := range []struct{ kind, body string }{
		{"application/json", "[1]"}, {"multipart/form-data; boundary=x", "--x\r\nnonsense"}, {"multipart/form-data", "--x"},
	} {
		resp, err := v.Client().Post(base, c.kind, strings.NewReader(c.body))
		if err != nil {
			t.Fatal(err)
		}
		equal(t, c.body, resp.StatusCode, http.StatusBadRequest)
		resp.Body.Close()
	}
}

func TestEdits(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	mark := keyboard([]map[string]any{button("Agree", "y")})
	id := v.send(g, "<b>one</b>", Params{"parse_mode": "HTML", "reply_markup": mark})
	edit := func(text string) Params {
		return Params{"chat_id": g, "message_id": id, "text": text, "parse_mode": "HTML", "reply_markup": mark}
	}
	v.refuses("editMessageText", edit("<b>one</b>"), 400, "message is not modified: ")
	v.refuses("editMessageText", edit("<strong> one</strong>"), 400, "message is not modified: ")
	v.refuses("editMessageText", edit(strings.Repeat("x", 4097)), 400, "MESSAGE_TOO_LONG")
	v.refuses("editMessageText", edit(""), 400, "message text is empty")
	v.must("editMessageText", edit("one"))
	v.must("editMessageText", Params{"chat_id": g, "message_id": id, "text": "one"})
	m, _ := v.Message(g, id)
	equal(t, "buttons left after an edit without any", len(m.Buttons), 0)
	equal(t, "edited", m.Edited, true)
	v.must("editMessageReplyMarkup", Params{"chat_id": g, "message_id": id, "reply_markup": mark})
	v.refuses("editMessageReplyMarkup", Params{"chat_id": g, "message_id": id, "reply_markup": mark}, 400, "not modified")
	v.refuses("editMessageCaption", Params{"chat_id": g, "message_id": id, "caption": "x"}, 400, "there is no caption")
	hers := v.alice.Say(g, "/mine")
	v.refuses("editMessageText", Params{"chat_id": g, "message_id": hers, "text": "x"}, 400, "message can't be edited")
	v.refuses("editMessageText", Params{"chat_id": g, "message_id": 9999, "text": "x"}, 400, "message to edit not found")
	keys := v.send(g, "keys", Params{"reply_markup": map[string]any{"keyboard": [][]string{{"Yes", "No"}}}})
	v.refuses("editMessageText", Params{"chat_id": g, "message_id": keys, "text": "x"}, 400, "message can't be edited")
	v.alice.Delete(g, id)
	v.refuses("editMessageText", edit("gone"), 400, "message to edit not found")
}

func TestReplies(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	id := v.alice.Say(g, "/raise lamps")
	v.send(g, "got it", Params{"reply_parameters": map[string]any{"message_id": id}})
	m, _ := v.Last(g)
	equal(t, "replies to", m.ReplyTo, id)
	v.alice.Delete(g, id)
	to := map[string]any{"message_id": id}
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "reply_parameters": to}, 400,
		"message to be replied not found")
	to["allow_sending_without_reply"] = true
	v.send(g, "anyway", Params{"reply_parameters": to})
}

func TestDeletesAndPinsNeedRights(t *testing.T) {
	v := newVillage(t)
	g := v.AddSupergroup("Village", v.alice)
	v.AddBot(g, v.alice)
	hers, mine := v.alice.Say(g, "/mine"), v.send(g, "card", nil)
	at := func(id int) Params { return Params{"chat_id": g, "message_id": id} }
	v.refuses("deleteMessage", at(hers), 400, "message can't be deleted")
	v.refuses("pinChatMessage", at(mine), 400, "not enough rights to manage pinned messages in the chat")
	v.PromoteBot(g, v.alice, people.Rights{Pin: true, Delete: true})
	v.must("pinChatMessage", at(mine))
	m, _ := v.Message(g, mine)
	equal(t, "pinned", m.Pinned, true)
	v.must("deleteMessage", at(hers))
	v.refuses("deleteMessage", at(hers), 400, "message to delete not found")
	v.refuses("pinChatMessage", at(hers), 400, "message to pin not found")
	v.must("unpinChatMessage", at(mine))
	v.DemoteBot(g, v.alice)
	v.refuses("unpinChatMessage", at(mine), 400, "not enough rights")
	v.clock.Jump(49 * time.Hour)
	v.refuses("deleteMessage", at(mine), 400, "message can't be deleted")
}

func TestCommandsAreHeldToTheRules(t *testing.T) {
	v := newVillage(t)
	list := func(n int, description string) Params {
		out := make([]map[string]string, n)
		for i := range out {
			out[i] = map[string]string{"command": fmt.Sprint("c", i), "description": description}
		}
		return Params{"commands": out}
	}
	v.must("setMyCommands", list(100, strings.Repeat("x", 256)))
	v.refuses("setMyCommands", list(101, "x"), 400, "BOT_COMMANDS_TOO_MUCH")
	v.refuses("setMyCommands", list(1, strings.Repeat("x", 257)), 400, "BOT_COMMAND_DESCRIPTION_INVALID")
	v.refuses("setMyCommands", list(1, ""), 400, "BOT_COMMAND_DESCRIPTION_INVALID")
	v.refuses("setMyCommands", Params{"commands": []any{}, "scope": map[string]any{"type": "everyone"}}, 400,
		"Unsupported type")
	v.must("deleteMyCommands", nil)
	equal(t, "after deletion", len(v.Commands(v.alice.Private(), v.alice)), 0)
}
