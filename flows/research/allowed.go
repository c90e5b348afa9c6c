package research

import (
	"fmt"
	"slices"

	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// confirmationAllowed accepts findings that are there; nobody confirms their own while somebody else could.
func confirmationAllowed(a *proof.Act, e FindingsConfirmed) error {
	c := a.Now.Case(e.Case)
	if c == nil || c.Findings == nil {
		return fmt.Errorf("case %d had no findings", e.Case)
	}
	others := slices.DeleteFunc(a.Now.Officers(), func(p int) bool { return p == e.By })
	if c.Findings.By == e.By && len(others) > 0 {
		return fmt.Errorf("person %d confirmed their own findings on case %d", e.By, e.Case)
	}
	return proof.Own(a, e.By)
}

func findingsAllowed(a *proof.Act, e FindingsRecorded) error { return proof.Own(a, e.By) }

// teamAllowed puts on the team who may look into a case: by the word of the office, or their own.
func teamAllowed(a *proof.Act, e TeamJoined) error {
	p := a.Now.Person(e.Person)
	if p == nil || a.Cause == permission.Team && !life.Permissions(a.Now).By(permission.Research, p.Roles()) {
		return fmt.Errorf("person %d cannot look into case %d", e.Person, e.Case)
	}
	if a.Cause == permission.Volunteer || e.Own {
		return proof.Own(a, e.Person)
	}
	return nil
}

func visitAllowed(a *proof.Act, e Visited) error {
	if e.Visit.At.After(a.At.AddDate(0, 0, 2)) {
		return fmt.Errorf("the visit to case %d was still to come", e.Case)
	}
	return proof.Own(a, e.Visit.By)
}

// weighingAllowed is what the procedure makes of how a case was weighed.
func weighingAllowed(a *proof.Act, e CaseWeighed) error {
	c, err := proof.InCase(a, e.Case)
	if err != nil {
		return err
	}
	track, level := a.Now.Method(c).Sort(e.Weighed.Weighed)
	return proof.Unless(
		track == e.Weighed.Track && level == e.Weighed.Level,
		"case %d is not on track %s so",
		e.Case,
		e.Weighed.Track,
	)
}

// statementAllowed is the next statement on a case, by whoever the entry is of; another community says by itself who
// spoke.
func statementAllowed(a *proof.Act, e StatementMade) error {
	c := a.Now.Case(e.Case)
	if c == nil || e.Number != c.Statements+1 {
		return fmt.Errorf("%d was not the next statement on case %d", e.Number, e.Case)
	}
	if a.Cause == proof.FromLetter {
		return proof.Unless(e.By == 0 && e.Of != "", "a letter does not speak for person %d", e.By)
	}
	return proof.Own(a, e.By)
}
