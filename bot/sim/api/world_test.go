package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

func TestPrivacyMode(t *testing.T) {
	v := newVillage(t)
	g := v.AddSupergroup("Village", v.alice)
	v.AddBot(g, v.alice)
	card := v.send(g, "card", nil)
	heard := []string{"/raise", "/raise@echo_wall_bot x", "hi @Echo_Wall_Bot", "a reply"}
	unheard := []string{"plain", "/raise@other_bot", "see /raise", "hi @alice"}
	say := func() {
		for _, text := range slices.Concat(heard[:3], unheard) {
			v.bob.Say(g, text)
		}
		v.bob.Say(g, "a reply", people.ReplyTo(card))
	}
	v.heard()
	say()
	equalSlices(t, "as a member", v.heard(), heard)
	v.PromoteBot(g, v.alice, people.Rights{})
	say()
	equal(t, "as an administrator", len(v.heard()), len(heard)+len(unheard))
	v.DemoteBot(g, v.alice)
	v.bob.Say(g, "hello, Echo Wall", people.Mentioning(v.Me()))
	equal(t, "by name", len(v.heard()), 1)
}

func TestSeesAll(t *testing.T) {
	s := api.New(api.Config{Token: token, Username: "echo_wall_bot", SeesAll: true})
	defer s.Close()
	alice := s.AddUser(people.User{First: "Alice"})
	g := s.AddGroup("Village", alice)
	s.AddBot(g, alice)
	before := s.Pending()
	alice.Say(g, "plain")
	equal(t, "updates", s.Pending()-before, 1)
}

func TestWhoMayBeWrittenTo(t *testing.T) {
	v := newVillage(t)
	write := func(c *people.Chat) Params { return Params{"chat_id": c, "text": "x"} }
	private := v.alice.Private()
	v.refuses("sendMessage", write(private), 403, "Forbidden: bot can't initiate conversation with a user")
	v.alice.Start("join_7")
	v.send(private, "welcome", nil)
	v.alice.Block()
	v.refuses("sendMessage", write(private), 403, "Forbidden: bot was blocked by the user")
	v.alice.Unblock()
	v.send(private, "again", nil)
	got := v.updates()
	equal(t, "start", got[0].Message.Text, "/start join_7")
	for _, u := range got[1:] {
		if u.MyMember == nil {
			t.Errorf("want my_chat_member, got %+v", u)
		}
	}
	g := v.AddGroup("Village", v.alice)
	v.refuses("sendMessage", write(g), 400, "chat not found")
	v.AddBot(g, v.alice)
	v.send(g, "hello", nil)
	v.RemoveBot(g, v.alice)
	v.refuses("sendMessage", write(g), 403, "Forbidden: bot was kicked from the group chat")
	v.AddBot(g, v.alice)
	v.must("leaveChat", Params{"chat_id": g})
	v.refuses("sendMessage", write(g), 403, "Forbidden: bot is not a member of the group chat")
	ch := v.AddChannel("Wall", "village_wall", v.alice)
	v.refuses("sendMessage", write(ch), 403, "not a member of the channel chat")
	v.AddBot(ch, v.alice)
	v.refuses("sendMessage", write(ch), 400, "need administrator rights in the channel chat")
	v.PromoteBot(ch, v.alice, people.Rights{Post: true})
	v.send(ch, "echo", nil)
	v.must("sendMessage", Params{"chat_id": "@Village_Wall", "text": "echo"})
}

func TestMigration(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	card := v.send(g, "card", Params{"reply_markup": keyboard([]map[string]any{button("Agree", "y")})})
	v.updates()
	to := v.Migrate(g)
	got := v.updates()
	equal(t, "updates", len(got), 2)
	equal(t, "to", got[0].Message.MigrateTo, to.ID)
	equal(t, "in", got[0].Message.Chat.ID, g.ID)
	equal(t, "from", got[1].Message.MigratedBy, g.ID)
	equal(t, "in", got[1].Message.Chat.ID, to.ID)
	r := v.refuses("sendMessage", Params{"chat_id": g, "text": "x"}, 400, "group chat was upgraded to a supergroup chat")
	equal(t, "migrate_to_chat_id", r.Parameters.MigrateTo, to.ID)
	v.refuses("editMessageText", Params{"chat_id": g, "message_id": card, "text": "x"}, 400, "upgraded")
	v.alice.Say(g, "/mine")
	got = v.updates()
	equal(t, "people are in the new chat", got[0].Message.Chat.ID, to.ID)
	v.send(to, "here", nil)
	if !strings.HasPrefix(Params{"c": to}.form().Get("c"), "-100") {
		t.Error("id", to.ID)
	}
	if err := v.bob.Press(g, card, "Agree").Err(); err != nil {
		t.Error(err)
	}
}

func TestForum(t *testing.T) {
	v := newVillage(t)
	g := v.AddForum("Village", v.alice)
	v.AddBot(g, v.alice)
	roads := v.AddTopic(g, v.alice, "Roads")
	v.updates()
	id := v.bob.Say(g, "/raise potholes", people.InTopic(roads))
	m := v.updates()[0].Message
	equal(t, "topic", m.Topic, roads.ID)
	equal(t, "is a topic's", m.IsTopic, true)
	equal(t, "answers the topic's first message", m.ReplyTo.ID, roads.ID)
	v.send(g, "card", Params{"message_thread_id": roads.ID})
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "message_thread_id": 9999}, 400, "message thread not found")
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "message_thread_id": 1}, 400, "message thread not found")
	v.send(g, "answer", Params{"reply_parameters": map[string]any{"message_id": id}})
	last, _ := v.Last(g)
	equal(t, "an answer's topic", last.Topic, roads.ID)
}

func TestAnswersInSupergroupsHaveThreads(t *testing.T) {
	v := newVillage(t)
	g := v.AddSupergroup("Village", v.alice)
	v.AddBot(g, v.alice)
	card := v.send(g, "card", nil)
	v.updates()
	v.bob.Say(g, "me too", people.ReplyTo(card))
	m := v.updates()[0].Message
	equal(t, "thread", m.Topic, card)
	equal(t, "is a topic's", m.IsTopic, false)
	v.refuses("sendMessage", Params{"chat_id": g, "text": "x", "message_thread_id": m.Topic}, 400,
		"message thread not found")
}

func TestSpeakingAsOthers(t *testing.T) {
	v := newVillage(t)
	g := v.AddSupergroup("Village", v.alice)
	v.AddBot(g, v.alice)
	ch := v.AddChannel("News", "", v.alice)
	v.updates()
	v.alice.SayAnonymously(g, "/setup")
	v.alice.Say(g, "/raise", people.As(ch))
	got := v.updates()
	equal(t, "anonymous", got[0].Message.From.ID, int64(people.AnonymousAdminID))
	equal(t, "for the group", got[0].Message.SenderChat.ID, g.ID)
	equal(t, "for the channel", got[1].Message.SenderChat.ID, ch.ID)
	v.AddBot(ch, v.alice)
	v.PromoteBot(g, v.alice, people.Rights{})
	v.updates()
	v.AutoForward(ch, g, "from the channel")
	got = v.updates()
	equal(t, "post", got[0].Post.Text, "from the channel")
	equal(t, "nobody signs it", got[0].Post.From, nil)
	equal(t, "forwarded", got[1].Message.Auto, true)
}

func TestPeopleSendMedia(t *testing.T) {
	v := newVillage(t)
	v.alice.Start("")
	chat := v.alice.Private()
	v.updates()
	v.alice.Photo(chat, "the lamp")
	ids := v.alice.Album(chat, 3, "three of it")
	v.alice.Sticker(chat)
	v.alice.Document(chat, "plan.pdf", []byte("%PDF"), "")
	got := v.updates()
	equal(t, "updates", len(got), 6)
	equal(t, "caption", got[0].Message.Caption, "the lamp")
	equal(t, "sizes", len(got[0].Message.Photo), 2)
	equal(t, "album", got[1].Message.Album, got[3].Message.Album)
	equal(t, "first caption", got[1].Message.Caption, "three of it")
	equal(t, "second caption", got[2].Message.Caption, "")
	equal(t, "ids", got[3].Message.ID, ids[2])
	m, _ := v.Message(chat, ids[0])
	if !strings.HasPrefix(string(v.File(m.Photo)), "\x89PNG") {
		t.Error("the picture is no PNG")
	}
}

func TestPeopleSendPicturesOfTheirOwn(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	before := len(v.Log())
	equal(t, "no picture", v.alice.Picture(g, []byte("no picture"), ""), 0)
	lamp := v.File(mustMessage(t, v, g, v.alice.Photo(g, "")).Photo)
	own := mustMessage(t, v, g, v.alice.Picture(g, lamp, "the lamp"))
	equal(t, "caption", own.Text, "the lamp")
	equal(t, "bytes", string(v.File(own.Photo)), string(lamp))
	equal(t, "events", len(v.Since(before)), 2)
	equal(t, "nothing is after the last", len(v.Since(before+9)), 0)
	file := mustMessage(t, v, g, v.alice.Document(g, "plan.pdf", []byte("%PDF"), ""))
	equal(t, "name", v.FileName(file.Document), "plan.pdf")
	equal(t, "a photo has none", v.FileName(own.Photo), "")
}

func mustMessage(t *testing.T, v *village, c *people.Chat, id int) people.Message {
	t.Helper()
	m, ok := v.Message(c, id)
	if !ok {
		t.Fatalf("there is no message %d", id)
	}
	return m
}

func TestPeopleEdit(t *testing.T) {
	v := newVillage(t)
	g := v.group()
	id := v.alice.Say(g, "/raise lamps")
	v.updates()
	equal(t, "bob edits hers", v.bob.Edit(g, id, "x"), false)
	equal(t, "she edits it", v.alice.Edit(g, id, "/raise lights"), true)
	equal(t, "text", v.updates()[0].Edited.Text, "/raise lights")
}

func TestMembers(t *testing.T) {
	v := newVillage(t)
	g := v.AddSupergroup("Village", v.alice)
	v.AddBot(g, v.alice)
	v.Join(g, v.bob)
	got := v.updates()
	equal(t, "joined", got[len(got)-1].Message.NewMembers[0].ID, v.bob.ID)
	status := func(u *people.User) string {
		var m struct{ Status string }
		p := Params{"chat_id": g, "user_id": Params{"c": u.Private()}.form().Get("c")}
		if err := json.Unmarshal(v.must("getChatMember", p).Result, &m); err != nil {
			t.Fatal(err)
		}
		return m.Status
	}
	equal(t, "owner", status(v.alice), "creator")
	equal(t, "bob", status(v.bob), "member")
	v.Promote(g, v.alice, v.bob, people.Rights{Pin: true})
	equal(t, "bob", status(v.bob), "administrator")
	var admins []struct{ User people.User }
	if err := json.Unmarshal(v.must("getChatAdministrators", Params{"chat_id": g}).Result, &admins); err != nil {
		t.Fatal(err)
	}
	equal(t, "administrators", len(admins), 2)
	v.Leave(g, v.bob)
	equal(t, "bob", status(v.bob), "left")
	v.refuses("getChatMember", Params{"chat_id": g, "user_id": 5}, 400, "user not found")
	v.refuses("getChatAdministrators", Params{"chat_id": 5}, 400, "chat not found")
}
