package proof

import (
	"echowall/flows/life"
	"echowall/flows/permission"
)

// RulesVersion is the version of the rules by which a book is judged when it is played again. Whoever changes what is
// decided so that books of before would not be allowed any more raises it: each book says from where on which version
// held.
const RulesVersion = 1

// What an entry may come from besides a command of somebody, whose verb it then names.
const (
	// FromClock is a look of the clock.
	FromClock permission.Verb = "tick"
	// FromLetter is what another community wrote.
	FromLetter permission.Verb = "letter"
	// FromChat is what Telegram tells of the group.
	FromChat permission.Verb = "chat"
	// FromFiling is a case that another system files.
	FromFiling permission.Verb = "file"
	// FromOperator is the word of whoever runs the program.
	FromOperator permission.Verb = "operator"
	// FromNothing is the mere appearance of somebody, of whom no more came.
	FromNothing permission.Verb = ""
)

// Act is an entry of a book that is played again, as far as it has been: what its next event is held against.
type Act struct {
	// Before is the community as it was before the entry, Now as it is after those of its events that were found
	// allowed.
	Before, Now *life.State
	life.Meta
	// Cause is what the entry says that it came from.
	Cause permission.Verb
	// Done are the names of its events before this one, Rest those after it.
	Done []string
	Rest []life.Event
}

// Nobody tells whether nobody of the community is behind the entry.
func (a *Act) Nobody() bool {
	switch a.Cause {
	case FromClock, FromLetter, FromChat, FromFiling, FromOperator:
		return true
	}
	return false
}

// After tells whether an event of one of these names came before in the entry.
func (a *Act) After(names ...string) bool {
	for _, done := range a.Done {
		for _, name := range names {
			if done == name {
				return true
			}
		}
	}
	return false
}
