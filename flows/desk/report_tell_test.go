package desk_test

import (
	"slices"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/desk"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/flows/work"
)

// asks is a command that takes a word.
func asks(by int, verb permission.Verb, word string) life.Command {
	return life.Command{Verb: verb, By: by, Values: desk.Period{Word: word}}
}

func TestWhoIsToldTheFigures(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Raised()
	for _, verb := range []permission.Verb{permission.Report, permission.Export} {
		answer := map[permission.Verb]string{permission.Report: "report.text", permission.Export: "export.ready"}[verb]
		rows := []village.Row{
			{Rule: "a resident is not", Cmd: asks(village.Widow, verb, "2026"), Refused: "refuse.role"},
			{Rule: "nor is a unit", Cmd: asks(village.Power, verb, "2026"), Refused: "refuse.role"},
			{Rule: "the supervisor is", Cmd: asks(village.Supervisor, verb, "2026"), Answer: answer},
			{Rule: "the authority is", Cmd: asks(village.Authority, verb, "2026"), Answer: answer},
		}
		for _, word := range []string{"soon", "2026-13", "2026-Q5", "-", "2026-Q1-03"} {
			rows = append(rows, village.Row{
				Rule: word + " is no period", Cmd: asks(village.Secretary, verb, word), Refused: "refuse.period",
			})
		}
		v.Plays(t, rows)
	}
	v.Plays(t, []village.Row{
		{Rule: "a member is told", Cmd: asks(village.Member, permission.Report, ""), Answer: "report.text"},
		{
			Rule: "but is not given the books", Cmd: asks(village.Member, permission.Export, ""),
			Refused: "refuse.role",
		},
	})
}

func TestAPeriodIsToldInWords(t *testing.T) {
	v := village.Found(t, "six-step")
	for word, want := range map[string]struct{ of, id string }{
		"": {"2026", "period.year"}, "2026": {"2026", "period.year"}, "year": {"2026", "period.year"},
		"2026-03": {"2026-03", "period.month"},
		"2026-Q1": {"2026-Q1", "period.quarter"}, "2025-12": {"2025-12", "period.month"},
	} {
		v.Must(asks(village.Secretary, permission.Report, word))
		if got := v.Answer.Message.Args["Period"].Msg.ID; got != want.id ||
			v.Answer.File != (say.File{Kind: say.ReportFile, Of: want.of}) {
			t.Errorf("%q is told as %s of %v", word, got, v.Answer.File)
		}
		v.Must(asks(village.Secretary, permission.Export, word))
		if v.Answer.File != (say.File{Kind: say.BooksFile, Of: want.of}) {
			t.Errorf("%q: the books are %v", word, v.Answer.File)
		}
	}
}

// lines are the figures that a report tells, by their messages.
func lines(v *village.Village, word string) map[string]*say.Message {
	v.TB.Helper()
	v.Must(asks(village.Secretary, permission.Report, word))
	told := map[string]*say.Message{}
	for _, l := range v.Answer.Message.Args["Lines"].Lines {
		told[l.Msg.ID] = l.Msg
	}
	return told
}

func TestOnlyWhatThereIsIsTold(t *testing.T) {
	v := village.Found(t, "six-step")
	if got := lines(v, "2026"); len(got) != 2 || got["report.raised"] == nil || got["report.settled"] == nil {
		t.Errorf("of nothing are told %v", got)
	}
	for range 8 {
		v.Raised()
	}
	got := lines(v, "2026")
	if m := got["report.raised"]; *m.Args["Count"].Num != 8 || *m.Args["Cases"].Text != "… #3 #4 #5 #6 #7 #8" {
		t.Errorf("raised were %+v", m.Args)
	}
	if m := got["report.answered"]; *m.Args["Yes"].Num != 0 || *m.Args["Of"].Num != 8 || m.Args["Rate"].Rate == nil {
		t.Errorf("answered were %+v", m.Args)
	}
	if got["report.silent"] == nil || got["report.meetings"] != nil || got["report.solved"] != nil {
		t.Errorf("told are %v", got)
	}
}

func TestAWholeCaseIsTold(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Judged()
	if got := lines(v, "2026"); got["report.meetings"] != nil {
		t.Errorf("a meeting to which nobody came, and of which nothing is written, is told: %+v", got["report.meetings"].Args)
	}
	v.Must(life.Command{
		Verb: permission.Minutes, By: village.Secretary, Meeting: 1, Values: convening.Minutes{Text: "talked over"},
	})
	for _, x := range []struct {
		by     int
		rating cases.Rating
	}{
		{village.Resident, cases.Rating{Solved: cases.RatedSolved, Satisfied: true}},
		{village.Member, cases.Rating{Solved: cases.RatedPartly, Reason: "one is dark"}},
	} {
		v.Must(life.Command{Verb: permission.Rate, By: x.by, Case: n, Values: x.rating})
	}
	v.Must(life.Command{
		Verb: permission.Sort, By: village.Secretary, Case: n, Values: intake.Sort{Source: cases.Sources()[0]},
	})
	v.Must(life.Command{Verb: permission.Close, By: village.Secretary, Case: n, Values: life.Prose{Text: "done"}})
	got := lines(v, "2026")
	for id, want := range map[string]map[string]int{
		"report.raised": {"Count": 1}, "report.settled": {"Count": 1}, "report.satisfied": {"Yes": 1, "Of": 2},
		"report.realised": {"Yes": 1, "Of": 1}, "report.meetings": {"Count": 1, "Attended": 0},
		"report.voices": {"Unanswered": 0, "Silent": 4}, "report.published": nil, "report.by.track": nil,
		"report.by.source": nil,
	} {
		m := got[id]
		if m == nil {
			t.Errorf("%s is not told", id)
			continue
		}
		for name, n := range want {
			if *m.Args[name].Num != n {
				t.Errorf("%s: %s is %d, expected %d", id, name, *m.Args[name].Num, n)
			}
		}
	}
	if m := got["report.satisfied"]; m.Args["Rate"].Rate != nil {
		t.Errorf("of two a share is told: %+v", m.Args)
	}
	if got["report.by.topic"] != nil || got["report.overdue"] != nil || got["report.again"] != nil {
		t.Errorf("told is what there is not: %v", got)
	}
}

// TestWhatCountsAsCarriedOut brings a resolution as far as each of its ends.
func TestWhatCountsAsCarriedOut(t *testing.T) {
	done := func(v *village.Village, n, task int) {
		v.Must(life.Command{
			Verb: permission.Done, By: village.Secretary, Case: n, Values: work.Report{Task: task, Text: "they burn"},
		})
	}
	for name, c := range map[string]struct {
		road     func(v *village.Village) int
		realised int // -1 where it is no resolution to be carried out
	}{
		"nothing was adopted":   {(*village.Village).Talked, -1},
		"what can not be done":  {func(v *village.Village) int { return v.Adopted(ballot.C) }, -1},
		"nobody has work yet":   {(*village.Village).Approved, 0},
		"the work is under way": {(*village.Village).Assigned, 0},
		"all the work is done":  {(*village.Village).Judged, 1},
		"half the work is done": {func(v *village.Village) int {
			n := v.Assigned()
			v.Assign(n, "water", 5*village.Day)
			done(v, n, 1)
			return n
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			v := village.Found(t, "six-step")
			c.road(v)
			of := figures(v, "2026").Realised
			want := map[int][]int{-1: {0, 0}, 0: {0, 1}, 1: {1, 0}}[c.realised]
			if got := []int{len(of.Yes), len(of.No)}; !slices.Equal(got, want) {
				t.Errorf("carried out and not: %v, expected %v", got, want)
			}
		})
	}
}
