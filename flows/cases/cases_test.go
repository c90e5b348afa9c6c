package cases_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

var (
	monday = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	hall   = &procedure.Procedure{Stages: []procedure.Stage{
		{Kind: procedure.Intake, Within: calendar.Span{WorkDays: 3}}, {Kind: procedure.Screening}, {Kind: procedure.Research},
		{Kind: procedure.Deliberation, Within: calendar.Span{Days: 14}},
		{Kind: procedure.Publicity, Window: calendar.Span{WorkDays: 5}},
		{Kind: procedure.Implementation}, {Kind: procedure.Evaluation, Window: calendar.Span{Days: 7}},
	}}
)

func enter(c *cases.Case, stage int) { c.Enter(hall, stage, monday, calendar.Plain()) }

func TestAStageForgetsItsFormerVisit(t *testing.T) {
	c := &cases.Case{
		Findings: &cases.Findings{Text: "dark"}, Resolution: &cases.Resolution{Text: "lamps"}, Overdue: true,
		Publicity:  cases.Publicity{Until: monday, Objections: []cases.Objection{{Number: 1, By: 7}}},
		Evaluation: cases.Evaluation{Unsolved: 2, Refused: true},
	}
	enter(c, 2)
	if c.Findings != nil || c.Overdue || !c.Due.IsZero() || c.Kind(hall) != procedure.Research {
		t.Errorf("research: %+v", c)
	}
	enter(c, 3)
	if c.Resolution != nil || !c.Publicity.Until.IsZero() || len(c.Publicity.Objections) != 1 ||
		!c.Due.Equal(monday.AddDate(0, 0, 14)) {
		t.Errorf("deliberation: %+v", c)
	}
	enter(c, 4)
	if len(c.Publicity.Objections) != 0 {
		t.Errorf("publicity: %+v", c.Publicity)
	}
	enter(c, 6)
	if want := (cases.Evaluation{Until: monday.AddDate(0, 0, 7)}); c.Evaluation != want || !c.Due.Equal(want.Until) {
		t.Errorf("evaluation: %+v, due %v", c.Evaluation, c.Due)
	}
}

func TestRoundsCountFailedBallotsUntilTheCaseIsReopened(t *testing.T) {
	c := &cases.Case{}
	for _, step := range []struct {
		name string
		do   func()
		want int
	}{
		{"the first round", func() { enter(c, 3) }, 1},
		{"after a ballot without consensus", func() { c.Talk.Ballots++; c.Fail(hall, monday, calendar.Plain()) }, 2},
		{"an objection upheld costs no round", func() { enter(c, 4); enter(c, 3) }, 2},
		{"a case reopened begins anew",
			func() { c.Close(cases.Closing{}); c.Reopen(hall, 1, monday, calendar.Plain()); enter(c, 3) }, 1},
	} {
		if step.do(); c.Talk.Round != step.want || c.Talk.Ballots > 1 {
			t.Errorf("%s: expected round %d, got %+v", step.name, step.want, c.Talk)
		}
	}
	if c.Talk.Ballots != 1 || c.Reopened != 1 || c.Closed != nil {
		t.Errorf("the count of ballots names them all: %+v", c)
	}
}

func TestAClosedCaseWaitsForNothing(t *testing.T) {
	c := &cases.Case{Motion: &cases.Verdict{}, Talk: cases.Talk{Ballot: "1.1", Meeting: 2}, Due: monday}
	c.Close(cases.Closing{Outcome: cases.Answered})
	if c.Kind(hall) != procedure.Closed || c.Motion != nil || c.Talk.Ballot != "" || c.Talk.Meeting != 0 ||
		!c.Due.IsZero() {
		t.Errorf("got %+v", c)
	}
}

func TestAnEchoEndsTheSilence(t *testing.T) {
	c := &cases.Case{Silences: 3}
	if c.Touch(monday); c.Silences != 0 || !c.Echoed.Equal(monday) {
		t.Errorf("got %+v", c)
	}
}

func TestObjectionsAndTasksThatAreOpen(t *testing.T) {
	c := &cases.Case{
		Publicity:    cases.Publicity{Objections: []cases.Objection{{Number: 1, Ruling: cases.Dismissed}, {Number: 2}}},
		Tasks:        []cases.Task{{Number: 1, Done: monday}, {Number: 2}},
		Stakeholders: []int{7},
	}
	if c.OpenObjection(1) != nil || c.OpenObjection(2) == nil || c.OpenObjection(3) != nil || c.ObjectionsOpen() != 1 {
		t.Errorf("objections: %+v", c.Publicity)
	}
	if open := c.OpenTasks(); len(open) != 1 || open[0].Number != 2 || c.Task(1) == nil || c.Task(3) != nil {
		t.Errorf("tasks: %+v", c.Tasks)
	}
	if !c.IsStakeholder(7) || c.IsStakeholder(8) {
		t.Errorf("stakeholders: %v", c.Stakeholders)
	}
}

func TestEveryOutcomeIsListedOnce(t *testing.T) {
	all := cases.Outcomes()
	slices.Sort(all)
	if len(slices.Compact(all)) != 8 {
		t.Errorf("expected 8 outcomes, got %v", all)
	}
}
