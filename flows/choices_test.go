package flows_test

import (
	"strings"
	"testing"

	"echowall/flows"
	"echowall/flows/meeting"
	"echowall/flows/talk"
)

// offers are the last words of the buttons below what somebody is asked in private.
func (v *village) offers(u talk.User, text string) string {
	v.t.Helper()
	if _, err := v.engine.Do(v.t.Context(), v.id, v.input(u, text, alone)); err != nil {
		v.t.Fatal(err)
	}
	all := v.deliver()
	var values []string
	for _, line := range all[len(all)-1].lines() {
		words := strings.Fields(line)
		values = append(values, words[len(words)-1])
	}
	return strings.Join(values, " ")
}

// TestChoicesAboutMeetings looks at the buttons below questions about a meeting whose date is to be found, and whom it
// asks.
func TestChoicesAboutMeetings(t *testing.T) {
	v := deliberated(t)
	v.private(yang, "/start "+v.head().Door)
	v.private(chen, "/appoint expert:light @xiuying")
	for _, role := range []string{"expert:light", "supervisor", "handler:power", "resident"} {
		v.group(chen, "/appoint "+role, below(yang, "Hello"))
	}
	v.group(chen, "/appoint expert:light", below(wang, "Hello"))
	v.private(chen, "/poll 1 2026-06-10 19:30, 2026-06-11 14:30, 2026-06-12 19:30 Village hall")
	m := look(v, func(s *stateOf) *meeting.Meeting { return s.Meeting(1) })
	if m == nil || m.Poll == nil || len(m.Poll.Dates) != 3 {
		t.Fatalf("the poll is %+v", m)
	}
	for say, want := range map[string]string{
		"/fix M1": "1 2 3", "/suit M1": "1 2 3", "/bring M1": "expert:light supervisor handler:power", "/rsvp": "M1",
		"/fix": "M1",
	} {
		if got := v.offers(chen, say); got != want {
			t.Errorf("%s offers %q, expected %q", say, got, want)
		}
	}
	v.expect(v.private(chen, "/fix M1"), "ask.fix")
	v.expect(v.press(chen, "fill "+v.question("x:dialog:"+itoa(chen.ID))+" 2", alone), "receipt.scheduled")
	v.expect(v.private(chen, "/bring M1"), "ask.guest")
	v.expect(v.press(chen, "fill "+v.question("x:dialog:"+itoa(chen.ID))+" expert:light", alone), "toast:receipt.brought")
}

// TestRepliesToAPoll answers a meeting in words: with dates while they are asked for, and with whether one comes
// afterwards.
func TestRepliesToAPoll(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/poll 1 2026-06-10 19:30, 2026-06-11 14:30 Village hall")
	view := to(v.last("meeting:1").message)
	v.expect(v.group(wu, "2", view), "receipt.chosen")
	if suits := look(v, func(s *stateOf) bool { return s.Meeting(1).Poll.Suits(s.Known(wu.ID), 2) }); !suits {
		t.Error("what suits was not kept")
	}
	v.private(chen, "/fix M1 2")
	v.expect(v.group(wu, "not coming", view), "receipt.rsvp.no")
}

// TestChoicesOfABallot looks at the buttons below the question what somebody else votes: yes and no, or the options
// there are.
func TestChoicesOfABallot(t *testing.T) {
	v := deliberated(t)
	v.private(chen, "/resolve 1 A The lamp is mended")
	if got := v.offers(liu, "/vote 1.1"); got != "yes no abstain" {
		t.Errorf("a vote is offered as %q", got)
	}
	if got := v.offers(chen, "/proxy 1 @wufang"); got != "yes no abstain" {
		t.Errorf("a vote for another is offered as %q", got)
	}
	o := deliberated(t)
	o.private(chen, "/choose 1 one A What becomes of the slope?\n- Herbs\n- Trees\n- Tea")
	if got := o.offers(chen, "/proxy 1 @wufang"); got != "1 2 3 abstain" {
		t.Errorf("a choice for another is offered as %q", got)
	}
	if got := o.offers(liu, "/vote 1"); !strings.HasSuffix(got, "abstain") || strings.Contains(got, "yes") {
		t.Errorf("a choice is offered as %q", got)
	}
	if got := v.offers(chen, "/proxy 9 @wufang"); got != "" {
		t.Errorf("a ballot that is not there is offered as %q", got)
	}
}

// TestChoicesOfTheOffice looks at the buttons below what the office is asked: who it is tied to, and when something
// comes round.
func TestChoicesOfTheOffice(t *testing.T) {
	v := found(t)
	up := v.township()
	in := up.input(liu, "/link below", alone)
	up.do(in)
	v.private(chen, "/link "+in.Code, func(x *flows.Input) { x.Other = up.id })
	v.postTo(up, 1)
	up.postTo(v, 1)
	if got := v.offers(chen, "/unlink"); got != "1" {
		t.Errorf("ties are offered as %q", got)
	}
	for say, want := range map[string]string{
		"/settings schedule digest eachmonth":    "1 5 10 15 20 25 lastday",
		"/settings schedule digest daily":        "09:00 10:00 14:30 15:00 19:00 19:30",
		"/settings schedule digest weekly":       "monday tuesday wednesday thursday friday saturday sunday",
		"/settings schedule digest eachmonth 15": "09:00 10:00 14:30 15:00 19:00 19:30",
		"/settings station":                      "site sign gear funds staff attached",
	} {
		if got := v.offers(chen, say); got != want {
			t.Errorf("%s offers %q, expected %q", say, got, want)
		}
	}
}
