package community_test

import (
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// called is a meeting in three days on a case.
func (v *village) called(numbers ...int) int {
	v.tb.Helper()
	v.must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: numbers, When: v.now.Add(3 * day), Place: "hall"},
	})
	v.told("notice.invited", convener, member, lawyer, elder)
	return v.head().Meetings
}

func TestAMeetingIsRemindedOfAndOpensAtItsTime(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	m := v.called(n)
	v.refused("refuse.on_agenda", command{
		Verb: permission.Schedule, By: secretary, Values: convening.Schedule{Cases: []int{n}, When: v.now.Add(day)},
	})
	for p, reply := range map[int]meeting.Reply{member: meeting.Coming, elder: meeting.NotComing} {
		v.must(command{Verb: permission.RSVP, By: p, Meeting: m, Values: convening.RSVP{Reply: reply}})
	}
	v.must(command{Verb: permission.RSVP, By: elder, Meeting: m, Values: convening.RSVP{Reply: meeting.NotComing}})
	if len(v.events) != 0 {
		t.Errorf("the same answer again came to %v", v.events)
	}
	v.refused("refuse.not_invited", command{
		Verb: permission.RSVP, By: widow, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.refused("refuse.not_open", command{Verb: permission.CheckIn, By: member, Meeting: m})
	v.refused("refuse.not_held", command{
		Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Text: "?"},
	})
	v.pass(2 * day)
	v.told("notice.reminder.meeting", convener, member, lawyer)
	v.pass(day)
	v.heardIn(say.Wall, "echo.opened")
	for range 2 {
		v.must(command{Verb: permission.CheckIn, By: member, Meeting: m})
	}
	v.refused("refuse.not_invited", command{Verb: permission.CheckIn, By: widow, Meeting: m})
	v.refused("refuse.meeting_begun", command{
		Verb: permission.Reschedule, By: convener, Meeting: m, Values: convening.Reschedule{When: v.now.Add(day)},
	})
	for _, verb := range []permission.Verb{permission.CallOff, permission.Open, permission.RSVP} {
		v.refused("refuse.meeting_begun", command{Verb: verb, By: convener, Meeting: m})
	}
	v.must(command{
		Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Text: "agreed on lamps"},
	})
	v.heardIn(say.Wall, "notice.minutes")
	if len(v.head().Coming) != 0 || !v.find(n).Talk.Heard {
		t.Errorf("%+v, %+v", v.head(), v.find(n).Talk)
	}
}

func TestAMeetingIsMoved(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	m := v.called(n)
	v.must(command{Verb: permission.RSVP, By: member, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming}})
	v.refused("refuse.past", command{
		Verb: permission.Reschedule, By: secretary, Meeting: m, Values: convening.Reschedule{When: v.now},
	})
	v.refused("refuse.no_meeting", command{
		Verb: permission.Reschedule, By: secretary, Meeting: 9, Values: convening.Reschedule{When: v.now.Add(day)},
	})
	v.must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m, Values: convening.Reschedule{When: v.now.Add(5 * day)},
	})
	v.told("notice.moved", convener, member, lawyer, elder)
	v.heardIn(say.Wall, "echo.rescheduled")
	v.pass(4 * day)
	v.told("notice.reminder.meeting", convener, member, lawyer, elder)
	v.must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m,
		Values: convening.Reschedule{When: v.now.Add(time.Hour), Place: "yard"},
	})
	v.pass(time.Hour)
	v.heardIn(say.Wall, "echo.opened")
}

func TestACaseWaitsForAnotherMeetingWhenOneIsCalledOff(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	m := v.called(n)
	v.must(command{Verb: permission.CallOff, By: secretary, Meeting: m, Values: life.Prose{Text: "storm"}})
	v.heardIn(say.Wall, "echo.called_off")
	v.told("notice.called_off", convener, member, lawyer, elder)
	v.refused("refuse.called_off", command{Verb: permission.Open, By: secretary, Meeting: m})
	v.meets(n)
}

func TestAMeetingSaysNothingOfCasesThatHaveMovedOn(t *testing.T) {
	v := found(t, "six-step")
	gone, there := v.talked(), v.talked()
	m := v.called(gone, there)
	v.must(command{Verb: permission.Withdraw, By: resident, Case: gone})
	about := func() (all []int) {
		for _, n := range v.notices {
			if c := n.Message.Args["Case"]; n.To.Room == say.Wall && c.Case != nil {
				all = append(all, *c.Case)
			}
		}
		return all
	}
	v.must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m, Values: convening.Reschedule{When: v.now.Add(5 * day)},
	})
	if got := about(); len(got) != 1 || got[0] != there {
		t.Errorf("the move is told of %v", got)
	}
	v.must(command{Verb: permission.Open, By: secretary, Meeting: m})
	if got := about(); len(got) != 1 || got[0] != there {
		t.Errorf("the opening is told of %v", got)
	}
}

// TestThePresentAreThoseEntitledWhoCame opens a ballot of the hall, counted over those present, two thirds of whom must
// agree.
func TestThePresentAreThoseEntitledWhoCame(t *testing.T) {
	v := found(t, "hall")
	n := v.heardInHall()
	m := v.find(n).Talk.Meeting
	for _, p := range []int{convener, member} {
		v.must(command{Verb: permission.CheckIn, By: p, Meeting: m})
	}
	id := v.put(n, ballot.A)
	v.must(command{Verb: permission.CheckIn, By: lawyer, Meeting: m})
	if got := v.ballot(id).Present; got != 3 {
		t.Errorf("expected the two and the one who came late, got %d", got)
	}
	v.must(command{Verb: permission.Recuse, By: member, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.ballot(id).Present; got != 2 {
		t.Errorf("after a recusal expected 2, got %d", got)
	}
	v.must(command{Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	v.must(command{Verb: permission.CheckIn, By: elder, Meeting: m})
	if got := v.ballot(id).Present; got != 2 {
		t.Errorf("one who recused themselves came, expected 2, got %d", got)
	}
}
