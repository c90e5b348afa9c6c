package live_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/wall/live"
)

// looker is a browser that looks on, with what it looks on at.
type looker struct {
	*httptest.ResponseRecorder
	news, leaving chan struct{}
	version       atomic.Uint64
	gone          atomic.Bool // what it looked at is no more
	closes        context.CancelFunc
	// left is closed when it is let go.
	left chan struct{}

	mu sync.Mutex
}

// Write implements http.ResponseWriter.
func (l *looker) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ResponseRecorder.Write(p)
}

// heard is what it was told since it was last asked.
func (l *looker) heard() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.Body.Reset()
	return l.Body.String()
}

// looks lets somebody look on.
func looks(t *testing.T) *looker {
	l := &looker{
		ResponseRecorder: httptest.NewRecorder(), news: make(chan struct{}, 1), leaving: make(chan struct{}),
		left: make(chan struct{}),
	}
	ctx, closes := context.WithCancel(t.Context())
	l.closes = closes
	go func() {
		defer close(l.left)
		live.Follow(l, httptest.NewRequestWithContext(ctx, http.MethodGet, "/events/rose", nil), live.Changes{
			Leaving: l.leaving, News: l.news,
			Version: l.version.Load, Check: func() bool { return !l.gone.Load() },
		})
	}()
	synctest.Wait()
	return l
}

// changes says that there is something new.
func (l *looker) changes() {
	l.version.Add(1)
	select {
	case l.news <- struct{}{}:
	default: // it will look anyway
	}
	synctest.Wait()
}

// passes lets time go by.
func (l *looker) passes(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// has tells whether it is still there.
func (l *looker) has() bool {
	select {
	case <-l.left:
		return false
	default:
		return true
	}
}

func TestWhoeverLooksOnHearsOfChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := looks(t)
		defer l.closes()
		for name, want := range map[string]string{
			"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no",
		} {
			if got := l.Header().Get(name); got != want {
				t.Errorf("%s is %q", name, got)
			}
		}
		if got := l.heard(); got != "retry: 5000\n\n" || !l.Flushed {
			t.Errorf("it begins with %q", got)
		}
		l.changes()
		if got := l.heard(); got != "id: 1\nevent: changed\ndata: \n\n" {
			t.Errorf("told of a change by %q", got)
		}
		for range 10 {
			l.changes() // within the same second
		}
		if got := l.heard(); got != "" {
			t.Errorf("told at once of each: %q", got)
		}
		l.passes(time.Second)
		if got := l.heard(); got != "id: 11\nevent: changed\ndata: \n\n" {
			t.Errorf("told of a rush by %q", got)
		}
	})
}

func TestWhoeverLooksOnAtSilenceHearsABeat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := looks(t)
		defer l.closes()
		l.heard()
		l.passes(46 * time.Second)
		if got := l.heard(); got != strings.Repeat(": \n\n", 3) {
			t.Errorf("heard %q", got)
		}
	})
}

func TestWhoeverLooksOnIsLetGo(t *testing.T) {
	for name, c := range map[string]struct {
		ends func(l *looker)
		at   time.Duration // after which it must have gone
	}{
		"when they go":                {func(l *looker) { l.closes() }, 0},
		"in the pause after a change": {func(l *looker) { l.changes(); l.closes() }, 0},
		"when the program ends":       {func(l *looker) { close(l.leaving) }, 0},
		"when there is no page more":  {func(l *looker) { l.gone.Store(true) }, 15 * time.Second},
		"after a quarter of an hour":  {func(*looker) {}, 15 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l := looks(t)
				defer l.closes()
				if c.ends(l); c.at > 0 {
					l.passes(c.at - time.Second)
					if !l.has() {
						t.Error("let go too early")
					}
					l.passes(time.Second)
				}
				if synctest.Wait(); l.has() {
					t.Error("still there")
				}
			})
		})
	}
}

// broken is a connection that fails after so many writes.
type broken struct {
	*httptest.ResponseRecorder
	writes int
}

func (b *broken) Write(p []byte) (int, error) {
	if b.writes--; b.writes < 0 {
		return 0, errors.New("the connection is gone")
	}
	return b.ResponseRecorder.Write(p)
}

func TestABrokenConnectionIsLeft(t *testing.T) {
	for writes := range 3 {
		synctest.Test(t, func(t *testing.T) {
			news := make(chan struct{}, 1)
			news <- struct{}{}
			rw := &broken{httptest.NewRecorder(), writes}
			begun := time.Now()
			live.Follow(rw, httptest.NewRequest(http.MethodGet, "/", nil), live.Changes{
				News: news, Version: func() uint64 { return 1 }, Check: func() bool { return true },
			})
			if spent := time.Since(begun); spent > 15*time.Second {
				t.Errorf("after %d writes it was left only after %s", writes, spent)
			}
		})
	}
}
