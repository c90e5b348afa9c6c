package evaluation_test

import (
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/work"
)

func rating(n, by int, solved, reason string) life.Command {
	return life.Command{
		Verb: permission.Rate, By: by, Case: n,
		Values: cases.Rating{Solved: solved, Satisfied: reason == "", Reason: reason},
	}
}

func TestNobodyJudgesTheirOwnWork(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Appoint, By: village.Secretary, Person: village.Power,
		Values: office.Appoint{Grant: people.Grant{Role: people.Member}},
	})
	n := v.Heard()
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder, village.Power)
	v.Must(life.Command{Verb: permission.Publish, By: village.Secretary, Case: n})
	v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
	v.Must(life.Command{Verb: permission.Approve, By: village.Authority, Case: n})
	v.Assign(n, "power", village.Day)
	v.Must(life.Command{Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "done"}})
	v.Refused("refuse.own_work", rating(n, village.Power, cases.RatedSolved, ""))
}

func TestHowResidentsJudge(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	closing := life.Command{
		Verb: permission.Close, By: village.Secretary, Case: n, Values: life.Prose{Text: "lamps burn"},
	}
	v.Refused("refuse.unrated", closing)
	v.Refused("refuse.needs_reason", life.Command{
		Verb: permission.Rate, By: village.Elder, Case: n, Values: cases.Rating{Solved: cases.RatedUnsolved},
	})
	v.Must(rating(n, village.Elder, cases.RatedUnsolved, "mine is dark"))
	v.Refused("refuse.unsolved", closing)
	v.Must(rating(n, village.Elder, cases.RatedPartly, "mine flickers"))
	if got := v.Find(n).Evaluation; got.Count() != 1 || got.Partly != 1 {
		t.Errorf("the last word does not count: %+v", got)
	}
	v.Must(closing)
	v.Ended(n, cases.Partly)
	v.Must(life.Command{
		Verb: permission.Reopen, By: village.Supervisor, Case: n, Values: life.Prose{Text: "dark again"},
	})
	v.Is(n, procedure.Implementation)
	v.Assign(n, "power", village.Day)
	v.Must(life.Command{Verb: permission.Done, By: village.Power, Case: n, Values: work.Report{Text: "new bulbs"}})
	v.Must(rating(n, village.Elder, cases.RatedSolved, ""))
	if c := v.Find(n); c.Evaluation.Count() != 1 || len(c.Tasks) != 2 || c.Tasks[1].Number != 2 {
		t.Errorf("judged anew: %+v", c)
	}
}

func TestTheWindowOfJudgingEnds(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	v.Pass(7 * village.Day)
	v.Ended(n, cases.Solved)

	n = v.Judged()
	v.Must(rating(n, village.Elder, cases.RatedSolved, ""))
	v.Must(rating(n, village.Member, cases.RatedUnsolved, "dark"))
	v.Pass(7 * village.Day)
	v.Is(n, procedure.Implementation)
	v.HeardIn(say.Wall, "echo.reopened")
}

func TestTheRaisersNoReopensAtOnce(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	v.Must(rating(n, village.Resident, cases.RatedUnsolved, "still dark"))
	v.Is(n, procedure.Implementation)
	if c := v.Find(n); c.Reopened != 1 || c.Closed != nil {
		t.Errorf("got %+v", c)
	}
}
