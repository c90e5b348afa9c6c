package community_test

import (
	"slices"
	"testing"

	"echowall/flows/community/village"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// submitted is a case of class B that waits for a decision from elsewhere, by a method that has no stage for it.
func submitted(v *village.Village) int {
	v.TB.Helper()
	n := v.Raised()
	v.Must(command{
		Verb: permission.Screen, By: convener, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.Meets(n)
	v.Put(n, ballot.B)
	v.Votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.Is(n, procedure.Approval)
	return n
}

func assembly(v *village.Village, n int, c ballot.Choice) command {
	return command{
		Verb: permission.Assembly, By: secretary, Case: n,
		Values: publicity.Assembly{Agreed: c == ballot.Yes, Text: "86 households came"},
	}
}

func TestClassBIsCarriedOutOnlyOnceItIsAgreedTo(t *testing.T) {
	v := village.Found(t, "five-step")
	n := submitted(v)
	v.Told("task.decide", authority)
	v.Told("task.assembly", secretary, convener)
	v.Refused("refuse.stage", command{
		Verb: permission.Assign, By: secretary, Case: n,
		Values: work.Assign{Unit: "power", Due: v.Now.Add(day), Measure: "lamps"},
	})
	v.Refused("refuse.stage", command{
		Verb: permission.Resolve, By: secretary, Case: n, Values: voting.Resolve{Class: ballot.A, Text: "so it is"},
	})
	v.Refused("refuse.role", command{Verb: permission.Approve, By: secretary, Case: n})
	v.Must(command{Verb: permission.Approve, By: authority, Case: n})
	v.Is(n, procedure.Implementation)
	if c := v.Find(n); !c.Resolution.Confirmed || c.IsSubmitted() {
		t.Errorf("after the yes: %+v", c)
	}
	v.ProvesJournal()
}

func TestANoOfTheAssemblyOrTheAuthorityLetsItBeTalkedOverAgain(t *testing.T) {
	v := village.Found(t, "five-step")
	first, second := submitted(v), submitted(v)
	v.Must(assembly(v, first, ballot.No))
	v.Must(command{Verb: permission.Return, By: authority, Case: second, Values: life.Prose{Text: "too dear"}})
	for _, n := range []int{first, second} {
		v.Is(n, procedure.Deliberation)
		if c := v.Find(n); c.Resolution != nil || c.IsSubmitted() || c.Talk.Round != 1 {
			t.Errorf("#%d is talked over again: %+v", n, c)
		}
	}
	third := submitted(v)
	v.Must(assembly(v, third, ballot.Yes))
	v.Is(third, procedure.Implementation)
	v.ProvesJournal()
}

// TestADecisionThatIsLateIsChased lets the time for it pass: who is waited for is reminded, then told, then others with them.
func TestADecisionThatIsLateIsChased(t *testing.T) {
	v := village.Found(t, "five-step")
	n := submitted(v)
	due := v.Find(n).Due
	wait := func() life.Wait {
		return village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	}
	if w := wait(); w.For != "decision" || w.Verb != permission.Approve || !slices.Equal(w.Roles, []people.Role{people.Authority}) {
		t.Errorf("it waits for %+v", w)
	}
	v.Pass(due.Sub(v.Now))
	v.Told("task.chase", authority)
	v.Pass(2 * day)
	v.Told("task.climb", secretary, authority)
	v.Must(command{
		Verb: permission.Dismiss, By: secretary, Person: authority, Values: people.Grant{Role: people.Authority},
	})
	if w := wait(); w.Verb != permission.Assembly || !slices.Equal(w.Roles, []people.Role{people.Secretary}) {
		t.Errorf("where nobody holds the office it waits for %+v", w)
	}
}

func TestAStageForTheApprovalIsEnough(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Published(ballot.B)
	v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
	v.Is(n, procedure.Approval)
	v.Refused("refuse.not_submitted", assembly(v, n, ballot.Yes))
	v.Must(command{Verb: permission.Approve, By: authority, Case: n})
	v.Is(n, procedure.Implementation)
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
