package community_test

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
	v.Must(command{Verb: permission.Poll, By: secretary,
		Values: convening.Poll{Cases: []int{n}, Place: "hall", Dates: []time.Time{
			v.Now.Add(10 * day), v.Now.Add(9 * day), v.Now.Add(11 * day),
		}}})
	v.Told("notice.polled", convener, member, lawyer, elder)
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
	v.Refused("refuse.on_agenda", command{
		Verb: permission.Poll, By: secretary,
		Values: convening.Poll{Cases: []int{n}, Dates: []time.Time{v.Now.Add(day), v.Now.Add(2 * day)}},
	})
	v.Refused("refuse.no_date", command{Verb: permission.Open, By: secretary, Meeting: m})
	v.Refused("refuse.no_date", command{
		Verb: permission.RSVP, By: member, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Refused("refuse.not_invited", command{
		Verb: permission.Suit, By: widow, Meeting: m, Values: convening.Suit{Dates: []int{1}},
	})
	v.Refused("refuse.no_such_date", command{
		Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{4}},
	})
	for person, said := range map[int]convening.Suit{
		member: {Dates: []int{2}}, elder: {Dates: []int{3, 2}}, lawyer: {All: true},
	} {
		v.Must(command{Verb: permission.Suit, By: person, Meeting: m, Values: said})
	}
	v.Must(command{Verb: permission.Suit, By: convener, Meeting: m})
	v.Told("task.fix", secretary, convener)
	if x := meetingOf(v, m); x.Poll.Best(v.Now) != 2 || x.Poll.Count(2) != 3 || !x.Poll.Offered {
		t.Errorf("all have answered: %+v", x.Poll)
	}
	v.Must(command{Verb: permission.Fix, By: secretary, Meeting: m, Values: convening.Fix{Date: 2}})
	v.Told("notice.invited", convener, member, lawyer, elder)
	v.HeardIn(say.Wall, "echo.scheduled")
	if x := meetingOf(v, m); x.Status != meeting.Scheduled || !x.At.Equal(x.Poll.Dates[1]) || x.Sequence() != 0 {
		t.Errorf("scheduled as %+v", x)
	}
	v.Refused("refuse.no_poll", command{
		Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{1}},
	})
	v.Refused("refuse.no_poll", command{
		Verb: permission.Fix, By: secretary, Meeting: m, Values: convening.Fix{Date: 1},
	})
}

func TestThePollEndsWithoutThoseWhoDoNotAnswer(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	v.Must(command{Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{3}}})
	v.Pass(3 * day)
	v.Told("task.fix", secretary, convener)
	v.Pass(6*day + time.Hour)
	v.Refused("refuse.past", command{Verb: permission.Fix, By: secretary, Meeting: m, Values: convening.Fix{Date: 1}})
	v.Must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(day), Place: "yard"},
	})
	if x := meetingOf(v, m); x.Status != meeting.Scheduled || x.Place != "yard" {
		t.Errorf("scheduled as %+v", x)
	}
}

func TestAPollNeedsDates(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	poll := func(dates ...time.Time) command {
		return command{
			Verb: permission.Poll, By: secretary, Values: convening.Poll{Cases: []int{n}, Place: "hall", Dates: dates},
		}
	}
	tomorrow := v.Now.Add(day)
	v.Refused("refuse.few_dates", poll())
	v.Refused("refuse.few_dates", poll(tomorrow, tomorrow))
	v.Refused("refuse.past", poll(tomorrow, v.Now.Add(-day)))
	written := convening.Poll{
		Cases: []int{n}, Place: "hall", Dates: []time.Time{tomorrow, tomorrow.Add(day)}, Form: meeting.Written,
	}
	v.Refused("refuse.poll_written", command{Verb: permission.Poll, By: secretary, Values: written})
}

func TestAPollIsCalledOff(t *testing.T) {
	v := village.Found(t, "six-step")
	n, m := polled(v)
	v.Must(command{Verb: permission.CallOff, By: secretary, Meeting: m, Values: life.Prose{Text: "harvest"}})
	v.Told("notice.called_off.polled", convener, member, lawyer, elder)
	if v.Find(n).Talk.Meeting != 0 || slices.Contains(v.Head().Coming, m) {
		t.Errorf("%+v", v.Find(n).Talk)
	}
}

// TestWhoHasNotAnsweredAPollIsReminded: in private, not those who have answered, and those who cannot be written to in
// the group.
func TestWhoHasNotAnsweredAPollIsReminded(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	v.Loses(convener)
	v.Must(command{Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{3}}})
	called := v.Now
	rung := func(after time.Duration) {
		v.Now = village.Look(v, func(s *life.State) time.Time { return community.Wake(s, "meeting:1") })
		if got := v.Now.Sub(called); got != after {
			t.Errorf("looked at %s after it was called, expected %s", got, after)
		}
		v.Tick("meeting:1")
	}
	rung(2 * day)
	v.Told("notice.reminder.poll", lawyer, elder)
	v.HeardIn(say.Council, "notice.unreached.poll")
	if v.Tick("meeting:1") {
		t.Errorf("reminded twice: %v", v.Said())
	}
	v.Must(command{Verb: permission.Suit, By: elder, Meeting: m})
	rung(3*day - time.Hour) // two hours before its end are quiet hours
	v.Told("notice.reminder.poll", lawyer)
	for _, p := range []int{lawyer, convener} {
		v.Must(command{Verb: permission.Suit, By: p, Meeting: m, Values: convening.Suit{All: true}})
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
		v.Must(command{Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{2}}})
	}
	if x := meetingOf(v, m); x.Poll.Count(2) != 0 || len(x.Poll.Choices) != 1 {
		t.Errorf("after a date was taken back: %+v", x.Poll)
	}
	v.ProvesJournal()
}
