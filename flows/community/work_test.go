package community_test

import (
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func (v *village) objects(n, by int) {
	v.tb.Helper()
	v.must(command{Verb: permission.Object, By: by, Case: n, Text: "too bright"})
}

func settle(n, number int, ruling string) command {
	return command{Verb: permission.Settle, By: secretary, Case: n, Number: number, Ruling: ruling, Text: "looked into"}
}

func TestTheWindowIsNoShorterThanTheProcedures(t *testing.T) {
	v := found(t, "six-step")
	n := v.adopted(ballot.A)
	v.refused("refuse.not_published", command{Verb: permission.Object, By: widow, Case: n, Text: "no"})
	publish := command{Verb: permission.Publish, By: secretary, Case: n, Span: calendar.Span{WorkDays: 2}}
	v.refused("refuse.window", publish)
	publish.Span = calendar.Span{Days: 20}
	v.must(publish)
	v.refused("refuse.published", publish)
	v.pass(20*day - 1)
	v.is(n, procedure.Publicity)
	v.pass(1)
	v.is(n, procedure.Approval)
	v.told("task.approve", authority)
}

func TestAnObjectionDismissedLetsTheCaseGoOn(t *testing.T) {
	v := found(t, "six-step")
	n := v.published(ballot.A)
	v.objects(n, widow)
	v.told("task.settle", secretary, convener)
	v.refused("refuse.objected", command{Verb: permission.Object, By: widow, Case: n, Text: "again"})
	v.objects(n, neighbour)
	v.pass(30 * day)
	v.is(n, procedure.Publicity)
	v.refused("refuse.no_objection", settle(n, 3, cases.Dismissed))
	v.must(settle(n, 1, cases.Dismissed))
	v.told("echo.settled.dismissed", resident, neighbour, widow)
	v.is(n, procedure.Publicity)
	v.must(settle(n, 2, cases.Dismissed))
	v.is(n, procedure.Approval)
}

func TestAnObjectionUpheldSendsItBackAndAnswersTheOthers(t *testing.T) {
	v := found(t, "six-step")
	n := v.published(ballot.A)
	v.objects(n, widow)
	v.objects(n, neighbour)
	v.must(settle(n, 1, cases.Upheld))
	v.is(n, procedure.Deliberation)
	v.heardIn(say.Wall, "echo.settled.upheld")
	c := v.find(n)
	if c.ObjectionsOpen() != 0 || c.Resolution != nil || c.Talk.Round != 1 || c.Talk.Heard {
		t.Errorf("goes back as %+v", c)
	}
	v.meets(n)
	v.put(n, ballot.A)
	v.told("echo.ballot.resolution", resident, neighbour, widow)
	v.votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.is(n, procedure.Publicity)
}

func TestTheAuthorityReturnsItWithAReason(t *testing.T) {
	v := found(t, "six-step")
	n := v.unopposed()
	v.must(command{Verb: permission.Return, By: authority, Case: n, Text: "no money"})
	v.is(n, procedure.Deliberation)
	v.heardIn(say.Wall, "echo.returned")
}

func TestATaskIsExtendedBeforeItIsLate(t *testing.T) {
	v := found(t, "six-step")
	n := v.assigned()
	v.told("task.work", power)
	due := v.find(n).Tasks[0].Due
	extend := command{Verb: permission.Extend, By: power, Case: n, When: due.Add(5 * day), Text: "no parts"}
	back := extend
	back.When = due
	v.refused("refuse.extend_back", back)
	v.must(extend)
	v.heardIn(say.Wall, "echo.extended")
	far := extend
	far.When = due.AddDate(6, 0, 0)
	v.refused("refuse.too_far", far)
	v.pass(15 * day)
	extend.When = due.Add(9 * day)
	v.refused("refuse.extend_late", extend)
}

func TestALateTaskIsToldOnceAndChased(t *testing.T) {
	v := found(t, "six-step")
	n := v.approved()
	v.assign(n, "power", day)
	v.pass(day)
	v.heardIn(say.Wall, "echo.task_overdue")
	v.told("task.chase", power)
	if thing, at := v.nextWake(); !at.After(v.now) {
		t.Errorf("%s wants to be looked at again at once", thing)
	}
	if c := v.find(n); !c.Overdue || !c.Tasks[0].Overdue {
		t.Errorf("got %+v", c)
	}
}

func TestUnitsWorkOnTheirOwnTasks(t *testing.T) {
	v := found(t, "six-step")
	n := v.assigned()
	past := command{Verb: permission.Assign, By: secretary, Case: n, Word: "water", Text: "dig", When: v.now}
	v.refused("refuse.past", past)
	v.refused("refuse.other_unit", command{Verb: permission.Done, By: water, Case: n, Text: "?"})
	v.assign(n, "water", 3*day)
	v.assign(n, "gas", 4*day)
	v.refused("refuse.which_task", command{Verb: permission.Done, By: secretary, Case: n, Text: "which"})
	v.refused("refuse.no_task", command{Verb: permission.Done, By: secretary, Case: n, Task: 9, Text: "none"})
	v.must(command{Verb: permission.Progress, By: power, Case: n, Text: "six stand", Photos: []string{"a"}})
	v.heardIn(say.Wall, "case.evidence.before")
	v.must(command{Verb: permission.Progress, By: supervisor, Case: n, Task: 2, Text: "they dig"})
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "twelve stand"})
	v.is(n, procedure.Implementation)
	if c := v.find(n); !c.Due.Equal(c.Tasks[2].Due) {
		t.Errorf("due %v, though the last open task is due %v", c.Due, c.Tasks[2].Due)
	}
	v.must(command{Verb: permission.Done, By: water, Case: n, Text: "dug"})
	v.must(command{Verb: permission.Done, By: secretary, Case: n, Text: "laid"})
	v.is(n, procedure.Evaluation)
	v.told("task.rate", convener, member, lawyer, elder, authority, resident)
}

func rating(n, by int, solved, reason string) command {
	return command{Verb: permission.Rate, By: by, Case: n, Rating: cases.Rating{Solved: solved, Satisfied: reason == "", Reason: reason}}
}

func TestNobodyJudgesTheirOwnWork(t *testing.T) {
	v := found(t, "six-step")
	v.must(command{Verb: permission.Appoint, By: secretary, Person: power, Grant: people.Grant{Role: people.Member}})
	n := v.heard()
	v.put(n, ballot.A)
	v.votes(n, ballot.Yes, convener, member, lawyer, elder, power)
	v.must(command{Verb: permission.Publish, By: secretary, Case: n})
	v.pass(v.find(n).Publicity.Until.Sub(v.now))
	v.must(command{Verb: permission.Approve, By: authority, Case: n})
	v.assign(n, "power", day)
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "done"})
	v.refused("refuse.own_work", rating(n, power, cases.RatedSolved, ""))
}

func TestHowResidentsJudge(t *testing.T) {
	v := found(t, "six-step")
	n := v.judged()
	closing := command{Verb: permission.Close, By: secretary, Case: n, Text: "lamps burn"}
	v.refused("refuse.unrated", closing)
	v.refused("refuse.needs_reason", command{Verb: permission.Rate, By: elder, Case: n, Rating: cases.Rating{Solved: cases.RatedUnsolved}})
	v.must(rating(n, elder, cases.RatedUnsolved, "mine is dark"))
	v.refused("refuse.unsolved", closing)
	v.must(rating(n, elder, cases.RatedPartly, "mine flickers"))
	if got := v.find(n).Evaluation; got.Count() != 1 || got.Partly != 1 {
		t.Errorf("the last word does not count: %+v", got)
	}
	v.must(closing)
	v.ended(n, cases.Partly)
	v.must(command{Verb: permission.Reopen, By: supervisor, Case: n, Text: "dark again"})
	v.is(n, procedure.Implementation)
	v.assign(n, "power", day)
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "new bulbs"})
	v.must(rating(n, elder, cases.RatedSolved, ""))
	if c := v.find(n); c.Evaluation.Count() != 1 || len(c.Tasks) != 2 || c.Tasks[1].Number != 2 {
		t.Errorf("judged anew: %+v", c)
	}
}

func TestTheWindowOfJudgingEnds(t *testing.T) {
	v := found(t, "six-step")
	n := v.judged()
	v.pass(7 * day)
	v.ended(n, cases.Solved)

	n = v.judged()
	v.must(rating(n, elder, cases.RatedSolved, ""))
	v.must(rating(n, member, cases.RatedUnsolved, "dark"))
	v.pass(7 * day)
	v.is(n, procedure.Implementation)
	v.heardIn(say.Wall, "echo.reopened")
}

func TestTheRaisersNoReopensAtOnce(t *testing.T) {
	v := found(t, "six-step")
	n := v.judged()
	v.must(rating(n, resident, cases.RatedUnsolved, "still dark"))
	v.is(n, procedure.Implementation)
	if c := v.find(n); c.Reopened != 1 || c.Closed != nil {
		t.Errorf("got %+v", c)
	}
}

func TestWhereNobodyJudgesTheLastStageSolves(t *testing.T) {
	v := found(t, "street")
	n := v.raised()
	for _, by := range []int{convener, secretary} {
		v.must(command{Verb: permission.Screen, By: by, Case: n, Verdict: cases.Verdict{Kind: cases.Accept, Track: procedure.Small}})
	}
	v.put(n, ballot.A)
	v.votes(n, ballot.Yes, widow)
	v.pass(2 * day)
	v.must(command{Verb: permission.Publish, By: secretary, Case: n})
	v.pass(10 * day)
	v.ended(n, cases.Solved)
	v.must(command{Verb: permission.Reopen, By: secretary, Case: n, Text: "not done"})
	v.is(n, procedure.Deliberation)
	if next := look(v, func(s *life.State) string { return life.Waiting(s, s.Case(n)).For }); next != "ballot" {
		t.Errorf("waits for %s", next)
	}
}
