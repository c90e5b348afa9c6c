package statistics_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/statistics"
)

// april counts these facts for April.
func april(t interface{ Fatal(...any) }, f statistics.Facts) *statistics.Report {
	return statistics.Count(period(t, "2026-04"), f)
}

// of counts these cases for April; they are numbered from 1.
func of(t interface{ Fatal(...any) }, all ...statistics.Case) *statistics.Report {
	for i := range all {
		all[i].Number = i + 1
	}
	return april(t, statistics.Facts{Cases: all})
}

// A period begins with its first moment and ends before the first of the next: midnight belongs to the day that begins.
func TestAPeriodHoldsItsFirstMomentAndNotItsLast(t *testing.T) {
	from, to := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC), time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	for what, c := range map[string]struct {
		at time.Time
		in bool
	}{
		"a moment before": {from.Add(-1), false}, "its first": {from, true}, "its last": {to.Add(-1), true},
		"the first of May": {to, false},
		"never":            {time.Time{}, false},
	} {
		r := april(t, statistics.Facts{
			Cases: []statistics.Case{
				{Number: 1, Raised: c.at}, {Number: 2, Closed: c.at, Outcome: cases.Solved}, {Number: 3, Adopted: c.at},
				{Number: 4, Steps: []statistics.Step{{Kind: procedure.Research, From: from.AddDate(0, 0, -9),
					To: c.at}}},
			},
			Meetings: []statistics.Meeting{{Number: 1, At: c.at, There: []int{7}}},
		})
		for figure, n := range map[string]int{
			"raised": len(r.Raised), "settled": len(r.Settled), "adopted": r.Realised.Of(), "stays": len(r.Days),
			"meetings": len(r.Meetings),
			"attended": r.Attended, "raised in its month": len(r.Months[0].Raised),
			"settled in its month": len(r.Months[0].Settled),
			"met in its month":     r.Months[0].Meetings,
		} {
			if (n == 1) != c.in || n > 1 {
				t.Errorf("%s: %s are %d", what, figure, n)
			}
		}
	}
}

func TestAnAnswerCountsUnlessPeopleSayThatTheyHeardNone(t *testing.T) {
	for what, c := range map[string]struct {
		c        statistics.Case
		answered bool
	}{
		"taken up":                       {statistics.Case{Answered: days(1)}, true},
		"taken up after the period":      {statistics.Case{Answered: days(90)}, true},
		"nobody took it up":              {statistics.Case{}, false},
		"taken up, but nobody was told":  {statistics.Case{Answered: days(1), Unheard: true}, false},
		"not taken up, and nobody heard": {statistics.Case{Unheard: true}, false},
	} {
		c.c.Raised = days(0)
		r := of(t, c.c)
		if (len(r.Answered.Yes) == 1) != c.answered || r.Answered.Of() != 1 {
			t.Errorf("%s: answered %v, silent %v", what, r.Answered.Yes, r.Answered.No)
		}
	}
	if r := of(t, statistics.Case{Raised: days(-40), Answered: days(1)}); r.Answered.Of() != 0 {
		t.Errorf("a matter raised earlier counts among those of the period: %+v", r.Answered)
	}
}

// A result or an answer settles a matter; to decline, merge, refer or withdraw it does not.
func TestWhichEndsSettleAMatter(t *testing.T) {
	settles := map[cases.Outcome]bool{cases.Solved: true, cases.Partly: true, cases.Explained: true,
		cases.Answered: true}
	for _, outcome := range cases.Outcomes() {
		r := of(t, statistics.Case{Closed: days(1), Outcome: outcome, Track: procedure.Big})
		if got := len(r.Settled) == 1; got != settles[outcome] {
			t.Errorf("%s settles: %v", outcome, got)
		}
		if len(r.Ended) != 1 || !slices.Equal(r.Ended[outcome], []int{1}) || (len(r.Tracks) == 1) != settles[outcome] {
			t.Errorf("%s: ended are %v, tracks %+v", outcome, r.Ended, r.Tracks)
		}
	}
}

// Silence is nobody's word: what was judged by nobody is neither solved nor unsolved, and where nobody was asked there
// is no silence.
func TestWhatNobodyJudgedIsNoResult(t *testing.T) {
	voice := statistics.Voices{Partly: 1, Satisfied: 1}
	for what, c := range map[string]struct {
		c                        statistics.Case
		solved, unsolved, silent int
	}{
		"judged and solved": {statistics.Case{Asked: true, Outcome: cases.Solved, Judged: voice}, 1,
			0, 0},
		"judged and partly solved": {statistics.Case{Asked: true, Outcome: cases.Partly, Judged: voice}, 0,
			1, 0},
		"closed as solved unjudged":       {statistics.Case{Asked: true, Outcome: cases.Solved}, 0, 0, 1},
		"nobody was asked":                {statistics.Case{Outcome: cases.Declined}, 0, 0, 0},
		"nobody was asked, and one spoke": {statistics.Case{Outcome: cases.Solved, Judged: voice}, 0, 0, 0},
	} {
		c.c.Closed = days(1)
		r := of(t, c.c)
		if len(r.Solved.Yes) != c.solved || len(r.Solved.No) != c.unsolved || len(r.Unjudged) != c.silent {
			t.Errorf("%s: solved %v, not %v, unjudged %v", what, r.Solved.Yes, r.Solved.No, r.Unjudged)
		}
		if counted := r.Voices.Count(); counted != c.solved+c.unsolved {
			t.Errorf("%s: %d voices", what, counted)
		}
	}
}

func TestVoicesOfAllCasesAddUp(t *testing.T) {
	judged := statistics.Voices{
		Solved: 1, Partly: 2, Unsolved: 3, Satisfied: 4, Unanswered: 5,
		Residents: cases.Words{Said: 6}, Members: cases.Words{Asked: 7}, Authority: cases.Words{Spoken: 8},
	}
	c := statistics.Case{Asked: true, Closed: days(1), Outcome: cases.Solved, Judged: judged}
	want := statistics.Voices{
		Solved: 2, Partly: 4, Unsolved: 6, Satisfied: 8, Unanswered: 10,
		Residents: cases.Words{Said: 12}, Members: cases.Words{Asked: 14}, Authority: cases.Words{Spoken: 16},
	}
	if r := of(t, c, c); r.Voices != want {
		t.Errorf("voices are %+v, expected %+v", r.Voices, want)
	}
}

func TestWhatWasAdoptedIsCountedWhenItWasAdopted(t *testing.T) {
	rule, plan := cases.AsRule, cases.AsScheme
	r := of(t,
		statistics.Case{Adopted: days(1), Realised: true, Published: rule},
		statistics.Case{Adopted: days(2), Published: rule},
		statistics.Case{Adopted: days(3), Published: plan}, statistics.Case{Adopted: days(4)},
		statistics.Case{Adopted: days(40), Published: plan},
		statistics.Case{Published: plan, Realised: true},
	)
	if !slices.Equal(r.Realised.Yes, []int{1}) || !slices.Equal(r.Realised.No, []int{2, 3, 4}) {
		t.Errorf("realised %v, not %v", r.Realised.Yes, r.Realised.No)
	}
	if len(r.Published) != 2 || !slices.Equal(r.Published[rule], []int{1, 2}) ||
		!slices.Equal(r.Published[plan], []int{3}) {
		t.Errorf("published are %v", r.Published)
	}
}

func TestHowLongStepsTook(t *testing.T) {
	stay := func(from, to int) statistics.Step {
		return statistics.Step{Kind: procedure.Research, From: days(from), To: days(to)}
	}
	for what, c := range map[string]struct {
		steps [][]statistics.Step
		want  string
	}{
		"none ended": {[][]statistics.Step{{{Kind: procedure.Research, From: days(0)}}}, "[]"},
		"one":        {[][]statistics.Step{{stay(0, 3)}}, "[research 1: 30 30 [1]]"},
		"the middle one of three": {[][]statistics.Step{{stay(0, 9)}, {stay(0, 1)}, {stay(0, 2)}},
			"[research 3: 20 90 [1 2 3]]"},
		"of two the longer": {[][]statistics.Step{{stay(0, 1)}, {stay(0, 2)}}, "[research 2: 20 20 [1 2]]"},
		"a case that came twice once": {[][]statistics.Step{{stay(0, 1), stay(2, 4)}, {stay(0, 3)}},
			"[research 3: 20 30 [1 2]]"},
		"ended in another month": {[][]statistics.Step{{stay(-40, -20)}, {stay(0, 40)}}, "[]"},
		"begun in another month": {[][]statistics.Step{{stay(-40, 1)}}, "[research 1: 410 410 [1]]"},
		"less than a tenth of the day": {[][]statistics.Step{{{Kind: procedure.Intake, From: days(0),
			To: days(0).Add(2 * time.Hour)}}}, "[intake 1: 0 0 [1]]"},
		"in the usual order": {[][]statistics.Step{{
			{Kind: procedure.Evaluation, From: days(0), To: days(1)},
			{Kind: procedure.Intake, From: days(0), To: days(1)},
		}}, "[intake 1: 10 10 [1] evaluation 1: 10 10 [1]]"},
	} {
		var all []statistics.Case
		for _, steps := range c.steps {
			all = append(all, statistics.Case{Steps: steps})
		}
		got := []string{}
		for _, d := range of(t, all...).Days {
			got = append(got, fmt.Sprintf("%s %d: %d %d %v", d.Kind, d.Count, d.Median, d.Longest, d.Cases))
		}
		if text := "[" + strings.Join(got, " ") + "]"; text != c.want {
			t.Errorf("%s: %s, expected %s", what, text, c.want)
		}
	}
}

// Whoever comes uninvited was there, and so was asked as well: or somebody would have come to more meetings than there
// were.
func TestTheWorkOfMembers(t *testing.T) {
	r := april(t, statistics.Facts{
		Members: []int{9, 7, 8},
		Cases:   []statistics.Case{{Number: 1, Raised: days(0)}, {Number: 2}, {Number: 3}},
		Meetings: []statistics.Meeting{
			{Number: 1, At: days(1), Cases: []int{2}, Invited: []int{7, 8}, There: []int{7, 9}},
			{Number: 2, At: days(2), Invited: []int{7, 8}, There: []int{7, 20}},
			{Number: 3, At: days(50), Cases: []int{3}, Invited: []int{7, 8}, There: []int{8}},
		},
		Statements: []statistics.Statement{{1, 7}, {2, 7}, {3, 7}, {2, 20}, {2, 9}, {99, 9}},
	})
	if got := fmt.Sprint(r.Members); got != "[{9 1 1 1} {7 2 2 2} {8 2 0 0}]" {
		t.Errorf("members' work is %s", got)
	}
	if r.Attended != 4 || r.Persons != 3 || r.Opinions != 4 || !slices.Equal(r.Meetings, []int{1, 2}) {
		t.Errorf("attended %d by %d, opinions %d, meetings %v", r.Attended, r.Persons, r.Opinions, r.Meetings)
	}
	if m := r.Months[0]; m.Meetings != 2 || m.People != 4 {
		t.Errorf("the month has %d meetings of %d people", m.Meetings, m.People)
	}
}

func TestOnlyAYearHasQuarters(t *testing.T) {
	for text, want := range map[string][2]int{"2026": {12, 4}, "2026-Q2": {3, 0}, "2026-04": {1, 0}} {
		r := statistics.Count(period(t, text), statistics.Facts{})
		if len(r.Months) != want[0] || len(r.Quarters) != want[1] {
			t.Errorf("%s has %d months, %d quarters", text, len(r.Months), len(r.Quarters))
		}
	}
}

func TestWhereNothingHappenedNothingIsCounted(t *testing.T) {
	r := statistics.Count(period(t, "2026"), statistics.Facts{})
	for name, numbers := range r.Behind() {
		if len(numbers) > 0 {
			t.Errorf("%s are %v", name, numbers)
		}
	}
	if r.Attended+r.Persons+r.Opinions+r.Voices.Count()+len(r.Days)+len(r.Members)+len(r.Tracks)+len(r.Meetings) > 0 {
		t.Errorf("counted was %+v", r)
	}
}

// TestAShareIsToldToTheNearestTenthOfAPerCent draws two sides: what is told is never further off than half a step,
// both sides make up the whole, and of few nothing is told.
func TestAShareIsToldToTheNearestTenthOfAPerCent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		yes, no := rapid.IntRange(0, 200).Draw(t, "yes"), rapid.IntRange(0, 200).Draw(t, "no")
		a, okA := statistics.Share{Yes: make([]int, yes), No: make([]int, no)}.PerMille()
		b, okB := statistics.Share{Yes: make([]int, no), No: make([]int, yes)}.PerMille()
		if enough := yes+no >= statistics.Minimum; okA != enough || okB != enough {
			t.Fatalf("%d of %d is told: %v", yes, yes+no, okA)
		}
		if !okA {
			return
		}
		of := yes + no
		if off := 2*a*of - 2000*yes; off > of || off < -of || a < 0 || a > 1000 || a+b < 1000 || a+b > 1001 {
			t.Fatalf("%d of %d are told as %d, the others as %d", yes, of, a, b)
		}
	})
}

func TestTheSilentOfEachKindOfPeopleAddUp(t *testing.T) {
	v := statistics.Voices{
		Residents: cases.Words{Asked: 9, Spoken: 4}, Members: cases.Words{Asked: 20, Spoken: 10},
		Authority: cases.Words{Asked: 100},
	}
	if got := v.Silent(); got != 115 {
		t.Errorf("%d are silent", got)
	}
}
