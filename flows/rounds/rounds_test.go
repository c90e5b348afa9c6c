package rounds_test

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/schedule"
	"echowall/flows/ties"
)

// set sets when something comes round.
func set(kind schedule.Kind, spec string) life.Command {
	return life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingSchedule, Round: kind, Value: spec},
	}
}

func TestACommunityTakesOverWhatComesRound(t *testing.T) {
	v := village.Settled(t, "six-links")
	kinds := func() (all []schedule.Kind) {
		for _, r := range village.Look(v, (*life.State).Rounds) {
			all = append(all, r.Kind)
		}
		return all
	}
	if got := kinds(); !slices.Equal(got, []schedule.Kind{schedule.Digest, schedule.Minimum}) {
		t.Errorf("by the six links %v come round", got)
	}
	v.Must(set(schedule.Intake, "0 9 * * 2"))
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "bimonthly"},
	})
	if got := kinds(); !slices.Equal(got,
		[]schedule.Kind{schedule.Call, schedule.Collect, schedule.Session, schedule.Intake, schedule.Digest}) {
		t.Errorf("by the odd and even months %v come round; what the secretary set stays", got)
	}
	v.Must(set(schedule.Call, "off"))
	v.Refused("refuse.no_schedule", set(schedule.Call, "off"))
	for id, spec := range map[string]string{
		"refuse.spec.fields": "at nine", "refuse.spec.hour": "0 9,10 * * *", "refuse.spec.days": "0 9 1 * 1",
		"refuse.spec.never": "0 9 31 2 *",
	} {
		v.Refused(id, set(schedule.Call, spec))
	}
	v.Refresh()
	if len(v.Events) > 0 {
		t.Errorf("taken over once more: %v", v.Events)
	}
	v.ProvesJournal()
}

// TestTheSessionGathersWhatIsReady: a week ahead every case that waits for a meeting is put on one agenda, and none
// that does not.
func TestTheSessionGathersWhatIsReady(t *testing.T) {
	v := village.Settled(t, "six-step")
	v.Must(set(schedule.Session, "30 19 20 * *"))
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingPlace, Value: "The hall"},
	})
	first, second, early := v.Talked(), v.Talked(), v.Raised()
	when := v.Local("2026-03-20 19:30")
	w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(first)) })
	if w.For != "gather" || !w.Due.Equal(when) {
		t.Errorf("a case that is ready waits for %s on %s", w.For, w.Due)
	}
	v.Until("2026-03-13 19:30")
	m := village.Look(v, func(s *life.State) []int { return s.Meeting(1).Cases })
	if !slices.Equal(m, []int{first, second}) {
		t.Errorf("on the agenda: %v, expected %d and %d, but not %d", m, first, second, early)
	}
	at := village.Look(v, func(s *life.State) time.Time { return s.Meeting(1).At })
	place := village.Look(v, func(s *life.State) string { return s.Meeting(1).Place })
	if !at.Equal(when) || place != "The hall" {
		t.Errorf("called for %s in %q", at, place)
	}
	v.ProvesJournal()
}

// TestASessionWithoutCases is told of once, and calls nobody.
func TestASessionWithoutCases(t *testing.T) {
	v := village.Settled(t, "six-step")
	v.Must(set(schedule.Session, "30 19 20 * *"))
	v.Now = v.Local("2026-03-13 19:30")
	v.Tick("community")
	v.HeardIn(say.Wall, "notice.session.none")
	if v.Head().Meetings != 0 {
		t.Error("a meeting was called on nothing")
	}
}

// TestMissedCalls: after downtime a call is made once and says that it is late; one whose moment has passed is dropped.
func TestMissedCalls(t *testing.T) {
	for name, c := range map[string]struct {
		kind     schedule.Kind
		spec, at string
		want     string
	}{
		"in time":                         {schedule.Call, "0 9 * * 3", "2026-03-11 09:00", "notice.call"},
		"a little later is in time":       {schedule.Call, "0 9 * * 3", "2026-03-11 09:14", "notice.call"},
		"late":                            {schedule.Call, "0 9 * * 3", "2026-03-13 10:00", "notice.late"},
		"the latest of several":           {schedule.Intake, "0 9 * * *", "2026-03-13 11:00", "notice.late"},
		"an intake of another day":        {schedule.Intake, "0 9 * * 3", "2026-03-12 09:00", ""},
		"a call of last month":            {schedule.Call, "0 9 10 * *", "2026-03-18 09:00", ""},
		"a session still to come":         {schedule.Session, "0 9 20 * *", "2026-03-19 09:00", "notice.late"},
		"a session that should have been": {schedule.Session, "0 9 20 * *", "2026-03-20 09:00", ""},
		"a digest, however late":          {schedule.Digest, "0 18 * * 5", "2026-03-16 09:00", "notice.late"},
	} {
		t.Run(name, func(t *testing.T) {
			v := village.Settled(t, "hall")
			v.Must(set(c.kind, c.spec))
			v.Now = v.Local(c.at)
			if !v.Tick("community") {
				t.Fatal("nothing was due")
			}
			if c.kind == schedule.Session && c.want != "" {
				due := v.Notices[0].Message.Args["When"].Time
				if due == nil || !due.Equal(v.Local("2026-03-13 09:00")) {
					t.Errorf("said to be due on %s, a week before the session", due)
				}
			}
			got := ""
			for _, n := range v.Notices {
				if n.To.Room == say.Wall {
					got += n.Message.ID
				}
			}
			if got != c.want {
				t.Errorf("told %q, expected %q", got, c.want)
			}
			if v.Tick("community") {
				t.Errorf("called once more: %v", v.Said())
			}
			if next := village.Look(v, func(s *life.State) time.Time {
				return community.Wake(s,
					"community")
			}); !next.After(v.Now) {
				t.Errorf("to be looked at again at %s", next)
			}
			v.ProvesJournal()
		})
	}
}

// TestCollectionDay takes up every case that was raised.
func TestCollectionDay(t *testing.T) {
	v := village.Settled(t, "bimonthly")
	one, two := v.Raised(), v.Raised()
	w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(one)) })
	if w.For != "collect" || !w.Due.Equal(v.Local("2026-04-15 09:00")) {
		t.Errorf("a case raised waits for %s on %s", w.For, w.Due)
	}
	v.Now = v.Local("2026-04-15 09:00")
	v.Tick("community")
	for _, n := range []int{one, two} {
		kind := village.Look(v, func(s *life.State) procedure.Kind { return s.Case(n).Kind(s.Method(s.Case(n))) })
		if kind != procedure.Screening {
			t.Errorf("case %d is in %s", n, kind)
		}
	}
	v.HeardIn(say.Wall, "notice.collect")
	v.HeardIn(say.Wall, "echo.entered.collected")
	v.Told("task.collect", village.Secretary, village.Convener)
	if slices.Contains(v.Said(), "task.screen.now") {
		t.Error("the officers were asked for each case as well")
	}
}

// TestTheYearOwesDeliberations warns those who answer for it when the year may see too few.
func TestTheYearOwesDeliberations(t *testing.T) {
	v := village.Settled(t, "six-links")
	v.Now = v.Local("2026-09-01 09:00")
	v.Tick("community")
	v.Told("task.minimum", village.Secretary, village.Convener, village.Supervisor)
	for range 2 {
		n := v.Accepted(procedure.Big)
		v.Must(life.Command{
			Verb: permission.Research, By: village.Elder, Case: n, Values: life.Prose{Text: "Two poles are rotten"},
		})
		v.Must(life.Command{Verb: permission.Confirm, By: village.Secretary, Case: n})
		v.Must(life.Command{
			Verb: permission.Schedule, By: village.Secretary,
			Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(10 * village.Day), Place: "The hall"},
		})
	}
	v.Now = v.Local("2026-11-01 09:00")
	v.Tick("community")
	if slices.Contains(v.Said(), "task.minimum") {
		t.Error("warned although two were called")
	}
}

// TestTheYearIsAtRisk: what is missing counts by how much of the year is left.
func TestTheYearIsAtRisk(t *testing.T) {
	for _, c := range []struct {
		least, held int
		on          string
		warned      bool
	}{
		{2, 0, "2026-05-01", false}, {2, 0, "2026-06-01", true}, {2, 1, "2026-08-01", false},
		{2, 1, "2026-09-01", true},
		{2, 2, "2026-12-01", false},
		{12, 0, "2026-04-01", false}, {12, 1, "2026-06-01", true}, {12, 6, "2026-08-01", false},
		{12, 9, "2026-10-01", false}, {12, 11, "2026-11-01", true},
		{1, 0, "2026-01-01", false}, {1, 0, "2026-12-01", true},
	} {
		v := village.Settled(t, "six-step")
		v.Must(life.Command{
			Verb: permission.Settings, By: village.Secretary,
			Values: office.Setting{Name: office.SettingMinimum, Value: strconv.Itoa(c.least)},
		})
		for range c.held {
			n := v.Talked()
			v.Must(life.Command{
				Verb: permission.Schedule, By: village.Secretary,
				Values: convening.Schedule{
					Cases: []int{n}, When: v.Local(c.on+" 19:00").AddDate(0, 0, 1), Place: "hall",
				},
			})
		}
		v.Now = v.Local(c.on + " 09:00")
		v.Tick("community")
		if got := slices.Contains(v.Said(), "task.minimum"); got != c.warned {
			t.Errorf("%d of %d on %s: warned %t", c.held, c.least, c.on, got)
		}
	}
}

// TestTheMinimumIsSet: a number in reason, once a check is there its days stay, and none may be owed.
func TestTheMinimumIsSet(t *testing.T) {
	v := village.Settled(t, "six-links")
	owes := func(text string) life.Command {
		return life.Command{
			Verb: permission.Settings, By: village.Secretary,
			Values: office.Setting{Name: office.SettingMinimum, Value: text},
		}
	}
	for _, wrong := range []string{"", "two", "-1", "367", "1.5"} {
		v.Refused("refuse.minimum", owes(wrong))
	}
	v.Must(owes(" 6 "))
	check := village.Look(v, func(s *life.State) record.Round {
		i := slices.IndexFunc(s.Rounds(), func(r record.Round) bool { return r.Kind == schedule.Minimum })
		return s.Rounds()[i]
	})
	if check.Count != 6 || check.At.String() != "0 9 1 9,11 *" {
		t.Errorf("looked at as %+v", check)
	}
	v.Must(owes("0"))
	v.Refused("refuse.no_minimum", owes("OFF"))
	v.ProvesJournal()
}

// digested is the digest told in the last step, with the numbers of its cases in order.
func digested(v *village.Village) (fresh, overdue int, m say.Message) {
	v.TB.Helper()
	for _, n := range v.Notices {
		if n.Message.ID == "digest" {
			return len(n.Message.Args["Fresh"].Lines), len(n.Message.Args["Overdue"].Lines), n.Message
		}
	}
	v.TB.Fatalf("no digest among %v", v.Said())
	return 0, 0, say.Message{}
}

// TestTheDigestTellsWhatIsNew: newest first, only what is new, overdue apart, and no more cases than one message holds.
func TestTheDigestTellsWhatIsNew(t *testing.T) {
	v := village.Settled(t, "six-step")
	old := v.Raised()
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: old,
		Values: cases.Verdict{Kind: cases.Answer, Text: "It is open on Sundays."},
	})
	v.Now = v.Now.Add(time.Hour)
	young := v.Raised()
	v.Until("2026-03-06 17:59")
	v.Now = v.Local("2026-03-06 18:00")
	v.Tick("community")
	fresh, overdue, m := digested(v)
	if first := m.Args["Fresh"].Lines[0].Msg; fresh != 2 || overdue != 0 || *first.Args["Case"].Case != young {
		t.Errorf("a digest of %d new and %d late, first %v", fresh, overdue, first)
	}
	if last := m.Args["Fresh"].Lines[1].Msg; last.ID != "digest.closed" {
		t.Errorf("the closed case is told as %s", last.ID)
	}
	for range 30 {
		v.Must(life.Command{
			Verb: permission.Raise, By: village.Widow, Values: intake.Raise{Text: "Another lamp is dark at night."},
		})
	}
	v.Until("2026-03-13 17:59")
	v.Now = v.Local("2026-03-13 18:00")
	v.Tick("community")
	if fresh, _, _ := digested(v); fresh != 15 {
		t.Errorf("31 cases moved; the digest has %d lines, expected 14 and how many more", fresh)
	}
	v.ProvesJournal()
}

// TestADailyDigestOfNothingIsNotTold: a group bears few words.
func TestADailyDigestOfNothingIsNotTold(t *testing.T) {
	v := village.Settled(t, "hall")
	v.Must(set(schedule.Digest, "0 18 * * *"))
	v.Now = v.Local("2026-03-06 18:00")
	if !v.Tick("community") || len(v.Notices) != 0 {
		t.Errorf("told %v", v.Said())
	}
}

// TestTheNeighboursAreCalledTogether: the joint meeting is written to those this community is tied to, and there the
// council hears of it; from a stranger, or when it has begun, a dispatch is nothing.
func TestTheNeighboursAreCalledTogether(t *testing.T) {
	v := village.Settled(t, "six-step")
	v.Must(set(schedule.Joint, "0 9 25 3,6,9,12 *"))
	dispatch := life.Dispatch{
		Subject: life.DispatchJoint, From: "river", Name: "Riverside", At: v.Now.Add(7 * village.Day), Place: "The bridge",
	}
	receive := func() []life.Event {
		v.Happen(0, func(s *life.State) []life.Event { return ties.Receive(s, dispatch, v.Now) })
		return v.Events
	}
	if got := receive(); len(got) != 0 {
		t.Errorf("a stranger's dispatch led to %v", got)
	}
	v.Happen(0, func(*life.State) []life.Event {
		return []life.Event{ties.Linked{Community: "river", Name: "Riverside", Kin: record.Beside}}
	})
	receive()
	v.HeardIn(say.Wall, "notice.joint.from")
	v.Told("task.joint.from", village.Secretary, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Now = dispatch.At
	if got := receive(); len(got) != 0 {
		t.Errorf("a dispatch that came too late led to %v", got)
	}
	v.Now = v.Local("2026-03-18 09:00")
	v.Tick("community")
	var to []string
	for _, n := range v.Notices {
		if n.To.Community != "" {
			l, err := ties.OpenDispatch("here", n.Dispatch)
			if err != nil || !l.At.Equal(v.Local("2026-03-25 09:00")) || l.Subject != life.DispatchJoint {
				t.Errorf("wrote %+v: %v", l, err)
			}
			to = append(to, n.To.Community)
		}
	}
	if !slices.Equal(to, []string{"river"}) {
		t.Errorf("wrote to %v", to)
	}
	v.ProvesJournal()
}

// TestNoMonthIsLeftOutInSilence sets what comes round on a day that some months have not: the answer offers the last
// day of the month, and the press sets that. Where every month has the day nothing is offered.
func TestNoMonthIsLeftOutInSilence(t *testing.T) {
	for spec, offered := range map[string]string{
		"0 9 31 * *": "settings schedule session 0 9 L * *", "30 8 15,30 1-6 *": "settings schedule session 30 8 L 1-6 *",
		"0 9 29 * *": "settings schedule session 0 9 L * *", "0 9 28 * *": "", "0 9 L * *": "", "0 9 31 12 *": "",
		"0 9 * * 1": "",
	} {
		v := village.Settled(t, "six-links")
		v.Must(set(schedule.Session, spec))
		got := ""
		if len(v.Answer.Buttons) > 0 {
			got = v.Answer.Buttons[0][0].Line
		}
		if got != offered {
			t.Errorf("%s: %q is offered, want %q", spec, got, offered)
		}
	}
}
