package flows_test

import (
	"slices"
	"strings"
	"testing"

	"echowall/flows/form"
	"echowall/flows/permission"
)

// dated is a command with a day, in the village where it is of use: what is typed before the day and behind it, what is
// asked for next where the rest is missing, and the refusal of a day that will not do.
type dated struct {
	before, after string
	ask, next     string
	bad, refusal  string
	good, receipt string
}

// TestNoPastDayIsAskedOn says a day that will not do, to every verb that takes one: it is refused where it is said, and
// it alone is asked for again, whether more is still to be asked or all the rest was said.
func TestNoPastDayIsAskedOn(t *testing.T) {
	tests := map[permission.Verb]dated{
		permission.Schedule: {
			before: "/schedule 1", after: "hall", ask: "ask.when", next: "ask.form", receipt: "receipt.scheduled",
		},
		permission.Reschedule: {before: "/reschedule M1", after: "hall", ask: "ask.when", receipt: "receipt.rescheduled"},
		permission.Poll: {
			before: "/poll 1 2026-07-01 19:00", after: "hall", ask: "ask.poll.2", next: "ask.poll.3", receipt: "receipt.polled",
		},
		permission.Assign: {
			before: "/assign 1 power", after: "mend it", ask: "ask.date", next: "ask.text.assign",
			receipt: "receipt.assigned.nobody",
		},
		permission.Extend: {
			before: "/extend 1", after: "rain", ask: "ask.date", next: "ask.text.extend", bad: "2026-06-04",
			refusal: "refuse.extend_back", good: "2026-07-20", receipt: "receipt.extended",
		},
		permission.Team: {before: "/team 1 @chenjing", ask: "ask.date", receipt: "receipt.team"},
		permission.Visit: {
			before: "/visit 1", after: "well It is dry", ask: "ask.visited", next: "ask.spot", bad: "2026-12-01 10:00",
			refusal: "refuse.visit_ahead", good: "2026-06-02", receipt: "receipt.visit",
		},
		permission.Appoint: {before: "/appoint member @chenjing", ask: "ask.date", receipt: "receipt.appointed"},
	}
	for _, verb := range found(t).engine.Verbs.All() {
		if verb.Fields == nil {
			continue
		}
		takes := slices.ContainsFunc(verb.Fields(form.Values{}), func(f form.Field) bool {
			return f.Kind == form.When || f.Kind == form.Date
		})
		if _, tried := tests[verb.Name]; tried != takes {
			t.Errorf("%s takes a day: %v, is tried: %v", verb.Name, takes, tried)
		}
	}
	for verb, c := range tests {
		t.Run(string(verb), func(t *testing.T) {
			t.Parallel()
			c = c.filled()
			again := "ask.again(" + c.refusal + " " + c.ask + ")"
			v := whenceOf(t, verb)
			if c.next != "" {
				v.play(chen, []step{{say: c.before + " " + c.bad, want: again}, {say: c.bad, want: again},
					{say: c.good, want: c.next}, {say: "/cancel", want: "receipt.cancelled"}})
			}
			v.play(chen, []step{{say: strings.TrimSpace(c.before + " " + c.bad + " " + c.after), want: again},
				{say: c.bad, want: again}, {say: c.good, want: c.receipt}})
		})
	}
}

func (c dated) filled() dated {
	if c.bad == "" {
		c.bad, c.refusal, c.good = "2020-01-01 19:00", "refuse.past", "2026-07-02 19:30"
	}
	return c
}

// whenceOf is a village with a case at which a verb is of use.
func whenceOf(t *testing.T, verb permission.Verb) *village {
	if verb == permission.Assign || verb == permission.Extend {
		v := deliberated(t)
		v.adopt()
		v.clock.pass(6 * 24 * 3600e9)
		v.tick("case:1")
		if verb == permission.Extend {
			v.private(chen, "/assign 1 power 2026-06-20 mend it")
		}
		return v
	}
	v := found(t)
	v.group(chen, "/raise The well is dry")
	v.private(chen, "/settings notice 0d")
	switch verb {
	case permission.Team, permission.Visit:
		v.private(chen, "/screen 1 accept big")
	case permission.Reschedule:
		v.private(chen, "/screen 1 accept small")
		v.private(chen, "/schedule 1 2026-06-20 19:30 hall")
	default:
		v.private(chen, "/screen 1 accept small")
	}
	return v
}

// TestNoQuestionIsAskedForEver answers the last question of a dialog when the command is of no use any more: the
// question ends with the refusal.
func TestNoQuestionIsAskedForEver(t *testing.T) {
	v := found(t)
	v.group(chen, "/raise The well is dry")
	v.private(chen, "/screen 1 accept small")
	v.expect(v.private(chen, "/schedule 1 2026-06-20 19:30"), "ask.form")
	v.group(chen, "/withdraw 1")
	v.expect(v.private(chen, "hall"), "refuse.closed")
	if left := v.keys("x:dialog:"); len(left) > 0 {
		t.Errorf("it still asks: %q", left)
	}
}

// TestNoHalfCommandBreaksADecision lets every verb decide on commands that lack something: as they are looked at before
// the rest is asked for.
func TestNoHalfCommandBreaksADecision(t *testing.T) {
	v := deliberated(t)
	v.adopt()
	for _, verb := range v.engine.Verbs.All() {
		for _, on := range []string{
			"", " 1", " M1", " 1 2026-07-01 19:00", " member", " 1 1", " 1 A", " 1 merge", " 1 several",
		} {
			v.private(chen, "/"+string(verb.Name)+on+" ?")
			v.private(chen, "/cancel")
		}
	}
}
