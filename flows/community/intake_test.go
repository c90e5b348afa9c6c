package community_test

import (
	"testing"

	"echowall/flows/cases"
	"echowall/flows/intake"
	"echowall/flows/permission"
)

func TestAMatterIsEnteredForSomebodyWithoutTelegram(t *testing.T) {
	v := found(t, "six-step")
	before := v.head().People
	const dry = "The well is dry since May"
	well := command{Verb: permission.Behalf, By: secretary, Values: intake.Behalf{Name: "Uncle Wang", Text: dry}}
	v.refused("refuse.role", command{
		Verb: permission.Behalf, By: resident, Values: intake.Behalf{Name: "x", Text: dry},
	})
	v.refused("refuse.too_short", command{
		Verb: permission.Behalf, By: secretary, Values: intake.Behalf{Name: "x", Text: "No"},
	})
	v.refused("refuse.no_person", command{
		Verb: permission.Behalf, By: secretary, Values: intake.Behalf{Name: "x", Text: dry}, Person: 99,
	})
	v.must(well)
	n := v.head().Cases
	if c := v.find(n); c.Raiser != before+1 || c.EnteredBy != secretary || c.Source != cases.FromWalk || c.Through != 0 {
		t.Errorf("entered as %+v", c)
	}
	v.must(command{
		Verb: permission.Behalf, By: secretary,
		Values: intake.Behalf{Name: "Aunt Li", Text: "The step is broken"}, Person: widow,
	})
	v.must(command{
		Verb: permission.Screen, By: secretary, Case: n + 1,
		Values: cases.Verdict{Kind: cases.Answer, Text: "It is mended"},
	})
	v.told("echo.closed.answered", widow, v.find(n+1).Raiser)
	v.provesJournal()
}

func TestAMatterHasASourceAndATopic(t *testing.T) {
	v := found(t, "six-step")
	for by, want := range map[int]cases.Source{
		resident: cases.FromPublic, elder: cases.FromMember, authority: cases.FromAuthority, convener: cases.FromMember,
	} {
		v.must(command{Verb: permission.Raise, By: by, Values: intake.Raise{Text: "The lamp is dark"}})
		if got := v.find(v.head().Cases).Source; got != want {
			t.Errorf("raised by %d, it comes from %q, expected %q", by, got, want)
		}
	}
	// What a member raises without a name must not tell that it was a member.
	v.must(command{
		Verb: permission.Raise, By: elder, Values: intake.Raise{Text: "The chief's dog bites", Anonymous: true},
	})
	n := v.head().Cases
	if got := v.find(n).Source; got != cases.FromPublic {
		t.Errorf("raised by a member anonymously, it comes from %q", got)
	}
	v.refused("refuse.unsorted", command{
		Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "heaven"},
	})
	v.refused("refuse.unsorted", command{
		Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "walk", Topic: "weather"},
	})
	v.must(command{
		Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "proposal", Topic: "plan"},
	})
	v.must(command{Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "set"}})
	if c := v.find(n); c.Source != cases.FromAuthority || c.Topic != cases.OfPolicy {
		t.Errorf("sorted as %q, %q", c.Source, c.Topic)
	}
	v.provesJournal()
}
