package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/permission"
)

func TestWhenAMeetingIsLookedAt(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Must(life.Command{Verb: permission.Settings, By: village.Secretary, Values: office.Setting{
		Name: office.SettingQuiet, Value: "22:00-07:00",
	}})
	poll := func(until string) *meeting.Poll {
		return &meeting.Poll{Dates: []time.Time{v.Local("2026-03-20 10:00")}, Until: v.Local(until)}
	}
	none := ""
	for _, c := range []struct {
		rule string
		m    meeting.Meeting
		want string
	}{
		{"one that is over never", meeting.Meeting{Status: meeting.Over}, none},
		{"one that was called off never", meeting.Meeting{Status: meeting.CalledOff}, none},
		{
			"first to publish its agenda", meeting.Meeting{
				Status: meeting.Scheduled, At: v.Local("2026-03-20 19:00"), Announce: v.Local("2026-03-17 19:00"),
			}, "2026-03-17 19:00",
		},
		{
			"not in the quiet hours", meeting.Meeting{
				Status: meeting.Scheduled, At: v.Local("2026-03-20 06:30"), Announce: v.Local("2026-03-17 06:30"),
			}, "2026-03-17 07:00",
		},
		{
			"then to remind, after the quiet hours", meeting.Meeting{
				Status: meeting.Scheduled, At: v.Local("2026-03-20 05:00"),
			}, "2026-03-19 07:00",
		},
		{
			"at its time, be it night", meeting.Meeting{
				Status: meeting.Scheduled, At: v.Local("2026-03-20 05:00"), Reminded: true,
			}, "2026-03-20 05:00",
		},
		{
			"at its time at the latest", meeting.Meeting{
				Status: meeting.Scheduled, At: v.Local("2026-03-20 05:00"), Reminded: true,
				Announce: v.Local("2026-03-20 04:00"),
			}, "2026-03-20 05:00",
		},
		{
			"two hours after it was opened", meeting.Meeting{Status: meeting.Open, Opened: v.Local("2026-03-20 14:00")},
			"2026-03-20 16:00",
		},
		{
			"at night nobody is asked for minutes", meeting.Meeting{
				Status: meeting.Open, Opened: v.Local("2026-03-20 21:00"),
			}, "2026-03-21 07:00",
		},
		{
			"first to remind who has not said which dates suit", meeting.Meeting{
				Status: meeting.Polled, Cases: []int{n}, Called: v.Local("2026-03-10 12:00"), Poll: poll("2026-03-13 12:00"),
			}, "2026-03-12 12:00",
		},
		{
			"a poll on cases that are gone reminds as any other", meeting.Meeting{
				Status: meeting.Polled, Cases: []int{99}, Called: v.Local("2026-03-13 10:30"), Poll: poll("2026-03-13 12:00"),
			}, "2026-03-13 12:00",
		},
		{
			"one whose asking has ended waits for the office", meeting.Meeting{
				Status: meeting.Polled, Cases: []int{n}, Poll: &meeting.Poll{Offered: true},
			}, none,
		},
	} {
		got := village.Look(v, func(s *life.State) time.Time { return convening.WakeMeeting(s, &c.m) })
		if got.IsZero() != (c.want == none) || c.want != none && !got.Equal(v.Local(c.want)) {
			t.Errorf("%s: expected %q, got %s", c.rule, c.want, got)
		}
	}
}

func TestWhatTimeBringsToAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{Verb: permission.Settings, By: village.Secretary, Values: office.Setting{
		Name: office.SettingNotice, Value: "5d",
	}})
	n := v.Talked()
	when := v.Now.Add(10 * village.Day)
	v.Must(calls(village.Secretary, when, n))
	agenda, reminder := "meeting.agenda", "meeting.reminded"
	for _, c := range []struct {
		rule string
		at   time.Time
		want []string
	}{
		{"nothing at first", v.Now, nil}, {"nothing too early", when.Add(-5*village.Day - time.Second), nil},
		{"the agenda is published", when.Add(-5 * village.Day), []string{agenda}},
		{"what was missed is made up for at once", when.Add(-village.Day), []string{agenda, reminder}},
		{"it begins at its time", when, []string{"meeting.opened"}},
		{"it begins late rather than never", when.Add(9 * village.Day), []string{"meeting.opened"}},
	} {
		v := v.Copy(t)
		v.Now = c.at
		v.Tick("meeting:1")
		if v.Came(c.want...); v.Tick("meeting:1") {
			t.Errorf("%s: looked at again, there came %v", c.rule, v.Events)
		}
		v.ProvesJournal()
	}
	v.Must(at(permission.Open, village.Secretary, 1, nil))
	opened := v.Now
	chased := []string{"meeting.chased"}
	for _, c := range []struct {
		rule  string
		after time.Duration
		want  []string
		count int
	}{
		{"nothing while it lasts", time.Hour, nil, 0}, {"minutes are asked for", 2 * time.Hour, chased, 1},
		{"once for two times that were missed", 26 * time.Hour, chased, 2},
		{"once for three", 100 * time.Hour, chased, 3},
		{"a week after its end it is over without them", 2*time.Hour + 7*village.Day, []string{"meeting.ended"}, 0},
		{"however late it is looked at", 400 * village.Day, []string{"meeting.ended"}, 0},
	} {
		v := v.Copy(t)
		v.Now = opened.Add(c.after)
		v.Tick("meeting:1")
		if v.Came(c.want...); meetingOf(v, 1).Chased != c.count {
			t.Errorf("%s: asked for %d times", c.rule, meetingOf(v, 1).Chased)
		}
	}
	v.Must(at(permission.Minutes, village.Secretary, 1, convening.Minutes{Text: "done"}))
	v.Now = v.Now.Add(village.Day)
	v.Tick("meeting:1")
	v.Came()
}

func TestWhatTimeBringsToAPoll(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	until := meetingOf(v, m).Poll.Until
	for _, c := range []struct {
		rule string
		at   time.Time
		want []string
	}{
		{"nothing at first", v.Now.Add(time.Hour), nil},
		{"a day before its end who is silent is reminded", until.Add(-village.Day), []string{"meeting.poll_reminded"}},
		{"of two rungs that were missed the last is told", until.Add(-time.Second), []string{"meeting.poll_reminded"}},
		{"at its end the best date is offered", until, []string{"meeting.offered"}},
		{"late as well", until.Add(30 * village.Day), []string{"meeting.offered"}},
	} {
		v := v.Copy(t)
		v.Now = c.at
		v.Tick("meeting:1")
		if v.Came(c.want...); v.Tick("meeting:1") {
			t.Errorf("%s: looked at again, there came %v", c.rule, v.Events)
		}
	}
}

func TestWhoIsRemindedOfAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	reply := func(by int, r meeting.Reply) {
		v.Must(at(permission.RSVP, by, m, convening.RSVP{Reply: r}))
	}
	reply(village.Elder, meeting.NotComing)
	reply(village.Lawyer, meeting.Maybe)
	v.Loses(village.Lawyer)
	v.Loses(village.Member)
	v.Must(at(permission.Bring, village.Secretary, m, nil, village.Shy))
	remind := func() {
		v.Happen(0, func(*life.State) []life.Event { return life.One(convening.MeetingReminded{Meeting: m}) })
	}
	remind()
	v.Hears("convener: notice.reminder.meeting", "shy: notice.reminder.meeting", "council: notice.unreached.meeting")
	if called := v.Notices[2].Message.Args["Mentions"].List; len(called) != 1 || *called[0].Mention != village.Member {
		t.Errorf("called are %+v", called)
	}
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{v.Talked()}, When: v.Now.Add(3 * village.Day), Form: meeting.Written,
	}})
	m = v.Head().Meetings
	remind()
	v.Hears("convener: notice.reminder.meeting.written", "elder: notice.reminder.meeting.written")
}

func TestNobodyIsRemindedOfAPollThatAllHaveAnswered(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	for _, p := range council() {
		v.Must(at(permission.Suit, p, m, convening.Suit{Dates: []int{1}}))
	}
	v.Happen(0, func(*life.State) []life.Event {
		return life.One(convening.PollReminded{Meeting: m, For: v.Now.Add(time.Hour)})
	})
	v.Hears()
	if got := meetingOf(v, m).Poll.Nudged; !got.Equal(v.Now.Add(time.Hour)) || !slices.Contains(v.Head().Coming, m) {
		t.Errorf("reminded up to %s", got)
	}
}
