package community

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Entry is an entry of a book that is played again.
type Entry struct {
	At    time.Time
	By    int
	Cause string
	// Names and Events are what happened, in order.
	Names  []string
	Events []life.Event
}

// Judge plays an entry on a state and says why it could not have happened, which is asked of the rules themselves:
// whether the person had the right to the verb in the case at its stage, whether each event can come from it, whether a
// ballot ends as its votes give, whether the clock would have done the same. An entry that is found wanting leaves the
// state as it was.
func Judge(s *life.State, e Entry) error {
	a := &proof.Act{Before: s, Now: s.Fork(), Meta: life.Meta{At: e.At, By: e.By}, Cause: permission.Verb(e.Cause)}
	if len(e.Events) == 0 {
		return errors.New("nothing happened")
	}
	if err := entitled(a, e); err != nil {
		return err
	}
	if a.Cause == proof.FromClock && !refreshes(e.Events) {
		if err := ticked(a, e.Events); err != nil {
			return err
		}
	}
	if err := movedOnce(a, e.Events); err != nil {
		return err
	}
	for i, x := range e.Events {
		a.Rest = e.Events[i+1:]
		if err := allowed(a, e.Names[i], x); err != nil {
			return fmt.Errorf("%s: %w", e.Names[i], err)
		}
		life.Apply(a.Now, x, a.Meta)
		a.Done = append(a.Done, e.Names[i])
	}
	a.Now.Merge()
	return nil
}

// movedOnce refuses that a case goes on twice by one word, as nothing does but the clock, whose looks are held against
// what it would do. Only to be screened a case enters its stage at the same time.
func movedOnce(a *proof.Act, events []life.Event) error {
	moved := map[int]bool{}
	for _, x := range events {
		m, ok := x.(life.Mover)
		if entered, is := x.(life.StageEntered); !ok || is && entered.Why == life.Quietly || a.Cause == proof.FromClock {
			continue
		}
		if moved[m.Moves()] {
			return fmt.Errorf("case %d went on twice at once", m.Moves())
		}
		moved[m.Moves()] = true
	}
	return nil
}

// allowed holds one event against what its kind can come from, and what must hold for it.
func allowed(a *proof.Act, name string, e life.Event) error {
	i := slices.IndexFunc(eventKinds, func(k proof.EventKind) bool { return k.Name == name })
	kind := eventKinds[i]
	if kind.From != nil && !slices.Contains(kind.From, a.Cause) {
		return fmt.Errorf("does not come of %q", a.Cause)
	}
	return kind.Allowed(a, e)
}
