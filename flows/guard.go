package flows

import (
	"errors"
	"fmt"
	"runtime/debug"

	"echowall/storage"
)

// panicked is a decision that could not be made because of a fault in the program, with the place where it stumbled.
type panicked struct {
	cause any
	stack []byte
}

// IsFault tells whether an error of Do comes from a fault in the program: giving the input again would not help. All
// else is an error of the store, and the input must be given again until it is kept.
func IsFault(err error) bool {
	return errors.As(err, new(*panicked)) || errors.Is(err, storage.ErrUnfit)
}

// Error says where it stumbled. Of what it stumbled over only what the program itself says is told, for a value may
// hold what somebody wrote.
func (p *panicked) Error() string {
	cause := fmt.Sprintf("%T", p.cause)
	if err, ok := p.cause.(error); ok {
		cause = err.Error()
	}
	return fmt.Sprintf("panic: %s\n%s", cause, p.stack)
}

// guarded runs fn and makes its panic an error.
func guarded(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &panicked{r, debug.Stack()}
		}
	}()
	return fn()
}
