package publicity_test

import (
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/publicity"
	"echowall/flows/say"
)

func objects(v *village.Village, n, by int) {
	v.TB.Helper()
	v.Must(life.Command{Verb: permission.Object, By: by, Case: n, Values: life.Prose{Text: "too bright"}})
}

func settle(n, number int, ruling string) life.Command {
	return life.Command{
		Verb: permission.Settle, By: village.Secretary, Case: n,
		Values: publicity.Settle{Number: number, Ruling: ruling, Reason: "looked into"},
	}
}

func TestTheWindowIsNoShorterThanTheProcedures(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Adopted(ballot.A)
	v.Refused("refuse.not_published", life.Command{
		Verb: permission.Object, By: village.Widow, Case: n, Values: life.Prose{Text: "no"},
	})
	short := publicity.Publish{Window: calendar.Span{WorkDays: 2}}
	v.Refused("refuse.window", life.Command{Verb: permission.Publish, By: village.Secretary, Case: n, Values: short})
	long := publicity.Publish{Window: calendar.Span{Days: 20}}
	publish := life.Command{Verb: permission.Publish, By: village.Secretary, Case: n, Values: long}
	v.Must(publish)
	v.Refused("refuse.published", publish)
	v.Pass(20*village.Day - 1)
	v.Is(n, procedure.Publicity)
	v.Pass(1)
	v.Is(n, procedure.Approval)
	v.Told("task.approve", village.Authority)
}

func TestAnObjectionDismissedLetsTheCaseGoOn(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Published(ballot.A)
	objects(v, n, village.Widow)
	v.Told("task.settle", village.Secretary, village.Convener)
	v.Refused("refuse.objected", life.Command{
		Verb: permission.Object, By: village.Widow, Case: n, Values: life.Prose{Text: "again"},
	})
	objects(v, n, village.Neighbour)
	v.Pass(30 * village.Day)
	v.Is(n, procedure.Publicity)
	v.Refused("refuse.no_objection", settle(n, 3, cases.Dismissed))
	v.Must(settle(n, 1, cases.Dismissed))
	v.Told("echo.settled.dismissed", village.Resident, village.Neighbour, village.Widow)
	v.Is(n, procedure.Publicity)
	v.Must(settle(n, 2, cases.Dismissed))
	v.Is(n, procedure.Approval)
}

func TestAnObjectionUpheldSendsItBackAndAnswersTheOthers(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Published(ballot.A)
	objects(v, n, village.Widow)
	objects(v, n, village.Neighbour)
	v.Must(settle(n, 1, cases.Upheld))
	v.Is(n, procedure.Deliberation)
	v.HeardIn(say.Wall, "echo.settled.upheld")
	c := v.Find(n)
	if c.ObjectionsOpen() != 0 || c.Resolution != nil || c.Talk.Round != 1 || c.Talk.Heard {
		t.Errorf("goes back as %+v", c)
	}
	v.Meets(n)
	v.Put(n, ballot.A)
	v.Told("echo.ballot.resolution", village.Resident, village.Neighbour, village.Widow)
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Is(n, procedure.Publicity)
}

func TestTheAuthorityReturnsItWithAReason(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Unopposed()
	v.Must(life.Command{Verb: permission.Return, By: village.Authority, Case: n, Values: life.Prose{Text: "no money"}})
	v.Is(n, procedure.Deliberation)
	v.HeardIn(say.Wall, "echo.returned")
}
