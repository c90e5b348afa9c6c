package outbox

import (
	"context"
	"time"
)

// Clock tells the time and waits on it. The demo runs on an accelerated one.
type Clock interface {
	// Now is the time. It must not run backwards.
	Now() time.Time
	// Sleep waits for d, or until ctx ends: then it returns the error of ctx.
	Sleep(ctx context.Context, d time.Duration) error
}

// WallClock is the clock on the wall, or that of a testing/synctest bubble.
type WallClock struct{}

// Now is time.Now.
func (WallClock) Now() time.Time { return time.Now() }

// Sleep waits for d on a timer.
func (WallClock) Sleep(ctx context.Context, d time.Duration) error {
	if err := ctx.Err(); err != nil || d <= 0 {
		return err
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
