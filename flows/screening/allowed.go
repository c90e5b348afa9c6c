package screening

import (
	"cmp"
	"fmt"
	"slices"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/proof"
)

// acceptanceAllowed takes a case on to the stage that follows on its track: by whoever screens it, all conveners where
// all must agree, or by a ballot where the council decides.
func acceptanceAllowed(a *proof.Act, e CaseAccepted) error {
	c := a.Now.Case(e.Case)
	if c == nil || c.Closed != nil {
		return fmt.Errorf("case %d was not open", e.Case)
	}
	next, _ := a.Now.Method(c).Next(life.ScreeningAt(a.Now, c), cmp.Or(e.Track, procedure.Big))
	if next != e.Stage {
		return fmt.Errorf("stage %d does not follow on the screening of case %d", e.Stage, e.Case)
	}
	return proof.Screened(a, e.Case)
}

// referralAllowed hands a case to the level above that is known.
func referralAllowed(a *proof.Act, e CaseReferred) error {
	if err := proof.Screened(a, e.Case); err != nil {
		return err
	}
	up := life.Above(a.Now)
	return proof.Unless(up != nil && up.Community == e.Community, "the level above is not %s", e.Community)
}

// carryAllowed lets a case be taken to the level above by hand: where there is none to write to, or the one that was
// written to does not take it on.
func carryAllowed(a *proof.Act, e CaseCarried) error {
	c := a.Now.Case(e.Case)
	switch {
	case c == nil || c.Closed != nil:
		return fmt.Errorf("case %d was not open", e.Case)
	case a.Cause == proof.FromLetter:
		handed := c.Follows(cases.ReferredUp) && c.Lead.Name == e.From
		return proof.Unless(handed, "case %d was not handed to %s", e.Case, e.From)
	case life.Above(a.Now) != nil:
		return fmt.Errorf("case %d could be handed up by a letter", e.Case)
	}
	return proof.Screened(a, e.Case)
}

// sendingBackAllowed takes a case back that was taken to the level above by hand.
func sendingBackAllowed(a *proof.Act, e SentBack) error {
	c := a.Now.Case(e.Case)
	return proof.Unless(c != nil && c.Closed == nil && c.Follows(cases.ByHand), "case %d was not taken up by hand", e.Case)
}

// backingAllowed keeps who agrees: those who had agreed to the same before, and whoever the entry is of.
func backingAllowed(a *proof.Act, e VerdictBacked) error {
	c := a.Now.Case(e.Case)
	if c == nil {
		return fmt.Errorf("there was no case %d", e.Case)
	}
	for _, p := range e.By {
		if p != a.By && !slices.Contains(c.Backers, p) {
			return fmt.Errorf("person %d did not agree to what becomes of case %d", p, e.Case)
		}
	}
	return nil
}
