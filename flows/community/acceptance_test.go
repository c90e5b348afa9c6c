package community_test

import (
	"testing"
	"time"

	"echowall/flows/community/village"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/research"
	"echowall/flows/work"
)

func TestASupervisorFindsThatWorkIsDone(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Settings, By: secretary,
		Values: office.Setting{Name: office.SettingAcceptance, Value: record.DoneBySupervisor},
	})
	n := village.Roads()[procedure.Implementation](v)
	v.Must(command{
		Verb: permission.Assign, By: secretary, Case: n,
		Values: work.Assign{Unit: "water", Measure: "the pipe", Due: v.Now.Add(9 * day)},
	})
	v.Refused("refuse.not_claimed", command{
		Verb: permission.Pass, By: supervisor, Case: n, Values: work.Report{Task: 1},
	})
	v.Must(command{
		Verb: permission.Progress, By: power, Case: n, Values: work.Report{Text: "dug up"}, Photos: []string{"hole"},
	})
	v.Must(command{
		Verb: permission.Note, By: supervisor, Case: n, Values: work.Report{Task: 1, Text: "The hole has no fence"},
	})
	v.Told("notice.noted", power)
	v.Must(command{
		Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "closed"}, Photos: []string{"road"},
	})
	v.Told("task.pass", supervisor)
	v.Refused("refuse.claimed", command{Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "closed"}})
	v.Refused("refuse.role", command{Verb: permission.Pass, By: power, Case: n, Values: work.Report{Task: 1}})
	v.Must(command{
		Verb: permission.Redo, By: supervisor, Case: n, Values: work.Report{Task: 1, Text: "It is still open"},
	})
	v.Told("task.redo", power)
	v.Must(command{Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "now closed"}})
	v.Must(command{Verb: permission.Pass, By: supervisor, Case: n, Values: work.Report{Task: 1}})
	v.Is(n, procedure.Implementation)
	v.Must(command{Verb: permission.Done, By: water, Case: n, Values: work.Report{Text: "flows"}})
	v.Must(command{Verb: permission.Pass, By: supervisor, Case: n, Values: work.Report{Task: 2}})
	v.Is(n, procedure.Evaluation)
	if task := v.Find(n).Tasks[0]; task.Refused != 1 || task.Evidence != "now closed" {
		t.Errorf("the task ended as %+v", task)
	}
	v.ProvesJournal()
}

func TestWithoutSupervisorsTheUnitSaysThatWorkIsDone(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Settings, By: secretary,
		Values: office.Setting{Name: office.SettingAcceptance, Value: record.DoneBySupervisor},
	})
	n := village.Roads()[procedure.Implementation](v)
	v.Must(command{Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "they shine"}})
	v.Must(command{
		Verb: permission.Dismiss, By: secretary, Person: supervisor, Values: people.Grant{Role: people.Supervisor},
	})
	v.Must(command{
		Verb: permission.Done, By: power, Case: n, Values: work.Report{Text: "they shine"},
	}) // nobody is left to agree
	v.Is(n, procedure.Evaluation)
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
		v := village.Found(t, "six-step")
		n := v.Raised()
		v.Must(command{Verb: permission.Triage, By: secretary, Case: n, Values: c.weighed})
		v.Must(command{Verb: permission.Screen, By: secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept}})
		if got := v.Find(n); got.Track != c.track || got.Weighed.Level != c.level {
			t.Errorf("%+v: accepted as %s in %s", c.weighed, got.Track, got.Weighed.Level)
		}
	}
}

func TestEachExclusionHasItsWords(t *testing.T) {
	for _, ground := range []cases.Ground{cases.Policy, cases.Ordered, cases.Discriminatory, cases.Other} {
		v := village.Found(t, "six-step")
		n := v.Raised()
		v.Must(command{
			Verb: permission.Screen, By: secretary, Case: n,
			Values: cases.Verdict{Kind: cases.Decline, Ground: ground, Text: "so it is"},
		})
		v.Told("echo.declined."+string(ground), v.Find(n).Raiser)
	}
}

func TestATeamLooksAtItOnTheSpot(t *testing.T) {
	v := village.Found(t, "six-step")
	n := village.Roads()[procedure.Research](v)
	v.Refused("refuse.cannot_research", command{Verb: permission.Team, By: secretary, Case: n, Person: widow})
	v.Refused("refuse.past", command{
		Verb: permission.Team, By: secretary, Case: n, Person: elder, Values: research.Team{Due: v.Now.Add(-day)},
	})
	due := v.Now.Add(4 * day)
	v.Must(command{Verb: permission.Team, By: secretary, Case: n, Person: elder, Values: research.Team{Due: due}})
	v.Told("notice.team", elder)
	v.Must(command{Verb: permission.Volunteer, By: lawyer, Case: n})
	v.Told("notice.volunteered", secretary, convener)
	v.Refused("refuse.on_team", command{Verb: permission.Volunteer, By: lawyer, Case: n})
	v.Refused("refuse.visit_ahead", command{
		Verb: permission.Visit, By: elder, Case: n,
		Values: research.Visit{At: v.Now.Add(5 * day), Place: "lane", Text: "dark"},
	})
	v.Must(command{
		Verb: permission.Visit, By: elder, Case: n,
		Values: research.Visit{At: v.Now.Add(-2 * time.Hour), Place: "lane", Text: "dark"}, Photos: []string{"p"},
	})
	c := v.Find(n)
	w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	if len(c.Visits) != 1 || !c.Due.Equal(due) || len(w.Persons) != 2 {
		t.Errorf("looked into as %+v, waiting for %v", c.Visits, w.Persons)
	}
	v.ProvesJournal()
}
