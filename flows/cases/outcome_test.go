package cases_test

import (
	"slices"
	"testing"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

func TestAsWhatAResultIsPublished(t *testing.T) {
	for _, c := range []struct {
		published, form cases.Form
		lasting         bool
	}{
		{"", cases.AsResolution, false},
		{cases.AsResolution, cases.AsResolution, false},
		{cases.AsCovenant, cases.AsCovenant, true},
		{cases.AsRule, cases.AsRule, true},
		{cases.AsScheme, cases.AsScheme, false},
	} {
		r := &cases.Resolution{Text: "Mend the lamps", Published: c.published}
		if r.Form() != c.form || r.Lasting() != c.lasting || !slices.Contains(cases.Forms(), r.Form()) {
			t.Errorf("%q: got the form %q, lasting %v", c.published, r.Form(), r.Lasting())
		}
	}
	if got := cases.Forms(); len(got) != 4 {
		t.Errorf("expected 4 forms, got %v", got)
	}
}

func TestASubmittedCaseWaitsForTheAuthority(t *testing.T) {
	c := &cases.Case{Stage: 4, Overdue: true, Climbed: 2, Nudged: monday}
	due := monday.AddDate(0, 0, 14)
	c.Submit(monday, due)
	if !c.IsSubmitted() || c.Kind(hall) != procedure.Approval || c.Stage != 4 {
		t.Errorf("waits for %s: %+v", c.Kind(hall), c)
	}
	if !c.Due.Equal(due) || !c.Entered.Equal(monday) || c.Late() || c.Climbed != 0 || !c.Nudged.IsZero() {
		t.Errorf("the authority has its own time: %+v", c)
	}
	if enter(c, 5); c.IsSubmitted() || c.Kind(hall) != procedure.Implementation {
		t.Errorf("after the word of the authority: %+v", c)
	}
	c.Submit(monday, due)
	c.Reopen(hall, 3, monday, calendar.Plain())
	if c.IsSubmitted() || c.Kind(hall) != procedure.Deliberation {
		t.Errorf("sent back: %+v", c)
	}
	c.Submit(monday, due)
	c.Close(cases.Closing{Outcome: cases.Withdrawn, At: monday})
	if c.IsSubmitted() || c.Kind(hall) != procedure.Closed {
		t.Errorf("withdrawn: %+v", c)
	}
}

// TestJournalsKnowWhereMattersComeFrom holds the words that are in the journals of villages: who changes one makes a
// year's report wrong.
func TestJournalsKnowWhereMattersComeFrom(t *testing.T) {
	if got := cases.Sources(); !slices.Equal(got, []cases.Source{"walk", "recommended", "called", "set", "proposal"}) {
		t.Errorf("sources are %v", got)
	}
	if got := cases.Topics(); !slices.Equal(got, []cases.Topic{"worry", "door", "watched", "reported", "plan"}) {
		t.Errorf("topics are %v", got)
	}
}
