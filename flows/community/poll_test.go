package community_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/community"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// polled asks the council which of three days suits for a case.
func (v *village) polled() (n, m int) {
	v.tb.Helper()
	n = v.talked()
	v.must(command{Verb: permission.Poll, By: secretary,
		Values: convening.Poll{Cases: []int{n}, Place: "hall", Dates: []time.Time{
			v.now.Add(10 * day), v.now.Add(9 * day), v.now.Add(11 * day),
		}}})
	v.told("notice.polled", convener, member, lawyer, elder)
	return n, v.head().Meetings
}

func (v *village) meeting(m int) meeting.Meeting {
	return look(v, func(s *life.State) meeting.Meeting {
		if x := s.Meeting(m); x != nil {
			return *x
		}
		return meeting.Meeting{}
	})
}

func TestADayIsFoundByAsking(t *testing.T) {
	v := found(t, "six-step")
	n, m := v.polled()
	v.refused("refuse.on_agenda", command{
		Verb: permission.Poll, By: secretary,
		Values: convening.Poll{Cases: []int{n}, Dates: []time.Time{v.now.Add(day), v.now.Add(2 * day)}},
	})
	v.refused("refuse.no_date", command{Verb: permission.Open, By: secretary, Meeting: m})
	v.refused("refuse.no_date", command{
		Verb: permission.RSVP, By: member, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.refused("refuse.not_invited", command{
		Verb: permission.Suit, By: widow, Meeting: m, Values: convening.Suit{Dates: []int{1}},
	})
	v.refused("refuse.no_such_date", command{
		Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{4}},
	})
	for person, said := range map[int]convening.Suit{
		member: {Dates: []int{2}}, elder: {Dates: []int{3, 2}}, lawyer: {All: true},
	} {
		v.must(command{Verb: permission.Suit, By: person, Meeting: m, Values: said})
	}
	v.must(command{Verb: permission.Suit, By: convener, Meeting: m})
	v.told("task.fix", secretary, convener)
	if x := v.meeting(m); x.Poll.Best(v.now) != 2 || x.Poll.Count(2) != 3 || !x.Poll.Offered {
		t.Errorf("all have answered: %+v", x.Poll)
	}
	v.must(command{Verb: permission.Fix, By: secretary, Meeting: m, Values: convening.Fix{Date: 2}})
	v.told("notice.invited", convener, member, lawyer, elder)
	v.heardIn(say.Wall, "echo.scheduled")
	if x := v.meeting(m); x.Status != meeting.Scheduled || !x.At.Equal(x.Poll.Dates[1]) || x.Sequence() != 0 {
		t.Errorf("scheduled as %+v", x)
	}
	v.refused("refuse.no_poll", command{
		Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{1}},
	})
	v.refused("refuse.no_poll", command{
		Verb: permission.Fix, By: secretary, Meeting: m, Values: convening.Fix{Date: 1},
	})
}

func TestThePollEndsWithoutThoseWhoDoNotAnswer(t *testing.T) {
	v := found(t, "six-step")
	_, m := v.polled()
	v.must(command{Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{3}}})
	v.pass(3 * day)
	v.told("task.fix", secretary, convener)
	v.pass(6*day + time.Hour)
	v.refused("refuse.past", command{Verb: permission.Fix, By: secretary, Meeting: m, Values: convening.Fix{Date: 1}})
	v.must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m,
		Values: convening.Reschedule{When: v.now.Add(day), Place: "yard"},
	})
	if x := v.meeting(m); x.Status != meeting.Scheduled || x.Place != "yard" {
		t.Errorf("scheduled as %+v", x)
	}
}

func TestAPollNeedsDates(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	poll := func(dates ...time.Time) command {
		return command{
			Verb: permission.Poll, By: secretary, Values: convening.Poll{Cases: []int{n}, Place: "hall", Dates: dates},
		}
	}
	tomorrow := v.now.Add(day)
	v.refused("refuse.few_dates", poll())
	v.refused("refuse.few_dates", poll(tomorrow, tomorrow))
	v.refused("refuse.past", poll(tomorrow, v.now.Add(-day)))
	written := convening.Poll{
		Cases: []int{n}, Place: "hall", Dates: []time.Time{tomorrow, tomorrow.Add(day)}, Form: meeting.Written,
	}
	v.refused("refuse.poll_written", command{Verb: permission.Poll, By: secretary, Values: written})
}

func TestAPollIsCalledOff(t *testing.T) {
	v := found(t, "six-step")
	n, m := v.polled()
	v.must(command{Verb: permission.CallOff, By: secretary, Meeting: m, Values: life.Prose{Text: "harvest"}})
	v.told("notice.called_off.polled", convener, member, lawyer, elder)
	if v.find(n).Talk.Meeting != 0 || slices.Contains(v.head().Coming, m) {
		t.Errorf("%+v", v.find(n).Talk)
	}
}

// TestWhoHasNotAnsweredAPollIsReminded: in private, not those who have answered, and those who cannot be written to in
// the group.
func TestWhoHasNotAnsweredAPollIsReminded(t *testing.T) {
	v := found(t, "six-step")
	_, m := v.polled()
	v.loses(convener)
	v.must(command{Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{3}}})
	called := v.now
	rung := func(after time.Duration) {
		v.now = look(v, func(s *life.State) time.Time { return community.Wake(s, "meeting:1") })
		if got := v.now.Sub(called); got != after {
			t.Errorf("looked at %s after it was called, expected %s", got, after)
		}
		v.tick("meeting:1")
	}
	rung(2 * day)
	v.told("notice.reminder.poll", lawyer, elder)
	v.heardIn(say.Council, "notice.unreached.poll")
	if v.tick("meeting:1") {
		t.Errorf("reminded twice: %v", v.said())
	}
	v.must(command{Verb: permission.Suit, By: elder, Meeting: m})
	rung(3*day - time.Hour) // two hours before its end are quiet hours
	v.told("notice.reminder.poll", lawyer)
	for _, p := range []int{lawyer, convener} {
		v.must(command{Verb: permission.Suit, By: p, Meeting: m, Values: convening.Suit{All: true}})
	}
	if at := look(v, func(s *life.State) time.Time { return community.Wake(s, "meeting:1") }); !at.IsZero() {
		t.Errorf("all have answered, yet it is looked at on %s", at)
	}
	v.provesJournal()
}

// TestADateIsTakenBack: who takes the only date back has said that none suits, in the book as in the records.
func TestADateIsTakenBack(t *testing.T) {
	v := found(t, "six-step")
	_, m := v.polled()
	for range 2 {
		v.must(command{Verb: permission.Suit, By: member, Meeting: m, Values: convening.Suit{Dates: []int{2}}})
	}
	if x := v.meeting(m); x.Poll.Count(2) != 0 || len(x.Poll.Choices) != 1 {
		t.Errorf("after a date was taken back: %+v", x.Poll)
	}
	v.provesJournal()
}
