package convening_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

func TestWhoFixesADate(t *testing.T) {
	v := village.Found(t, "six-step")
	n, m := polled(v)
	first, last := v.Now.Add(9*village.Day), v.Now.Add(11*village.Day)
	dated := called(v, v.Talked())
	fix := func(by, m, date int) life.Command { return at(permission.Fix, by, m, convening.Fix{Date: date}) }
	told := slices.Concat(shown(m), village.Echoed(n, "echo.scheduled", "resident"), each("notice.invited"))
	v.Plays(t, []village.Row{
		{Rule: "a member does not", Cmd: fix(village.Member, m, 1), Refused: "refuse.role"},
		{Rule: "where there is a date", Cmd: fix(village.Secretary, dated, 1), Refused: "refuse.no_poll"},
		{Rule: "none before the first", Cmd: fix(village.Secretary, m, 0), Refused: "refuse.no_such_date"},
		{Rule: "none beyond the last", Cmd: fix(village.Secretary, m, 4), Refused: "refuse.no_such_date"},
		{
			Rule: "any, while people are still asked", Cmd: fix(village.Convener, m, 3), Answer: "receipt.scheduled",
			Events: []string{"meeting.fixed"}, Told: told,
		},
	})
	v.Copy(t).Must(fix(village.Secretary, m, 3))
	v.Now = first
	v.Plays(t, []village.Row{
		{Rule: "not one that has come", Cmd: fix(village.Secretary, m, 1), Refused: "refuse.past"},
		{
			Rule: "one that is still to come", Cmd: fix(village.Secretary, m, 3), Answer: "receipt.scheduled",
			Events: []string{"meeting.fixed"},
		},
	})
	v.Must(fix(village.Secretary, m, 3))
	if x := meetingOf(v, m); x.Status != meeting.Scheduled || !x.At.Equal(last) || x.Place != "hall" || x.Moved != 0 {
		t.Errorf("kept as %+v", x)
	}
}

func TestWhichDatesSuit(t *testing.T) {
	v := village.Found(t, "six-step")
	_, m := polled(v)
	dated := called(v, v.Talked())
	suits := func(by, m int, dates ...int) life.Command {
		return at(permission.Suit, by, m, convening.Suit{Dates: dates})
	}
	chosen := []string{"meeting.chosen"}
	v.Plays(t, []village.Row{
		{Rule: "one who is not asked", Cmd: suits(village.Widow, m, 1), Refused: "refuse.not_invited"},
		{Rule: "where there is a date", Cmd: suits(village.Elder, dated, 1), Refused: "refuse.no_poll"},
		{Rule: "one that is there and one that is not", Cmd: suits(village.Elder, m, 1, 4), Refused: "refuse.no_such_date"},
		{Rule: "none below one", Cmd: suits(village.Elder, m, -1), Refused: "refuse.no_such_date"},
		{
			Rule: "one", Cmd: suits(village.Elder, m, 2), Answer: "receipt.chosen", Events: chosen, Told: shown(m),
		},
		{Rule: "two in any order", Cmd: suits(village.Elder, m, 3, 1), Answer: "receipt.chosen", Events: chosen},
		{Rule: "none at all", Cmd: suits(village.Elder, m), Answer: "receipt.chosen.none", Events: chosen},
		{
			Rule: "all of them", Cmd: at(permission.Suit, village.Elder, m, convening.Suit{All: true}),
			Answer: "receipt.chosen", Events: chosen,
		},
	})
	choices := func() map[int][]int { return meetingOf(v, m).Poll.Choices }
	for _, step := range []struct {
		said []int
		want []int
	}{{[]int{3, 1}, []int{1, 3}}, {[]int{2}, []int{1, 2, 3}}, {[]int{1}, []int{2, 3}}, {nil, nil}, {[]int{1}, []int{1}}} {
		v.Must(suits(village.Elder, m, step.said...))
		if got := choices()[village.Elder]; !slices.Equal(got, step.want) {
			t.Errorf("after %v these suit: %v", step.said, got)
		}
	}
	v.Must(at(permission.Bring, village.Secretary, m, nil, village.Widow))
	for _, p := range []int{village.Convener, village.Member} {
		v.Must(suits(p, m))
	}
	v.Plays(t, []village.Row{{
		Rule: "the last of the council ends the asking", Cmd: suits(village.Lawyer, m, 1), Answer: "receipt.chosen",
		Events: []string{"meeting.chosen", "meeting.offered"},
		Told:   append(shown(m), "secretary: duty task.fix", "convener: duty task.fix"),
	}})
	v.Must(suits(village.Lawyer, m, 1))
	v.Must(suits(village.Member, m, 2, 3))
	if v.Came("meeting.chosen"); meetingOf(v, m).Poll.Best(v.Now) != 1 {
		t.Errorf("who thinks better of it later: %v", choices())
	}
}

func TestWhatIsOfferedWhenAskingEnds(t *testing.T) {
	for _, c := range []struct {
		rule string
		at   time.Duration // after it was called
		id   string
		want []string
	}{
		{"the best first, then the others", 3 * village.Day, "task.fix", []string{"fix M1 2", "fix M1 1", "fix M1 3"}},
		{
			"the best of those to come", 10*village.Day - time.Hour, "task.fix",
			[]string{"fix M1 2", "fix M1 3"},
		},
		{"the only one left", 10 * village.Day, "task.fix", []string{"fix M1 3"}},
		{"none is left", 30 * village.Day, "task.fix.none", nil},
	} {
		v := village.Found(t, "six-step")
		_, m := polled(v)
		v.Must(at(permission.Suit, village.Elder, m, convening.Suit{Dates: []int{2}}))
		v.Now = v.Now.Add(c.at)
		v.Happen(0, func(*life.State) []life.Event { return life.One(convening.PollOffered{Meeting: m}) })
		var got []string
		for _, row := range v.Notices[0].Buttons {
			got = append(got, row[0].Line)
		}
		if v.Notices[0].Message.ID != c.id || !slices.Equal(got, c.want) || !meetingOf(v, m).Poll.Offered {
			t.Errorf("%s: told %v with %v", c.rule, v.Said(), got)
		}
	}
}

// TestAnotherDayThanThoseAskedAboutIsNoWayAround: who sets an hour instead of the dates of a poll is held to what holds
// for every meeting.
func TestAnotherDayThanThoseAskedAboutIsNoWayAround(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	in := func(days int) time.Time { return v.Now.Add(time.Duration(days) * village.Day) }
	to := func(when time.Time, place string) life.Command {
		return at(permission.Reschedule, village.Secretary, 1, convening.Reschedule{When: when, Place: place})
	}
	v.Must(asks(n, meeting.Online, "https://a.b/c", in(8), in(9)))
	v.Plays(t, []village.Row{
		{Rule: "online stays online", Cmd: to(in(2), "the barn"), Refused: "refuse.no_link"},
		{
			Rule: "where it was to be", Cmd: to(in(2), ""), Answer: "receipt.scheduled", Events: []string{"meeting.fixed"},
		},
		{
			Rule: "at another address", Cmd: to(in(2), "https://a.b/d"), Answer: "receipt.scheduled",
			Events: []string{"meeting.fixed"},
		},
	})
	v = village.Found(t, "six-plus-four")
	n = v.Raised()
	v.Happen(0, func(s *life.State) []life.Event {
		at, _ := s.Method(s.Case(n)).First(procedure.Deliberation, 0)
		return life.One(life.StageEntered{Case: n, Stage: at + 1})
	})
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Widow})
	v.Must(asks(n, "", "hall", in(8), in(9)))
	v.Plays(t, []village.Row{
		{Rule: "three days ahead", Cmd: to(in(2), ""), Refused: "refuse.notice"},
		{
			Rule: "three days are enough", Cmd: to(in(3), ""), Answer: "receipt.scheduled",
			Events: []string{"meeting.fixed"},
		},
	})
}
