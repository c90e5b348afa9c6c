package proof

import (
	"fmt"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/permission"
)

// Any allows whatever the cause of the entry allows.
func Any[E life.Event](*Act, E) error { return nil }

// Clocked is for what the clock alone brings about, which is held against what it would have done at that time.
func Clocked[E life.Event](*Act, E) error { return nil }

// Own refuses what is said to be done by somebody else than whose entry it is.
func Own(a *Act, person int) error {
	if person != a.By {
		return fmt.Errorf("is of person %d, and person %d did it", person, a.By)
	}
	return nil
}

// May refuses what the person has no right to do, whatever the case.
func May(a *Act, verb permission.Verb, aMeeting int) error {
	return life.Allowed(a.Before, life.Command{Verb: verb, By: a.By, At: a.At, Meeting: aMeeting})
}

// InCase finds a case and refuses what the person may not do in it at its stage.
func InCase(a *Act, number int) (*cases.Case, error) {
	c := a.Before.Case(number)
	switch {
	case c == nil:
		return nil, fmt.Errorf("there was no case %d", number)
	case a.Nobody():
		return c, nil
	}
	_, err := life.InCase(a.Before, life.Command{Verb: a.Cause, By: a.By, At: a.At, Case: number})
	return c, err
}

// Unless is an error with a text, unless something holds.
func Unless(holds bool, text string, args ...any) error {
	if holds {
		return nil
	}
	return fmt.Errorf(text, args...)
}
