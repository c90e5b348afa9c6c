package statistics_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/statistics"
)

func TestBehindEachFigureAreItsCases(t *testing.T) {
	f := statistics.Facts{Cases: []statistics.Case{
		{Number: 1, Raised: days(0), Answered: days(1), Track: procedure.Big, Source: string(cases.Sources()[0]), Asked: true,
			Adopted: days(2), Published: cases.Forms()[0], Outcome: cases.Partly, Closed: days(9),
			Judged: statistics.Voices{Partly: 1},
			Steps:  []statistics.Step{{Kind: procedure.Research, From: days(1), To: days(2)}}},
		{Number: 2, Raised: days(1), Track: procedure.Big, Topic: string(cases.Topics()[0]), Repeat: true, Overdue: true},
		{Number: 3, Raised: days(2), Answered: days(3), Unheard: true, Asked: true, Adopted: days(4), Realised: true,
			Outcome: cases.Solved, Closed: days(5), Reopened: 1, Judged: statistics.Voices{Solved: 2}},
		{Number: 4, Raised: days(-40), Answered: days(-39), Asked: true, Outcome: cases.Solved, Closed: days(1)},
	}}
	r := statistics.Count(period(t, "2026-04"), f)
	want := map[string][]int{
		"raised": {1, 2, 3}, "answered": {1}, "silent": {2, 3}, "settled": {1, 3, 4}, "solved": {3}, "unsolved": {1},
		"judged":   {1, 3},
		"unjudged": {4}, "again": {3}, "repeated": {2}, "realised": {3}, "unrealised": {1}, "overdue": {2},
		"ended.solved": {3, 4}, "ended.partly": {1}, "days.research": {1}, "track.big.raised": {1, 2},
		"track.big.settled": {1},
	}
	want["source."+string(cases.Sources()[0])+".raised"],
		want["source."+string(cases.Sources()[0])+".settled"] = []int{1}, []int{1}
	want["topic."+string(cases.Topics()[0])+".raised"], want["topic."+string(cases.Topics()[0])+".settled"] = []int{2}, nil
	if diff := cmp.Diff(want, r.Behind()); diff != "" {
		t.Error(diff)
	}
	if got := r.Published[cases.Forms()[0]]; !slices.Equal(got, []int{1}) || len(r.Published) != 1 {
		t.Errorf("published: %v", r.Published)
	}
}

// Nothing came back: then there is no such figure, and no page behind it.
func TestNoFigureOfWhatDidNotComeBack(t *testing.T) {
	f := statistics.Facts{Cases: []statistics.Case{{Number: 1, Raised: days(0)}}}
	if behind, there := statistics.Count(period(t, "2026-04"), f).Behind()["repeated"]; there {
		t.Errorf("repeated are %v", behind)
	}
}

func TestSatisfactionIsToldInPerMilleOfManyVoices(t *testing.T) {
	for _, c := range []struct {
		voices   statistics.Voices
		perMille int
		enough   bool
	}{
		{statistics.Voices{}, 0, false},
		{statistics.Voices{Solved: 4, Satisfied: 4}, 0, false},
		{statistics.Voices{Solved: 3, Partly: 1, Unsolved: 1, Satisfied: 3}, 600, true},
		{statistics.Voices{Solved: 5, Partly: 1, Satisfied: 4}, 667, true},
		{statistics.Voices{Unsolved: 6}, 0, true},
	} {
		if got, enough := c.voices.PerMille(); got != c.perMille || enough != c.enough {
			t.Errorf("%+v: %d, %v", c.voices, got, enough)
		}
	}
}

// Who was asked and said nothing is counted with each kind of people; who spoke unasked makes up for nobody's silence.
func TestSilenceIsCountedByWhoWasAsked(t *testing.T) {
	v := statistics.Voices{
		Residents: cases.Words{Asked: 9, Spoken: 4, Said: 6}, Members: cases.Words{Asked: 1, Spoken: 3},
		Authority: cases.Words{Asked: 1},
	}
	if got := v.Silent(); got != 6 {
		t.Errorf("silent are %d", got)
	}
}

// What is told as a share is on one of its sides, each figure's cases are in order and none is named twice, and voices
// add up.
func TestFiguresAreConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var f statistics.Facts
		for n := 1; n <= rapid.IntRange(0, 30).Draw(t, "cases"); n++ {
			c := statistics.Case{
				Number: n, Raised: days(rapid.IntRange(-30, 60).Draw(t, "raised")), Asked: rapid.Bool().Draw(t, "asked"),
				Repeat: rapid.Bool().Draw(t, "repeat"), Overdue: rapid.Bool().Draw(t, "late"),
				Unheard: rapid.Bool().Draw(t, "unheard"),
				Track:   rapid.SampledFrom(procedure.Tracks()).Draw(t, "track"),
			}
			if rapid.Bool().Draw(t, "closed") {
				c.Closed, c.Answered = c.Raised.AddDate(0, 0, 5), c.Raised.AddDate(0, 0, 5)
				c.Outcome = rapid.SampledFrom(cases.Outcomes()).Draw(t, "outcome")
				c.Judged = statistics.Voices{Solved: rapid.IntRange(0, 2).Draw(t, "solved"),
					Unsolved: rapid.IntRange(0, 2).Draw(t, "unsolved")}
			}
			f.Cases = append(f.Cases, c)
		}
		r := statistics.Count(period(t, "2026-04"), f)
		behind := r.Behind()
		for name, numbers := range behind {
			if !slices.IsSorted(numbers) || len(slices.Compact(slices.Clone(numbers))) != len(numbers) {
				t.Fatalf("%s: %v", name, numbers)
			}
		}
		for whole, sides := range map[string][2]string{"raised": {"answered", "silent"}, "judged": {"solved", "unsolved"}} {
			both := slices.Concat(behind[sides[0]], behind[sides[1]])
			slices.Sort(both)
			if !slices.Equal(both, behind[whole]) {
				t.Fatalf("%s are %v, and %v %v", whole, behind[whole], sides, both)
			}
		}
		raised, voices := 0, statistics.Voices{}
		for _, track := range procedure.Tracks() {
			raised += len(behind[fmt.Sprintf("track.%s.raised", track)])
		}
		for _, n := range behind["judged"] {
			voices.Solved += f.Cases[n-1].Judged.Solved
			voices.Unsolved += f.Cases[n-1].Judged.Unsolved
		}
		if raised != len(r.Raised) || voices.Count() != r.Voices.Count() || voices.Solved != r.Voices.Solved {
			t.Fatalf("raised %d of %d by track, voices %+v of %+v", raised, len(r.Raised), voices, r.Voices)
		}
	})
}
