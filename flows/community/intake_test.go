package community_test

import (
	"testing"

	"echowall/flows/community/village"

	"echowall/flows/cases"
	"echowall/flows/intake"
	"echowall/flows/permission"
)

func TestAMatterIsEnteredForSomebodyWithoutTelegram(t *testing.T) {
	v := village.Found(t, "six-step")
	before := v.Head().People
	const dry = "The well is dry since May"
	well := command{Verb: permission.Behalf, By: secretary, Values: intake.Behalf{Name: "Uncle Wang", Text: dry}}
	v.Refused("refuse.role", command{
		Verb: permission.Behalf, By: resident, Values: intake.Behalf{Name: "x", Text: dry},
	})
	v.Refused("refuse.too_short", command{
		Verb: permission.Behalf, By: secretary, Values: intake.Behalf{Name: "x", Text: "No"},
	})
	v.Refused("refuse.no_person", command{
		Verb: permission.Behalf, By: secretary, Values: intake.Behalf{Name: "x", Text: dry}, Person: 99,
	})
	v.Must(well)
	n := v.Head().Cases
	if c := v.Find(n); c.Raiser != before+1 || c.EnteredBy != secretary || c.Source != cases.FromWalk || c.Through != 0 {
		t.Errorf("entered as %+v", c)
	}
	v.Must(command{
		Verb: permission.Behalf, By: secretary,
		Values: intake.Behalf{Name: "Aunt Li", Text: "The step is broken"}, Person: widow,
	})
	v.Must(command{
		Verb: permission.Screen, By: secretary, Case: n + 1,
		Values: cases.Verdict{Kind: cases.Answer, Text: "It is mended"},
	})
	v.Told("echo.closed.answered", widow, v.Find(n+1).Raiser)
	v.ProvesJournal()
}

func TestAMatterHasASourceAndATopic(t *testing.T) {
	v := village.Found(t, "six-step")
	for by, want := range map[int]cases.Source{
		resident: cases.FromPublic, elder: cases.FromMember, authority: cases.FromAuthority, convener: cases.FromMember,
	} {
		v.Must(command{Verb: permission.Raise, By: by, Values: intake.Raise{Text: "The lamp is dark"}})
		if got := v.Find(v.Head().Cases).Source; got != want {
			t.Errorf("raised by %d, it comes from %q, expected %q", by, got, want)
		}
	}
	// What a member raises without a name must not tell that it was a member.
	v.Must(command{
		Verb: permission.Raise, By: elder, Values: intake.Raise{Text: "The chief's dog bites", Anonymous: true},
	})
	n := v.Head().Cases
	if got := v.Find(n).Source; got != cases.FromPublic {
		t.Errorf("raised by a member anonymously, it comes from %q", got)
	}
	v.Refused("refuse.unsorted", command{
		Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "heaven"},
	})
	v.Refused("refuse.unsorted", command{
		Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "walk", Topic: "weather"},
	})
	v.Must(command{
		Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "proposal", Topic: "plan"},
	})
	v.Must(command{Verb: permission.Sort, By: secretary, Case: n, Values: intake.Sort{Source: "set"}})
	if c := v.Find(n); c.Source != cases.FromAuthority || c.Topic != cases.OfPolicy {
		t.Errorf("sorted as %q, %q", c.Source, c.Topic)
	}
	v.ProvesJournal()
}
