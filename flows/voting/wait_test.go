package voting_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

func TestWhatDeliberationWaitsFor(t *testing.T) {
	officers := []people.Role{people.Secretary, people.Convener}
	v := village.Found(t, "six-step")
	talked, called, polled, heard, voted := v.Talked(), v.Talked(), v.Talked(), v.Heard(), v.Heard()
	v.Put(voted, ballot.A)
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{called}, When: v.Now.Add(5 * village.Day), Place: "hall",
	}})
	v.Must(life.Command{Verb: permission.Poll, By: village.Secretary, Values: convening.Poll{
		Cases: []int{polled}, Dates: []time.Time{v.Now.Add(7 * village.Day), v.Now.Add(8 * village.Day)}, Place: "hall",
	}})
	partner := cases.Link{Community: "river", Name: "Riverside", Kind: cases.Joint}
	due := v.Find(talked).Due
	for _, c := range []struct {
		rule  string
		n     int
		of    func(*cases.Case)
		waits string
		verb  permission.Verb
		due   time.Time
		roles []people.Role
	}{
		{"a meeting to be called", talked, nil, "meeting", permission.Schedule, due, officers},
		{"its hour", called, nil, "session", permission.Open, v.Now.Add(5 * village.Day), officers},
		{"its date", polled, nil, "date", permission.Fix, due, officers},
		{"a text", heard, nil, "ballot", permission.Resolve, v.Find(heard).Due, officers},
		{
			"votes", voted, nil, "votes", permission.Vote, v.Now.Add(3 * village.Day),
			[]people.Role{people.Member},
		},
		{"the other community", heard, func(c *cases.Case) {
			c.Followers, c.Talk.Counts = []cases.Link{partner}, []cases.Count{{Result: ballot.Adopted}}
		}, "counts", "", time.Time{}, nil},
		{
			"a word that it is above us", heard, func(c *cases.Case) { c.Talk.Round = 4 }, "referral",
			permission.Screen, v.Find(heard).Due, officers,
		},
	} {
		v := v.Copy(t)
		if c.of != nil {
			v.Holds(c.n, c.of)
		}
		w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(c.n)) })
		if w.For != c.waits || w.Verb != c.verb || !w.Due.Equal(c.due) || !slices.Equal(w.Roles, c.roles) {
			t.Errorf("%s: it waits for %+v", c.rule, w)
		}
	}
}

func TestTheSoonerOfTwoSessionsIsWaitedFor(t *testing.T) {
	for _, c := range []struct {
		session, monthly string
		want             string
	}{
		{"30 19 20 * *", "", "2026-03-20 19:30"}, {"", "30 19 25 * *", "2026-03-25 19:30"},
		{"30 19 20 * *", "30 19 25 * *", "2026-03-20 19:30"}, {"30 19 28 * *", "30 19 25 * *", "2026-03-25 19:30"},
	} {
		v := village.Settled(t, "six-step")
		setRounds(v, c.session, c.monthly)
		n := v.Talked()
		w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
		if w.For != "gather" || !w.Due.Equal(v.Local(c.want)) {
			t.Errorf("%+v: it waits for %s on %s", c, w.For, w.Due)
		}
	}
}

func TestABeforehandTalkWaitsForItsGist(t *testing.T) {
	v := village.Found(t, "six-plus-four")
	n := v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Deliberation, 0)
		return life.One(life.StageEntered{Case: n, Stage: at})
	})
	v.Holds(n, func(c *cases.Case) { c.Talk.Heard = true })
	w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	if w.For != "gist" || w.Verb != permission.Minutes {
		t.Errorf("it waits for %+v", w)
	}
}

// setRounds lets sessions come round; "" is none.
func setRounds(v *village.Village, session, monthly string) {
	v.TB.Helper()
	for kind, spec := range map[schedule.Kind]string{schedule.Session: session, schedule.Monthly: monthly} {
		if spec != "" {
			v.Must(life.Command{Verb: permission.Settings, By: village.Secretary, Values: office.Setting{
				Name: office.SettingSchedule, Round: kind, Value: spec,
			}})
		}
	}
}
