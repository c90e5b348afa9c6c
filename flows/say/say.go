// Package say describes what Echo Wall has to tell people, without saying it: which message, with what data, to whom,
// with which buttons. The domain makes notices; bot turns them into text in the reader's language when they are sent.
// It holds no text for people and knows no Telegram.
//
// The id of a message finds its text in the catalogue and does nothing else. What becomes of a notice hangs on its
// attributes, how a datum is shown on its kind; so a text may be given another id without anybody hearing more or less.
package say

import (
	"slices"
	"time"
)

// Message names a message of the catalogue and the data it speaks of.
type Message struct {
	// ID is for the renderer alone.
	ID   string `json:"id"`
	Args Args   `json:"args,omitempty"`
	// Lapse is set where a day makes the message no news any more.
	Lapse *Lapse `json:"lapse,omitempty"`
}

// Lapse is what is said instead of a message from a moment on: "by 1 July" is no news on the third. A message that an
// older program left behind has none, and is said as it was written.
type Lapse struct {
	At time.Time `json:"at"`
	// ID names the message that is said from then on, with the same data.
	ID string `json:"id"`
}

// New is a message with its data.
func New(id string, args ...Args) Message {
	if len(args) == 0 {
		return Message{ID: id}
	}
	return Message{ID: id, Args: args[0]}
}

// Until is the message with what is said instead of it from a moment on.
func (m Message) Until(at time.Time, then string) Message {
	m.Lapse = &Lapse{At: at, ID: New(then).ID}
	return m
}

// Now is the message as it is said at a moment.
func (m Message) Now(at time.Time) Message {
	if m.Lapse != nil && !m.Lapse.At.After(at) {
		m.ID = m.Lapse.ID
	}
	return m
}

// IsZero tells whether there is no message.
func (m Message) IsZero() bool { return m.ID == "" }

// Case is the case the message is about; 0 where it is about none. Of what an older program left behind it is not
// known: a duty held back overnight is then told though it was done meanwhile.
func (m Message) Case() int {
	for _, a := range m.Args {
		if a.Case != nil {
			return *a.Case
		}
	}
	return 0
}

// People are all whom the message names, in its own data and in that of the messages within it.
func (m Message) People() []int {
	var all []int
	for _, a := range m.Args {
		all = append(all, a.people()...)
	}
	return all
}

func (a Arg) people() (all []int) {
	for _, n := range []*int{a.Person, a.Mention} {
		if n != nil {
			all = append(all, *n)
		}
	}
	for _, x := range slices.Concat(a.Lines, a.Clauses, a.List) {
		all = append(all, x.people()...)
	}
	if a.Msg != nil {
		all = append(all, a.Msg.People()...)
	}
	return all
}
