package outbox_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
	"echowall/flows/clock"
)

// enterAll has callers named by the messages of names enter the gate, and returns the order in which they came through.
func enterAll(g *outbox.Gate, names string, slip func(name rune) outbox.Slip) func() string {
	var mu sync.Mutex
	var order []string
	var all sync.WaitGroup
	for _, name := range names {
		all.Go(func() {
			if g.Enter(context.Background(), slip(name)) == nil {
				mu.Lock()
				defer mu.Unlock()
				order = append(order, string(name))
			}
		})
		synctest.Wait() // in the order of names
	}
	return func() string {
		all.Wait()
		return strings.Join(order, "")
	}
}

func TestGateLetsThirtyThroughInASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		began := time.Now()
		for i := range 31 {
			if err := g.Enter(t.Context(), outbox.Slip{Chat: int64(i)}); err != nil {
				t.Fatal(err)
			}
			want := time.Duration(0)
			if i == 30 {
				want = time.Second
			}
			if got := time.Since(began); got != want {
				t.Errorf("call %d passed after %s, want %s", i+1, got, want)
			}
		}
	})
}

func TestGatePacesAGroup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		began := time.Now()
		var got []time.Duration
		for range 7 {
			if err := g.Enter(t.Context(), outbox.Slip{Chat: -1, Group: true}); err != nil {
				t.Fatal(err)
			}
			got = append(got, time.Since(began)/time.Second)
		}
		if want := []time.Duration{0, 0, 0, 1, 2, 4, 8}; !slices.Equal(got, want) {
			t.Errorf("passed at seconds %d, want %d", got, want)
		}
	})
}

// Four looks at a view, which need no call, hold a group back as one call does; and whoever looks again and again is
// held back too.
func TestGateCountsFourGlancesForACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Limits{Group: outbox.Telegram().Group})
		group := outbox.Slip{Chat: -1, Group: true}
		began := time.Now()
		look := func(times int) time.Duration {
			for range times {
				if err := g.Await(t.Context(), group); err != nil {
					t.Fatal(err)
				}
				g.Glance(group)
			}
			return time.Since(began)
		}
		time.Sleep(time.Minute)
		if got := look(1) + look(7); got != 2*time.Minute {
			t.Errorf("eight looks took %s, want no time", got-2*time.Minute)
		}
		for range 3 { // of a burst of five, two are used up
			if err := g.Enter(t.Context(), group); err != nil {
				t.Fatal(err)
			}
		}
		passed := time.Since(began)
		if err := g.Enter(t.Context(), group); err != nil {
			t.Fatal(err)
		}
		if got := time.Since(began) - passed; got != 4*time.Second {
			t.Errorf("the call after the burst waited for %s, want 4s", got)
		}
		passed = time.Since(began)
		if got := look(100) - passed; got < 90*time.Second {
			t.Errorf("a hundred looks took %s, want about one a second", got)
		}
	})
}

func TestGateLetsHigherClassOvertake(t *testing.T) {
	tests := map[string]struct {
		limits outbox.Limits
		slip   func(name rune) outbox.Slip
	}{
		"in a chat": {outbox.Limits{Chat: outbox.Pace{Every: time.Second, Burst: 1}}, func(name rune) outbox.Slip {
			return outbox.Slip{Chat: 1, Class: int('z' - name)}
		}},
		"over all": {outbox.Limits{All: outbox.Window{Calls: 1, Span: time.Second}}, func(name rune) outbox.Slip {
			return outbox.Slip{Chat: int64(name), Class: int('z' - name)}
		}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := outbox.NewGate(clock.Wall{}, test.limits)
				if got := enterAll(g, "xyyxbca", test.slip)(); got != "xabcxyy" {
					t.Errorf("order %s, want xabcxyy", got)
				}
			})
		})
	}
}

func TestGateHoldsToTheSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		began := time.Now()
		g.Hold(1, began.Add(7*time.Second))
		g.Hold(1, began.Add(3*time.Second)) // shortens nothing
		g.Hold(0, began.Add(5*time.Second))
		for _, want := range []struct {
			chat  int64
			after time.Duration
		}{{2, 5 * time.Second}, {1, 7 * time.Second}} {
			if err := g.Enter(t.Context(), outbox.Slip{Chat: want.chat}); err != nil {
				t.Fatal(err)
			}
			if got := time.Since(began); got != want.after {
				t.Errorf("chat %d passed after %s, want %s", want.chat, got, want.after)
			}
		}
	})
}

func TestGateForgetsWhoGaveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		began := time.Now()
		g.Hold(0, began.Add(time.Hour))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for _, wait := range []func(context.Context, outbox.Slip) error{g.Enter, g.Await} {
			if err := wait(ctx, outbox.Slip{Chat: 1}); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error %v, want the deadline's", err)
			}
		}
		if got := time.Since(began); got != time.Minute {
			t.Errorf("gave up after %s, want 1m", got)
		}
		for range 3 { // the burst is whole: who gave up took nothing of it
			if err := g.Enter(t.Context(), outbox.Slip{Chat: 1}); err != nil {
				t.Fatal(err)
			}
		}
		if got := time.Since(began); got != time.Hour {
			t.Errorf("passed after %s, want 1h", got)
		}
	})
}

func TestGateForgetsQuietChats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		g.Hold(-1, time.Now().Add(time.Hour))
		for i := range 20_000 {
			if err := g.Enter(t.Context(), outbox.Slip{Chat: int64(i + 1)}); err != nil {
				t.Fatal(err)
			}
		}
		if n := g.Chats(); n > 200 {
			t.Errorf("%d chats are remembered", n)
		}
		began := time.Now().Truncate(time.Hour)
		if err := g.Await(t.Context(), outbox.Slip{Chat: -1}); err != nil || time.Since(began) != time.Hour {
			t.Errorf("a chat on hold was forgotten: passed after %s (%v), want 1h", time.Since(began), err)
		}
	})
}
