package rounds_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/rounds"
	"echowall/flows/say"
	"echowall/flows/schedule"
)

// call calls a meeting on one more case.
func call(v *village.Village, when time.Time) life.Command {
	v.TB.Helper()
	return life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{v.Talked()}, When: when, Place: "the barn",
	}}
}

// comes lets the clock look at the community at a moment.
func comes(v *village.Village, at string) bool {
	v.TB.Helper()
	v.Now = v.Local(at)
	return v.Tick(rounds.Whole)
}

func TestWhatIsToldWhenItComesRound(t *testing.T) {
	wall, called := "wall: ", []string{"schedule.called"}
	for _, c := range []struct {
		rule   string
		kind   schedule.Kind
		spec   string
		at     string
		events []string
		told   []string
	}{
		{"a call for topics", schedule.Call, "0 9 * * 3", "2026-03-04 09:00", called, []string{wall + "notice.call"}},
		{
			"the day of collecting, on which nothing has come", schedule.Collect, "0 9 * * 3", "2026-03-04 09:00", called,
			[]string{wall + "notice.collect", "secretary: duty task.collect", "convener: duty task.collect"},
		},
		{
			"a session without cases", schedule.Session, "0 9 20 * *", "2026-03-13 09:00", called,
			[]string{wall + "notice.session.none"},
		},
		{
			"a monthly meeting without cases", schedule.Monthly, "0 9 20 * *", "2026-03-13 09:00", called,
			[]string{wall + "notice.monthly.none"},
		},
		{
			"a joint meeting without neighbours", schedule.Joint, "0 9 20 * *", "2026-03-13 09:00", called,
			[]string{wall + "notice.joint", "secretary: duty task.joint", "convener: duty task.joint"},
		},
		{
			"an hour at the door", schedule.Intake, "0 9 * * 3", "2026-03-04 09:00", called,
			[]string{wall + "notice.intake", "secretary: duty task.intake"},
		},
		{
			"a weekly digest of nothing", schedule.Digest, "0 18 * * 5", "2026-03-06 18:00", called,
			[]string{wall + "digest"},
		},
		{"a daily one of nothing", schedule.Digest, "0 18 * * *", "2026-03-02 18:00", called, nil},
		{"a year that has only begun", schedule.Minimum, "0 9 * * *", "2026-03-03 09:00", called, nil},
		{
			"a year that has no time left", schedule.Minimum, "0 9 1 12 *", "2026-12-01 09:00", called,
			[]string{"secretary: duty task.minimum", "convener: duty task.minimum", "supervisor: duty task.minimum"},
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Settled(t, "hall")
			v.Must(set(c.kind, c.spec))
			v.Now = v.Local(c.at).Add(-time.Second)
			if v.Tick(rounds.Whole) {
				t.Errorf("a moment too early there came %v", v.Events)
			}
			comes(v, c.at)
			v.Came(c.events...)
			v.Hears(c.told...)
			if v.Tick(rounds.Whole) {
				t.Errorf("once more there came %v", v.Events)
			}
			v.ProvesJournal()
		})
	}
}

func TestWhatWasMissedIsCalledLateOrNotAtAll(t *testing.T) {
	for _, c := range []struct {
		rule string
		kind schedule.Kind
		spec string
		at   string
		late bool
		none bool
	}{
		{"a quarter of an hour is no delay", schedule.Collect, "0 9 * * 3", "2026-03-04 09:15", false, false},
		{"a minute more is", schedule.Collect, "0 9 * * 3", "2026-03-04 09:16", true, false},
		{"after a week nothing is collected", schedule.Collect, "0 9 4 * *", "2026-03-11 09:01", false, true},
		{"within it is", schedule.Collect, "0 9 4 * *", "2026-03-11 09:00", true, false},
		{"a monthly meeting the day before", schedule.Monthly, "0 9 20 * *", "2026-03-19 09:00", true, false},
		{"a monthly meeting that should have begun", schedule.Monthly, "0 9 20 * *", "2026-03-20 09:00", false, true},
		{"a joint one that should have begun", schedule.Joint, "0 9 20 * *", "2026-03-21 09:00", false, true},
		{"an hour at the door in the evening", schedule.Intake, "0 9 * * 3", "2026-03-04 23:59", true, false},
		{"an hour at the door of yesterday", schedule.Intake, "0 9 * * 3", "2026-03-05 00:00", false, true},
		{"a look at the year, however late", schedule.Minimum, "0 9 1 11 *", "2026-12-31 09:00", true, false},
	} {
		v := village.Settled(t, "hall")
		v.Must(set(c.kind, c.spec))
		comes(v, c.at)
		e := v.Events[0].(rounds.ScheduleCalled)
		if e.Late != c.late && !c.none || e.Dropped != c.none || c.none && len(v.Notices) > 0 {
			t.Errorf("%s: called as %+v", c.rule, e)
		}
		for _, n := range v.Notices {
			if late := n.Message.ID == "notice.late"; n.To.Room == say.Wall && late != c.late {
				t.Errorf("%s: told as %s", c.rule, n.Message.ID)
			}
		}
	}
}

func TestOfSeveralThatWereMissedTheLastIsCalled(t *testing.T) {
	v := village.Settled(t, "hall")
	v.Must(set(schedule.Digest, "0 18 * * *"))
	v.Must(set(schedule.Call, "0 9 * * *"))
	comes(v, "2026-03-10 12:00")
	v.Came("schedule.called", "schedule.called")
	for i, want := range []string{"2026-03-10 09:00", "2026-03-09 18:00"} {
		if got := v.Events[i].(rounds.ScheduleCalled).For; !got.Equal(v.Local(want)) {
			t.Errorf("called for %s, expected %s", got, want)
		}
	}
	if wake := village.Look(v, rounds.WakeAgenda); !wake.Equal(v.Local("2026-03-10 18:00")) {
		t.Errorf("looked at again on %s", wake)
	}
}

func TestACallSaysUntilWhen(t *testing.T) {
	v := village.Settled(t, "bimonthly")
	comes(v, "2026-04-01 09:00")
	for _, n := range v.Notices {
		if until := n.Message.Args["Until"]; n.Message.ID == "notice.call" &&
			!until.Date.Equal(v.Local("2026-04-15 09:00")) {
			t.Errorf("until %+v", until)
		}
	}
	v.HeardIn(say.Wall, "notice.call")
}

func TestWhichCasesASessionGathers(t *testing.T) {
	v := village.Settled(t, "six-step")
	v.Must(set(schedule.Digest, "off"))
	v.Must(set(schedule.Session, "0 9 20 * *"))
	v.Must(set(schedule.Monthly, "0 9 20 * *"))
	ready, called, polled, heard, gone := v.Talked(), v.Talked(), v.Talked(), v.Heard(), v.Talked()
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{called}, When: v.Now.Add(30 * village.Day), Place: "hall",
	}})
	v.Must(life.Command{Verb: permission.Poll, By: village.Secretary, Values: convening.Poll{
		Cases: []int{polled}, Dates: []time.Time{v.Now.Add(30 * village.Day), v.Now.Add(31 * village.Day)}, Place: "hall",
	}})
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: gone})
	before := v.Head().Meetings
	comes(v, "2026-03-13 09:00")
	v.Came("schedule.called", "meeting.scheduled", "schedule.called")
	m := v.Events[1].(convening.MeetingScheduled).Meeting
	if !slices.Equal(m.Cases, []int{ready}) || m.Number != before+1 || heard == ready {
		t.Errorf("gathered are %v for M%d", m.Cases, m.Number)
	}
	v.Told("task.session", village.Secretary, village.Convener)
	v.HeardIn(say.Wall, "notice.monthly.none") // the session took what there was
	v.ProvesJournal()
}

func TestTwoSessionsOfOneLookHaveNumbersOfTheirOwn(t *testing.T) {
	v := village.Settled(t, "six-step")
	v.Must(set(schedule.Digest, "off"))
	v.Must(set(schedule.Monthly, "0 9 20 * *"))
	v.Must(set(schedule.Session, "0 9 21 * *"))
	v.Talked()
	comes(v, "2026-03-16 12:00")
	v.Came("schedule.called", "meeting.scheduled", "schedule.called")
	if e := v.Events[2].(rounds.ScheduleCalled); e.Meeting != 0 || !v.Events[0].(rounds.ScheduleCalled).Late {
		t.Errorf("the second one called M%d", e.Meeting)
	}
	m := v.Events[1].(convening.MeetingScheduled).Meeting
	if !m.At.Equal(v.Local("2026-03-21 09:00")) || m.Reminded {
		t.Errorf("called is %+v", m)
	}
}

func TestASessionCalledAtTheLastMinuteRemindsNobody(t *testing.T) {
	v := village.Settled(t, "six-step")
	v.Must(set(schedule.Session, "0 9 20 * *"))
	v.Talked()
	comes(v, "2026-03-19 09:00")
	m := v.Events[1].(convening.MeetingScheduled).Meeting
	if !m.Reminded || !m.Announce.IsZero() {
		t.Errorf("called is %+v", m)
	}
	v.HeardIn(say.Wall, "echo.scheduled")
	for _, n := range v.Notices {
		if n.Kind == say.Duty && n.Message.ID != "notice.late" {
			t.Errorf("the office hears %s", n.Message.ID)
		}
	}
}

func TestWhatADigestTells(t *testing.T) {
	v := village.Settled(t, "six-step")
	v.Must(life.Command{Verb: permission.Settings, By: village.Secretary, Values: office.Setting{
		Name: office.SettingEcho, Value: "60d",
	}})
	silent, late := v.Raised(), v.Raised()
	voted := v.Heard()
	v.Put(voted, ballot.A)
	comes(v, "2026-03-06 18:00")
	v.Now = v.Now.Add(time.Hour)
	moved := v.Raised()
	v.Now = v.Now.Add(time.Hour)
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: moved,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.Now = v.Now.Add(time.Hour)
	raised := v.Raised()
	v.Now = v.Now.Add(time.Hour)
	v.Answered()
	v.Holds(silent, func(c *cases.Case) { c.Silences, c.Echoed = 1, v.Now })
	v.Holds(late, func(c *cases.Case) { c.Due = v.Local("2026-03-12 09:00") })
	v.Holds(raised, func(c *cases.Case) { c.Due = time.Time{} })
	v.Holds(voted, func(c *cases.Case) { c.Talk.Ballot, c.Due, c.Echoed = "", time.Time{}, village.Monday })
	v.Now = v.Local("2026-03-13 18:00")
	v.Happen(0, func(s *life.State) []life.Event { return rounds.TickAgenda(s, v.Now) })
	_, _, m := digested(v)
	lines := func(name string) (all []string) {
		for _, l := range m.Args[name].Lines {
			all = append(all, l.Msg.ID)
		}
		return all
	}
	if got := lines("Fresh"); !slices.Equal(got, []string{"digest.closed", "digest.raised", "digest.moved"}) {
		t.Errorf("new are %v", got)
	}
	if got := lines("Overdue"); !slices.Contains(got, "digest.overdue") {
		t.Errorf("late are %v", got)
	}
}

func TestTheHeadOfTheJournalGoesWithTheWeeklyDigest(t *testing.T) {
	for _, c := range []struct {
		rule string
		spec string
		at   string
		seq  uint64
		want bool
	}{
		{"weekly", "0 18 * * 5", "2026-03-06 18:00", 7, true},
		{"daily, on a Monday", "0 18 * * *", "2026-03-09 18:00", 7, true},
		{"daily, on another day", "0 18 * * *", "2026-03-10 18:00", 7, false},
		{"where there is no journal", "0 18 * * 5", "2026-03-06 18:00", 0, false},
	} {
		v := village.Settled(t, "six-step")
		n := v.Raised()
		v.Must(set(schedule.Digest, c.spec))
		meta := life.Meta{At: v.Local(c.at), Journal: journal.Head{Seq: c.seq, Hash: "abc"}}
		told := village.Look(v, func(s *life.State) []say.Notice {
			return life.Announce(s, rounds.ScheduleCalled{Kind: schedule.Digest, For: meta.At, Fresh: []int{n, 99}}, meta)
		})
		args := told[0].Message.Args
		if got := args["Hash"].Text != nil && *args["Entry"].Num == 7; got != c.want || len(args["Fresh"].Lines) != 1 {
			t.Errorf("%s: told is %+v", c.rule, args)
		}
	}
}

func TestCollectingTakesUpWhatWasRaised(t *testing.T) {
	v := village.Settled(t, "bimonthly")
	raised, screened, accepted := v.Raised(), v.Screened(), v.Accepted(procedure.Big)
	comes(v, "2026-04-15 09:00")
	v.Is(raised, procedure.Screening)
	v.Is(screened, procedure.Screening)
	v.Is(accepted, procedure.Research)
	for _, n := range v.Notices {
		if n.Message.ID == "notice.collect" && *n.Message.Args["Count"].Num != 2 {
			t.Errorf("told of %d", *n.Message.Args["Count"].Num)
		}
	}
}
