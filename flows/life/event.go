package life

import (
	"encoding/json"
	"fmt"
	"time"

	"echowall/flows/journal"
)

// Event is something that happened. Events are what the journal keeps, and folding them yields the records.
type Event interface {
	// Apply changes the records.
	Apply(s *State, m Meta)
	// Tell says who must be told, the state being the one after all events of the command.
	Tell(s *State, m Meta, n *Notices)
}

// Meta is when an event happened and by whom; By 0 is the program.
type Meta struct {
	At time.Time
	By int
	// Journal is the head of the journal before this entry, for what the clock tells of the community as a whole; a replay
	// does without.
	Journal journal.Head
}

// Apply folds an event into the state.
func Apply(s *State, e Event, m Meta) {
	e.Apply(s, m)
	if x, ok := e.(Mover); ok {
		noteMove(s, x.Moves(), m)
	}
}

// EventKind is a kind of events, as the journal keeps them.
type EventKind struct {
	// Name is the name under which the journal keeps it: never given twice, nor changed.
	Name string
	// Is tells whether an event is of the kind.
	Is func(Event) bool
	// Decode reads an event as kept.
	Decode func([]byte) (Event, error)
}

// EventOf is the kind of the events of a type.
func EventOf[E Event](name string) EventKind {
	return EventKind{
		Name: name,
		Is:   func(e Event) bool { _, ok := e.(E); return ok },
		Decode: func(data []byte) (Event, error) {
			var e E
			if err := json.Unmarshal(data, &e); err != nil {
				return nil, fmt.Errorf("read event %s: %w", name, err)
			}
			return e, nil
		},
	}
}
