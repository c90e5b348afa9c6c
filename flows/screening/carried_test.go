package screening_test

import (
	"slices"
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/screening"
)

func bring(by, n int, answer screening.Brought) life.Command {
	return life.Command{Verb: permission.Brought, By: by, Case: n, Values: answer}
}

// carried is a village with a case that the secretary takes to the level above by hand.
func carried(t *testing.T) (v *village.Village, n int) {
	v = village.Found(t, "six-step")
	n = v.Raised()
	v.Must(screen(village.Secretary, n, cases.Verdict{Kind: cases.Refer, Text: "the county builds roads"}))
	return v, n
}

// TestNoReferredCaseIsClosedBeforeItsAnswer holds that a case that goes up by hand stays open, is waited for by name
// and date, and is heard of until the answer is entered.
func TestNoReferredCaseIsClosedBeforeItsAnswer(t *testing.T) {
	v, n := carried(t)
	due := v.Find(n).Due
	w := village.Look(v, func(s *life.State) life.Wait { return life.Waiting(s, s.Case(n)) })
	if v.Find(n).Closed != nil || w.For != "carried" || !slices.Equal(w.Persons, []int{village.Secretary}) ||
		due.IsZero() {
		t.Fatalf("it waits for %+v until %s", w, due)
	}
	for v.Now.Before(due) {
		v.Pass(village.Day)
	}
	v.HeardIn("wall", "echo.overdue")
	for range 20 {
		v.Pass(village.Day)
	}
	v.HeardIn("wall", "echo.silence")
	v.Told("task.chase", village.Secretary, village.Convener, village.Supervisor)
	if v.Find(n).Closed != nil {
		t.Fatal("time closed it")
	}
	v.Must(bring(village.Secretary, n, screening.Brought{Text: "The road is built next year"}))
	v.HeardIn("wall", "echo.closed.referred")
	if how := v.Find(n).Closed; how == nil || how.Outcome != cases.Referred ||
		how.Reason != "The road is built next year" {
		t.Errorf("closed as %+v", how)
	}
	v.ProvesJournal()
}

func TestWhatIsWithTheLevelAboveIsNotDecidedHere(t *testing.T) {
	v, n := carried(t)
	v.Refused("refuse.carried", screen(village.Secretary, n, cases.Verdict{Kind: cases.Accept}))
	v.Refused("refuse.role", bring(village.Resident, n, screening.Brought{Text: "so"}))
	v.Must(bring(village.Secretary, n, screening.Brought{Back: true, Text: "It is for the village"}))
	v.Came("case.sent_back")
	v.HeardIn("wall", "echo.sent_back")
	v.Is(n, procedure.Screening)
	v.Refused("refuse.not_carried", bring(village.Secretary, n, screening.Brought{Text: "so"}))
	v.Must(screen(village.Secretary, n, cases.Verdict{Kind: cases.Accept}))
	v.ProvesJournal()
}
