package flows_test

import (
	"testing"
	"time"

	"echowall/flows"
	"echowall/flows/talk"
)

// step is something said, and what the one who said it is told; see village.do.
type step struct {
	say  string
	want string
	with func(*flows.Input)
}

// TestDialogs plays dialogs in a private chat, from the first command to what comes of it. "press" stands for a button
// of the question that waits.
func TestDialogs(t *testing.T) {
	tests := map[string][]step{
		"a command with all it needs does it at once": {
			{say: "/raise named The lamp is dark", want: "receipt.raised"},
		},
		"a command with too little asks for the rest": {
			{say: "/raise", want: "ask.text.raise"},
			{say: "The lamp is dark", want: "ask.name"},
			{say: "press named", want: "receipt.raised"},
		},
		"on wish it asks for what is optional as well": {
			{say: "/raise ?", want: "ask.name"},
			{say: "press named", want: "ask.text.raise"},
			{say: "The lamp is dark", want: "receipt.raised"},
		},
		"what is firm cannot be skipped": {
			{say: "/raise ?", want: "ask.name"},
			{say: "skip", want: "ask.again(problem.option ask.name)"},
			{say: "press -", want: "ask.again(problem.option ask.name)"},
			{say: "Anonymous!", want: "ask.text.raise"},
		},
		"what is only optional can be skipped, by button and in words": {
			{say: "/withdraw 1 ?", want: "ask.text.withdraw"},
			{say: "press -", want: "toast:receipt.withdrawn"},
			{say: "/withdraw 2 ?", want: "ask.text.withdraw"},
			{say: "pass", want: "receipt.withdrawn"},
		},
		"a wrong value is asked for again, as often as it takes": {
			{say: "/screen", want: "ask.case"},
			{say: "the first", want: "ask.again(problem.cases ask.case)"},
			{say: "#1", want: "ask.verdict"},
			{say: "perhaps", want: "ask.again(problem.option ask.verdict)"},
			{say: "accept", want: "receipt.screened.accept"},
		},
		"each value is asked for in its turn": {
			{say: "/screen 1 decline", want: "ask.ground"},
			{say: "press other", want: "ask.text.decline"},
			{say: "It is no matter of ours", want: "receipt.screened.decline"},
		},
		"cancel ends it, by command, by button and in words": {
			{say: "/raise", want: "ask.text.raise"},
			{say: "/cancel", want: "receipt.cancelled"},
			{say: "/raise ?", want: "ask.name"},
			{say: "press cancel", want: "toast:receipt.cancelled"},
			{say: "/raise", want: "ask.text.raise"},
			{say: "Stop", want: "receipt.cancelled"},
			{say: "/cancel", want: "receipt.nothing_to_cancel"},
		},
		"any text in private is offered as an issue": {
			{say: "The lamp is dark", want: "ask.name"},
			{say: "press anonymous", want: "receipt.raised"},
		},
		"what says nothing is not": {
			{say: "?!", want: "refuse.not_text"},
			{say: "", want: "refuse.not_text"},
			{say: "", want: "ask.name", with: photo("p1")},
			{say: "with my name, please", want: "ask.again(problem.option ask.name)"},
			{say: "named", want: "receipt.raised"},
		},
		"what will be refused is refused before more is asked": {
			{say: "/screen 9", want: "refuse.no_case"},
			{say: "/approve", want: "refuse.role"},
			{say: "/settle 1", want: "refuse.stage"},
			{say: "/rate 1", want: "refuse.stage"},
			{say: "/minutes M7", want: "refuse.no_meeting"},
		},
		"what is wrong is asked for again, and all else is kept": {
			{say: "/appoint member @nobody", want: "ask.again(refuse.no_name ask.person)"},
			{say: "@WuFang", want: "receipt.appointed"},
			{say: "/involve 1 @nobody", want: "ask.again(refuse.no_name ask.person)"},
			{say: "/screen 1 merge 9", want: "ask.again(refuse.no_case ask.into)"},
			{say: "1", want: "ask.again(refuse.merge_self ask.into)"},
			{say: "2", want: "receipt.screened.merge"},
		},
		"a question is left for another": {
			{say: "/raise", want: "ask.text.raise"},
			{say: "/screen 1", want: "ask.verdict"},
			{say: "accept", want: "receipt.screened.accept"},
			{say: "accept", want: "ask.name"},
		},
		"a word nobody knows": {
			{say: "/frobnicate 1", want: "refuse.unknown"},
			{say: "press frobnicate", want: "toast:refuse.stale"},
		},
		"who is meant": {
			{say: "/appoint", want: "ask.role"},
			{say: "member:legal", want: "ask.person"},
			{say: "Wu Fang", want: "ask.again(problem.person ask.person)"},
			{say: "@WuFang", want: "receipt.appointed"},
			{say: "/dismiss convener @wufang", want: "refuse.no_role"},
		},
		"settings": {
			{say: "/settings", want: "settings.show"},
			{say: "/settings zone", want: "ask.text.setting.zone"},
			{say: "The moon", want: "ask.again(refuse.zone ask.text.setting.zone)"},
			{say: "UTC", want: "receipt.setting"},
		},
	}
	for name, steps := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := found(t)
			v.group(chen, "/raise The square is dark")
			v.group(chen, "/raise The market leaks")
			v.play(chen, steps)
		})
	}
}

// play lets somebody take steps in private.
func (v *village) play(u talk.User, steps []step) {
	v.t.Helper()
	for i, s := range steps {
		if s.with == nil {
			s.with = func(*flows.Input) {}
		}
		got := ""
		if line, ok := cutPress(s.say); ok {
			got = v.press(u, v.filled(u, line), alone)
		} else {
			got = v.private(u, s.say, s.with)
		}
		if got != s.want {
			v.t.Fatalf("step %d: %q was answered with %q, expected %q", i+1, s.say, got, s.want)
		}
	}
}

// TestQuestionsEnd lets a question wait too long, and its buttons be pressed when it is gone.
func TestQuestionsEnd(t *testing.T) {
	v := found(t)
	v.private(wang, "/start "+v.head().Door)
	v.private(wang, "/raise ?")
	id := v.question("x:dialog:")
	v.clock.pass(30*time.Minute + time.Second)
	v.expect(v.press(wang, "fill "+id+" named", alone), "toast:refuse.stale")
	v.expect(v.press(wang, "page "+id+" 2026-07", alone), "toast:refuse.stale")
	v.expect(v.private(wang, "/cancel"), "receipt.nothing_to_cancel")
	if left := v.keys("x:dialog:"); len(left) > 0 {
		t.Errorf("a question that waited too long left %q", left)
	}
	v.private(wang, "/raise ?")
	v.expect(v.press(wang, "fill "+id+" named", alone), "toast:refuse.stale")
	v.expect(v.press(wang, "fill", alone), "toast:refuse.stale")
	v.expect(v.press(chen, "fill "+v.question("x:dialog:")+" named", alone), "toast:refuse.stale")
}

// TestNoTrace counts what is kept before and after dialogs that are cancelled, and that wait too long while the clock
// runs: but for which questions the bot's messages were, nothing is left.
func TestNoTrace(t *testing.T) {
	v := found(t)
	kept := func() [3]int { return [3]int{len(v.records()) - len(v.keys("x:about:")), v.written(), len(v.wakes())} }
	before := kept()
	v.private(chen, "/raise ?")
	v.private(chen, "anonymous")
	v.private(chen, "cancel")
	if now := kept(); now != before {
		t.Errorf("cancelled, it leaves %d records, entries, wake-ups; before %d", now, before)
	}
	v.private(chen, "/raise ?")
	v.private(chen, "anonymous")
	waits := v.keys("x:dialog:")[0]
	v.clock.pass(30*time.Minute - time.Second)
	v.tick(waits)
	if now := kept(); now == before {
		t.Error("the question ended before its time")
	}
	v.clock.pass(time.Second)
	v.tick(waits)
	v.tick(waits)
	if now := kept(); now != before {
		t.Errorf("timed out, it leaves %d records, entries, wake-ups; before %d", now, before)
	}
}
