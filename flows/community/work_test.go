package community_test

import (
	"testing"
	"time"

	"echowall/flows/community/village"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/say"
	"echowall/flows/work"
)

func objects(v *village.Village, n, by int) {
	v.TB.Helper()
	v.Must(command{Verb: permission.Object, By: by, Case: n, Values: life.Prose{Text: "too bright"}})
}

func settle(n, number int, ruling string) command {
	return command{
		Verb: permission.Settle, By: secretary, Case: n,
		Values: publicity.Settle{Number: number, Ruling: ruling, Reason: "looked into"},
	}
}

func TestTheWindowIsNoShorterThanTheProcedures(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Adopted(ballot.A)
	v.Refused("refuse.not_published", command{
		Verb: permission.Object, By: widow, Case: n, Values: life.Prose{Text: "no"},
	})
	short := publicity.Publish{Window: calendar.Span{WorkDays: 2}}
	v.Refused("refuse.window", command{Verb: permission.Publish, By: secretary, Case: n, Values: short})
	long := publicity.Publish{Window: calendar.Span{Days: 20}}
	publish := command{Verb: permission.Publish, By: secretary, Case: n, Values: long}
	v.Must(publish)
	v.Refused("refuse.published", publish)
	v.Pass(20*day - 1)
	v.Is(n, procedure.Publicity)
	v.Pass(1)
	v.Is(n, procedure.Approval)
	v.Told("task.approve", authority)
}

func TestAnObjectionDismissedLetsTheCaseGoOn(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Published(ballot.A)
	objects(v, n, widow)
	v.Told("task.settle", secretary, convener)
	v.Refused("refuse.objected", command{
		Verb: permission.Object, By: widow, Case: n, Values: life.Prose{Text: "again"},
	})
	objects(v, n, neighbour)
	v.Pass(30 * day)
	v.Is(n, procedure.Publicity)
	v.Refused("refuse.no_objection", settle(n, 3, cases.Dismissed))
	v.Must(settle(n, 1, cases.Dismissed))
	v.Told("echo.settled.dismissed", resident, neighbour, widow)
	v.Is(n, procedure.Publicity)
	v.Must(settle(n, 2, cases.Dismissed))
	v.Is(n, procedure.Approval)
}

func TestAnObjectionUpheldSendsItBackAndAnswersTheOthers(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Published(ballot.A)
	objects(v, n, widow)
	objects(v, n, neighbour)
	v.Must(settle(n, 1, cases.Upheld))
	v.Is(n, procedure.Deliberation)
	v.HeardIn(say.Wall, "echo.settled.upheld")
	c := v.Find(n)
	if c.ObjectionsOpen() != 0 || c.Resolution != nil || c.Talk.Round != 1 || c.Talk.Heard {
		t.Errorf("goes back as %+v", c)
	}
	v.Meets(n)
	v.Put(n, ballot.A)
	v.Told("echo.ballot.resolution", resident, neighbour, widow)
	v.Votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.Is(n, procedure.Publicity)
}

func TestTheAuthorityReturnsItWithAReason(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Unopposed()
	v.Must(command{Verb: permission.Return, By: authority, Case: n, Values: life.Prose{Text: "no money"}})
	v.Is(n, procedure.Deliberation)
	v.HeardIn(say.Wall, "echo.returned")
}

func TestATaskIsExtendedBeforeItIsLate(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	v.Told("task.work", power)
	due := v.Find(n).Tasks[0].Due
	extend := func(to time.Time) command {
		return command{Verb: permission.Extend, By: power, Case: n, Values: work.Extend{Due: to, Reason: "no parts"}}
	}
	v.Refused("refuse.extend_back", extend(due))
	v.Must(extend(due.Add(5 * day)))
	v.HeardIn(say.Wall, "echo.extended")
	v.Refused("refuse.too_far", extend(due.AddDate(6, 0, 0)))
	v.Pass(15 * day)
	v.Refused("refuse.extend_late", extend(due.Add(9*day)))
}

func TestALateTaskIsToldOnceAndChased(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Approved()
	v.Assign(n, "power", day)
	v.Pass(day)
	v.HeardIn(say.Wall, "echo.task_overdue")
	v.Told("task.chase", power)
	if thing, at := v.NextWake(); !at.After(v.Now) {
		t.Errorf("%s wants to be looked at again at once", thing)
	}
	if c := v.Find(n); !c.Overdue || !c.Tasks[0].Overdue {
		t.Errorf("got %+v", c)
	}
}

func TestUnitsWorkOnTheirOwnTasks(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Assigned()
	past := command{
		Verb: permission.Assign, By: secretary, Case: n, Values: work.Assign{Unit: "water", Measure: "dig", Due: v.Now},
	}
	v.Refused("refuse.past", past)
	v.Refused("refuse.other_unit", command{Verb: permission.Done, By: water, Case: n, Values: work.Report{Text: "?"}})
	v.Assign(n, "water", 3*day)
	v.Assign(n, "gas", 4*day)
	v.Refused("refuse.which_task", command{
		Verb: permission.Done, By: secretary, Case: n, Values: work.Report{Text: "which"},
	})
	v.Refused("refuse.no_task", command{
		Verb: permission.Done, By: secretary, Case: n, Values: work.Report{Task: 9, Text: "none"},
	})
	v.Must(command{
		Verb: permission.Progress, By: power, Case: n, Values: work.Report{Text: "six stand"}, Photos: []string{"a"},
	})
	v.HeardIn(say.Wall, "case.evidence.before")
	v.Must(command{Verb: permission.Progress, By: supervisor, Case: n, Values: work.Report{Task: 2, Text: "they dig"}})
	v.Must(command{Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "twelve stand"}})
	v.Is(n, procedure.Implementation)
	if c := v.Find(n); !c.Due.Equal(c.Tasks[2].Due) {
		t.Errorf("due %v, though the last open task is due %v", c.Due, c.Tasks[2].Due)
	}
	v.Must(command{Verb: permission.Done, By: water, Case: n, Values: work.Report{Text: "dug"}})
	v.Must(command{Verb: permission.Done, By: secretary, Case: n, Values: work.Report{Text: "laid"}})
	v.Is(n, procedure.Evaluation)
	v.Told("task.rate", convener, member, lawyer, elder, authority, resident)
}

func rating(n, by int, solved, reason string) command {
	return command{
		Verb: permission.Rate, By: by, Case: n,
		Values: cases.Rating{Solved: solved, Satisfied: reason == "", Reason: reason},
	}
}

func TestNobodyJudgesTheirOwnWork(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Appoint, By: secretary, Person: power,
		Values: office.Appoint{Grant: people.Grant{Role: people.Member}},
	})
	n := v.Heard()
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, convener, member, lawyer, elder, power)
	v.Must(command{Verb: permission.Publish, By: secretary, Case: n})
	v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
	v.Must(command{Verb: permission.Approve, By: authority, Case: n})
	v.Assign(n, "power", day)
	v.Must(command{Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "done"}})
	v.Refused("refuse.own_work", rating(n, power, cases.RatedSolved, ""))
}

func TestHowResidentsJudge(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	closing := command{Verb: permission.Close, By: secretary, Case: n, Values: life.Prose{Text: "lamps burn"}}
	v.Refused("refuse.unrated", closing)
	v.Refused("refuse.needs_reason", command{
		Verb: permission.Rate, By: elder, Case: n, Values: cases.Rating{Solved: cases.RatedUnsolved},
	})
	v.Must(rating(n, elder, cases.RatedUnsolved, "mine is dark"))
	v.Refused("refuse.unsolved", closing)
	v.Must(rating(n, elder, cases.RatedPartly, "mine flickers"))
	if got := v.Find(n).Evaluation; got.Count() != 1 || got.Partly != 1 {
		t.Errorf("the last word does not count: %+v", got)
	}
	v.Must(closing)
	v.Ended(n, cases.Partly)
	v.Must(command{Verb: permission.Reopen, By: supervisor, Case: n, Values: life.Prose{Text: "dark again"}})
	v.Is(n, procedure.Implementation)
	v.Assign(n, "power", day)
	v.Must(command{Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "new bulbs"}})
	v.Must(rating(n, elder, cases.RatedSolved, ""))
	if c := v.Find(n); c.Evaluation.Count() != 1 || len(c.Tasks) != 2 || c.Tasks[1].Number != 2 {
		t.Errorf("judged anew: %+v", c)
	}
}

func TestTheWindowOfJudgingEnds(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	v.Pass(7 * day)
	v.Ended(n, cases.Solved)

	n = v.Judged()
	v.Must(rating(n, elder, cases.RatedSolved, ""))
	v.Must(rating(n, member, cases.RatedUnsolved, "dark"))
	v.Pass(7 * day)
	v.Is(n, procedure.Implementation)
	v.HeardIn(say.Wall, "echo.reopened")
}

func TestTheRaisersNoReopensAtOnce(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	v.Must(rating(n, resident, cases.RatedUnsolved, "still dark"))
	v.Is(n, procedure.Implementation)
	if c := v.Find(n); c.Reopened != 1 || c.Closed != nil {
		t.Errorf("got %+v", c)
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
