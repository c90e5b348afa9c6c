package publicity_test

import (
	"slices"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/say"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// submitted is a case of class B that waits for a decision from elsewhere, by a method that has no stage for it.
func submitted(v *village.Village) int {
	v.TB.Helper()
	n := v.Raised()
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Convener, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.Meets(n)
	v.Put(n, ballot.B)
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Is(n, procedure.Approval)
	return n
}

func assembly(n int, c ballot.Choice) life.Command {
	return life.Command{
		Verb: permission.Assembly, By: village.Secretary, Case: n,
		Values: publicity.Assembly{Agreed: c == ballot.Yes, Text: "86 households came"},
	}
}

func TestClassBIsCarriedOutOnlyOnceItIsAgreedTo(t *testing.T) {
	v := village.Found(t, "five-step")
	n := submitted(v)
	v.Told("task.decide", village.Authority)
	v.Told("task.assembly", village.Secretary, village.Convener)
	v.Refused("refuse.stage", life.Command{
		Verb: permission.Assign, By: village.Secretary, Case: n,
		Values: work.Assign{Unit: "power", Due: v.Now.Add(village.Day), Measure: "lamps"},
	})
	v.Refused("refuse.stage", life.Command{
		Verb: permission.Resolve, By: village.Secretary, Case: n,
		Values: voting.Resolve{Class: ballot.A, Text: "so it is"},
	})
	v.Refused("refuse.role", life.Command{Verb: permission.Approve, By: village.Secretary, Case: n})
	v.Must(life.Command{Verb: permission.Approve, By: village.Authority, Case: n})
	v.Is(n, procedure.Implementation)
	if c := v.Find(n); !c.Resolution.Confirmed || c.IsSubmitted() {
		t.Errorf("after the yes: %+v", c)
	}
	v.ProvesJournal()
}

func TestANoOfTheAssemblyOrTheAuthorityLetsItBeTalkedOverAgain(t *testing.T) {
	v := village.Found(t, "five-step")
	first, second := submitted(v), submitted(v)
	v.Must(assembly(first, ballot.No))
	v.Must(life.Command{
		Verb: permission.Return, By: village.Authority, Case: second, Values: life.Prose{Text: "too dear"},
	})
	for _, n := range []int{first, second} {
		v.Is(n, procedure.Deliberation)
		if c := v.Find(n); c.Resolution != nil || c.IsSubmitted() || c.Talk.Round != 1 {
			t.Errorf("#%d is talked over again: %+v", n, c)
		}
	}
	third := submitted(v)
	v.Must(assembly(third, ballot.Yes))
	v.Is(third, procedure.Implementation)
	v.ProvesJournal()
}

// TestNoEchoSaysSubmittedWhereNobodyWasTold holds that an echo names who was asked for the authority, or else says who
// takes it there by hand.
func TestNoEchoSaysSubmittedWhereNobodyWasTold(t *testing.T) {
	v := village.Found(t, "five-step")
	told := func() say.Args {
		v.HeardIn(say.Wall, "echo.submitted")
		for _, n := range v.Notices {
			if n.Message.ID == "echo.submitted" {
				return n.Message.Args
			}
		}
		return nil
	}
	submitted(v)
	if args := told(); len(args["Authority"].List) != 1 {
		t.Errorf("it is submitted to %+v", args["Authority"])
	}
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Authority,
		Values: people.Grant{Role: people.Authority},
	})
	v.Must(village.Seconds(village.Convener, village.Authority, people.Authority))
	n := submitted(v)
	args := told()
	if len(args["Authority"].List) != 0 || len(args["Who"].List) != 1 {
		t.Errorf("nobody was told, and it is said of %+v and %+v", args["Authority"], args["Who"])
	}
	if w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) }); w.For != "submitted" {
		t.Errorf("it waits for %+v", w)
	}
}

// TestADecisionThatIsLateIsChased lets the time for it pass: who is waited for is reminded, then told, then others
// with them.
func TestADecisionThatIsLateIsChased(t *testing.T) {
	v := village.Found(t, "five-step")
	n := submitted(v)
	due := v.Find(n).Due
	wait := func() life.Wait {
		return village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	}
	if w := wait(); w.For != "decision" || w.Verb != permission.Approve ||
		!slices.Equal(w.Roles, []people.Role{people.Authority}) {
		t.Errorf("it waits for %+v", w)
	}
	v.Pass(due.Sub(v.Now))
	v.Told("task.chase", village.Authority)
	v.Pass(2 * village.Day)
	v.Told("task.climb", village.Secretary, village.Authority)
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Authority,
		Values: people.Grant{Role: people.Authority},
	})
	v.Must(village.Seconds(village.Convener, village.Authority, people.Authority))
	if w := wait(); w.Verb != permission.Assembly || !slices.Equal(w.Persons, []int{village.Secretary}) {
		t.Errorf("where nobody holds the office it waits for %+v", w)
	}
}

func TestAStageForTheApprovalIsEnough(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Published(ballot.B)
	v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
	v.Is(n, procedure.Approval)
	v.Refused("refuse.not_submitted", assembly(n, ballot.Yes))
	v.Must(life.Command{Verb: permission.Approve, By: village.Authority, Case: n})
	v.Is(n, procedure.Implementation)
}
