package storagetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"echowall/storage"
)

// RunShared holds a store that several processes may serve to what storage.Shared promises. Each test is given an opener, every call of
// which is one more process on a store that is empty at first; leases should be short, about half a second. The suite closes all.
func RunShared(t *testing.T, begin func(t *testing.T) (open func() storage.Shared)) {
	t.Helper()
	for _, c := range []struct {
		name string
		run  func(v *several)
	}{
		{"everything is held once, and fairly", sharedFairly},
		{"who ends gives back at once", sharedGivenBack},
		{"what a lost process held goes to others", sharedLost},
		{"nothing is kept of who comes too late", sharedTooLate},
		{"a lease in use is handed over late", sharedHandedOver},
		{"the holder is told of what others commit", sharedNews},
		{"one at a time is alone", sharedAlone},
		{"limits hold over all", sharedLimits},
		{"a rest holds for all", sharedRest},
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
	open   func() storage.Shared
	stores []storage.Shared
	all    []*serving
}

// join opens the store once more and serves it.
func (v *several) join() (storage.Shared, *serving) {
	store := v.open()
	p := serve(v.T, v.Context(), store)
	v.stores, v.all = append(v.stores, store), append(v.all, p)
	return store, p
}

func (v *several) close() {
	for i, p := range v.all {
		p.stop()
		if err := v.stores[i].Close(); err != nil {
			v.Errorf("close: %v", err)
		}
	}
}

// kill ends a process without a farewell.
func (v *several) kill(i int) {
	if err := v.stores[i].Close(); err != nil {
		v.Errorf("close: %v", err)
	}
}

// divided waits until so many processes hold everything.
func (v *several) divided(n int) (parts []int) {
	v.Helper()
	eventually(v.T, fmt.Sprintf("%d processes hold everything", n), func() bool {
		all, orphans, err := v.stores[len(v.stores)-1].Replicas(v.Context())
		if err != nil {
			v.Fatalf("replicas: %v", err)
		}
		parts = nil
		sum, chosen := 0, 0
		for _, r := range all {
			parts, sum = append(parts, r.Parts), sum+r.Parts
			if r.Alone {
				chosen++
			}
		}
		least := sum
		for _, n := range parts {
			least = min(least, n)
		}
		return len(all) == n && orphans == 0 && chosen == 1 && least > 0 && least >= sum/n-1
	})
	return parts
}

// holders counts the processes that hold a community.
func (v *several) holders(id storage.ID) (n int) {
	for _, p := range v.all {
		if l, ok := p.Lease(id); ok {
			l.Release()
			n++
		}
	}
	return n
}

func village(i int) storage.ID { return storage.ID(fmt.Sprint("village ", i)) }

func sharedFairly(v *several) {
	for range 3 {
		v.join()
	}
	v.divided(3)
	for i := range 100 {
		eventually(v.T, "it is held once", func() bool { return v.holders(village(i)) == 1 })
	}
}

func sharedGivenBack(v *several) {
	_, first := v.join()
	first.lease(v.T, "a").Release()
	_, second := v.join()
	v.divided(2)
	first.stop()
	v.divided(1)
	second.lease(v.T, "a").Release()
	if n := v.holders("a"); n != 1 {
		v.Errorf("%d processes hold it", n)
	}
}

func sharedLost(v *several) {
	store, first := v.join()
	first.lease(v.T, "a").Release()
	put := func(tx storage.Tx) error {
		_, err := tx.Send(storage.Letter{Body: []byte("news")})
		return errors.Join(err, tx.Wake("case:1", noon()))
	}
	for i := range 20 {
		if err := store.Update(v.Context(), village(i), put); err != nil {
			v.Fatal(err)
		}
	}
	_, second := v.join()
	v.kill(0)
	told := map[storage.ID]bool{}
	eventually(v.T, "all is told to the other", func() bool {
		select {
		case id := <-second.told:
			told[id] = true
		default:
		}
		return len(told) == 21 // with "", which ends every telling
	})
	due, err := second.Due(v.Context(), noon(), 100)
	if err != nil || len(due) != 20 {
		v.Errorf("%d wake-ups are due, %v", len(due), err)
	}
	second.lease(v.T, "a").Release()
}

func sharedTooLate(v *several) {
	store, first := v.join()
	lease := first.lease(v.T, "a")
	send := func(tx storage.Tx) error {
		lease.Fence(tx)
		_, err := tx.Send(storage.Letter{Body: []byte("news")})
		return err
	}
	if err := store.Update(v.Context(), "a", send); err != nil {
		v.Fatalf("while it is held: %v", err)
	}
	lease.Release()
	first.stop()
	other, second := v.join()
	second.lease(v.T, "a").Release()
	if lease.Valid() {
		v.Error("two hold a lease")
	}
	err := store.Update(v.Context(), "a", func(tx storage.Tx) error {
		lease.Fence(tx)
		_, err := tx.Sent(1, 0)
		return errors.Join(err, tx.Put("k", []byte("late")))
	})
	if !errors.Is(err, storage.ErrNotHeld) {
		v.Errorf("who holds it no more is told %v", err)
	}
	err = other.View(v.Context(), "a", func(r storage.Reader) error {
		letters, err1 := r.Outbox(0, 10)
		values, err2 := r.Get("k")
		if len(letters) != 1 || values[0] != nil {
			v.Errorf("something was kept: %d letters, %q", len(letters), values[0])
		}
		return errors.Join(err1, err2)
	})
	if err != nil {
		v.Error(err)
	}
	if err := store.Update(v.Context(), "a", func(tx storage.Tx) error { return tx.Put("k", nil) }); err != nil {
		v.Errorf("what needs no lease: %v", err)
	}
}

func sharedHandedOver(v *several) {
	_, first := v.join()
	leases := map[storage.ID]storage.Lease{}
	for i := range 100 {
		leases[village(i)] = first.lease(v.T, village(i))
	}
	_, second := v.join()
	ended := func() (n int) {
		for _, l := range leases {
			if !l.Valid() {
				n++
			}
		}
		return n
	}
	eventually(v.T, "some leases are asked back", func() bool { return ended() > 0 })
	for id, l := range leases {
		if !l.Valid() {
			if early, ok := second.Lease(id); ok {
				early.Release()
				v.Errorf("%s was given away while it was in use", id)
			}
			break
		}
	}
	for _, l := range leases {
		l.Release()
	}
	v.divided(2)
}

func sharedNews(v *several) {
	_, first := v.join()
	first.lease(v.T, "a").Release()
	other := v.open()
	defer other.Close()
	for what, x := range map[string]struct {
		fn   func(storage.Tx) error
		told func(storage.News) bool
	}{
		"a letter": {
			func(tx storage.Tx) error { _, err := tx.Send(storage.Letter{Body: []byte("news")}); return err },
			func(n storage.News) bool { return slices.Contains(n.Unsent, "a") && n.Wake.IsZero() && !n.Look },
		},
		"a wake-up": {
			func(tx storage.Tx) error {
				return errors.Join(tx.Wake("case:2", after(time.Hour)), tx.Wake("case:1", noon()))
			},
			func(n storage.News) bool { return len(n.Unsent) == 0 && n.Wake.Equal(noon()) && !n.Look },
		},
	} {
		if err := other.Update(v.Context(), "a", x.fn); err != nil {
			v.Fatal(err)
		}
		eventually(v.T, what+" is told", func() bool {
			select {
			case n := <-first.news:
				return x.told(n)
			default:
				return false
			}
		})
	}
}

func sharedAlone(v *several) {
	var inside, most, turns atomic.Int64
	ctx, cancel := context.WithCancel(v.Context())
	ended := make(chan error, 3)
	for range 3 {
		_, p := v.join()
		go func() {
			ended <- p.Alone(ctx, func(inner context.Context) error {
				if n := inside.Add(1); n > most.Load() {
					most.Store(n)
				}
				defer inside.Add(-1)
				turns.Add(1)
				<-inner.Done()
				return nil
			})
		}()
	}
	v.divided(3)
	for i := range 2 {
		eventually(v.T, "somebody is alone", func() bool { return inside.Load() == 1 })
		v.all[i].stop()
	}
	eventually(v.T, "the last is alone", func() bool { return inside.Load() == 1 })
	cancel()
	for range 3 {
		if err := <-ended; err != nil {
			v.Error(err)
		}
	}
	if most.Load() != 1 || turns.Load() == 0 {
		v.Errorf("%d at a time in %d turns", most.Load(), turns.Load())
	}
}

func sharedLimits(v *several) {
	_, first := v.join()
	_, second := v.join()
	all := storage.Limit{Key: "all", Calls: 3, Span: time.Minute}
	chat := storage.Limit{Key: "chat:1", Every: time.Hour, Burst: 2}
	for i, want := range []int{-1, -1, 1, -1, 0} { // by which limit somebody must wait, -1 for none
		p, limits := first, []storage.Limit{all, chat}
		if i%2 == 1 {
			p = second
		}
		if i > 2 {
			limits = limits[:1]
		}
		wait, by, err := p.Take(v.Context(), limits...)
		if err != nil || want < 0 && wait > 0 || want >= 0 && (wait <= 0 || by != want) {
			v.Errorf("call %d: wait %v by %d, %v; want %d", i, wait, by, err, want)
		}
	}
	for range 5 { // what is no limit lets all pass
		if wait, _, err := second.Take(v.Context(), storage.Limit{Key: "none"}); wait > 0 || err != nil {
			v.Errorf("wait %v, %v", wait, err)
		}
	}
	short := storage.Limit{Key: "short", Every: 50 * time.Millisecond, Burst: 1}
	for i, p := range []*serving{first, second, first} {
		eventually(v.T, fmt.Sprintf("call %d passes", i), func() bool {
			wait, _, err := p.Take(v.Context(), short)
			return wait == 0 && err == nil
		})
	}
}

func sharedRest(v *several) {
	_, first := v.join()
	_, second := v.join()
	chat := storage.Limit{Key: "chat:1", Every: time.Millisecond, Burst: 9}
	if err := errors.Join(first.Rest(v.Context(), "chat:1", time.Hour), second.Rest(v.Context(), "chat:1", time.Second)); err != nil {
		v.Fatal(err)
	}
	wait, by, err := second.Take(v.Context(), storage.Limit{Key: "all", Calls: 9, Span: time.Minute}, chat)
	if err != nil || by != 1 || wait < 59*time.Minute {
		v.Errorf("wait %v by %d, %v", wait, by, err)
	}
}
