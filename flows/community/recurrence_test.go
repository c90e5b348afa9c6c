package community_test

import (
	"slices"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/desk"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/statistics"
	"echowall/flows/work"
)

// report counts a period.
func report(v *village.Village, period string) *statistics.Report {
	v.TB.Helper()
	p, ok := calendar.ParsePeriod(period, v.Now)
	if !ok {
		v.TB.Fatalf("no period %q", period)
	}
	return village.Look(v, func(s *life.State) *statistics.Report { return desk.Figures(s, p) })
}

func TestAClosedMatterThatComesBackNamesTheOldOne(t *testing.T) {
	v := village.Found(t, "six-step")
	old := v.Answered()
	v.Must(command{
		Verb: permission.Again, By: widow, Case: old, Values: intake.Raise{Text: "The lamps are dark again"},
	})
	fresh := v.Head().Cases
	later := v.Raised()
	recurs := func(n, of int) command {
		return command{Verb: permission.Recurs, By: secretary, Case: n, Values: intake.Recurs{Earlier: of}}
	}
	v.Refused("refuse.recurs_open", recurs(later, fresh))
	v.Refused("refuse.no_case", recurs(later, 99))
	v.Refused("refuse.role", command{
		Verb: permission.Recurs, By: resident, Case: later, Values: intake.Recurs{Earlier: old},
	})
	v.Refused("refuse.stage", command{
		Verb: permission.Again, By: widow, Case: later, Values: intake.Raise{Text: "The lamps are dark again"},
	})
	v.Refused("refuse.too_short", command{
		Verb: permission.Again, By: widow, Case: old, Values: intake.Raise{Text: "no"},
	})
	v.Must(recurs(later, old))
	v.Refused("refuse.recurs_already", recurs(later, old))
	if c := v.Find(old); !slices.Equal(c.Later, []int{fresh, later}) || v.Find(fresh).Earlier != old ||
		v.Find(later).Earlier != old {
		t.Errorf("the old case names %v, the new ones %d and %d", c.Later, v.Find(fresh).Earlier, v.Find(later).Earlier)
	}
	if r := report(v, "2026"); !slices.Equal(r.Repeated, []int{fresh, later}) ||
		!slices.Equal(r.Raised, []int{old, fresh, later}) {
		t.Errorf("raised %v, of them come back %v", r.Raised, r.Repeated)
	}
	v.ProvesJournal()
}

// TestSilenceIsCountedByKind lets some of those asked speak, and one who was not.
func TestSilenceIsCountedByKind(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	v.Must(command{Verb: permission.Done, By: secretary, Case: n, Values: work.Report{Task: 1, Text: "they shine"}})
	v.Is(n, procedure.Evaluation)
	rate := func(by int, r cases.Rating) {
		v.TB.Helper()
		v.Must(command{Verb: permission.Rate, By: by, Case: n, Values: r})
	}
	asked := v.Find(n).Evaluation
	if asked.Residents.Asked != 1 || asked.Members.Asked != 4 || asked.Authority.Asked != 1 || asked.Silent() != 6 {
		t.Fatalf("asked: %+v", asked)
	}
	rate(widow, cases.Rating{Solved: cases.RatedSolved, Satisfied: true}) // nobody asked her
	rate(member, cases.Rating{Solved: cases.RatedPartly, Satisfied: true})
	rate(member, cases.Rating{Solved: cases.RatedSolved, Satisfied: true})
	rate(authority, cases.Rating{Solved: cases.RatedSolved, Satisfied: true})
	rate(resident, cases.Rating{Solved: cases.RatedSolved, Satisfied: true, Unanswered: true})
	v.Told("task.unanswered", secretary, convener)
	e := v.Find(n).Evaluation
	if e.Residents.Said != 2 || e.Residents.Silent() != 0 || e.Members.Silent() != 3 || e.Silent() != 3 ||
		e.Unanswered != 1 || e.Answered() {
		t.Errorf("spoken: %+v", e)
	}
	if r := report(v, "2026"); !slices.Equal(r.Answered.No, []int{n}) {
		t.Errorf("whose raiser heard nothing was not answered: %+v", r.Answered)
	}
	rate(resident, cases.Rating{Solved: cases.RatedSolved, Satisfied: true})
	if r := report(v, "2026"); !slices.Equal(r.Answered.Yes, []int{n}) || len(r.Answered.No) > 0 {
		t.Errorf("the last word counts: %+v", r.Answered)
	}
	v.ProvesJournal()
}

func TestAResultIsPublishedAsWhatItIs(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Adopted(ballot.A)
	v.Must(command{Verb: permission.Publish, By: secretary, Case: n, Values: publicity.Publish{As: cases.AsCovenant}})
	v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
	v.Must(command{Verb: permission.Approve, By: authority, Case: n})
	v.Refused("refuse.no_form", command{Verb: permission.Publish, By: secretary, Case: n})
	v.Refused("refuse.same_form", command{
		Verb: permission.Publish, By: secretary, Case: n, Values: publicity.Publish{As: cases.AsCovenant},
	})
	v.Must(command{Verb: permission.Publish, By: secretary, Case: n, Values: publicity.Publish{As: cases.AsRule}})
	r := report(v, "2026")
	if !slices.Equal(r.Published[cases.AsRule], []int{n}) || !slices.Equal(r.Realised.Yes, []int{n}) {
		t.Errorf("a rule in force is a result converted: %v, realised %v", r.Published, r.Realised)
	}
	v.ProvesJournal()
}
