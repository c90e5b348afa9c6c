// Package shared holds a store that several processes may serve to what storage.Shared promises: Run is the suite, in
// which some processes join one store, are lost, and come too late.
//
// It is for tests alone, and no program links it. What every store promises is held by package storagetest.
package shared

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"echowall/storage"
)

// Run holds a store that several processes may serve to what storage.Shared promises. Each test is given an
// opener, every call of which is one more process on a store that is empty at first; the lease should be short, about
// half a second. The suite closes all.
func Run(t *testing.T, begin func(t *testing.T) (open func() storage.Shared)) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(v *several)
	}{
		{"one at a time holds the lease", oneHolds},
		{"who ends gives it up at once", givenUp},
		{"another takes it from a lost process", lost},
		{"nothing is kept of who comes too late", tooLate},
		{"the holder is told of what others commit", news},
		{"the holder finds what nobody told of", look},
		{"what ends the work", work},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := &several{T: t, open: begin(t)}
			defer v.close()
			c.run(v)
		})
	}
}

func send(tx storage.Tx) error {
	_, err := tx.Send(storage.Message{Body: []byte("news")})
	return err
}

// noon is when the tests play.
func noon() time.Time { return time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC) }

func village(i int) storage.ID { return storage.ID(fmt.Sprint("village ", i)) }

func oneHolds(v *several) {
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

func givenUp(v *several) {
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

func lost(v *several) {
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

func tooLate(v *several) {
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

func news(v *several) {
	first := v.join()
	await(v, "it is held", first.held)
	other := v.join()
	v.commit(first, "b", func(tx storage.Tx) error { // what it finds when it looks is this as well
		return errors.Join(send(tx), tx.Wake("case:1", noon().Add(-time.Hour)))
	})
	v.commit(other, "a", func(tx storage.Tx) error {
		return errors.Join(tx.Wake("case:2", noon().Add(time.Hour)), tx.Wake("case:1", noon()))
	})
	v.hear(first, "a wake-up", func(n storage.News) bool { return n.Wake.Equal(noon()) && len(n.Unsent) == 0 })
	v.commit(other, "a", send)
	v.hear(first, "a message", func(n storage.News) bool {
		return slices.Equal(n.Unsent, []storage.ID{"a"}) && n.Wake.IsZero()
	})
}

func look(v *several) {
	first := v.join()
	await(v, "it is held", first.held)
	v.commit(first, "a", func(tx storage.Tx) error { return errors.Join(send(tx), tx.Wake("case:1", noon())) })
	v.commit(first, "b", send)
	v.hear(first, "what waits", func(n storage.News) bool {
		return slices.Equal(n.Unsent, []storage.ID{"a", "b"}) && n.Wake.Equal(noon())
	})
}

func work(v *several) {
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
