package cases_test

import (
	"testing"

	"echowall/flows/cases"
	"echowall/flows/procedure"
)

func TestHowAnEvaluationEnds(t *testing.T) {
	third := procedure.Fraction{Num: 1, Den: 3}
	for _, c := range []struct {
		name   string
		e      cases.Evaluation
		limit  procedure.Fraction
		failed bool
		want   cases.Outcome
	}{
		{"silence is no objection", cases.Evaluation{}, third, false, cases.Solved},
		{"all say solved", cases.Evaluation{Solved: 3}, third, false, cases.Solved},
		{"a tie of solved and partly", cases.Evaluation{Solved: 2, Partly: 2}, third, false, cases.Solved},
		{"more say partly", cases.Evaluation{Solved: 1, Partly: 2}, third, false, cases.Partly},
		{"one of three says unsolved", cases.Evaluation{Solved: 2, Unsolved: 1}, third, true, cases.Solved},
		{"one of four does", cases.Evaluation{Solved: 3, Unsolved: 1}, third, false, cases.Solved},
		{"the raiser does", cases.Evaluation{Solved: 9, Unsolved: 1, Refused: true}, third, true, cases.Solved},
		{"no limit is set", cases.Evaluation{Unsolved: 5}, procedure.Fraction{}, false, cases.Partly},
		{"nobody asked has spoken", cases.Evaluation{Residents: cases.Words{Asked: 9}}, third, false, cases.Solved},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.e.Failed(&procedure.Stage{Unsolved: c.limit}) != c.failed || c.e.Outcome() != c.want {
				t.Errorf("expected failed %v and %s, got %v and %s", c.failed, c.want, !c.failed, c.e.Outcome())
			}
		})
	}
}

func TestHowManyMustBeSatisfied(t *testing.T) {
	stage := &procedure.Stage{Satisfied: procedure.Fraction{Num: 2, Den: 3}}
	for _, c := range []struct {
		name   string
		e      cases.Evaluation
		failed bool
	}{
		{"nobody spoke", cases.Evaluation{}, false},
		{"two of three are", cases.Evaluation{Solved: 3, Satisfied: 2}, false},
		{"one of three is, though all say solved", cases.Evaluation{Solved: 3, Satisfied: 1}, true},
	} {
		if got := c.e.Failed(stage); got != c.failed {
			t.Errorf("%s: failed %v", c.name, got)
		}
	}
}

func TestARatingIsCountedAndTakenBack(t *testing.T) {
	var e cases.Evaluation
	resident := procedure.ByResidents
	ratings := []cases.Rating{
		{Solved: cases.RatedSolved, Satisfied: true, As: resident}, {Solved: cases.RatedPartly, As: resident},
		{Solved: cases.RatedUnsolved, As: resident}, {Solved: cases.RatedPartly, Satisfied: true, As: resident},
	}
	for _, r := range ratings {
		e.Add(r, 1)
	}
	want := cases.Evaluation{
		Solved: 1, Partly: 2, Unsolved: 1, Satisfied: 2, Residents: cases.Words{Said: 4, Solved: 1, Satisfied: 2},
	}
	if e != want || e.Count() != 4 {
		t.Errorf("expected %+v, got %+v", want, e)
	}
	for _, r := range ratings {
		e.Add(r, -1)
	}
	if e != (cases.Evaluation{}) {
		t.Errorf("after all was taken back: %+v", e)
	}
}
