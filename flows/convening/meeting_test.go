package convening_test

import (
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// council are those of the cast who are asked to every meeting.
func council() []int { return []int{village.Convener, village.Member, village.Lawyer, village.Elder} }

// called is a meeting in three days on a case.
func called(v *village.Village, numbers ...int) int {
	v.TB.Helper()
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: numbers, When: v.Now.Add(3 * village.Day), Place: "hall"},
	})
	v.Told("notice.invited", council()...)
	return v.Head().Meetings
}

func TestAMeetingIsRemindedOfAndOpensAtItsTime(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Refused("refuse.on_agenda", life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(village.Day)},
	})
	for p, reply := range map[int]meeting.Reply{village.Member: meeting.Coming, village.Elder: meeting.NotComing} {
		v.Must(life.Command{Verb: permission.RSVP, By: p, Meeting: m, Values: convening.RSVP{Reply: reply}})
	}
	v.Must(life.Command{
		Verb: permission.RSVP, By: village.Elder, Meeting: m, Values: convening.RSVP{Reply: meeting.NotComing},
	})
	if len(v.Events) != 0 {
		t.Errorf("the same answer again came to %v", v.Events)
	}
	v.Refused("refuse.not_invited", life.Command{
		Verb: permission.RSVP, By: village.Widow, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Refused("refuse.not_open", life.Command{Verb: permission.CheckIn, By: village.Member, Meeting: m})
	v.Refused("refuse.not_held", life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: m, Values: convening.Minutes{Text: "?"},
	})
	v.Pass(2 * village.Day)
	v.Told("notice.reminder.meeting", village.Convener, village.Member, village.Lawyer)
	v.Pass(village.Day)
	v.HeardIn(say.Wall, "echo.opened")
	for range 2 {
		v.Must(life.Command{Verb: permission.CheckIn, By: village.Member, Meeting: m})
	}
	v.Refused("refuse.not_invited", life.Command{Verb: permission.CheckIn, By: village.Widow, Meeting: m})
	v.Refused("refuse.meeting_begun", life.Command{
		Verb: permission.Reschedule, By: village.Convener, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(village.Day)},
	})
	for _, verb := range []permission.Verb{permission.CallOff, permission.Open, permission.RSVP} {
		v.Refused("refuse.meeting_begun", life.Command{Verb: verb, By: village.Convener, Meeting: m})
	}
	v.Must(life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: m, Values: convening.Minutes{Text: "agreed on lamps"},
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
	v.Must(life.Command{
		Verb: permission.RSVP, By: village.Member, Meeting: m, Values: convening.RSVP{Reply: meeting.Coming},
	})
	v.Refused("refuse.past", life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: m, Values: convening.Reschedule{When: v.Now},
	})
	v.Refused("refuse.no_meeting", life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: 9,
		Values: convening.Reschedule{When: v.Now.Add(village.Day)},
	})
	v.Must(life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(5 * village.Day)},
	})
	v.Told("notice.moved", council()...)
	v.HeardIn(say.Wall, "echo.rescheduled")
	v.Pass(4 * village.Day)
	v.Told("notice.reminder.meeting", council()...)
	v.Must(life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(time.Hour), Place: "yard"},
	})
	v.Pass(time.Hour)
	v.HeardIn(say.Wall, "echo.opened")
}

func TestACaseWaitsForAnotherMeetingWhenOneIsCalledOff(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(life.Command{
		Verb: permission.CallOff, By: village.Secretary, Meeting: m, Values: life.Prose{Text: "storm"},
	})
	v.HeardIn(say.Wall, "echo.called_off")
	v.Told("notice.called_off", council()...)
	v.Refused("refuse.called_off", life.Command{Verb: permission.Open, By: village.Secretary, Meeting: m})
	v.Meets(n)
}

func TestAMeetingSaysNothingOfCasesThatHaveMovedOn(t *testing.T) {
	v := village.Found(t, "six-step")
	gone, there := v.Talked(), v.Talked()
	m := called(v, gone, there)
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: gone})
	about := func() (all []int) {
		for _, n := range v.Notices {
			if c := n.Message.Args["Case"]; n.To.Room == say.Wall && c.Case != nil {
				all = append(all, *c.Case)
			}
		}
		return all
	}
	v.Must(life.Command{
		Verb: permission.Reschedule, By: village.Secretary, Meeting: m,
		Values: convening.Reschedule{When: v.Now.Add(5 * village.Day)},
	})
	if got := about(); len(got) != 1 || got[0] != there {
		t.Errorf("the move is told of %v", got)
	}
	v.Must(life.Command{Verb: permission.Open, By: village.Secretary, Meeting: m})
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
	for _, p := range []int{village.Convener, village.Member} {
		v.Must(life.Command{Verb: permission.CheckIn, By: p, Meeting: m})
	}
	id := v.Put(n, ballot.A)
	v.Must(life.Command{Verb: permission.CheckIn, By: village.Lawyer, Meeting: m})
	if got := v.Ballot(id).Present; got != 3 {
		t.Errorf("expected the two and the one who came late, got %d", got)
	}
	v.Must(life.Command{Verb: permission.Recuse, By: village.Member, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.Ballot(id).Present; got != 2 {
		t.Errorf("after a recusal expected 2, got %d", got)
	}
	v.Must(life.Command{Verb: permission.Recuse, By: village.Elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	v.Must(life.Command{Verb: permission.CheckIn, By: village.Elder, Meeting: m})
	if got := v.Ballot(id).Present; got != 2 {
		t.Errorf("one who recused themselves came, expected 2, got %d", got)
	}
}

func TestFourPartiesAreMissedInAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingParties, Value: record.FourParties},
	})
	n := village.Roads()[procedure.Deliberation](v)
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Power})
	v.Must(life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(village.Day), Place: "hall"},
	})
	missing := 0
	for _, x := range v.Notices {
		if x.Message.ID == "notice.parties" && x.To.Person == village.Secretary {
			missing = len(x.Message.Args["Parties"].List)
		}
	}
	if missing != 2 { // members and a department are there; experts and residents are not
		t.Errorf("%d parties are missed", missing)
	}
}
