package shared

import (
	"context"
	"errors"
	"testing"
	"time"

	"echowall/storage"
)

// several are some processes on one store.
type several struct {
	*testing.T
	open func() storage.Shared
	all  []*process
}

// process is one of them, which wants the lease.
type process struct {
	storage.Shared
	held  chan storage.Lease // each time it comes to hold it
	lost  chan struct{}      // each time that ends
	news  chan storage.News
	end   context.CancelFunc
	ended chan error
}

// join is one more process.
func (v *several) join() *process {
	ctx, end := context.WithCancel(v.Context())
	p := &process{
		Shared: v.open(), held: make(chan storage.Lease, 100), lost: make(chan struct{}, 100),
		news: make(chan storage.News, 10_000), end: end, ended: make(chan error, 1),
	}
	v.all = append(v.all, p)
	go func() {
		p.ended <- p.Hold(ctx, func(n storage.News) { p.news <- n }, func(ctx context.Context, l storage.Lease) error {
			p.held <- l
			<-ctx.Done()
			p.lost <- struct{}{}
			return nil
		})
	}()
	return p
}

func (v *several) close() {
	for _, p := range v.all {
		p.end()
		if err := <-p.ended; err != nil && !errors.Is(err, storage.ErrClosed) {
			v.Errorf("hold: %v", err)
		}
		if err := p.Close(); err != nil {
			v.Errorf("close: %v", err)
		}
	}
}

// await waits for something that must come soon.
func await[T any](v *several, what string, from <-chan T) (x T) {
	v.Helper()
	select {
	case x = <-from:
	case <-time.After(20 * time.Second):
		v.Fatalf("not in time: %s", what)
	}
	return x
}

// hear waits until a process is told what is looked for.
func (v *several) hear(p *process, what string, found func(storage.News) bool) {
	v.Helper()
	late := time.After(20 * time.Second)
	for {
		select {
		case n := <-p.news:
			if found(n) {
				return
			}
		case <-late:
			v.Fatalf("not in time: %s is told", what)
		}
	}
}

// commit must succeed.
func (v *several) commit(p *process, id storage.ID, fn func(storage.Tx) error) {
	v.Helper()
	if err := p.Update(v.Context(), id, fn); err != nil {
		v.Fatalf("update %s: %v", id, err)
	}
}

// untouched looks whether a community has its message, and nothing else.
func (v *several) untouched(p *process, id storage.ID) {
	v.Helper()
	err := p.View(v.Context(), id, func(r storage.Reader) error {
		messages, err1 := r.Outbox(0, 10)
		values, err2 := r.Get("k")
		wakes, err3 := r.Wakes()
		if len(messages) != 1 || values[0] != nil || len(wakes) > 0 {
			v.Errorf("something was kept: %d messages, %q, %d wake-ups", len(messages), values[0], len(wakes))
		}
		return errors.Join(err1, err2, err3)
	})
	if err != nil {
		v.Error(err)
	}
}
