package boltdb

import (
	"fmt"
	"runtime/debug"

	"echowall/storage"
)

// trap turns a panic of bolt, which it has for pages it cannot make sense of, into an error: defer trap(&err)(). It
// also makes a read beyond the end of the file such a panic; otherwise that would end the program. It stands only where
// no code of a caller runs.
func trap(err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		if r := recover(); r != nil {
			*err = damaged("%v", r)
		}
	}
}

// call runs the caller's fn and returns its panic as an error, with the place it came from.
func call(fn func() error) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("panic: %w\n%s", r, debug.Stack())
		default:
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return fn()
}

// damaged says what is wrong with the store.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %w", storage.ErrDamaged, fmt.Errorf(format, args...))
}
