package life

import (
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
	// Journal is the head of the journal before this entry, for what is told of it in public; a replay does without.
	Journal journal.Head
}

// Apply folds an event into the state.
func Apply(s *State, e Event, m Meta) {
	e.Apply(s, m)
	if x, ok := e.(Mover); ok {
		noteMove(s, x.Moves(), m)
	}
}
