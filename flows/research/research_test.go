package research_test

import (
	"testing"

	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/research"
	"echowall/flows/say"
)

func researched(v *village.Village) int {
	v.TB.Helper()
	n := v.Accepted(procedure.Big)
	v.Must(life.Command{
		Verb: permission.Research, By: village.Convener, Case: n, Values: life.Prose{Text: "the cable is rotten"},
	})
	return n
}

func TestFindingsAreConfirmedBySomebodyElse(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Accepted(procedure.Big)
	v.Refused("refuse.no_findings", life.Command{Verb: permission.Confirm, By: village.Secretary, Case: n})
	n = researched(v)
	v.Told("task.confirm", village.Secretary)
	v.Refused("refuse.own_findings", life.Command{Verb: permission.Confirm, By: village.Convener, Case: n})
	v.Must(life.Command{Verb: permission.Confirm, By: village.Secretary, Case: n})
	v.Is(n, procedure.Deliberation)
	v.HeardIn(say.Wall, "echo.confirmed")
	if got := v.Find(n).Findings.Confirmed; got != village.Secretary {
		t.Errorf("confirmed by %d", got)
	}
}

func TestALoneOfficerConfirmsTheirOwnFindings(t *testing.T) {
	v := village.Found(t, "six-step")
	n := researched(v)
	v.Must(life.Command{
		Verb: permission.Appoint, By: village.Secretary, Person: village.Convener,
		Values: office.Appoint{Grant: people.Grant{Role: people.Secretary}},
	})
	v.Must(village.Seconds(village.Supervisor, village.Convener, people.Secretary))
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Convener, Person: village.Secretary,
		Values: people.Grant{Role: people.Secretary},
	})
	v.Must(village.Seconds(village.Supervisor, village.Secretary, people.Secretary))
	v.Must(life.Command{Verb: permission.Confirm, By: village.Convener, Case: n})
	v.Is(n, procedure.Deliberation)
}

func TestStatementsAreKeptInOrder(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	for _, p := range []int{village.Member, village.Authority} {
		v.Must(life.Command{
			Verb: permission.Statement, By: p, Case: n, Values: research.Statement{Text: "LED, please"},
		})
		v.HeardIn(say.Council, "notice.statement")
	}
	if got := v.Find(n).Statements; got != 2 {
		t.Errorf("%d statements", got)
	}
}
