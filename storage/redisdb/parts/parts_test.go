package parts_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"echowall/storage/redisdb/parts"
)

// TestNoPartThatIsAwayKeepsTheOthersFromAnswering asks three of which one hangs, again and again: the others answer
// each time, the error names the one, and only one question waits before it.
func TestNoPartThatIsAwayKeepsTheOthersFromAnswering(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a parts.Asker[string]
		var waiting atomic.Int32
		back := make(chan struct{})
		ask := func(name string) (string, error) {
			if name == "two" {
				waiting.Add(1)
				<-back
			}
			return name, nil
		}
		for range 5 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			got, err := a.Ask(ctx, []string{"one", "two", "three"}, false, ask)
			cancel()
			if !slices.Equal(got, []string{"one", "three"}) || !errors.Is(err, context.DeadlineExceeded) ||
				!strings.HasPrefix(err.Error(), "two: ") || waiting.Load() != 1 {
				t.Fatalf("got %q, %v; %d questions wait", got, err, waiting.Load())
			}
		}
		close(back)
		got, err := a.Ask(t.Context(), []string{"one", "two", "three"}, false, ask)
		if err != nil || len(got) != 3 || waiting.Load() != 2 {
			t.Errorf("once it is back: %q, %v; it was asked %d times, expected anew", got, err, waiting.Load())
		}
	})
}

// TestALateAnswerWillDoWhereThatIsSaid takes what a slow part owed, and else asks it anew.
func TestALateAnswerWillDoWhereThatIsSaid(t *testing.T) {
	for _, late := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			var a parts.Asker[int]
			asked := 0
			slow := func(string) (int, error) {
				asked++
				n := asked
				time.Sleep(time.Second)
				return n, nil
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second/2)
			defer cancel()
			if got, err := a.Ask(ctx, []string{""}, late, slow); err == nil || strings.HasPrefix(err.Error(), ":") {
				t.Errorf("got %v, %v", got, err)
			}
			began := time.Now()
			got, err := a.Ask(t.Context(), []string{""}, late, slow)
			want, after := 2, 3*time.Second/2
			if late {
				want, after = 1, time.Second/2
			}
			if err != nil || len(got) != 1 || got[0] != want || time.Since(began) != after {
				t.Errorf("late %v: got %v, %v after %s", late, got, err, time.Since(began))
			}
		})
	}
}

// TestAFailureIsOfItsPart names each part that fails.
func TestAFailureIsOfItsPart(t *testing.T) {
	var a parts.Asker[string]
	broken := errors.New("broken")
	got, err := a.Ask(t.Context(), []string{"a", "b", "c"}, true, func(name string) (string, error) {
		if name != "b" {
			return "", fmt.Errorf("part %w", broken)
		}
		return name, nil
	})
	if !slices.Equal(got, []string{"b"}) || !errors.Is(err, broken) || err.Error() != "a: part broken\nc: part broken" {
		t.Errorf("got %q, %v", got, err)
	}
}
