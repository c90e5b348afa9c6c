package people

import (
	"context"
	"sync"
	"time"
)

// JumpClock runs at a multiple of real time and can be moved forward. It is safe for concurrent use.
type JumpClock struct {
	mu     sync.Mutex
	speed  float64
	real   time.Time // the real time at which the clock last showed base
	base   time.Time
	jumped chan struct{} // closed at the next jump
}

// NewJumpClock starts a clock at start that runs speed times as fast as real time. With speed 0 it
// stands still and moves only when it is told to.
func NewJumpClock(start time.Time, speed float64) *JumpClock {
	return &JumpClock{
		speed: max(speed, 0), real: time.Now(), base: start.Round(0), jumped: make(chan struct{}),
	}
}

// Now is the time this clock shows.
func (c *JumpClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *JumpClock) now() time.Time {
	return c.base.Add(time.Duration(float64(time.Since(c.real)) * c.speed))
}

// Jump moves the clock forward by d and wakes those whose time has come. It never moves back.
func (c *JumpClock) Jump(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.set(c.now().Add(max(d, 0)))
}

// JumpTo moves the clock forward to t; a time gone by changes nothing.
func (c *JumpClock) JumpTo(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t.After(c.now()) {
		c.set(t.Round(0))
	}
}

func (c *JumpClock) set(t time.Time) {
	c.base, c.real = t, time.Now()
	close(c.jumped)
	c.jumped = make(chan struct{})
}

// Speed is how many times faster than real time the clock runs.
func (c *JumpClock) Speed() float64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.speed
}

// SetSpeed lets the clock run speed times as fast as real time from now on.
func (c *JumpClock) SetSpeed(speed float64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	c.speed = max(speed, 0)
	c.set(now) // who sleeps counts anew how long that takes
}

// Until waits until the clock shows a time, by running or by jumping.
func (c *JumpClock) Until(ctx context.Context, at time.Time) error {
	for {
		c.mu.Lock()
		left, jumped, speed := at.Sub(c.now()), c.jumped, c.speed
		c.mu.Unlock()
		if err := ctx.Err(); err != nil || left <= 0 {
			return err
		}
		if err := wait(ctx, left, speed, jumped); err != nil {
			return err
		}
	}
}

// wait returns when left has passed at a speed, at the next jump, or with the error of ctx.
func wait(ctx context.Context, left time.Duration, speed float64, jumped <-chan struct{}) error {
	var passed <-chan time.Time // stays nil, and never fires, when the clock stands still
	if speed > 0 {
		t := time.NewTimer(time.Duration(float64(left)/speed) + 1)
		defer t.Stop()
		passed = t.C
	}
	select {
	case <-passed:
	case <-jumped:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
