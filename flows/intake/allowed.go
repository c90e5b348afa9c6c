package intake

import (
	"fmt"
	"strings"

	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// raisingAllowed opens the next case, under the procedure in force, by whoever the entry is of.
func raisingAllowed(a *proof.Act, e CaseRaised) error {
	h := a.Now.Head()
	if e.Case != h.Cases+1 || e.Procedure != h.Method || e.Version != h.Version {
		return fmt.Errorf("case %d was not the next, or is under another procedure", e.Case)
	}
	switch a.Cause {
	case permission.Behalf:
		through := e.Through == 0 || a.Now.Person(e.Through) != nil
		return proof.Unless(
			a.After("person.joined") && e.Raiser == h.People && e.EnteredBy == a.By && through,
			"case %d was not entered so",
			e.Case,
		)
	case proof.FromLetter:
		return proof.Unless(
			e.Raiser == 0 && e.From != nil && a.Now.Tie(e.From.Community) != nil,
			"nobody handed up case %d",
			e.Case,
		)
	case proof.FromFiling:
		return proof.Unless(e.Raiser == 0 && e.Via != "" && h.Page.Filing != "", "nobody may file case %d", e.Case)
	}
	return proof.Own(a, e.Raiser)
}

// supportAllowed counts one supporter more, who is not one yet and did not raise the case.
func supportAllowed(a *proof.Act, e CaseSupported) error {
	c := a.Now.Case(e.Case)
	if c == nil || a.Now.Supports(e.Case, e.Person) || c.Raiser == e.Person || e.Count != c.Supporters+1 {
		return fmt.Errorf("person %d could not support case %d", e.Person, e.Case)
	}
	return proof.Own(a, e.Person)
}

// photosAllowed keeps the photos of a case few.
func photosAllowed(a *proof.Act, e PhotosAdded) error {
	c := a.Now.Case(e.Case)
	return proof.Unless(c != nil && len(c.Photos)+len(e.Photos) <= 10, "case %d has more photos than it may", e.Case)
}

// takingBackAllowed counts one supporter less, who is one.
func takingBackAllowed(a *proof.Act, e SupportTakenBack) error {
	c := a.Now.Case(e.Case)
	if c == nil || !a.Now.Supports(e.Case, e.Person) || e.Count != max(c.Supporters-1, 0) {
		return fmt.Errorf("person %d could not take support of case %d back", e.Person, e.Case)
	}
	return proof.Own(a, e.Person)
}

// rewordingAllowed gives a case a title that its text begins with, for programs have not always cut it in the same
// place; what is told as a change tells what the case said.
func rewordingAllowed(a *proof.Act, e CaseReworded) error {
	c := a.Now.Case(e.Case)
	if c == nil || !strings.HasPrefix(strings.TrimSpace(e.Text), strings.TrimSuffix(e.Title, "…")) {
		return fmt.Errorf("case %d has another title than its text", e.Case)
	}
	return proof.Unless(!e.Shown || e.Was == c.Text, "case %d did not say what it is said to have said", e.Case)
}

// recurrenceAllowed ties a case to an earlier one that was closed.
func recurrenceAllowed(a *proof.Act, e Recurred) error {
	c, earlier := a.Now.Case(e.Case), a.Now.Case(e.Earlier)
	closed := earlier != nil && earlier.Closed != nil && earlier.Closed.Outcome != cases.Merged
	if c == nil || !closed || c.Earlier != 0 || c.Number <= earlier.Number {
		return fmt.Errorf("case %d did not come back as case %d", e.Earlier, e.Case)
	}
	return proof.Unless(a.Cause == permission.Recurs || a.After("case.raised"), "case %d was not raised anew", e.Case)
}
