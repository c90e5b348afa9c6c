package community_test

import (
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func TestEveryStageIsReachedAndTheJournalYieldsTheRecords(t *testing.T) {
	for kind, road := range village.Roads() {
		t.Run(string(kind), func(t *testing.T) {
			v := village.Found(t, "six-step")
			v.Is(road(v), kind)
			v.ProvesJournal()
		})
	}
}

func TestWhereNobodyJudgesTheLastStageSolves(t *testing.T) {
	v := village.Found(t, "street")
	n := v.Raised()
	for _, by := range []int{convener, secretary} {
		v.Must(command{
			Verb: permission.Screen, By: by, Case: n, Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
		})
	}
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, widow)
	v.Pass(2 * day)
	v.Must(command{Verb: permission.Publish, By: secretary, Case: n})
	v.Pass(10 * day)
	v.Ended(n, cases.Solved)
	v.Must(command{Verb: permission.Reopen, By: secretary, Case: n, Values: life.Prose{Text: "not done"}})
	v.Is(n, procedure.Deliberation)
	if next := village.Look(v, func(s *life.State) string { return life.Waiting(s, s.Case(n)).For }); next != "ballot" {
		t.Errorf("waits for %s", next)
	}
}

func TestClassesGoTheirWays(t *testing.T) {
	for class, want := range map[ballot.Class]procedure.Kind{
		ballot.A: procedure.Approval, ballot.B: procedure.Approval, ballot.C: procedure.Closed,
	} {
		v := village.Found(t, "six-step")
		n := v.Published(class)
		v.HeardIn(say.Wall, "echo.published")
		v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
		if v.Is(n, want); want == procedure.Closed {
			v.Ended(n, cases.Explained)
			v.Must(command{
				Verb: permission.Reopen, By: secretary, Case: n, Values: life.Prose{Text: "there is money now"},
			})
			v.Is(n, procedure.Deliberation)
		}
	}
}
