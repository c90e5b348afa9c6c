package config

import (
	"context"
	"errors"
	"strings"
)

// Error is a wrong setting: the operator must change something before it can work.
type Error struct{ error }

// Wrong makes an error one of a wrong setting.
func Wrong(err error) error { return &Error{err} }

// Unwrap gives the error within.
func (e *Error) Unwrap() error { return e.error }

// OneLine is an error in one line, also where several were joined.
func OneLine(err error) string {
	lines := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' })
	return strings.Join(lines, "; ")
}

// UnlessStopped is an error, unless it only says that the program was told to stop while it still began.
func UnlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.Cause(ctx))) {
		return nil
	}
	return err
}
