package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

func TestWhoMovesAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Must(at(permission.RSVP, village.Elder, m, convening.RSVP{Reply: meeting.Coming}))
	to := func(by, m int, when time.Time, place string) life.Command {
		return at(permission.Reschedule, by, m, convening.Reschedule{When: when, Place: place})
	}
	later := v.Now.Add(6 * village.Day)
	moved := slices.Concat(shown(m), village.Echoed(n, "echo.rescheduled", "resident"), each("notice.moved"))
	v.Plays(t, []village.Row{
		{Rule: "a member does not", Cmd: to(village.Member, m, later, ""), Refused: "refuse.role"},
		{Rule: "one that is not there", Cmd: to(village.Secretary, 7, later, ""), Refused: "refuse.no_meeting"},
		{Rule: "not into the past", Cmd: to(village.Secretary, m, v.Now.Add(-1), ""), Refused: "refuse.past"},
		{Rule: "an hour must be said", Cmd: to(village.Secretary, m, time.Time{}, "barn"), Refused: "refuse.past"},
		{
			Rule: "not into a day nobody means", Cmd: to(village.Secretary, m, v.Now.AddDate(5, 1, 0), ""),
			Refused: "refuse.too_far",
		},
		{
			Rule: "all hear of it", Cmd: to(village.Convener, m, later, ""), Answer: "receipt.rescheduled",
			Events: []string{"meeting.moved"}, Told: moved,
		},
	})
	v.Must(to(village.Secretary, m, later, ""))
	if x := meetingOf(v, m); !x.At.Equal(later) || x.Place != "hall" || x.Moved != 1 || x.Replies != nil || x.Reminded {
		t.Errorf("it stays where it was, and is answered anew: %+v", x)
	}
	v.Must(to(village.Secretary, m, v.Now.Add(time.Hour), "barn, https://a.b"))
	if x := meetingOf(v, m); x.Place != "barn, https://a.b" || x.Link != "https://a.b" || x.Moved != 2 || !x.Reminded {
		t.Errorf("moved to %+v", x)
	}
	v.Must(at(permission.Open, village.Secretary, m, nil))
	v.Refused("refuse.meeting_begun", to(village.Secretary, m, later, ""))
}

func TestAWindowIsMovedAsAWhole(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
		Cases: []int{n}, When: v.Now.Add(village.Day), Form: meeting.Written,
	}})
	when := v.Now.Add(5 * village.Day)
	v.Must(at(permission.Reschedule, village.Secretary, 1, convening.Reschedule{When: when}))
	v.Hears(slices.Concat(shown(1), village.Echoed(n, "echo.rescheduled.written", "resident"),
		each("notice.moved.written"))...)
	if m := meetingOf(v, 1); !m.At.Equal(when) || !m.Until.Equal(when.Add(3*village.Day)) {
		t.Errorf("it runs from %s to %s", m.At, m.Until)
	}
	if buttons := v.Notices[len(v.Notices)-1].Buttons; buttons != nil {
		t.Errorf("nobody has to come, yet one answers by %v", buttons)
	}
}

func TestWhoCallsAMeetingOff(t *testing.T) {
	v := village.Found(t, "six-step")
	n, gone := v.Talked(), v.Talked()
	m := called(v, n, gone)
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: gone})
	off := func(by, m int) life.Command { return at(permission.CallOff, by, m, life.Prose{Text: "snow"}) }
	v.Plays(t, []village.Row{
		{Rule: "a member does not", Cmd: off(village.Elder, m), Refused: "refuse.role"},
		{Rule: "one that is not there", Cmd: off(village.Secretary, 0), Refused: "refuse.no_meeting"},
		{
			Rule: "all hear of it, but of what has moved on", Cmd: off(village.Convener, m), Answer: "receipt.called_off",
			Events: []string{"meeting.called_off"},
			Told:   slices.Concat(shown(m), village.Echoed(n, "echo.called_off", "resident"), each("notice.called_off")),
		},
	})
	v.Must(off(village.Secretary, m))
	if x := meetingOf(v, m); x.Status != meeting.CalledOff || x.Reason != "snow" || len(v.Head().Coming) != 0 ||
		v.Find(n).Talk.Meeting != 0 {
		t.Errorf("kept as %+v", x)
	}
	for _, cmd := range []life.Command{
		off(village.Secretary, m), at(permission.Reschedule, village.Secretary, m, nil),
		at(permission.Minutes, village.Secretary, m, nil), at(permission.Chair, village.Secretary, m, nil),
		at(permission.RSVP, village.Elder, m, nil), at(permission.Phase, village.Secretary, m, nil),
		at(permission.QR, village.Secretary, m, nil), at(permission.Suit, village.Elder, m, nil),
	} {
		v.Refused("refuse.called_off", cmd)
	}
}

func TestWhoOpensAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	n, gone := v.Talked(), v.Talked()
	m := called(v, n)
	empty := called(v, gone)
	v.Must(life.Command{Verb: permission.Withdraw, By: village.Resident, Case: gone})
	open := func(by, m int) life.Command { return at(permission.Open, by, m, nil) }
	opened := []string{"meeting.opened"}
	asked := []string{"secretary: duty task.resolve", "convener: duty task.resolve"}
	v.Plays(t, []village.Row{
		{Rule: "a member who does not chair it", Cmd: open(village.Elder, m), Refused: "refuse.role"},
		{Rule: "one that is not there", Cmd: open(village.Secretary, 3), Refused: "refuse.no_meeting"},
		{
			Rule: "before its time as well", Cmd: open(village.Convener, m), Answer: "receipt.opened", Events: opened,
			Told: slices.Concat(shown(m), village.Echoed(n, "echo.opened", "resident"), asked),
		},
		{
			Rule: "on nothing any more", Cmd: open(village.Secretary, empty), Answer: "receipt.opened", Events: opened,
			Told: shown(empty),
		},
	})
	v.Must(open(village.Secretary, m))
	if x := meetingOf(v, m); x.Status != meeting.Open || !x.Opened.Equal(v.Now) || !v.Find(n).Talk.Heard {
		t.Errorf("kept as %+v", x)
	}
	v.Refused("refuse.meeting_begun", open(village.Secretary, m))
}

func TestABeforehandTalkIsOpenedForItself(t *testing.T) {
	v := village.Found(t, "six-plus-four")
	n := beforehand(v)
	v.Must(calls(village.Secretary, v.Now.Add(village.Day), n))
	v.Must(at(permission.Open, village.Secretary, 1, nil))
	v.Told("task.preliminary", village.Secretary, village.Convener)
	v.Must(at(permission.Minutes, village.Secretary, 1, convening.Minutes{Text: "on to the council"}))
	v.Came("meeting.minutes", "case.stage")
	if c := v.Find(n); c.Talk.Heard || c.Talk.Meeting != 0 {
		t.Errorf("it waits for a meeting of its own: %+v", c.Talk)
	}
}

// beforehand is a hard case that is talked over before its deliberation.
func beforehand(v *village.Village) int {
	v.TB.Helper()
	n := v.Accepted(procedure.Hard)
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Deliberation, 0)
		return life.One(life.StageEntered{Case: n, Stage: at})
	})
	return n
}

func TestAMeetingOfWhatHasMovedOnTellsNobodyOfIt(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	m := called(v, n)
	v.Holds(n, func(c *cases.Case) { c.Talk.Meeting = 9 })
	v.Happen(0, func(*life.State) []life.Event { return life.One(convening.AgendaPublished{Meeting: m}) })
	v.Hears()
	v.Must(at(permission.Open, village.Secretary, m, nil))
	v.Hears(shown(m)...)
	if v.Find(n).Talk.Heard {
		t.Error("it was heard in a meeting it is not on the agenda of")
	}
}
