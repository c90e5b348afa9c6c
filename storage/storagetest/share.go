package storagetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"echowall/storage"
)

// The share of a process that serves a store alone is all of it, whatever the store.
func shareCases() []testCase {
	return []testCase{
		{"who is alone holds all", shareWhole},
		{"who is alone runs what is for one", shareAlone},
	}
}

// serving is a process that serves a store.
type serving struct {
	storage.Share
	told chan storage.ID
	news chan storage.News
	stop func()
}

// serve serves the store of a subject; the test ends it.
func (s *subject) serve() *serving { return serve(s.t, s.ctx, s.Store) }

// fataler is what serve needs of a test.
type fataler interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

func serve(t fataler, ctx context.Context, store storage.Store) *serving {
	t.Helper()
	p := &serving{Share: storage.ShareOf(store), told: make(chan storage.ID, 10_000), news: make(chan storage.News, 10_000)}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- p.Serve(ctx, func(n storage.News) {
			select {
			case p.news <- n:
			default: // nobody listens to this one
			}
			for _, id := range append(n.Unsent, "") {
				select {
				case p.told <- id:
				default: // nobody listens to this one
				}
			}
		})
	}()
	p.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil && !errors.Is(err, storage.ErrClosed) {
			t.Errorf("serve: %v", err)
		}
	})
	return p
}

// eventually waits for a condition, which must come soon.
func eventually(t fataler, what string, condition func() bool) {
	t.Helper()
	late := time.After(20 * time.Second)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !condition() {
		select {
		case <-late:
			t.Fatalf("not in time: %s", what)
			return
		case <-tick.C:
		}
	}
}

// lease waits until a process holds a community.
func (p *serving) lease(t fataler, id storage.ID) (l storage.Lease) {
	t.Helper()
	eventually(t, fmt.Sprintf("%s is held", id), func() (ok bool) {
		l, ok = p.Lease(id)
		return ok
	})
	return l
}

func shareWhole(s *subject) {
	s.send("a", "", "news")
	s.update("b", func(tx storage.Tx) error { return tx.Wake("case:1", noon()) })
	p := s.serve()
	defer p.stop()
	a, b := p.lease(s.t, "a"), p.lease(s.t, "b")
	defer a.Release()
	defer b.Release()
	unsent, err1 := p.Unsent(s.ctx)
	due, err2 := p.Due(s.ctx, noon(), 10)
	next, err3 := p.NextWake(s.ctx)
	s.ok(errors.Join(err1, err2, err3))
	s.same("unsent", []storage.ID{"a"}, unsent)
	s.same("due", s.due(noon(), 10), due)
	s.same("the next wake-up", noon(), next)
	s.update("a", func(tx storage.Tx) error {
		a.Fence(tx)
		_, err := tx.Sent(1, 0)
		return err
	})
	s.same("outbox after a fenced commit", "", s.outbox("a"))
	if !a.Valid() {
		s.t.Errorf("the lease of the only process has ended")
	}
}

func shareAlone(s *subject) {
	p := s.serve()
	defer p.stop()
	refused := errors.New("refused")
	s.same("what fn says", true, errors.Is(p.Alone(s.ctx, func(context.Context) error { return refused }), refused))
	ctx, cancel := context.WithCancel(s.ctx)
	s.ok(p.Alone(ctx, func(inner context.Context) error {
		cancel()
		<-inner.Done()
		return inner.Err()
	}))
}
