package research_test

import (
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/research"
)

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
		v.Must(life.Command{Verb: permission.Triage, By: village.Secretary, Case: n, Values: c.weighed})
		v.Must(life.Command{
			Verb: permission.Screen, By: village.Secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept},
		})
		if got := v.Find(n); got.Track != c.track || got.Weighed.Level != c.level {
			t.Errorf("%+v: accepted as %s in %s", c.weighed, got.Track, got.Weighed.Level)
		}
	}
}

func TestATeamLooksAtItOnTheSpot(t *testing.T) {
	v := village.Found(t, "six-step")
	n := village.Roads()[procedure.Research](v)
	v.Refused("refuse.cannot_research", life.Command{
		Verb: permission.Team, By: village.Secretary, Case: n, Person: village.Widow,
	})
	v.Refused("refuse.past", life.Command{
		Verb: permission.Team, By: village.Secretary, Case: n, Person: village.Elder,
		Values: research.Team{Due: v.Now.Add(-village.Day)},
	})
	due := v.Now.Add(4 * village.Day)
	v.Must(life.Command{
		Verb: permission.Team, By: village.Secretary, Case: n, Person: village.Elder, Values: research.Team{Due: due},
	})
	v.Told("notice.team", village.Elder)
	v.Must(life.Command{Verb: permission.Volunteer, By: village.Lawyer, Case: n})
	v.Told("notice.volunteered", village.Secretary, village.Convener)
	v.Refused("refuse.on_team", life.Command{Verb: permission.Volunteer, By: village.Lawyer, Case: n})
	v.Refused("refuse.visit_ahead", life.Command{
		Verb: permission.Visit, By: village.Elder, Case: n,
		Values: research.Visit{At: v.Now.Add(5 * village.Day), Place: "lane", Text: "dark"},
	})
	v.Must(life.Command{
		Verb: permission.Visit, By: village.Elder, Case: n,
		Values: research.Visit{At: v.Now.Add(-2 * time.Hour), Place: "lane", Text: "dark"}, Photos: []string{"p"},
	})
	c := v.Find(n)
	w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	if len(c.Visits) != 1 || !c.Due.Equal(due) || len(w.Persons) != 2 {
		t.Errorf("looked into as %+v, waiting for %v", c.Visits, w.Persons)
	}
	v.ProvesJournal()
}
