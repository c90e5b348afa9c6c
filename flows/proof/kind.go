package proof

import (
	"encoding/json"
	"fmt"

	"echowall/flows/life"
	"echowall/flows/permission"
)

// EventKind is a kind of events, as the journal keeps them.
type EventKind struct {
	// Name is the name under which the journal keeps it: never given twice, nor changed.
	Name string
	// Is tells whether an event is of the kind.
	Is func(life.Event) bool
	// Decode reads an event as kept.
	Decode func([]byte) (life.Event, error)
	// From are what an event of the kind can come from: the verbs of commands, or a cause that is nobody's word; none for
	// anything.
	From []permission.Verb
	// Allowed says why an event could not have happened in an entry; nil where it could. That the person had the right to
	// the verb, in the case at its stage, has been seen before.
	Allowed func(*Act, life.Event) error
}

// EventOf is the kind of the events of a type, with what they can come from, and what else must hold for them to
// happen.
func EventOf[E life.Event](name string, allowed func(*Act, E) error, from ...permission.Verb) EventKind {
	return EventKind{
		Name: name,
		Is:   func(e life.Event) bool { _, ok := e.(E); return ok },
		Decode: func(data []byte) (life.Event, error) {
			var e E
			if err := json.Unmarshal(data, &e); err != nil {
				return nil, fmt.Errorf("read event %s: %w", name, err)
			}
			return e, nil
		},
		From:    from,
		Allowed: func(a *Act, e life.Event) error { return allowed(a, e.(E)) },
	}
}
