package outbox

import (
	"errors"
	"fmt"

	"echowall/storage"
)

// errStore marks what the store could not do, apart from what the sender could not.
var errStore = errors.New("store")

// hopeless tells whether no further try will help, and the reason to give for it.
func hopeless(err error) (lost bool, reason error) {
	var never *Never
	switch {
	case errors.As(err, &never) && never.Reason != nil:
		return true, never.Reason
	case never != nil, errors.Is(err, ErrNowhere), errors.Is(err, ErrPanic):
		return true, err
	}
	return false, nil
}

// classOf names an error for the log. What an error says is never logged: it may quote a message, a name or a token.
func classOf(err error) string {
	var later *Later
	var never *Never
	var again *Again
	var shut *Shut
	switch {
	case errors.As(err, &shut):
		return "shut"
	case errors.Is(err, ErrPanic):
		return "panic"
	case errors.Is(err, storage.ErrNotHeld):
		return "lost"
	case errors.Is(err, errStore):
		return "store"
	case errors.Is(err, ErrNowhere):
		return "nowhere"
	case errors.As(err, &later):
		return "later"
	case errors.As(err, &never):
		return "never"
	case errors.As(err, &again):
		return "again"
	}
	return "passing"
}

// typeOf is the Go type of the error at the bottom, which often tells an operator enough: *net.OpError.
func typeOf(err error) string {
	for {
		switch e := err.(type) { //nolint:errorlint // it goes down one step at a time
		case interface{ Unwrap() error }:
			if next := e.Unwrap(); next != nil {
				err = next
				continue
			}
		case interface{ Unwrap() []error }:
			if all := e.Unwrap(); len(all) > 0 {
				err = all[len(all)-1]
				continue
			}
		}
		return fmt.Sprintf("%T", err)
	}
}
