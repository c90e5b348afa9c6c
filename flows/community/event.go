package community

import (
	"encoding/json"
	"fmt"
	"time"

	"echowall/flows/journal"
)

// Event is something that happened. Events are what the journal keeps, and folding them yields the records.
type Event interface {
	// apply changes the records.
	apply(s *State, m Meta)
	// announce says who must be told, the state being the one after all events of the command.
	announce(s *State, m Meta, n *Notices)
}

// Meta is when an event happened and by whom; By 0 is the program.
type Meta struct {
	At time.Time
	By int
	// Book is the head of the journal before this entry, for what the clock tells of the community as a whole; a replay does without.
	Book journal.Head
}

// Apply folds an event into the state.
func Apply(s *State, e Event, m Meta) {
	e.apply(s, m)
	if x, ok := e.(mover); ok {
		s.noteMove(x.moves(), m)
	}
}

// eventKinds are the kinds of events, listed once: every event of every vote is looked up there.
var eventKinds = allKinds()

// Name is the name under which the journal keeps events of this type.
func Name(e Event) (string, error) {
	for _, k := range eventKinds {
		if k.is(e) {
			return k.name, nil
		}
	}
	return "", fmt.Errorf("event %T has no name", e)
}

// EventNames are the names of all events there are, as the journal keeps them.
func EventNames() []string {
	var all []string
	for _, k := range eventKinds {
		all = append(all, k.name)
	}
	return all
}

// DecodeEvent reads an event of a name as kept in the journal.
func DecodeEvent(name string, data []byte) (Event, error) {
	for _, k := range eventKinds {
		if k.name == name {
			return k.decode(data)
		}
	}
	return nil, fmt.Errorf("the journal speaks of %q, which this program does not know", name)
}

type kind struct {
	name   string
	is     func(Event) bool
	decode func([]byte) (Event, error)
}

func kindOf[E Event](name string) kind {
	return kind{
		name: name,
		is:   func(e Event) bool { _, ok := e.(E); return ok },
		decode: func(data []byte) (Event, error) {
			var e E
			if err := json.Unmarshal(data, &e); err != nil {
				return nil, fmt.Errorf("read event %s: %w", name, err)
			}
			return e, nil
		},
	}
}
