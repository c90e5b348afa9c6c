package storagetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"echowall/storage"
)

// RunShared holds a store that several processes may serve to what storage.Shared promises. Each test is given an
// opener, every call of which is one more process on a store that is empty at first; the lease should be short, about
// half a second. The suite closes all.
func RunShared(t *testing.T, begin func(t *testing.T) (open func() storage.Shared)) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(v *several)
	}{
		{"one at a time holds the lease", sharedOne},
		{"who ends gives it up at once", sharedGivenUp},
		{"another takes it from a lost process", sharedLost},
		{"nothing is kept of who comes too late", sharedTooLate},
		{"the holder is told of what others commit", sharedNews},
		{"the holder finds what nobody told of", sharedLook},
		{"what ends the work", sharedWork},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := &several{T: t, open: begin(t)}
			defer v.close()
			c.run(v)
		})
	}
}

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

func send(tx storage.Tx) error {
	_, err := tx.Send(storage.Letter{Body: []byte("news")})
	return err
}

func village(i int) storage.ID { return storage.ID(fmt.Sprint("village ", i)) }

func sharedOne(v *several) {
	first := v.join()
	lease := await(v, "the first holds it", first.held)
	second, third := v.join(), v.join()
	await(v, "the holder looks", first.news) // by then the others have tried
	if len(second.held)+len(third.held) > 0 || !lease.Valid() {
		v.Error("two hold the lease")
	}
	names := map[string]bool{}
	for _, p := range v.all {
		name, err := p.Holder(v.Context())
		if names[name] = true; err != nil || name == "" {
			v.Errorf("the holder is %q, %v", name, err)
		}
	}
	if len(names) != 1 {
		v.Errorf("they do not agree who holds it: %v", names)
	}
}

func sharedGivenUp(v *several) {
	first := v.join()
	lease := await(v, "the first holds it", first.held)
	first.end()
	await(v, "the first has given it up", first.lost)
	second := v.join()
	await(v, "the second holds it", second.held)
	if lease.Valid() {
		v.Error("two hold the lease")
	}
}

func sharedLost(v *several) {
	first := v.join()
	await(v, "the first holds it", first.held)
	second := v.join()
	if err := first.Close(); err != nil { // without a farewell
		v.Errorf("close: %v", err)
	}
	await(v, "the first knows", first.lost)
	await(v, "the second holds it", second.held)
	if err := await(v, "the first ends", first.ended); !errors.Is(err, storage.ErrClosed) {
		v.Errorf("on a store that is closed it ended with %v", err)
	}
	first.ended <- nil // for close
}

func sharedTooLate(v *several) {
	first := v.join()
	lease := await(v, "the first holds it", first.held)
	fenced := func(fn func(storage.Tx) error) func(storage.Tx) error {
		return func(tx storage.Tx) error { lease.Fence(tx); return fn(tx) }
	}
	for i := range 20 {
		v.commit(first, village(i), fenced(send))
	}
	first.end()
	second := v.join()
	await(v, "the second holds it", second.held)
	for i := range 20 { // in all of which the second has done nothing yet
		err := first.Update(v.Context(), village(i), fenced(func(tx storage.Tx) error {
			_, err := tx.Sent(1, 0)
			return errors.Join(err, tx.Put("k", []byte("late")), tx.Wake("case:1", noon()))
		}))
		if !errors.Is(err, storage.ErrNotHeld) {
			v.Errorf("who holds it no more is told %v", err)
		}
	}
	for i := range 20 {
		v.untouched(second, village(i))
	}
	v.commit(first, "a", func(tx storage.Tx) error { return tx.Put("k", nil) })
}

// untouched looks whether a community has its letter, and nothing else.
func (v *several) untouched(p *process, id storage.ID) {
	v.Helper()
	err := p.View(v.Context(), id, func(r storage.Reader) error {
		letters, err1 := r.Outbox(0, 10)
		values, err2 := r.Get("k")
		wakes, err3 := r.Wakes()
		if len(letters) != 1 || values[0] != nil || len(wakes) > 0 {
			v.Errorf("something was kept: %d letters, %q, %d wake-ups", len(letters), values[0], len(wakes))
		}
		return errors.Join(err1, err2, err3)
	})
	if err != nil {
		v.Error(err)
	}
}

func sharedNews(v *several) {
	first := v.join()
	await(v, "it is held", first.held)
	other := v.join()
	v.commit(first, "b", func(tx storage.Tx) error { // what it finds when it looks is this as well
		return errors.Join(send(tx), tx.Wake("case:1", after(-time.Hour)))
	})
	v.commit(other, "a", func(tx storage.Tx) error {
		return errors.Join(tx.Wake("case:2", after(time.Hour)), tx.Wake("case:1", noon()))
	})
	v.hear(first, "a wake-up", func(n storage.News) bool { return n.Wake.Equal(noon()) && len(n.Unsent) == 0 })
	v.commit(other, "a", send)
	v.hear(first, "a letter", func(n storage.News) bool {
		return slices.Equal(n.Unsent, []storage.ID{"a"}) && n.Wake.IsZero()
	})
}

func sharedLook(v *several) {
	first := v.join()
	await(v, "it is held", first.held)
	v.commit(first, "a", func(tx storage.Tx) error { return errors.Join(send(tx), tx.Wake("case:1", noon())) })
	v.commit(first, "b", send)
	v.hear(first, "what waits", func(n storage.News) bool {
		return slices.Equal(n.Unsent, []storage.ID{"a", "b"}) && n.Wake.Equal(noon())
	})
}

func sharedWork(v *several) {
	store := v.open()
	defer store.Close()
	refused := errors.New("refused")
	for range 2 { // the second does not wait until the first has lapsed
		err := store.Hold(v.Context(), func(storage.News) {}, func(context.Context, storage.Lease) error {
			return refused
		})
		if !errors.Is(err, refused) {
			v.Errorf("it ended with %v", err)
		}
	}
	if name, err := store.Holder(v.Context()); name != "" || err != nil {
		v.Errorf("after the work it is held by %q, %v", name, err)
	}
}
