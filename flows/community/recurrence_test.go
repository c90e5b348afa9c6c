package community_test

import (
	"slices"
	"testing"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/desk"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/statistics"
	"echowall/flows/work"
)

// report counts a period.
func (v *village) report(period string) *statistics.Report {
	v.tb.Helper()
	p, ok := calendar.ParsePeriod(period, v.now)
	if !ok {
		v.tb.Fatalf("no period %q", period)
	}
	return look(v, func(s *life.State) *statistics.Report { return desk.Figures(s, p) })
}

func TestAClosedMatterThatComesBackNamesTheOldOne(t *testing.T) {
	v := found(t, "six-step")
	old := v.answered()
	v.must(command{
		Verb: permission.Again, By: widow, Case: old, Values: intake.Raise{Text: "The lamps are dark again"},
	})
	fresh := v.head().Cases
	later := v.raised()
	recurs := func(n, of int) command {
		return command{Verb: permission.Recurs, By: secretary, Case: n, Values: intake.Recurs{Earlier: of}}
	}
	v.refused("refuse.recurs_open", recurs(later, fresh))
	v.refused("refuse.no_case", recurs(later, 99))
	v.refused("refuse.role", command{
		Verb: permission.Recurs, By: resident, Case: later, Values: intake.Recurs{Earlier: old},
	})
	v.refused("refuse.stage", command{
		Verb: permission.Again, By: widow, Case: later, Values: intake.Raise{Text: "The lamps are dark again"},
	})
	v.refused("refuse.too_short", command{
		Verb: permission.Again, By: widow, Case: old, Values: intake.Raise{Text: "no"},
	})
	v.must(recurs(later, old))
	v.refused("refuse.recurs_already", recurs(later, old))
	if c := v.find(old); !slices.Equal(c.Later, []int{fresh, later}) || v.find(fresh).Earlier != old ||
		v.find(later).Earlier != old {
		t.Errorf("the old case names %v, the new ones %d and %d", c.Later, v.find(fresh).Earlier, v.find(later).Earlier)
	}
	if r := v.report("2026"); !slices.Equal(r.Repeated, []int{fresh, later}) ||
		!slices.Equal(r.Raised, []int{old, fresh, later}) {
		t.Errorf("raised %v, of them come back %v", r.Raised, r.Repeated)
	}
	v.provesJournal()
}

// TestSilenceIsCountedByKind lets some of those asked speak, and one who was not.
func TestSilenceIsCountedByKind(t *testing.T) {
	v := found(t, "six-step")
	n := v.assigned()
	v.must(command{Verb: permission.Done, By: secretary, Case: n, Values: work.Report{Task: 1, Text: "they shine"}})
	v.is(n, procedure.Evaluation)
	rate := func(by int, r cases.Rating) {
		v.tb.Helper()
		v.must(command{Verb: permission.Rate, By: by, Case: n, Values: r})
	}
	asked := v.find(n).Evaluation
	if asked.Residents.Asked != 1 || asked.Members.Asked != 4 || asked.Authority.Asked != 1 || asked.Silent() != 6 {
		t.Fatalf("asked: %+v", asked)
	}
	rate(widow, cases.Rating{Solved: cases.RatedSolved, Satisfied: true}) // nobody asked her
	rate(member, cases.Rating{Solved: cases.RatedPartly, Satisfied: true})
	rate(member, cases.Rating{Solved: cases.RatedSolved, Satisfied: true})
	rate(authority, cases.Rating{Solved: cases.RatedSolved, Satisfied: true})
	rate(resident, cases.Rating{Solved: cases.RatedSolved, Satisfied: true, Unanswered: true})
	v.told("task.unanswered", secretary, convener)
	e := v.find(n).Evaluation
	if e.Residents.Said != 2 || e.Residents.Silent() != 0 || e.Members.Silent() != 3 || e.Silent() != 3 ||
		e.Unanswered != 1 || e.Answered() {
		t.Errorf("spoken: %+v", e)
	}
	if r := v.report("2026"); !slices.Equal(r.Answered.No, []int{n}) {
		t.Errorf("whose raiser heard nothing was not answered: %+v", r.Answered)
	}
	rate(resident, cases.Rating{Solved: cases.RatedSolved, Satisfied: true})
	if r := v.report("2026"); !slices.Equal(r.Answered.Yes, []int{n}) || len(r.Answered.No) > 0 {
		t.Errorf("the last word counts: %+v", r.Answered)
	}
	v.provesJournal()
}
