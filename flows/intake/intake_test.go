package intake_test

import (
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
)

func TestAMatterIsEnteredForSomebodyWithoutTelegram(t *testing.T) {
	v := village.Found(t, "six-step")
	before := v.Head().People
	const dry = "The well is dry since May"
	well := life.Command{
		Verb: permission.Behalf, By: village.Secretary, Values: intake.Behalf{Name: "Uncle Wang", Text: dry},
	}
	v.Refused("refuse.role", life.Command{
		Verb: permission.Behalf, By: village.Resident, Values: intake.Behalf{Name: "x", Text: dry},
	})
	v.Refused("refuse.too_short", life.Command{
		Verb: permission.Behalf, By: village.Secretary, Values: intake.Behalf{Name: "x", Text: "No"},
	})
	v.Refused("refuse.no_person", life.Command{
		Verb: permission.Behalf, By: village.Secretary, Values: intake.Behalf{Name: "x", Text: dry}, Person: 99,
	})
	v.Must(well)
	n := v.Head().Cases
	if c := v.Find(n); c.Raiser != before+1 || c.EnteredBy != village.Secretary ||
		c.Source != cases.FromWalk || c.Through != 0 {
		t.Errorf("entered as %+v", c)
	}
	v.Must(life.Command{
		Verb: permission.Behalf, By: village.Secretary,
		Values: intake.Behalf{Name: "Aunt Li", Text: "The step is broken"}, Person: village.Widow,
	})
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n + 1,
		Values: cases.Verdict{Kind: cases.Answer, Text: "It is mended"},
	})
	v.Told("echo.closed.answered", village.Widow, v.Find(n+1).Raiser)
	v.ProvesJournal()
}

func TestAMatterHasASourceAndATopic(t *testing.T) {
	v := village.Found(t, "six-step")
	for by, want := range map[int]cases.Source{
		village.Resident: cases.FromPublic, village.Elder: cases.FromMember,
		village.Authority: cases.FromAuthority, village.Convener: cases.FromMember,
	} {
		v.Must(life.Command{Verb: permission.Raise, By: by, Values: intake.Raise{Text: "The lamp is dark"}})
		if got := v.Find(v.Head().Cases).Source; got != want {
			t.Errorf("raised by %d, it comes from %q, expected %q", by, got, want)
		}
	}
	// What a member raises without a name must not tell that it was a member.
	v.Must(life.Command{
		Verb: permission.Raise, By: village.Elder, Values: intake.Raise{Text: "The chief's dog bites", Anonymous: true},
	})
	n := v.Head().Cases
	if got := v.Find(n).Source; got != cases.FromPublic {
		t.Errorf("raised by a member anonymously, it comes from %q", got)
	}
	v.Refused("refuse.unsorted", life.Command{
		Verb: permission.Sort, By: village.Secretary, Case: n, Values: intake.Sort{Source: "heaven"},
	})
	v.Refused("refuse.unsorted", life.Command{
		Verb: permission.Sort, By: village.Secretary, Case: n, Values: intake.Sort{Source: "walk", Topic: "weather"},
	})
	v.Must(life.Command{
		Verb: permission.Sort, By: village.Secretary, Case: n, Values: intake.Sort{Source: "proposal", Topic: "plan"},
	})
	v.Must(life.Command{Verb: permission.Sort, By: village.Secretary, Case: n, Values: intake.Sort{Source: "set"}})
	if c := v.Find(n); c.Source != cases.FromAuthority || c.Topic != cases.OfPolicy {
		t.Errorf("sorted as %q, %q", c.Source, c.Topic)
	}
	v.ProvesJournal()
}
