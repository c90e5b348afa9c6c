package cases_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

// rings is a method in which small matters skip the looking and the talk, only hard ones are talked over beforehand,
// and two stages are one step to the people.
func rings() *procedure.Procedure {
	stage := func(kind procedure.Kind, name string, only ...procedure.Track) procedure.Stage {
		return procedure.Stage{Kind: kind, Names: map[string]string{"en": name}, Only: only, Window: calendar.Span{Days: 7}}
	}
	return &procedure.Procedure{
		Stages: []procedure.Stage{
			stage(procedure.Intake, "topic"), stage(procedure.Screening, "topic"), stage(procedure.Research, "look"),
			stage(procedure.Deliberation, "sound out", procedure.Hard), stage(procedure.Deliberation, "talk"),
			stage(procedure.Publicity, "talk"),
			stage(procedure.Implementation, "do"), stage(procedure.Evaluation, "judge"),
			stage(procedure.Evaluation, "judge again"),
		},
		Tracks: map[procedure.Track]procedure.Shortcut{procedure.Small: {Skip: []procedure.Kind{procedure.Research,
			procedure.Deliberation, procedure.Publicity}},
			procedure.Urgent: {Skip: []procedure.Kind{procedure.Publicity}}},
	}
}

// told is a way as a card shows it: what is over with +, what is on with *, what is to come plainly.
func told(way []cases.Passage) string {
	mark := map[cases.StepState]string{cases.StepDone: "+", cases.StepNow: "*", cases.StepNext: ""}
	var steps []string
	for _, x := range way {
		steps = append(steps, mark[x.State]+x.Names["en"])
	}
	return strings.Join(steps, ", ")
}

func TestTheWayOfACase(t *testing.T) {
	for _, c := range []struct {
		name   string
		track  procedure.Track
		stage  int
		closed bool
		want   string
	}{
		{"just raised, on no track yet", "", 0, false, "*topic, look, sound out, talk, do, judge, judge again"},
		{"screening is the same step", "", 1, false, "*topic, look, sound out, talk, do, judge, judge again"},
		{"a big one is not sounded out", procedure.Big, 2, false, "+topic, *look, talk, do, judge, judge again"},
		{"a hard one is", procedure.Hard, 4, false, "+topic, +look, +sound out, *talk, do, judge, judge again"},
		{"an urgent one is talked over and not published", procedure.Urgent, 4, false,
			"+topic, +look, *talk, do, judge, judge again"},
		{"a small one is done at once", procedure.Small, 6, false, "+topic, *do, judge, judge again"},
		{"it became small while it was looked into", procedure.Small, 2, false, "+topic, *look, do, judge, judge again"},
		{"solved", procedure.Big, 8, true, "+topic, +look, +talk, +do, +judge, +judge again"},
		{"declined: it never came to the rest", "", 1, true, "+topic"},
		{"withdrawn while it was looked into", procedure.Hard, 2, true, "+topic, +look"},
	} {
		x := &cases.Case{Track: c.track, Stage: c.stage}
		if c.closed {
			x.Close(cases.Closing{Outcome: cases.Solved, At: monday})
		}
		if got := told(x.Way(rings())); got != c.want {
			t.Errorf("%s: expected %q, got %q", c.name, c.want, got)
		}
	}
}

// TestAWayHasOnePlaceToBe walks through all ways: an open case is in one step, what is over stands before it and the
// rest behind; a closed one has everything behind it.
func TestAWayHasOnePlaceToBe(t *testing.T) {
	p := rings()
	rapid.Check(t, func(t *rapid.T) {
		c := &cases.Case{Stage: rapid.IntRange(0, len(p.Stages)-1).Draw(t, "stage"),
			Track: rapid.SampledFrom(append(procedure.Tracks(), "")).Draw(t, "track")}
		here, open := p.Stage(c.Stage).Names["en"], rapid.Bool().Draw(t, "open")
		if !open {
			c.Close(cases.Closing{Outcome: cases.Partly, At: monday})
		}
		way := c.Way(p)
		now, order := 0, map[cases.StepState]int{cases.StepDone: 0, cases.StepNow: 1, cases.StepNext: 2}
		for i, x := range way {
			now += one(x.State == cases.StepNow)
			if i > 0 && order[x.State] < order[way[i-1].State] {
				t.Fatalf("out of order: %s", told(way))
			}
			if x.State == cases.StepNow && x.Names["en"] != here || !open && x.State != cases.StepDone {
				t.Fatalf("the case is in %q: %s", here, told(way))
			}
		}
		if now != one(open) || !open && way[len(way)-1].Names["en"] != here {
			t.Fatalf("open %v in %q: %s", open, here, told(way))
		}
	})
}

func TestEvaluationsInARowAreNumbered(t *testing.T) {
	judge := procedure.Stage{Kind: procedure.Evaluation, Window: calendar.Span{Days: 7}}
	p := &procedure.Procedure{Stages: []procedure.Stage{{Kind: procedure.Implementation}, judge, judge, judge}}
	c := &cases.Case{}
	for _, s := range []struct{ stage, turn int }{{1, 0}, {2, 1}, {3, 2}, {1, 0}, {2, 1}, {0, 1}, {1, 0}} {
		c.Evaluation.Solved = 3
		c.Enter(p, s.stage, monday, calendar.Plain())
		if c.Evaluation.Number != s.turn || s.stage > 0 && c.Evaluation.Solved != 0 {
			t.Errorf("in stage %d: expected turn %d begun anew, got %+v", s.stage, s.turn, c.Evaluation)
		}
	}
}

func TestWhatIsLate(t *testing.T) {
	for _, c := range []struct {
		name string
		c    cases.Case
		want bool
	}{
		{"nothing", cases.Case{Tasks: []cases.Task{{Number: 1}}}, false},
		{"the stage", cases.Case{Overdue: true}, true},
		{"one of two tasks", cases.Case{Tasks: []cases.Task{{Number: 1}, {Number: 2, Overdue: true}}}, true},
		{"a task done in the end", cases.Case{Tasks: []cases.Task{{Number: 1, Overdue: true, Done: monday}}}, false},
		{"a task that the supervisor has yet to see",
			cases.Case{Tasks: []cases.Task{{Number: 1, Overdue: true, Claimed: monday}}}, true},
	} {
		if got := c.c.Late(); got != c.want {
			t.Errorf("%s: late %v", c.name, got)
		}
	}
}

func TestAMatterPostponedIsLateNoMore(t *testing.T) {
	c := &cases.Case{Due: monday, Overdue: true, Climbed: 2}
	if c.Postpone(monday.AddDate(0, 0, 3)); c.Late() || c.Climbed != 0 || !c.Due.Equal(monday.AddDate(0, 0, 3)) {
		t.Errorf("got %+v", c)
	}
}
