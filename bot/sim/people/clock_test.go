package people_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/sim/people"
	"echowall/flows/clock"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func TestJumpClockRunsFaster(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := people.NewJumpClock(noon, 60)
		begun := time.Now()
		if err := clock.Sleep(t.Context(), c, time.Hour); err != nil {
			t.Fatal(err)
		}
		equal(t, "real time", time.Since(begun).Round(time.Millisecond), time.Minute)
		equal(t, "its time", c.Now().Round(time.Second), noon.Add(time.Hour))
	})
}

func TestJumpClockWakesWhoseTimeHasCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := people.NewJumpClock(noon, 0)
		woken := make(chan time.Duration, 2)
		for _, d := range []time.Duration{time.Hour, 2 * time.Hour} {
			go func() {
				if clock.Sleep(t.Context(), c, d) == nil {
					woken <- d
				}
			}()
		}
		synctest.Wait()
		c.Jump(time.Hour)
		equal(t, "first", <-woken, time.Hour)
		synctest.Wait()
		equal(t, "others", len(woken), 0)
		c.JumpTo(noon) // is in the past
		equal(t, "now", c.Now(), noon.Add(time.Hour))
		c.JumpTo(noon.Add(3 * time.Hour))
		equal(t, "second", <-woken, 2*time.Hour)
	})
}

func TestClocksObeyTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []clock.Clock{clock.Wall{}, people.NewJumpClock(noon, 0), people.NewJumpClock(noon, 1)} {
		if err := clock.Sleep(ctx, c, time.Hour); !errors.Is(err, context.Canceled) {
			t.Errorf("%T: %v", c, err)
		}
		if err := clock.Sleep(t.Context(), c, -time.Hour); err != nil {
			t.Errorf("%T: %v", c, err)
		}
	}
}

func TestJumpClockChangesItsSpeed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := people.NewJumpClock(noon, 1)
		begun := time.Now()
		woken := make(chan struct{})
		go func() {
			if clock.Sleep(t.Context(), c, time.Hour) == nil {
				close(woken)
			}
		}()
		synctest.Wait()
		c.SetSpeed(60)
		equal(t, "speed", c.Speed(), 60)
		equal(t, "it does not jump", c.Now(), noon)
		<-woken
		equal(t, "who sleeps wakes sooner", time.Since(begun).Round(time.Millisecond), time.Minute)
	})
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// TestNobodyOversleepsAJump reckons when to wake, lets the clock jump beyond it, and only then waits, as happens to
// whoever is slow: the wait is over at once, also on a clock that stands still.
func TestNobodyOversleepsAJump(t *testing.T) {
	for _, speed := range []float64{0, 60} {
		synctest.Test(t, func(t *testing.T) {
			c := people.NewJumpClock(time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC), speed)
			at := c.Now().Add(time.Hour)
			c.Jump(2 * time.Hour)
			begun := time.Now()
			if err := c.Until(t.Context(), at); err != nil || time.Since(begun) != 0 {
				t.Errorf("at speed %v it took %s: %v", speed, time.Since(begun), err)
			}
		})
	}
}
