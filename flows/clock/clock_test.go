package clock_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"echowall/flows/clock"
)

func TestASleepLastsAsLongAsItSaysAndNoLonger(t *testing.T) {
	for _, d := range []time.Duration{-time.Hour, 0, 1, time.Second, 400 * 24 * time.Hour} {
		synctest.Test(t, func(t *testing.T) {
			before := clock.Wall{}.Now()
			if err := clock.Sleep(t.Context(), clock.Wall{}, d); err != nil {
				t.Errorf("%v: %v", d, err)
			}
			if slept := (clock.Wall{}).Now().Sub(before); slept != max(d, 0) {
				t.Errorf("%v became %v", d, slept)
			}
		})
	}
}

func TestASleepEndsWithItsContext(t *testing.T) {
	why := errors.New("the program ends")
	for name, c := range map[string]struct {
		after, sleep, slept time.Duration
	}{
		"that ended before":               {0, time.Hour, 0},
		"that ended before, for no time":  {0, 0, 0},
		"that ended before, for negative": {0, -time.Second, 0},
		"that ends meanwhile":             {time.Minute, time.Hour, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				if c.after == 0 {
					cancel(why)
				} else {
					time.AfterFunc(c.after, func() { cancel(why) })
				}
				before := time.Now()
				if err := clock.Sleep(ctx, clock.Wall{}, c.sleep); !errors.Is(err, context.Canceled) {
					t.Errorf("got %v, want the error of the context", err)
				}
				if slept := time.Since(before); slept != c.slept {
					t.Errorf("it slept %v, want %v", slept, c.slept)
				}
			})
		})
	}
}

func TestASleepThatIsOverIsNoFailureOfAContextThatEndsAfterIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := clock.Sleep(ctx, clock.Wall{}, time.Hour-1); err != nil {
			t.Error(err)
		}
	})
}
