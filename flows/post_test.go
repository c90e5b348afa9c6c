package flows_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"echowall/flows"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// TestOutboxMessagesCoalesce refreshes views that are not sent yet: one message of each waits, while answers wait each
// for itself.
func TestOutboxMessagesCoalesce(t *testing.T) {
	v := found(t)
	for _, in := range []flows.Input{
		v.input(wang, "/raise The lamp is dark"), v.input(yang, "/support 1"), v.input(liu, "/support 1"),
		v.input(liu, "/case 1"), v.input(wu, "/case 1"),
	} {
		if _, err := v.engine.Do(t.Context(), v.id, in); err != nil {
			t.Fatal(err)
		}
	}
	var views []string
	for _, l := range v.outbox() {
		n, err := flows.OpenMessage(l)
		if err != nil {
			t.Fatal(err)
		}
		if n.View != "" {
			views = append(views, n.View)
		}
		if (l.View == "") != (n.View == "" || n.To.Chat != 0) {
			t.Errorf("message %q for %s to %+v", l.View, n.View, n.To)
		}
	}
	if want := []string{"card:1", "wall", "card:1", "card:1"}; !slices.Equal(views, want) {
		t.Errorf("the views waiting are %q, expected %q", views, want)
	}
	if _, err := flows.OpenMessage(storage.Message{Seq: 7, Body: []byte("torn")}); err == nil {
		t.Error("a torn message was read")
	}
}

// TestAnswersFirst raises in private: who asked is told before all others.
func TestAnswersFirst(t *testing.T) {
	v := found(t)
	if _, err := v.engine.Do(t.Context(), v.id, v.input(wu, "/raise named The lamp is dark", alone)); err != nil {
		t.Fatal(err)
	}
	if first, err := flows.OpenMessage(v.outbox()[0]); err != nil || first.Message.ID != "receipt.raised" {
		t.Errorf("first is told %+v, %v", first, err)
	}
}

// outbox is what waits to be sent.
func (v *village) outbox() (messages []storage.Message) {
	v.t.Helper()
	v.must(v.file.View(context.Background(), v.id, func(r storage.Reader) (err error) {
		messages, err = r.Outbox(0, 1000)
		return err
	}))
	return messages
}

// TestKeepPosted keeps where notices were posted, and what replies to them answer.
func TestKeepPosted(t *testing.T) {
	tests := []struct {
		notice say.Notice
		at     flows.Posted
		about  string // what a reply answers; in private, "-" for nothing, though it is kept that it was said
		stands bool
	}{
		{say.Notice{View: "card:12", To: say.Address{Room: say.Group}}, flows.Posted{Chat: lane, Message: 900}, "case 12",
			true},
		{say.Notice{View: "ballot:12.1", To: say.Address{Room: say.Council}}, flows.Posted{Chat: lane, Message: 901},
			"vote 12.1", true},
		{say.Notice{View: "meeting:3", To: say.Address{Room: say.Group}}, flows.Posted{Chat: lane, Message: 902}, "rsvp M3",
			true},
		{say.Notice{View: "wall", To: say.Address{Room: say.Group}}, flows.Posted{Chat: lane, Message: 903, Pinned: true},
			"", true},
		{say.Notice{View: "menu:4", To: say.Address{Room: say.Group}}, flows.Posted{Chat: lane, Message: 904}, "", true},
		{say.Notice{View: "card:13", To: say.Address{Chat: wu.ID}}, flows.Posted{Chat: wu.ID, Message: 905}, "case 13",
			false},
		{say.Notice{About: "fill abc", To: say.Address{Chat: wu.ID}}, flows.Posted{Chat: wu.ID, Message: 906}, "fill abc",
			false},
		{say.Notice{About: "fill abc", To: say.Address{Chat: 5}}, flows.Posted{Chat: 5, Message: 907}, "",
			false}, // nobody known
		{say.Notice{About: "fill abc", To: say.Address{Chat: wu.ID}}, flows.Posted{Chat: wu.ID}, "", false},
		{say.Notice{Message: say.New("receipt.raised"), To: say.Address{Chat: wu.ID}},
			flows.Posted{Chat: wu.ID, Message: 908}, "-", false},
		{say.Notice{Message: say.New("receipt.raised"), To: say.Address{Chat: 5}},
			flows.Posted{Chat: 5, Message: 909}, "", false}, // nobody known
		{say.Notice{Message: say.New("receipt.raised"), To: say.Address{Chat: lane}},
			flows.Posted{Chat: lane, Message: 910}, "", false},
	}
	v := found(t)
	for _, tt := range tests {
		v.must(v.file.Update(t.Context(), v.id, func(tx storage.Tx) error { return flows.KeepPosted(tx, tt.notice, tt.at) }))
		about := v.records()["x:about:"+itoa(tt.at.Chat)+":"+itoa(int64(tt.at.Message))]
		if want := `{"v":1,"d":{"line":"` + strings.TrimPrefix(tt.about, "-") + `"}}`; tt.about == "" && about != "" ||
			tt.about != "" &&
				about != want {
			t.Errorf("%s%s: a reply answers %s, expected %q", tt.notice.View, tt.notice.About, about, tt.about)
		}
		at := look(v, func(s *stateOf) *flows.Posted { return flows.StandingAt(s, tt.notice.View) })
		if (at != nil) != tt.stands || at != nil && *at != tt.at {
			t.Errorf("%s stands at %+v", tt.notice.View, at)
		}
	}
}

// TestSourceOf finds the message a card answers: only in the chat it came from.
func TestSourceOf(t *testing.T) {
	v := found(t)
	in := v.input(wang, "/raise The lamp is dark")
	v.do(in)
	v.private(liu, "/raise named The well is dry")
	for _, tt := range []struct {
		view string
		chat int64
		want int
	}{{"card:1", lane, in.Message}, {"card:1", -5, 0}, {"card:2", lane, 0}, {"card:2", liu.ID, 0}, {"wall", lane, 0}} {
		if got := look(v, func(s *stateOf) int { return talk.SourceOf(s.Records, tt.view, tt.chat) }); got != tt.want {
			t.Errorf("%s in %d answers %d, expected %d", tt.view, tt.chat, got, tt.want)
		}
	}
}

// TestUndelivered says that notices could not be delivered. Secretaries hear of people who hold a role, once for each
// silence, and of the group as long as the bot is in it.
func TestUndelivered(t *testing.T) {
	v := found(t)
	v.group(wang, "/raise The lamp is dark")
	v.group(chen, "/appoint supervisor", below(wu, "Hello"))
	v.group(chen, "/appoint secretary", below(liu, "Hello"))
	v.private(wu, "/second 2 secretary")
	v.deliver()
	fail := func(n say.Notice) (told []int) {
		t.Helper()
		v.must(v.file.Update(t.Context(), v.id, func(tx storage.Tx) error { return flows.Undelivered(tx, v.methods, n) }))
		for _, l := range v.outbox() {
			n, err := flows.OpenMessage(l)
			v.must(err)
			told = append(told, n.To.Person)
			v.must(v.file.Update(t.Context(), v.id,
				func(tx storage.Tx) error { _, err := tx.Sent(l.Seq, l.Revision); return err }))
		}
		return told
	}
	person := func(u talk.User) say.Notice {
		return say.Notice{To: say.Address{Person: v.known(u)}, Message: say.New("notice.appointed")}
	}
	room := say.Notice{To: say.Address{Room: say.Group}, Message: say.New("echo.accepted")}
	steps := []struct {
		name string
		n    say.Notice
		want []int
	}{
		{"a member blocked the bot", person(wu), []int{1, 2}},
		{"a member is still silent", person(wu), nil},
		{"a resident cannot be reached", person(wang), nil},
		{"a secretary cannot be reached", person(liu), []int{1}},
		{"nobody", say.Notice{To: say.Address{Person: 99}}, nil},
		{"an answer", say.Notice{To: say.Address{Chat: wu.ID}}, nil},
		{"a view", say.Notice{To: say.Address{Room: say.Group}, View: "wall"}, nil},
		{"the group refuses", room, []int{1, 2}},
		{"the group refuses again", room, []int{1, 2}},
	}
	for _, s := range steps {
		if told := fail(s.n); !slices.Equal(told, s.want) {
			t.Errorf("%s: told %v, expected %v", s.name, told, s.want)
		}
	}
	if v.reachable(wu) {
		t.Error("who could not be reached is reachable")
	}
	v.must(v.reach(wu, true))
	if told := fail(person(wu)); !slices.Equal(told, []int{1, 2}) {
		t.Errorf("a new silence: told %v", told)
	}
	in := v.input(chen, "")
	in.Standing = &flows.Standing{}
	v.do(in)
	if told := fail(room); len(told) > 0 {
		t.Errorf("while the bot is out of the group: told %v", told)
	}
	v.id = "nowhere"
	if told := fail(room); len(told) > 0 {
		t.Errorf("without a community: told %v", told)
	}
}
