package main

import (
	"context"
	"errors"
	"strings"
)

// configError is a wrong setting: the operator must change something before it can work.
type configError struct{ error }

// Unwrap gives the error within.
func (e *configError) Unwrap() error { return e.error }

// oneLine is an error in one line, also where several were joined.
func oneLine(err error) string {
	lines := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' })
	return strings.Join(lines, "; ")
}

// unlessStopped is an error, unless it only says that the program was told to stop while it still began.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.Cause(ctx))) {
		return nil
	}
	return err
}
