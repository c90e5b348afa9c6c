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
		if err := c.Sleep(t.Context(), time.Hour); err != nil {
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
				if c.Sleep(t.Context(), d) == nil {
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
		if err := c.Sleep(ctx, time.Hour); !errors.Is(err, context.Canceled) {
			t.Errorf("%T: %v", c, err)
		}
		if err := c.Sleep(t.Context(), -time.Hour); err != nil {
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
			if c.Sleep(t.Context(), time.Hour) == nil {
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
