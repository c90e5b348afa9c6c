package community_test

import (
	"slices"
	"testing"

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
func (v *village) submitted() int {
	v.tb.Helper()
	n := v.raised()
	v.must(command{
		Verb: permission.Screen, By: convener, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.meets(n)
	v.put(n, ballot.B)
	v.votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.is(n, procedure.Approval)
	return n
}

func (v *village) assembly(n int, c ballot.Choice) command {
	return command{
		Verb: permission.Assembly, By: secretary, Case: n,
		Values: publicity.Assembly{Agreed: c == ballot.Yes, Text: "86 households came"},
	}
}

func TestClassBIsCarriedOutOnlyOnceItIsAgreedTo(t *testing.T) {
	v := found(t, "five-step")
	n := v.submitted()
	v.told("task.decide", authority)
	v.told("task.assembly", secretary, convener)
	v.refused("refuse.stage", command{
		Verb: permission.Assign, By: secretary, Case: n,
		Values: work.Assign{Unit: "power", Due: v.now.Add(day), Measure: "lamps"},
	})
	v.refused("refuse.stage", command{
		Verb: permission.Resolve, By: secretary, Case: n, Values: voting.Resolve{Class: ballot.A, Text: "so it is"},
	})
	v.refused("refuse.role", command{Verb: permission.Approve, By: secretary, Case: n})
	v.must(command{Verb: permission.Approve, By: authority, Case: n})
	v.is(n, procedure.Implementation)
	if c := v.find(n); !c.Resolution.Confirmed || c.IsSubmitted() {
		t.Errorf("after the yes: %+v", c)
	}
	v.provesJournal()
}

func TestANoOfTheAssemblyOrTheAuthorityLetsItBeTalkedOverAgain(t *testing.T) {
	v := found(t, "five-step")
	first, second := v.submitted(), v.submitted()
	v.must(v.assembly(first, ballot.No))
	v.must(command{Verb: permission.Return, By: authority, Case: second, Values: life.Prose{Text: "too dear"}})
	for _, n := range []int{first, second} {
		v.is(n, procedure.Deliberation)
		if c := v.find(n); c.Resolution != nil || c.IsSubmitted() || c.Talk.Round != 1 {
			t.Errorf("#%d is talked over again: %+v", n, c)
		}
	}
	third := v.submitted()
	v.must(v.assembly(third, ballot.Yes))
	v.is(third, procedure.Implementation)
	v.provesJournal()
}

// TestADecisionThatIsLateIsChased lets the time for it pass: who is waited for is reminded, then told, then others with
// them.
func TestADecisionThatIsLateIsChased(t *testing.T) {
	v := found(t, "five-step")
	n := v.submitted()
	due := v.find(n).Due
	wait := func() life.Wait {
		return look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	}
	if w := wait(); w.For != "decision" || w.Verb != permission.Approve ||
		!slices.Equal(w.Roles, []people.Role{people.Authority}) {
		t.Errorf("it waits for %+v", w)
	}
	v.pass(due.Sub(v.now))
	v.told("task.chase", authority)
	v.pass(2 * day)
	v.told("task.climb", secretary, authority)
	v.must(command{
		Verb: permission.Dismiss, By: secretary, Person: authority, Values: people.Grant{Role: people.Authority},
	})
	if w := wait(); w.Verb != permission.Assembly || !slices.Equal(w.Roles, []people.Role{people.Secretary}) {
		t.Errorf("where nobody holds the office it waits for %+v", w)
	}
}

func TestAStageForTheApprovalIsEnough(t *testing.T) {
	v := found(t, "six-step")
	n := v.published(ballot.B)
	v.pass(v.find(n).Publicity.Until.Sub(v.now))
	v.is(n, procedure.Approval)
	v.refused("refuse.not_submitted", v.assembly(n, ballot.Yes))
	v.must(command{Verb: permission.Approve, By: authority, Case: n})
	v.is(n, procedure.Implementation)
}

func TestAResultIsPublishedAsWhatItIs(t *testing.T) {
	v := found(t, "six-step")
	n := v.adopted(ballot.A)
	v.must(command{Verb: permission.Publish, By: secretary, Case: n, Values: publicity.Publish{As: cases.AsCovenant}})
	v.pass(v.find(n).Publicity.Until.Sub(v.now))
	v.must(command{Verb: permission.Approve, By: authority, Case: n})
	v.refused("refuse.no_form", command{Verb: permission.Publish, By: secretary, Case: n})
	v.refused("refuse.same_form", command{
		Verb: permission.Publish, By: secretary, Case: n, Values: publicity.Publish{As: cases.AsCovenant},
	})
	v.must(command{Verb: permission.Publish, By: secretary, Case: n, Values: publicity.Publish{As: cases.AsRule}})
	r := v.report("2026")
	if !slices.Equal(r.Published[cases.AsRule], []int{n}) || !slices.Equal(r.Realised.Yes, []int{n}) {
		t.Errorf("a rule in force is a result converted: %v, realised %v", r.Published, r.Realised)
	}
	v.provesJournal()
}
