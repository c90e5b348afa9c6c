package flows

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// panicked is a decision that could not be made because of a fault in the program, with the place where it stumbled.
type panicked struct {
	cause any
	stack []byte
}

// IsFault tells whether an error of Do comes from a fault in the program: giving the input again would not help.
func IsFault(err error) bool {
	var p *panicked
	return errors.As(err, &p)
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
