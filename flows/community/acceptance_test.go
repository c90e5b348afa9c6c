package community_test

import (
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
)

func TestASupervisorFindsThatWorkIsDone(t *testing.T) {
	v := found(t, "six-step")
	v.must(command{Verb: permission.Settings, By: secretary, Word: office.SettingAcceptance, Text: record.DoneBySupervisor})
	n := roads()[procedure.Implementation](v)
	v.must(command{Verb: permission.Assign, By: secretary, Case: n, Word: "water", Text: "the pipe", When: v.now.Add(9 * day)})
	v.refused("refuse.not_claimed", command{Verb: permission.Pass, By: supervisor, Case: n, Task: 1})
	v.must(command{Verb: permission.Progress, By: power, Case: n, Text: "dug up", Photos: []string{"hole"}})
	v.must(command{Verb: permission.Note, By: supervisor, Case: n, Task: 1, Text: "The hole has no fence"})
	v.told("notice.noted", power)
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "closed", Photos: []string{"road"}})
	v.told("task.pass", supervisor)
	v.refused("refuse.claimed", command{Verb: permission.Done, By: power, Case: n, Text: "closed"})
	v.refused("refuse.role", command{Verb: permission.Pass, By: power, Case: n, Task: 1})
	v.must(command{Verb: permission.Redo, By: supervisor, Case: n, Task: 1, Text: "It is still open"})
	v.told("task.redo", power)
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "now closed"})
	v.must(command{Verb: permission.Pass, By: supervisor, Case: n, Task: 1})
	v.is(n, procedure.Implementation)
	v.must(command{Verb: permission.Done, By: water, Case: n, Text: "flows"})
	v.must(command{Verb: permission.Pass, By: supervisor, Case: n, Task: 2})
	v.is(n, procedure.Evaluation)
	if task := v.find(n).Tasks[0]; task.Refused != 1 || task.Evidence != "now closed" {
		t.Errorf("the task ended as %+v", task)
	}
	v.provesJournal()
}

func TestWithoutSupervisorsTheUnitSaysThatWorkIsDone(t *testing.T) {
	v := found(t, "six-step")
	v.must(command{Verb: permission.Settings, By: secretary, Word: office.SettingAcceptance, Text: record.DoneBySupervisor})
	n := roads()[procedure.Implementation](v)
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "they shine"})
	v.must(command{Verb: permission.Dismiss, By: secretary, Person: supervisor, Grant: people.Grant{Role: people.Supervisor}})
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "they shine"}) // nobody is left to agree
	v.is(n, procedure.Evaluation)
}

func TestACaseIsWeighedAndAcceptedAccordingly(t *testing.T) {
	for _, c := range []struct {
		weighed procedure.Weighed
		track   procedure.Track
		level   procedure.Level
	}{
		{procedure.Weighed{}, procedure.Small, procedure.Grid},
		{procedure.Weighed{Large: true}, procedure.Big, procedure.Village},
		{procedure.Weighed{Hard: true, Large: true}, procedure.Hard, procedure.Township},
		{procedure.Weighed{Urgent: true, Hard: true}, procedure.Urgent, procedure.Village},
	} {
		v := found(t, "six-step")
		n := v.raised()
		v.must(command{Verb: permission.Triage, By: secretary, Case: n, Weighed: c.weighed})
		v.must(command{Verb: permission.Screen, By: secretary, Case: n, Verdict: cases.Verdict{Kind: cases.Accept}})
		if got := v.find(n); got.Track != c.track || got.Weighed.Level != c.level {
			t.Errorf("%+v: accepted as %s in %s", c.weighed, got.Track, got.Weighed.Level)
		}
	}
}

func TestEachExclusionHasItsWords(t *testing.T) {
	for _, ground := range []cases.Ground{cases.Policy, cases.Ordered, cases.Discriminatory, cases.Other} {
		v := found(t, "six-step")
		n := v.raised()
		v.must(command{Verb: permission.Screen, By: secretary, Case: n, Verdict: cases.Verdict{Kind: cases.Decline, Ground: ground, Text: "so it is"}})
		v.told("echo.declined."+string(ground), v.find(n).Raiser)
	}
}

func TestATeamLooksAtItOnTheSpot(t *testing.T) {
	v := found(t, "six-step")
	n := roads()[procedure.Research](v)
	v.refused("refuse.cannot_research", command{Verb: permission.Team, By: secretary, Case: n, Person: widow})
	v.refused("refuse.past", command{Verb: permission.Team, By: secretary, Case: n, Person: elder, When: v.now.Add(-day)})
	due := v.now.Add(4 * day)
	v.must(command{Verb: permission.Team, By: secretary, Case: n, Person: elder, When: due})
	v.told("notice.team", elder)
	v.must(command{Verb: permission.Volunteer, By: lawyer, Case: n})
	v.told("notice.volunteered", secretary, convener)
	v.refused("refuse.on_team", command{Verb: permission.Volunteer, By: lawyer, Case: n})
	v.refused("refuse.visit_ahead", command{Verb: permission.Visit, By: elder, Case: n, When: v.now.Add(5 * day), Word: "lane", Text: "dark"})
	v.must(command{Verb: permission.Visit, By: elder, Case: n, When: v.now.Add(-2 * time.Hour), Word: "lane", Text: "dark", Photos: []string{"p"}})
	c := v.find(n)
	w := look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	if len(c.Visits) != 1 || !c.Due.Equal(due) || len(w.Persons) != 2 {
		t.Errorf("looked into as %+v, waiting for %v", c.Visits, w.Persons)
	}
	v.provesJournal()
}
