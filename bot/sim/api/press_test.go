package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"echowall/bot/sim/people"
)

func TestPress(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	card := v.send(g, "card", Params{"reply_markup": keyboard([]map[string]any{button("✅ Agree", "b:1:y"),
		button("Agree not", "b:1:n")})})
	answer := v.send(g, "vote", Params{
		"reply_parameters": map[string]any{"message_id": card}, "reply_markup": keyboard([]map[string]any{button("x", "x")}),
	})
	v.updates()
	equal(t, "by data", v.bob.Press(g, card, "b:1:n").Data, "b:1:n")
	equal(t, "by label", v.bob.Press(g, card, "Agree not").Data, "b:1:n")
	equal(t, "by part", v.bob.Press(g, card, "Agree").Data, "b:1:y")
	equal(t, "forged", v.bob.PressData(g, card, "admin").Data, "admin")
	v.bob.Press(g, answer, "x")
	for _, q := range []*people.Query{v.bob.Press(g, card, "Abstain"), v.bob.Press(g, 999, "Agree"),
		v.bob.PressData(g, 999, "x")} {
		if q.Err() == nil {
			t.Error("pressed what is not there")
		}
	}
	got := v.updates()
	equal(t, "updates", len(got), 5)
	var q struct {
		Message Record
		Data    string
	}
	if err := json.Unmarshal(got[4].Query, &q); err != nil {
		t.Fatal(err)
	}
	if q.Message.Markup == nil || q.Message.ReplyTo == nil || q.Message.ReplyTo.Markup == nil {
		t.Errorf("the message is not all there: %s", got[4].Query)
	}
}

func TestAnswersOfPresses(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	card := v.send(g, "card", Params{"reply_markup": keyboard([]map[string]any{button("Agree", "y")})})
	q := v.bob.Press(g, card, "Agree")
	at := func(q *people.Query, text string) Params { return Params{"callback_query_id": q.ID, "text": text} }
	v.refuses("answerCallbackQuery", at(q, strings.Repeat("x", 201)), 400, "MESSAGE_TOO_LONG")
	v.must("answerCallbackQuery", at(q, strings.Repeat("题", 200)))
	old := "query is too old and response timeout expired or query ID is invalid"
	v.refuses("answerCallbackQuery", at(q, "again"), 400, old)
	v.refuses("answerCallbackQuery", Params{"callback_query_id": "77"}, 400, old)
	late := v.bob.Press(g, card, "Agree")
	v.clock.Jump(16 * time.Minute)
	v.refuses("answerCallbackQuery", at(late, "late"), 400, old)
	if _, _, answered := late.Answer(); answered {
		t.Error("answered too late")
	}
}

func TestLogTellsItAllInOrder(t *testing.T) {
	v := newVillage(t)
	var mu sync.Mutex
	var watched []people.Kind
	stop := v.Watch(func(e people.Event) {
		mu.Lock()
		defer mu.Unlock()
		watched = append(watched, e.Kind)
		v.Pending() // may call the server
	})
	v.alice.Start("")
	id := v.send(v.alice.Private(), "card", Params{"reply_markup": keyboard([]map[string]any{button("Agree", "y")})})
	q := v.alice.Press(v.alice.Private(), id, "Agree")
	v.must("answerCallbackQuery", Params{"callback_query_id": q.ID, "text": "counted"})
	v.must("editMessageText", Params{"chat_id": v.alice.Private(), "message_id": id, "text": "new"})
	v.must("pinChatMessage", Params{"chat_id": v.alice.Private(), "message_id": id})
	v.must("deleteMessage", Params{"chat_id": v.alice.Private(), "message_id": id})
	v.must("setMyCommands", Params{"commands": []map[string]string{{"command": "a", "description": "b"}}})
	stop()
	v.alice.Say(v.alice.Private(), "unwatched")
	want := []people.Kind{
		people.Said, people.Sent, people.Pressed, people.Answered, people.Edited, people.Pinned, people.Happened,
		people.Deleted, people.Commanded,
	}
	mu.Lock()
	defer mu.Unlock()
	equalSlices(t, "watched", watched, want)
	log := v.Log()
	equal(t, "log", len(log), len(want)+1)
	toast := log[3]
	equal(t, "toast", toast.Text, "counted")
	equal(t, "to", toast.User, v.alice)
	equal(t, "as it was then", log[1].Message.Text, "card")
}

func TestGesturesInParallel(t *testing.T) {
	v := newVillage(t)
	g := v.AddSupergroup("Village", v.alice)
	v.AddBot(g, v.alice)
	v.updates()
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			u := v.AddUser(people.User{First: "Somebody"})
			for range 50 {
				v.Messages(g)
				u.Edit(g, u.Say(g, "/mine"), "/mine 2")
				v.Stats()
			}
		})
	}
	wg.Go(func() {
		for range 20 {
			v.call("sendMessage", Params{"chat_id": g, "text": "x"})
		}
	})
	wg.Wait()
	var ids []int
	for _, m := range v.Messages(g) {
		ids = append(ids, m.ID)
	}
	if !slices.IsSorted(ids) || len(slices.Compact(ids)) != len(ids) {
		t.Error("ids are not one after another")
	}
	equal(t, "pending", v.Pending(), 800)
}
