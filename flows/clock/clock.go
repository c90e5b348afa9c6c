// Package clock tells the time and waits on it, for whatever may do either: the engine, the bot, the pages and the
// stand-in for Telegram are all handed the same clock, so that a demo or a test moves them together.
//
// It is no calendar and no schedule, and the subjects beside it never see it: to them time arrives in the command.
package clock

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

// Wall is the clock on the wall, or that of a testing/synctest bubble.
type Wall struct{}

// Now is time.Now.
func (Wall) Now() time.Time { return time.Now() }

// Sleep waits for d on a timer.
func (Wall) Sleep(ctx context.Context, d time.Duration) error {
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
