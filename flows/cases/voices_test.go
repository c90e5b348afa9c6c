package cases_test

import (
	"testing"

	"pgregory.net/rapid"

	"echowall/flows/cases"
	"echowall/flows/procedure"
)

func TestWhoWasAskedAndSaidNothingIsSilent(t *testing.T) {
	for _, c := range []struct {
		name string
		e    cases.Evaluation
		want int
	}{
		{"nobody was asked", cases.Evaluation{}, 0},
		{"nobody asked has spoken", cases.Evaluation{Residents: cases.Words{Asked: 5}}, 5},
		{"all have", cases.Evaluation{Members: cases.Words{Asked: 3, Said: 3, Spoken: 3}}, 0},
		{"a neighbour who speaks unasked breaks nobody's silence",
			cases.Evaluation{Residents: cases.Words{Asked: 5, Said: 3, Spoken: 2}}, 3},
		{"those who left were asked and have spoken", cases.Evaluation{Residents: cases.Words{Asked: 1, Said: 2, Spoken: 2}},
			0},
		{"each kind is silent by itself", cases.Evaluation{
			Residents: cases.Words{Asked: 1, Spoken: 2}, Members: cases.Words{Asked: 7, Spoken: 3},
			Authority: cases.Words{Asked: 1},
		}, 5},
	} {
		if got := c.e.Silent(); got != c.want {
			t.Errorf("%s: %d are silent, expected %d", c.name, got, c.want)
		}
	}
}

func TestWhetherPeopleWereAnswered(t *testing.T) {
	for _, c := range []struct {
		name string
		e    cases.Evaluation
		want bool
	}{
		{"nobody complains", cases.Evaluation{}, true},
		{"one of two heard nothing", cases.Evaluation{Solved: 2, Unanswered: 1}, true},
		{"two of three heard nothing", cases.Evaluation{Solved: 1, Partly: 1, Unsolved: 1, Unanswered: 2}, false},
		{"the raiser heard nothing, and nine did", cases.Evaluation{Solved: 10, Unanswered: 1, Unheard: true}, false},
	} {
		if got := c.e.Answered(); got != c.want {
			t.Errorf("%s: answered %v", c.name, got)
		}
	}
}

func TestEveryKindOfPeopleHasItsOwnCounts(t *testing.T) {
	e := &cases.Evaluation{Residents: cases.Words{Said: 30}, Members: cases.Words{Said: 7},
		Authority: cases.Words{Said: 1}}
	for kind, want := range map[procedure.Evaluator]int{procedure.ByResidents: 30, procedure.ByMembers: 7,
		procedure.ByAuthority: 1, "": 30} {
		if got := e.Of(kind).Said; got != want {
			t.Errorf("%q: %d words, expected %d", kind, got, want)
		}
	}
	if e.Of(procedure.ByMembers).Asked = 20; e.Members.Asked != 20 {
		t.Errorf("what is asked of members is not kept: %+v", e)
	}
}

func TestTheWordsOfTwoCasesAreToldTogether(t *testing.T) {
	lamps, drain := cases.Words{Said: 5, Solved: 4, Satisfied: 3, Asked: 8, Spoken: 2},
		cases.Words{Said: 10, Solved: 20, Satisfied: 30, Asked: 40, Spoken: 50}
	want := cases.Words{Said: 15, Solved: 24, Satisfied: 33, Asked: 48, Spoken: 52}
	if got := lamps.Plus(drain); got != want || drain.Plus(lamps) != want || lamps.Plus(cases.Words{}) != lamps {
		t.Errorf("expected %+v, got %+v", want, got)
	}
}

// drawRatings are what people may say, of every kind of people, asked and unasked.
func drawRatings(t *rapid.T) []cases.Rating {
	one := rapid.Custom(func(t *rapid.T) cases.Rating {
		return cases.Rating{
			Solved:    rapid.SampledFrom([]string{cases.RatedSolved, cases.RatedPartly, cases.RatedUnsolved}).Draw(t, "solved"),
			Satisfied: rapid.Bool().Draw(t, "satisfied"), Unanswered: rapid.Bool().Draw(t, "unanswered"),
			Asked: rapid.Bool().Draw(t, "asked"),
			As:    rapid.SampledFrom(procedure.Evaluators()).Draw(t, "as"),
		}
	})
	return rapid.SliceOfN(one, 0, 20).Draw(t, "ratings")
}

// counted counts what people of one kind said, one after another.
func counted(all []cases.Rating, kind procedure.Evaluator) (w cases.Words) {
	for _, r := range all {
		if r.As != kind {
			continue
		}
		w = w.Plus(cases.Words{Said: 1, Solved: one(r.Solved == cases.RatedSolved), Satisfied: one(r.Satisfied),
			Spoken: one(r.Asked)})
	}
	return w
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// TestEveryWordCountsOnceAndForItsKind counts whatever people say, and takes it back in another order: nothing of it
// may stay.
func TestEveryWordCountsOnceAndForItsKind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := drawRatings(t)
		var e cases.Evaluation
		for _, r := range all {
			e.Add(r, 1)
		}
		for _, kind := range procedure.Evaluators() {
			if got, want := *e.Of(kind), counted(all, kind); got != want {
				t.Fatalf("%s: expected %+v, got %+v", kind, want, got)
			}
		}
		said := e.Residents.Plus(e.Members).Plus(e.Authority)
		if e.Count() != len(all) || e.Count() != said.Said || e.Solved != said.Solved || e.Satisfied != said.Satisfied {
			t.Fatalf("of %d ratings: %+v", len(all), e)
		}
		for _, r := range rapid.Permutation(all).Draw(t, "taken back") {
			e.Add(r, -1)
		}
		if e != (cases.Evaluation{}) {
			t.Fatalf("after all was taken back: %+v", e)
		}
	})
}
