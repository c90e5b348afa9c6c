package flows

import (
	"echowall/flows/community"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/storage"
)

// Change is what one commit did to a community: the records it wrote, and the numbers of the journal's last entry
// before and after it; both 0 where it wrote no entry.
type Change struct {
	Community     storage.ID
	Before, After uint64
	Keys          []string
	// Inputs is how many inputs the commit took, Tries how often it was made until it held: more than once where another
	// process or a new entry in the directory came between.
	Inputs, Tries int
}

// Look is a community's state that is kept from one reading to the next, so that only what has changed is read again.
// Whoever keeps one must tell it what changed. It is for one goroutine at a time, and for reading only.
type Look struct{ state *life.State }

// NewLook has read nothing yet.
func NewLook(methods *procedure.Registry) *Look {
	return &Look{community.NewState(record.NewCache(decode), methods)}
}

// Read runs fn on the state, reading from r what it asks for and was not read yet; fn may run several times.
func (l *Look) Read(r storage.Reader, fn func(s *life.State) error) error {
	return ask(r, l.state, func() error { return fn(l.state) })
}

// Forget drops records that have changed.
func (l *Look) Forget(keys ...string) { l.state.Forget(keys...) }

// LastEntry is the number of the last entry of a community's journal; 0 where there is none.
func LastEntry(r storage.Reader) (uint64, error) {
	head, err := readRecord[journal.Head](r, headRecord)
	if err != nil || head == nil {
		return 0, err
	}
	return head.Seq, nil
}
