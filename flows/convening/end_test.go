package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/flows/statistics"
)

// TestNoMeetingOutlivesItsAgenda lets every case of a meeting go its way before it is held, by each way there is: the
// meeting is called off with the last of them, and everybody who was asked to come is told.
func TestNoMeetingOutlivesItsAgenda(t *testing.T) {
	for how, leave := range map[string]func(v *village.Village, n int){
		"withdrawn": func(v *village.Village, n int) {
			v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n})
		},
		"closed": func(v *village.Village, n int) {
			v.Happen(village.Secretary, func(*life.State) []life.Event { return life.One(life.CaseClosed{Case: n}) })
		},
		"moved on": func(v *village.Village, n int) {
			v.Happen(village.Secretary, func(s *life.State) []life.Event { return life.One(life.Advance(s, s.Case(n), "")) })
		},
	} {
		v := village.Found(t, "six-step")
		one, two := v.Talked(), v.Talked()
		m := called(v, one, two)
		for i, n := range []int{one, two} {
			leave(v, n)
			v.Pass(0)
			if got := meetingOf(v, m).Status == meeting.CalledOff; got != (i == 1) {
				t.Errorf("%d of 2 cases are %s: the meeting is %s", i+1, how, meetingOf(v, m).Status)
			}
		}
		v.Told("notice.called_off", council()...)
		if len(v.Head().Coming) != 0 {
			t.Errorf("%s: still to come are %v", how, v.Head().Coming)
		}
	}
}

// TestNoMeetingWithoutACaseOpens takes the last case off the agenda in the last hour, in the quiet of the night, and of
// a meeting that has no date yet.
func TestNoMeetingWithoutACaseOpens(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Now = v.Now.Add(3*village.Day - time.Minute)
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n})
	v.Pass(2 * time.Minute)
	if got := meetingOf(v, m); got.Status != meeting.CalledOff || !got.Opened.IsZero() {
		t.Errorf("%+v", got)
	}
	v.Refused("refuse.called_off", life.Command{Verb: permission.Open, By: village.Secretary, Meeting: m})
	v.Refused("refuse.called_off", life.Command{Verb: permission.CheckIn, By: village.Member, Meeting: m})

	n = v.Talked()
	v.Must(life.Command{Verb: permission.Poll, By: village.Secretary, Values: convening.Poll{
		Cases: []int{n}, Dates: []time.Time{v.Now.Add(3 * village.Day), v.Now.Add(4 * village.Day)}, Place: "hall",
	}})
	m = v.Head().Meetings
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n})
	v.Pass(village.Day)
	if got := meetingOf(v, m); got.Status != meeting.CalledOff {
		t.Errorf("without a date: %+v", got)
	}
}

// TestNobodyChecksInAWeekLater ends a meeting for whose minutes nobody cares: nobody gets in any more, neither by
// themselves nor from a list, nobody is asked any more, and the minutes can still come.
func TestNobodyChecksInAWeekLater(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Pass(3*village.Day + time.Hour)
	v.Must(life.Command{Verb: permission.CheckIn, By: village.Member, Meeting: m})
	v.Pass(village.Day)
	v.Refused("refuse.not_open", life.Command{Verb: permission.CheckIn, By: village.Lawyer, Meeting: m})
	// The elder is entered from the list at the door.
	v.Must(life.Command{Verb: permission.CheckIn, By: village.Secretary, Person: village.Elder, Meeting: m})
	asked, lapsed := 0, 0
	for end := v.Now.Add(60 * village.Day); v.Now.Before(end); {
		thing, at := v.NextWake()
		if v.Now = village.Later(v.Now, at); !v.Tick(thing) {
			t.Fatalf("%s asked to be looked at %s, and nothing was due", thing, at)
		}
		for _, e := range v.Events {
			switch e.(type) {
			case convening.MinutesChased:
				asked++
			case convening.MeetingEnded:
				lapsed++
				v.Told("notice.lapsed", village.Secretary, village.Convener)
			}
		}
	}
	if got := meetingOf(v, m); asked != 2 || lapsed != 1 || got.Status != meeting.Over || len(v.Head().Coming) != 0 {
		t.Errorf("asked %d times more, ended %d times: %+v", asked, lapsed, got)
	}
	for _, by := range []int{village.Lawyer, village.Secretary} {
		v.Refused("refuse.not_open", life.Command{Verb: permission.CheckIn, By: by, Person: village.Lawyer, Meeting: m})
	}
	v.Must(life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: m, Values: convening.Minutes{Text: "agreed on lamps"},
	})
	v.HeardIn(say.Wall, "notice.minutes")
}

// TestNoMeetingCountsThatNobodyAttended looks at the year after a meeting with people, one with minutes, one with
// neither, and one that was called off.
func TestNoMeetingCountsThatNobodyAttended(t *testing.T) {
	v := village.Found(t, "six-step")
	held := func() int {
		v.Must(life.Command{
			Verb: permission.Settings, By: village.Secretary,
			Values: office.Setting{Name: office.SettingMinimum, Value: "3"},
		})
		return *v.Answer.Message.Args["Held"].Num
	}
	figures := func() *statistics.Report {
		return village.Look(v, func(s *life.State) *statistics.Report {
			year, _ := calendar.ParsePeriod("2026", v.Now)
			return desk.Figures(s, year)
		})
	}
	want := 0
	for what, is := range map[string]struct{ people, minutes, counts bool }{
		"people": {true, false, true}, "minutes": {false, true, true}, "both": {true, true, true}, "neither": {},
	} {
		m := called(v, v.Talked())
		v.Pass(3 * village.Day)
		if is.people {
			v.Must(life.Command{Verb: permission.CheckIn, By: village.Member, Meeting: m})
		}
		if is.minutes {
			v.Must(life.Command{
				Verb: permission.Minutes, By: village.Secretary, Meeting: m, Values: convening.Minutes{Text: "agreed"},
			})
		}
		v.Pass(8 * village.Day)
		if is.counts {
			want++
		}
		if got := held(); got != want {
			t.Errorf("with %s: %d deliberations, expected %d", what, got, want)
		}
		if got := len(figures().Meetings); got != want {
			t.Errorf("with %s: the figures have %d meetings, expected %d", what, got, want)
		}
	}
}

func TestWhoHearsThatAMeetingEndsWithoutMinutes(t *testing.T) {
	for _, c := range []struct {
		rule  string
		there []int
		id    string
	}{
		{"one to which somebody came", []int{village.Elder}, "notice.lapsed"},
		{"one to which nobody came counts for nothing", nil, "notice.lapsed.nobody"},
		{"one to which the guests alone came", []int{village.Shy}, "notice.lapsed"},
	} {
		v := village.Found(t, "six-step")
		n := v.Talked()
		m := called(v, n)
		v.Must(at(permission.Bring, village.Secretary, m, nil, village.Shy))
		v.Must(at(permission.Open, village.Secretary, m, nil))
		for _, p := range c.there {
			v.Must(at(permission.CheckIn, p, m, nil))
		}
		v.Now = v.Now.Add(2*time.Hour + 7*village.Day)
		v.Tick("meeting:1")
		v.Came("meeting.ended")
		v.Hears(append(shown(m), "secretary: "+c.id, "convener: "+c.id)...)
		x := meetingOf(v, m)
		if x.Status != meeting.Over || !x.Lapsed.Equal(v.Now) || !x.Recorded.IsZero() || !v.Find(n).Talk.Heard {
			t.Errorf("%s: kept as %+v", c.rule, x)
		}
		v.Must(at(permission.Minutes, village.Convener, m, convening.Minutes{Text: "found in a drawer"}))
		if x = meetingOf(v, m); x.Minutes == "" || x.Status != meeting.Over {
			t.Errorf("%s: minutes that come after all are kept as %+v", c.rule, x)
		}
		v.ProvesJournal()
	}
}

func TestWhichEventsStirMeetings(t *testing.T) {
	v := village.Found(t, "six-step")
	m := called(v, v.Talked())
	for _, c := range []struct {
		rule string
		e    life.Event
		want []int
	}{
		{"a case that is closed", life.CaseClosed{Case: 1}, []int{m}},
		{"a case that moves on", life.StageEntered{Case: 1}, []int{m}},
		{"an answer does not", convening.InvitationAnswered{Meeting: m}, nil},
	} {
		if got := village.Look(v, func(s *life.State) []int { return convening.Stirs(s, c.e) }); !slices.Equal(got, c.want) {
			t.Errorf("%s: looked at are %v", c.rule, got)
		}
	}
}
