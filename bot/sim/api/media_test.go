package api_test

import (
	"strings"
	"testing"

	"echowall/bot/sim/people"
)

func TestCaptions(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	photo, _ := v.Message(g, v.alice.Photo(g, "a lamp"))
	file, _ := v.Message(g, v.alice.Document(g, "plan.pdf", []byte("%PDF"), ""))
	send := func(caption string) Params {
		return Params{"chat_id": g, "photo": photo.Photo, "caption": caption, "parse_mode": "HTML"}
	}
	v.refuses("sendPhoto", send(strings.Repeat("x", 1025)), 400, "message caption is too long")
	v.refuses("sendPhoto", send("<b>x"), 400, "can't parse entities: Can't find end tag")
	v.refuses("sendPhoto", Params{"chat_id": g}, 400, "there is no photo in the request")
	v.refuses("sendPhoto", Params{"chat_id": g, "photo": file.Document}, 400, "type of file mismatch")
	v.refuses("sendPhoto", Params{"chat_id": g, "photo": "forged"}, 400, "wrong file identifier")
	v.refuses("sendPhoto", Params{"chat_id": g, "photo": "attach://nothing"}, 400, "not attached")
	v.must("sendPhoto", send("<b>"+strings.Repeat("x", 1024)+"</b>"))
	m, _ := v.Last(g)
	edit := func(caption string) Params {
		return Params{"chat_id": g, "message_id": m.ID, "caption": caption, "parse_mode": "HTML"}
	}
	v.must("editMessageCaption", edit("<i>x</i>"))
	v.refuses("editMessageCaption", edit("<i>x</i>"), 400, "message is not modified")
	v.refuses("editMessageText", Params{"chat_id": g, "message_id": m.ID, "text": "x"}, 400, "there is no text")
	m, _ = v.Last(g)
	equal(t, "caption", m.Text, "x")
	equal(t, "entity", m.Entities[0].Type, "italic")
	v.must("editMessageCaption", Params{"chat_id": g, "message_id": m.ID})
	m, _ = v.Last(g)
	equal(t, "no caption", m.Text, "")
}

func TestAlbumsOfDocuments(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	file, _ := v.Message(g, v.alice.Document(g, "plan.pdf", []byte("%PDF"), ""))
	photo, _ := v.Message(g, v.alice.Photo(g, ""))
	doc := map[string]any{"type": "document", "media": file.Document, "caption": "<b>x</b>", "parse_mode": "HTML"}
	pic := map[string]any{"type": "photo", "media": photo.Photo}
	v.refuses("sendMediaGroup", Params{"chat_id": g, "media": []any{doc, pic}}, 400, "can't be mixed")
	v.refuses("sendMediaGroup", Params{"chat_id": g, "media": []any{doc}}, 400, "2-10")
	before := len(v.Messages(g))
	v.must("sendMediaGroup", Params{"chat_id": g, "media": []any{doc, doc}})
	m, _ := v.Last(g)
	equal(t, "messages", len(v.Messages(g)), before+2)
	equal(t, "caption", m.Text, "x")
	equal(t, "document", m.Document, file.Document)
}

func TestMentionsByNumber(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	id := Params{"c": v.bob.Private()}.form().Get("c")
	v.send(g, `<a href="tg://user?id=`+id+`">王</a> and <a href="tg://user?id=1">nobody</a>`, Params{"parse_mode": "HTML"})
	m, _ := v.Last(g)
	equal(t, "entities", len(m.Entities), 1)
	equal(t, "who", m.Entities[0].User, v.bob)
	equal(t, "covers", m.Entities[0].Of(m.Text), "王")
	equal(t, "from the bot", m.FromBot(), true)
	v.send(g, "@bob hi", Params{"entities": []map[string]any{{"type": "bold", "offset": 5, "length": 2}}})
	m, _ = v.Last(g)
	equal(t, "given and found", len(m.Entities), 2)
}

func TestReplyKeyboards(t *testing.T) {
	v := newVillage(t)
	v.alice.Start("not a payload")
	chat := v.alice.Private()
	equal(t, "start", v.updates()[0].Message.Text, "/start")
	v.send(chat, "which?", Params{"reply_markup": map[string]any{
		"keyboard": [][]any{{map[string]any{"text": "This"}, "That"}}, "one_time_keyboard": true,
	}})
	m, _ := v.Last(chat)
	equalSlices(t, "keys", m.Keyboard[0], []string{"This", "That"})
	v.send(chat, "why?", Params{"reply_markup": map[string]any{"force_reply": true}})
	m, _ = v.Last(chat)
	equal(t, "force_reply", m.ForceReply, true)
	v.refuses("sendMessage", Params{"chat_id": chat, "text": "x", "reply_markup": map[string]any{
		"keyboard": [][]any{{map[string]any{"txt": "This"}}},
	}}, 400, "can't parse keyboard button")
}

func TestRefusedCallsDoNotCount(t *testing.T) {
	v := newVillage(t)
	ch := v.AddChannel("Wall", "wall", v.alice)
	v.AddBot(ch, v.alice)
	v.PromoteBot(ch, v.alice, people.Rights{Post: true})
	v.must("sendMessage", Params{"chat_id": "@wall", "text": "x"})
	v.RemoveBot(ch, v.alice)
	v.refuses("sendMessage", Params{"chat_id": ch, "text": "x"}, 403, "bot was kicked from the channel chat")
	equal(t, "counted", v.Stats().MaxPerMinute(ch.ID), 1)
	v.refuses("getChat", Params{"chat_id": ch}, 403, "kicked")
	v.must("getChat", Params{"chat_id": v.bob.Private()})
}
