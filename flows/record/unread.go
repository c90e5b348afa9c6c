package record

import "errors"

// Unread is what a journal panics with when it is asked for a record that nobody has read, or that cannot be read.
// Whoever keeps the records stops the run there (see Attempt), reads what is missing, and runs again; it is no
// fault of the program.
type Unread struct {
	// Key is that of the record, or the prefix of a range.
	Key string
}

// Error says which record was asked for.
func (u Unread) Error() string { return "record " + u.Key + " was not read" }

// Attempt runs fn, and tells whether it stopped at a record that was not read: then nothing it came to counts.
// It is only Unread that is caught; any other panic goes on, whatever was missing. A template hands on a panic
// of what it calls as an error, which is understood as well.
func Attempt(fn func() error) (unread bool, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil: // fn came to an end
		case Unread:
			unread, err = true, nil
		default:
			panic(r)
		}
	}()
	err = fn()
	if errors.As(err, &Unread{}) {
		return true, nil
	}
	return false, err
}

// Each runs fn on each item, on those behind one that stopped at an unread record as well, and stops only then.
// So what all of them lack is read at once. fn must stand alone: what it does to one item says nothing to the
// next.
func Each[T any](items []T, fn func(T)) {
	lacks := false
	for _, x := range items {
		unread, _ := Attempt(func() error { fn(x); return nil })
		lacks = lacks || unread
	}
	if lacks {
		panic(Unread{"of a list"})
	}
}
