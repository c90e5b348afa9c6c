package statistics_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/statistics"
)

var spring = time.Date(2026, 4, 1, 8, 0, 0, 0, time.UTC)

func period(t interface{ Fatal(...any) }, text string) calendar.Period {
	p, ok := calendar.ParsePeriod(text, spring)
	if !ok {
		t.Fatal("no period", text)
	}
	return p
}

func days(n int) time.Time { return spring.AddDate(0, 0, n) }

func TestFiguresAreCountedFromTheirCases(t *testing.T) {
	f := statistics.Facts{
		Members: []int{7, 8},
		Cases: []statistics.Case{
			{ // solved, by three voices
				Number: 1, Raised: days(0), Answered: days(1), Track: procedure.Big, Adopted: days(9), Realised: true, Asked: true,
				Outcome: cases.Solved, Closed: days(20), Judged: statistics.Voices{Solved: 3, Satisfied: 2},
				Steps: []statistics.Step{{Kind: procedure.Intake, From: days(0), To: days(1)},
					{Kind: procedure.Research, From: days(1), To: days(5)}},
			},
			{ // partly solved, reopened once before
				Number: 2, Raised: days(-60), Answered: days(-59), Track: procedure.Small, Adopted: days(2), Asked: true,
				Reopened: 1,
				Outcome:  cases.Partly, Closed: days(10), Judged: statistics.Voices{Partly: 2, Satisfied: 1},
				Steps: []statistics.Step{{Kind: procedure.Research, From: days(-9), To: days(1)},
					{Kind: procedure.Research, From: days(1), To: days(3)}},
			},
			{Number: 3, Raised: days(2),
				Overdue: true}, // silence
			{Number: 4, Raised: days(2), Answered: days(3), Outcome: cases.Declined,
				Closed: days(3)}, // an end, but no result
			{Number: 5, Raised: days(3), Answered: days(4), Outcome: cases.Solved, Closed: days(25),
				Asked: true}, // nobody judged it
			{Number: 6, Raised: days(-99), Answered: days(-98), Outcome: cases.Solved, Closed: days(-90),
				Asked: true}, // long ago
		},
		Meetings: []statistics.Meeting{
			{Number: 1, At: days(4), Cases: []int{1}, Invited: []int{7, 8}, There: []int{7, 9}},
			{Number: 2, At: days(-40), Cases: []int{2}, Invited: []int{7, 8}, There: []int{7, 8}},
		},
		Statements: []statistics.Statement{{Case: 1, By: 7}, {Case: 1, By: 9}, {Case: 6, By: 7}},
	}
	r := statistics.Count(period(t, "2026-04"), f)
	for what, got := range map[string][2][]int{
		"raised": {r.Raised, {1, 3, 4, 5}}, "answered": {r.Answered.Yes, {1, 4, 5}}, "silent": {r.Answered.No, {3}},
		"settled": {r.Settled, {1, 2, 5}}, "solved": {r.Solved.Yes, {1}}, "not solved": {r.Solved.No, {2}},
		"unjudged": {r.Unjudged, {5}},
		"again":    {r.Again, {2}}, "realised": {r.Realised.Yes, {1}}, "not realised": {r.Realised.No, {2}},
		"overdue":  {r.Overdue, {3}},
		"declined": {r.Ended[cases.Declined], {4}}, "meetings": {r.Meetings, {1}},
	} {
		if !slices.Equal(got[0], got[1]) {
			t.Errorf("%s: %v, want %v", what, got[0], got[1])
		}
	}
	if want := (statistics.Voices{Solved: 3, Partly: 2, Satisfied: 3}); r.Voices != want {
		t.Errorf("voices %+v", r.Voices)
	}
	if r.Attended != 2 || r.Persons != 2 || r.Opinions != 2 {
		t.Errorf("attended %d by %d, opinions %d", r.Attended, r.Persons, r.Opinions)
	}
	if diff := cmp.Diff([]statistics.Member{{7, 1, 1, 1}, {8, 1, 0, 0}}, r.Members); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]statistics.Days{{procedure.Intake, 1, 10, 10, []int{1}},
		{procedure.Research, 3, 40, 100, []int{1, 2}}}, r.Days); diff != "" {
		t.Error(diff)
	}
	if len(r.Months) != 1 || len(r.Tracks) != 2 || !slices.Equal(r.Tracks[1].Settled, []int{2}) || len(r.Sources) != 0 {
		t.Errorf("parts: %+v %+v %+v", r.Months, r.Tracks, r.Sources)
	}
}

func TestFewAreNotToldInPerCent(t *testing.T) {
	for _, c := range []struct {
		yes, no, perMille int
		enough            bool
	}{{0, 0, 0, false}, {4, 0, 0, false}, {5, 0, 1000, true}, {73, 4, 948, true}, {2, 4, 333, true}} {
		s := statistics.Share{Yes: make([]int, c.yes), No: make([]int, c.no)}
		if got, enough := s.PerMille(); got != c.perMille || enough != c.enough {
			t.Errorf("%d of %d: %d, %v", c.yes, s.Of(), got, enough)
		}
	}
}

// Every case is counted once: months add up to the year, and a share holds each case on one side.
func TestMonthsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f statistics.Facts
		for n := 1; n <= rapid.IntRange(0, 40).Draw(t, "cases"); n++ {
			c := statistics.Case{Number: n, Raised: days(rapid.IntRange(-200, 400).Draw(t, "raised")),
				Asked: rapid.Bool().Draw(t, "asked")}
			if rapid.Bool().Draw(t, "answered") {
				c.Answered = c.Raised.Add(time.Hour)
			}
			if rapid.Bool().Draw(t, "closed") {
				c.Closed = c.Raised.AddDate(0, 0, rapid.IntRange(0, 90).Draw(t, "days"))
				c.Outcome = rapid.SampledFrom(cases.Outcomes()).Draw(t, "outcome")
				c.Judged.Solved = rapid.IntRange(0, 2).Draw(t, "voices")
			}
			f.Cases = append(f.Cases, c)
		}
		year := statistics.Count(period(t, "2026"), f)
		var raised, settled []int
		for _, m := range year.Months {
			one := statistics.Count(m.Span, f)
			if !slices.Equal(one.Raised, m.Raised) || !slices.Equal(one.Settled, m.Settled) {
				t.Fatalf("%s alone: %v and %v, in the year %v and %v", m.Span, one.Raised, one.Settled, m.Raised, m.Settled)
			}
			raised, settled = append(raised, m.Raised...), append(settled, m.Settled...)
		}
		slices.Sort(raised)
		slices.Sort(settled)
		if !slices.Equal(raised, year.Raised) || !slices.Equal(settled, year.Settled) {
			t.Fatalf("the months hold %v and %v, the year %v and %v", raised, settled, year.Raised, year.Settled)
		}
		if year.Answered.Of() != len(year.Raised) || year.Solved.Of()+len(year.Unjudged) > len(year.Settled)+len(f.Cases) {
			t.Fatalf("shares: %+v", year)
		}
	})
}
