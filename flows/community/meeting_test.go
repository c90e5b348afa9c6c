package community_test

import (
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// called is a meeting in three days on a case.
func called(v *village.Village, numbers ...int) int {
	v.TB.Helper()
	v.Must(command{
		Verb: permission.Schedule, By: secretary,
		Values: convening.Schedule{Cases: numbers, When: v.Now.Add(3 * day), Place: "hall"},
	})
	v.Told("notice.invited", convener, member, lawyer, elder)
	return v.Head().Meetings
}

func TestAMeetingIsRemindedOfAndOpensAtItsTime(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Refused("refuse.on_agenda", command{
		Verb: permission.Schedule, By: secretary, Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(day)},
	})
	for p, reply := range map[int]meeting.Reply{member: meeting.Coming, elder: meeting.NotComing} {
		v.Must(command{Verb: permission.RSVP, By: p, Meeting: m, Values: convening.RSVP{Reply: reply}})
	}
	v.Must(command{Verb: permission.RSVP, By: elder, Meeting: m, Values: convening.RSVP{Reply: meeting.NotComing}})
	if len(v.Events) != 0 {
		t.Errorf("the same answer again came to %v", v.Events)
	}
	v.Refused("refuse.not_invited", command{
		Verb: permission.RSVP, By: widow, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Refused("refuse.not_open", command{Verb: permission.CheckIn, By: member, Meeting: m})
	v.Refused("refuse.not_held", command{
		Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Text: "?"},
	})
	v.Pass(2 * day)
	v.Told("notice.reminder.meeting", convener, member, lawyer)
	v.Pass(day)
	v.HeardIn(say.Wall, "echo.opened")
	for range 2 {
		v.Must(command{Verb: permission.CheckIn, By: member, Meeting: m})
	}
	v.Refused("refuse.not_invited", command{Verb: permission.CheckIn, By: widow, Meeting: m})
	v.Refused("refuse.meeting_begun", command{
		Verb: permission.Reschedule, By: convener, Meeting: m, Values: convening.Reschedule{When: v.Now.Add(day)},
	})
	for _, verb := range []permission.Verb{permission.CallOff, permission.Open, permission.RSVP} {
		v.Refused("refuse.meeting_begun", command{Verb: verb, By: convener, Meeting: m})
	}
	v.Must(command{
		Verb: permission.Minutes, By: secretary, Meeting: m, Values: convening.Minutes{Text: "agreed on lamps"},
	})
	v.HeardIn(say.Wall, "notice.minutes")
	if len(v.Head().Coming) != 0 || !v.Find(n).Talk.Heard {
		t.Errorf("%+v, %+v", v.Head(), v.Find(n).Talk)
	}
}

func TestAMeetingIsMoved(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(command{Verb: permission.RSVP, By: member, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming}})
	v.Refused("refuse.past", command{
		Verb: permission.Reschedule, By: secretary, Meeting: m, Values: convening.Reschedule{When: v.Now},
	})
	v.Refused("refuse.no_meeting", command{
		Verb: permission.Reschedule, By: secretary, Meeting: 9, Values: convening.Reschedule{When: v.Now.Add(day)},
	})
	v.Must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m, Values: convening.Reschedule{When: v.Now.Add(5 * day)},
	})
	v.Told("notice.moved", convener, member, lawyer, elder)
	v.HeardIn(say.Wall, "echo.rescheduled")
	v.Pass(4 * day)
	v.Told("notice.reminder.meeting", convener, member, lawyer, elder)
	v.Must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(time.Hour), Place: "yard"},
	})
	v.Pass(time.Hour)
	v.HeardIn(say.Wall, "echo.opened")
}

func TestACaseWaitsForAnotherMeetingWhenOneIsCalledOff(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(command{Verb: permission.CallOff, By: secretary, Meeting: m, Values: life.Prose{Text: "storm"}})
	v.HeardIn(say.Wall, "echo.called_off")
	v.Told("notice.called_off", convener, member, lawyer, elder)
	v.Refused("refuse.called_off", command{Verb: permission.Open, By: secretary, Meeting: m})
	v.Meets(n)
}

func TestAMeetingSaysNothingOfCasesThatHaveMovedOn(t *testing.T) {
	v := village.Found(t, "six-step")
	gone, there := v.Talked(), v.Talked()
	m := called(v, gone, there)
	v.Must(command{Verb: permission.Withdraw, By: resident, Case: gone})
	about := func() (all []int) {
		for _, n := range v.Notices {
			if c := n.Message.Args["Case"]; n.To.Room == say.Wall && c.Case != nil {
				all = append(all, *c.Case)
			}
		}
		return all
	}
	v.Must(command{
		Verb: permission.Reschedule, By: secretary, Meeting: m, Values: convening.Reschedule{When: v.Now.Add(5 * day)},
	})
	if got := about(); len(got) != 1 || got[0] != there {
		t.Errorf("the move is told of %v", got)
	}
	v.Must(command{Verb: permission.Open, By: secretary, Meeting: m})
	if got := about(); len(got) != 1 || got[0] != there {
		t.Errorf("the opening is told of %v", got)
	}
}

// TestThePresentAreThoseEntitledWhoCame opens a ballot of the hall, counted over those present, two thirds of whom must
// agree.
func TestThePresentAreThoseEntitledWhoCame(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.HeardInHall()
	m := v.Find(n).Talk.Meeting
	for _, p := range []int{convener, member} {
		v.Must(command{Verb: permission.CheckIn, By: p, Meeting: m})
	}
	id := v.Put(n, ballot.A)
	v.Must(command{Verb: permission.CheckIn, By: lawyer, Meeting: m})
	if got := v.Ballot(id).Present; got != 3 {
		t.Errorf("expected the two and the one who came late, got %d", got)
	}
	v.Must(command{Verb: permission.Recuse, By: member, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.Ballot(id).Present; got != 2 {
		t.Errorf("after a recusal expected 2, got %d", got)
	}
	v.Must(command{Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	v.Must(command{Verb: permission.CheckIn, By: elder, Meeting: m})
	if got := v.Ballot(id).Present; got != 2 {
		t.Errorf("one who recused themselves came, expected 2, got %d", got)
	}
}
