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
	// Until waits for a time, or until ctx ends: then it returns the error of ctx. It takes the time and not how long that
	// is: between reckoning that and waiting the clock may have moved.
	Until(ctx context.Context, at time.Time) error
}

// Sleep waits for d from now on, or until ctx ends: then it returns the error of ctx.
func Sleep(ctx context.Context, c Clock, d time.Duration) error { return c.Until(ctx, c.Now().Add(d)) }

// Wall is the clock on the wall, or that of a testing/synctest bubble.
type Wall struct{}

// Now is time.Now.
func (Wall) Now() time.Time { return time.Now() }

// Until waits for a time on a timer.
func (Wall) Until(ctx context.Context, at time.Time) error {
	d := time.Until(at)
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
