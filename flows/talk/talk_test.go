package talk_test

import (
	"errors"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"echowall/flows/community"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/talk"
)

const group = -100

var (
	morning = time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)
	clerk   = talk.User{ID: 11, Name: "Chen", Language: "en"}
	villain = talk.User{ID: 12, Name: "Yang", Language: "en"}
)

// street is a community that is spoken with, without an engine, a store or a clock.
type street struct {
	t *testing.T
	c talk.Conversation
	s *life.State
}

// methods are read once for all tests.
var methods = sync.OnceValues(func() (*procedure.Registry, error) {
	return procedure.Load(os.DirFS("../procedure/data"))
})

// found makes a community whose secretary has raised case 1.
func found(t *testing.T) *street {
	t.Helper()
	methods, err := methods()
	if err != nil {
		t.Fatal(err)
	}
	cache := record.NewCache(nil)
	cache.FillRange("") // nothing is kept: what is not on the sheet is not there
	words := map[string]string{"yes": "yes", "stop": "cancel", "me too": "support", "-": "skip"}
	v := &street{
		t: t, c: talk.Conversation{Verbs: community.AllVerbs(), Words: words}, s: community.NewState(cache, methods),
	}
	lane := talk.Chat{ID: group, Title: "Willow Lane"}
	v.say(talk.Said{User: clerk, Chat: lane, Admin: true, Line: "setup six-step Asia/Shanghai"})
	v.say(talk.Said{User: clerk, Chat: lane, Message: 5, Line: "raise The lamp is broken"})
	return v
}

// said is what came of something that was said.
type said struct {
	// asked is the message of the question or answer, refused that of the refusal, did the verb carried out, on a case.
	asked, refused string
	did            permission.Verb
	on             int
}

// say lets something be said, as the engine does, on the one sheet there is.
func (v *street) say(x talk.Said) (came said) {
	v.t.Helper()
	x.At, x.Code = morning, "abcdef"
	speech := v.c.Listen(v.s, x)
	cmd, ok, err := speech.Understand()
	if err == nil && ok {
		var result life.Result
		if result, err = community.Decide(v.s, cmd); err == nil {
			came.did, came.on = cmd.Verb, cmd.Case
			var notices []say.Notice
			for _, e := range result.Events {
				life.Apply(v.s, e, life.Meta{At: x.At, By: cmd.By})
				notices = append(notices, life.Announce(v.s, e, life.Meta{At: x.At, By: cmd.By})...)
			}
			speech.Close(cmd, result, notices)
		}
	}
	var refusal *life.Refusal
	if errors.As(err, &refusal) {
		came.refused = refusal.Message.ID
	} else if err != nil {
		v.t.Fatal(err)
	}
	for _, n := range speech.Outcome().Notices {
		came.asked = n.Message.ID
	}
	return came
}

// TestUnderstand tells what is said in the group and in private from one another, and commands from talk.
func TestUnderstand(t *testing.T) {
	lane, door := talk.Chat{ID: group}, talk.Chat{ID: villain.ID, Private: true}
	for name, c := range map[string]struct {
		said talk.Said
		want said
	}{
		"talk in the group means nothing": {talk.Said{Chat: lane, Text: "good morning"}, said{}},
		"a matter in private is offered to be raised": {
			talk.Said{Chat: door, Text: "The well is dry"}, said{asked: "ask.name"},
		},
		"a vote that answers nothing is no matter": {
			talk.Said{Chat: door, Text: "yes"}, said{refused: "refuse.reply_to_vote"},
		},
		"a command": {
			talk.Said{Chat: lane, Line: "support 1"}, said{asked: "receipt.supported", did: permission.Support, on: 1},
		},
		"a command that lacks something is asked about": {
			talk.Said{Chat: lane, Line: "support"}, said{asked: "ask.case"},
		},
		"an unknown command is another bot's in the group": {talk.Said{Chat: lane, Line: "dance"}, said{}},
		"and a mistake in private": {
			talk.Said{Chat: door, Line: "dance"}, said{refused: "refuse.unknown"},
		},
		"what must be refused is refused before more is asked": {
			talk.Said{Chat: door, Line: "screen 1"}, said{refused: "refuse.role"},
		},
		"an old button": {
			talk.Said{Chat: lane, Line: "fill zzz 1", Press: true}, said{refused: "refuse.stale"},
		},
		"nothing waits to be stopped": {talk.Said{Chat: door, Line: "cancel"}, said{asked: "receipt.nothing_to_cancel"}},
	} {
		t.Run(name, func(t *testing.T) {
			v := found(t)
			c.said.User = villain
			if got := v.say(c.said); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
}

// TestDialog asks for the case, takes the press of a button for an answer, and forgets a question that has
// waited too long.
func TestDialog(t *testing.T) {
	lane := talk.Chat{ID: group}
	v := found(t)
	v.say(talk.Said{User: villain, Chat: lane, Line: "support"})
	want := said{did: permission.Support, on: 1}
	if got := v.say(talk.Said{User: villain, Chat: lane, Line: "fill abcdef 1", Press: true}); got != want {
		t.Errorf("answered with a button: %+v, want %+v", got, want)
	}
	v.say(talk.Said{User: villain, Chat: lane, Line: "support"})
	const key = "x:dialog:12:-100"
	until := talk.WaitsUntil(v.s.Records, key)
	if !talk.IsDialog(key) || !until.After(morning) {
		t.Fatalf("it waits until %s, asked at %s", until, morning)
	}
	for _, c := range []struct {
		at   time.Time
		want bool
	}{{until.Add(-time.Second), false}, {until, true}, {until, false}} {
		if got := talk.TimeOut(v.s.Records, key, c.at); got != c.want {
			t.Errorf("timed out at %s: %t, want %t", c.at, got, c.want)
		}
	}
}

// TestAboutOf says what a reply in words to a notice answers.
func TestAboutOf(t *testing.T) {
	for _, c := range []struct {
		n    say.Notice
		want string
	}{
		{say.Notice{About: "vote 1.1"}, "vote 1.1"},
		{say.Notice{View: say.CardView(12)}, "case 12"},
		{say.Notice{View: say.BallotView("12.1")}, "vote 12.1"},
		{say.Notice{View: say.MeetingView(3)}, "rsvp M3"},
		{say.Notice{View: say.MenuView(3)}, ""},
		{say.Notice{View: "wall"}, ""},
		{say.Notice{}, ""},
	} {
		if got := talk.AboutOf(c.n); got.Line != c.want {
			t.Errorf("a reply to %+v answers %q, want %q", c.n, got.Line, c.want)
		}
	}
}

// TestNoNumberIsOverlooked types a number behind each verb that takes one first: what it names is found, whatever kind
// of field it is.
func TestNoNumberIsOverlooked(t *testing.T) {
	c := talk.Conversation{Verbs: community.AllVerbs()}
	kinds := []form.Kind{
		form.CaseNo, form.CaseList, form.Cases, form.TaskNo, form.BallotNo, form.MeetingNo, form.TieNo,
	}
	found := 0
	for _, v := range c.Verbs.All() {
		fields, ok := c.Verbs.Fields(v.Name, form.Values{})
		if !ok || len(fields) == 0 || !slices.Contains(kinds, fields[0].Kind) {
			continue
		}
		number := "7"
		if fields[0].Kind == form.BallotNo {
			number = "7.1"
		}
		found++
		if n := c.Named(string(v.Name)+" "+number, morning); n == (talk.Named{}) {
			t.Errorf("of /%s %s no number is found", v.Name, number)
		}
	}
	if found < 30 {
		t.Errorf("only %d verbs take a number", found)
	}
	if n := c.Named("screen 12,20-25 decline", morning); n.Case == 0 {
		t.Error("of several cases none is found")
	}
	for _, line := range []string{"wall", "raise 12 lamps are dark", "mine", "settings zone UTC", ""} {
		if n := c.Named(line, morning); n != (talk.Named{}) {
			t.Errorf("%q names %+v", line, n)
		}
	}
}
