package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// polled asks the council which of three days suits for a case.
func polled(v *village.Village) (n, m int) {
	v.TB.Helper()
	n = v.Talked()
	v.Must(life.Command{Verb: permission.Poll, By: village.Secretary,
		Values: convening.Poll{Cases: []int{n}, Place: "hall", Dates: []time.Time{
			v.Now.Add(10 * village.Day), v.Now.Add(9 * village.Day), v.Now.Add(11 * village.Day),
		}}})
	v.Told("notice.polled", council()...)
	return n, v.Head().Meetings
}

func meetingOf(v *village.Village, m int) meeting.Meeting {
	return village.Look(v, func(s *life.State) meeting.Meeting {
		if x := s.Meeting(m); x != nil {
			return *x
		}
		return meeting.Meeting{}
	})
}

func TestADayIsFoundByAsking(t *testing.T) {
	v := village.Found(t, "six-step")
	n, m := polled(v)
	v.Refused("refuse.on_agenda", life.Command{
		Verb: permission.Poll, By: village.Secretary,
		Values: convening.Poll{Cases: []int{n}, Dates: []time.Time{v.Now.Add(village.Day), v.Now.Add(2 * village.Day)}},
	})
	v.Refused("refuse.no_date", life.Command{Verb: permission.Open, By: village.Secretary, Meeting: m})
	v.Refused("refuse.no_date", life.Command{
		Verb: permission.RSVP, By: village.Member, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Refused("refuse.not_invited", life.Command{
		Verb: permission.Suit, By: village.Widow, Meeting: m, Values: convening.Suit{Dates: []int{1}},
	})
	v.Refused("refuse.no_such_date", life.Command{
		Verb: permission.Suit, By: village.Member, Meeting: m, Values: convening.Suit{Dates: []int{4}},
	})
	for person, said := range map[int]convening.Suit{
		village.Member: {Dates: []int{2}}, village.Elder: {Dates: []int{3, 2}}, village.Lawyer: {All: true},
	} {
		v.Must(life.Command{Verb: permission.Suit, By: person, Meeting: m, Values: said})
	}
	v.Must(life.Command{Verb: permission.Suit, By: village.Convener, Meeting: m})
	v.Told("task.fix", village.Secretary, village.Convener)
	if x := meetingOf(v, m); x.Poll.Best(v.Now) != 2 || x.Poll.Count(2) != 3 || !x.Poll.Offered {
		t.Errorf("all have answered: %+v", x.Poll)
	}
	v.Must(life.Command{Verb: permission.Fix, By: village.Secretary, Meeting: m, Values: convening.Fix{Date: 2}})
	v.Told("notice.invited", council()...)
	v.HeardIn(say.Wall, "echo.scheduled")
	if x := meetingOf(v, m); x.Status != meeting.Scheduled || !x.At.Equal(x.Poll.Dates[1]) || x.Sequence() != 0 {
		t.Errorf("scheduled as %+v", x)
	}
	v.Refused("refuse.no_poll", life.Command{
		Verb: permission.Suit, By: village.Member, Meeting: m, Values: convening.Suit{Dates: []int{1}},
	})
	v.Refused("refuse.no_poll", life.Command{
		Verb: permission.Fix, By: village.Secretary, Meeting: m, Values: convening.Fix{Date: 1},
	})
}

func TestThePollEndsWithoutThoseWhoDoNotAnswer(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	v.Must(life.Command{
		Verb: permission.Suit, By: village.Member, Meeting: m, Values: convening.Suit{Dates: []int{3}},
	})
	v.Pass(3 * village.Day)
	v.Told("task.fix", village.Secretary, village.Convener)
	v.Pass(6*village.Day + time.Hour)
	v.Refused("refuse.past", life.Command{
		Verb: permission.Fix, By: village.Secretary, Meeting: m, Values: convening.Fix{Date: 1},
	})
	v.Must(life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(village.Day), Place: "yard"},
	})
	if x := meetingOf(v, m); x.Status != meeting.Scheduled || x.Place != "yard" {
		t.Errorf("scheduled as %+v", x)
	}
}

func TestAPollNeedsDates(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	poll := func(dates ...time.Time) life.Command {
		return life.Command{
			Verb: permission.Poll, By: village.Secretary,
			Values: convening.Poll{Cases: []int{n}, Place: "hall", Dates: dates},
		}
	}
	tomorrow := v.Now.Add(village.Day)
	v.Refused("refuse.few_dates", poll())
	v.Refused("refuse.few_dates", poll(tomorrow, tomorrow))
	v.Refused("refuse.past", poll(tomorrow, v.Now.Add(-village.Day)))
	written := convening.Poll{
		Cases: []int{n}, Place: "hall", Dates: []time.Time{tomorrow, tomorrow.Add(village.Day)}, Form: meeting.Written,
	}
	v.Refused("refuse.poll_written", life.Command{Verb: permission.Poll, By: village.Secretary, Values: written})
}

func TestAPollIsCalledOff(t *testing.T) {
	v := village.Found(t, "six-step")
	n, m := polled(v)
	v.Must(life.Command{
		Verb: permission.CallOff, By: village.Secretary, Meeting: m, Values: life.Prose{Text: "harvest"},
	})
	v.Told("notice.called_off.polled", council()...)
	if v.Find(n).Talk.Meeting != 0 || slices.Contains(v.Head().Coming, m) {
		t.Errorf("%+v", v.Find(n).Talk)
	}
}

// TestWhoHasNotAnsweredAPollIsReminded: in private, not those who have answered, and those who cannot be written to in
// the group.
func TestWhoHasNotAnsweredAPollIsReminded(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	v.Loses(village.Convener)
	v.Must(life.Command{
		Verb: permission.Suit, By: village.Member, Meeting: m, Values: convening.Suit{Dates: []int{3}},
	})
	called := v.Now
	rung := func(after time.Duration) {
		v.Now = village.Look(v, func(s *life.State) time.Time { return community.Wake(s, "meeting:1") })
		if got := v.Now.Sub(called); got != after {
			t.Errorf("looked at %s after it was called, expected %s", got, after)
		}
		v.Tick("meeting:1")
	}
	rung(2 * village.Day)
	v.Told("notice.reminder.poll", village.Lawyer, village.Elder)
	v.HeardIn(say.Council, "notice.unreached.poll")
	if v.Tick("meeting:1") {
		t.Errorf("reminded twice: %v", v.Said())
	}
	v.Must(life.Command{Verb: permission.Suit, By: village.Elder, Meeting: m})
	rung(3*village.Day - time.Hour) // two hours before its end are quiet hours
	v.Told("notice.reminder.poll", village.Lawyer)
	for _, p := range []int{village.Lawyer, village.Convener} {
		v.Must(life.Command{Verb: permission.Suit, By: p, Meeting: m, Values: convening.Suit{All: true}})
	}
	if at := village.Look(v, func(s *life.State) time.Time { return community.Wake(s, "meeting:1") }); !at.IsZero() {
		t.Errorf("all have answered, yet it is looked at on %s", at)
	}
	v.ProvesJournal()
}

// TestADateIsTakenBack: who takes the only date back has said that none suits, in the journal as in the records.
func TestADateIsTakenBack(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	for range 2 {
		v.Must(life.Command{
			Verb: permission.Suit, By: village.Member, Meeting: m, Values: convening.Suit{Dates: []int{2}},
		})
	}
	if x := meetingOf(v, m); x.Poll.Count(2) != 0 || len(x.Poll.Choices) != 1 {
		t.Errorf("after a date was taken back: %+v", x.Poll)
	}
	v.ProvesJournal()
}
