package screening

import (
	"cmp"
	"fmt"
	"slices"

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
