package intake_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

// happens lets events happen as they stand in a journal, whatever would be decided.
func happens(v *village.Village, events ...life.Event) {
	v.Happen(0, func(*life.State) []life.Event { return events })
}

func TestACaseThatComesFromBelowAnswersThere(t *testing.T) {
	v := village.Found(t, "six-step")
	from := cases.Link{Community: "brook", Name: "Brook Lane", Case: 7, Kind: cases.ReferredUp}
	happens(v, intake.CaseRaised{
		Case: 1, Title: "Dark", Text: dark, Procedure: "six-step", Version: 1, From: &from, Supported: 4,
	})
	v.Hears(
		"group: card:1", "group: wall", "brook: mail opened", "secretary: duty task.screen",
		"convener: duty task.screen",
	)
	c := v.Find(1)
	if len(c.Followers) != 1 || c.Followers[0] != from || c.Raiser != 0 || c.Supporters != 0 {
		t.Errorf("it came as %+v", c)
	}
	if by := v.Notices[3].Message.Args["By"].Msg; by == nil || by.ID != "raised.below" {
		t.Errorf("raised by %v, expected the community below", by)
	}
}

func TestACaseOfAProcedureNobodyHasIsKept(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Ask(func(s *life.State) {
		sheet := s.Fork()
		life.Apply(
			sheet, intake.CaseRaised{Case: 1, Title: "Dark", Text: dark, Procedure: "lost", Version: 9},
			life.Meta{At: v.Now},
		)
		if c := sheet.Case(1); c == nil || c.Procedure != "lost" || !c.Entered.IsZero() {
			t.Errorf("kept as %+v", c)
		}
	})
}

func TestWhatEventsOfIntakeChange(t *testing.T) {
	for _, c := range []struct {
		rule   string
		events []life.Event
		holds  func(one, two cases.Case) bool
	}{
		{
			"the count of supporters is the event's", []life.Event{
				intake.CaseSupported{Case: 1, Person: village.Widow, Count: 1},
				intake.CaseSupported{Case: 1, Person: village.Elder, Count: 2},
			},
			func(one, two cases.Case) bool { return one.Supporters == 2 && two.Supporters == 0 },
		},
		{
			"of two edits the last stands", []life.Event{
				intake.CaseReworded{Case: 1, Title: "One", Text: "One lamp"},
				intake.CaseReworded{Case: 1, Title: "Two", Text: "Two lamps"},
			},
			func(one, two cases.Case) bool {
				return one.Title == "Two" && one.Text == "Two lamps" && two.Title != "Two"
			},
		},
		{
			"photos add up", []life.Event{
				intake.PhotosAdded{Case: 1, Photos: []string{"a", "b"}}, intake.PhotosAdded{Case: 1},
				intake.PhotosAdded{Case: 1, Photos: []string{"c"}},
			},
			func(one, two cases.Case) bool {
				return slices.Equal(one.Photos, []string{"a", "b", "c"}) && two.Photos == nil
			},
		},
		{
			"a topic is kept where only the source is said anew", []life.Event{
				intake.CaseSorted{Case: 1, Source: cases.FromWalk, Topic: cases.OfPolicy},
				intake.CaseSorted{Case: 1, Source: cases.FromAuthority},
			},
			func(one, _ cases.Case) bool { return one.Source == cases.FromAuthority && one.Topic == cases.OfPolicy },
		},
		{
			"what comes back twice is named once", []life.Event{
				intake.Recurred{Case: 2, Earlier: 1}, intake.Recurred{Case: 2, Earlier: 1, Told: true},
			},
			func(one, two cases.Case) bool { return slices.Equal(one.Later, []int{2}) && two.Earlier == 1 },
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			one, two := v.Raised(), v.Raised()
			happens(v, c.events...)
			if !c.holds(v.Find(one), v.Find(two)) {
				t.Errorf("the cases are\n%+v\n%+v", v.Find(one), v.Find(two))
			}
			v.ProvesJournal()
		})
	}
}

func TestWhatComesBackIsEchoedOnlyWhereItIsNews(t *testing.T) {
	v := village.Found(t, "six-step")
	old, n, open := v.Answered(), v.Raised(), v.Raised()
	echoed := v.Find(n).Echoed
	v.Pass(village.Day)
	happens(v, intake.Recurred{Case: n, Earlier: old})
	v.Hears("group: card:1")
	if got := v.Find(n).Echoed; !got.Equal(echoed) {
		t.Errorf("a new case says itself what it is; echoed at %s", got)
	}
	happens(v, intake.Recurred{Case: n, Earlier: open, Told: true})
	v.Hears("group: card:3") // it was reopened meanwhile, and has no outcome to tell
	happens(v, intake.Recurred{Case: n, Earlier: old, Told: true})
	v.Hears(append([]string{"group: card:1"}, village.Echoed(n, "echo.recurs", "resident")...)...)
	if got := v.Find(n).Echoed; !got.Equal(v.Now) {
		t.Errorf("echoed at %s, expected now", got)
	}
}

func TestWhoIsToldOfWhatIsRaised(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Raise, By: village.Shy, Values: intake.Raise{Text: dark, Anonymous: true},
	})
	for _, n := range v.Notices {
		by := n.Message.Args["By"]
		if n.To.Person != 0 && (by.Person != nil || by.Msg == nil || by.Msg.ID != "someone") {
			t.Errorf("%d is told that %+v raised it, who wants no name", n.To.Person, by)
		}
	}
	v.Must(life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: village.Convener,
		Values: people.Grant{Role: people.Convener},
	})
	v.Must(life.Command{Verb: permission.Raise, By: village.Widow, Values: intake.Raise{Text: dark}})
	v.Told("task.screen", village.Secretary)
	if by := v.Notices[2].Message.Args["By"].Person; by == nil || *by != village.Widow {
		t.Errorf("the secretary is told that %v raised it, expected the widow", by)
	}
}

func TestWhatIntakeWaitsFor(t *testing.T) {
	stage := intake.Stage()
	v := village.Settled(t, "six-step")
	n := v.Raised()
	soon, later := v.Now.Add(village.Day), v.Now.Add(100*village.Day)
	wait := func(due time.Time) life.Wait {
		return village.Look(v, func(s *life.State) life.Wait {
			return stage.Wait(s, s.Case(n), life.Wait{Case: n, Due: due})
		})
	}
	if w := wait(soon); w.For != "intake" || w.Verb != permission.Screen || !w.Due.Equal(soon) ||
		!slices.Equal(w.Roles, []people.Role{people.Secretary, people.Convener}) {
		t.Errorf("without a day of collecting it waits for %+v", w)
	}
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingSchedule, Round: schedule.Collect, Value: "0 9 15 * *"},
	})
	next := village.Look(v, func(s *life.State) time.Time { return s.Next(schedule.Collect) })
	for _, c := range []struct {
		rule string
		due  time.Time
		want string
		at   time.Time
	}{
		{"a deadline before the day of collecting stands", soon, "intake", soon},
		{"the day of collecting comes before a later deadline", later, "collect", next},
		{"the day of collecting is what is waited for where nothing is due", time.Time{}, "collect", next},
		{"a deadline on that very moment stands", next, "intake", next},
	} {
		if w := wait(c.due); w.For != c.want || !w.Due.Equal(c.at) {
			t.Errorf("%s: waits for %s at %s, expected %s at %s", c.rule, w.For, w.Due, c.want, c.at)
		}
	}
}

func TestWhenTimeEndsIntake(t *testing.T) {
	v := village.Found(t, "six-step")
	c := v.Find(v.Raised())
	due := c.Due
	for _, x := range []struct {
		rule string
		due  time.Time
		at   time.Time
		ends bool
	}{
		{"not a moment early", due, due.Add(-1), false},
		{"at its time", due, due, true},
		{"long after", due, due.AddDate(1, 0, 0), true},
		{"never where nothing is due", time.Time{}, due.AddDate(1, 0, 0), false},
	} {
		c.Due = x.due
		got := village.Look(v, func(s *life.State) []life.Event { return intake.Stage().Tick(s, &c, x.at) })
		if (len(got) == 1) != x.ends {
			t.Errorf("%s: %v happens", x.rule, got)
		}
		if x.ends && got[0] != (life.StageEntered{Case: c.Number, Stage: 1, Why: "time"}) {
			t.Errorf("%s: %+v happens", x.rule, got[0])
		}
	}
	if intake.Stage().Kind != procedure.Intake {
		t.Error("it is not the stage of intake")
	}
}
