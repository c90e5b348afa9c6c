package outbox_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
	"echowall/flows/clock"
	"echowall/storage"
)

// lease is one that may be lost.
type lease struct {
	once  sync.Once
	ended chan struct{}
}

func newLease() *lease { return &lease{ended: make(chan struct{})} }

func (l *lease) lose() { l.once.Do(func() { close(l.ended) }) }

func (l *lease) Valid() bool {
	select {
	case <-l.ended:
		return false
	default:
		return true
	}
}

func (l *lease) Fence(tx storage.Tx) { tx.(*memoryTx).lease = l }

// inSeveral runs a test in a world where this process holds no lease at first.
func inSeveral(t *testing.T, test func(w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); w.Run(ctx) }()
		synctest.Wait()
		test(w)
		stop()
		<-ended
	})
}

// deliver lets the process hold the lease; what it returns waits until it is done with it.
func (w *world) deliver(l *lease) (wait func()) {
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error)
	go func() { <-l.ended; cancel() }()
	go func() { ended <- w.Deliver(ctx, l) }()
	return func() {
		w.t.Helper()
		if err := <-ended; err != nil {
			w.t.Errorf("Deliver: %v", err)
		}
	}
}

// Who holds no lease sends nothing of the store; who comes to hold it sends what waits there.
func TestSendsOnlyUnderTheLease(t *testing.T) {
	inSeveral(t, func(w *world) {
		w.tell(village, note{Chat: 1, Text: "a"}, note{Chat: 2, Text: "b"})
		w.pass(time.Minute)
		w.expect(1, "")
		w.expectIdle()
		l := newLease()
		wait := w.deliver(l)
		w.pass(time.Minute)
		w.expect(1, "a")
		w.expect(2, "b")
		w.expectIdle()
		l.lose()
		wait()
	})
}

// Who loses the lease while sending takes nothing out and sends no more; when it comes back, all goes on in order.
func TestLostWhileSending(t *testing.T) {
	inSeveral(t, func(w *world) {
		first := newLease()
		w.trial = func(n note) error {
			if n.Text == "b" {
				first.lose()
			}
			return nil
		}
		wait := w.deliver(first)
		synctest.Wait()
		for _, text := range []string{"a", "b", "c"} {
			w.queue(village, "", note{Chat: 1, Text: text})
		}
		w.tell(village, note{Chat: 2, Text: "d"})
		w.gate.Hold(2, w.began.Add(10*time.Second))
		w.pass(time.Minute)
		wait()
		w.expect(1, "a b")
		w.expect(2, "")
		w.expectIdle()
		if n := w.store.unsent(village); n != 3 {
			t.Errorf("%d messages are unsent, want 3", n)
		}
		w.mu.Lock()
		w.trial = nil
		w.mu.Unlock()
		second := newLease()
		wait = w.deliver(second)
		w.pass(time.Minute)
		w.expect(1, "a b b c")
		w.expect(2, "d")
		w.expectIdle()
		second.lose()
		wait()
	})
}

// What is promised needs no lease: it is said by who never had one, and by who lost it before it was said.
func TestPromisesOutliveTheLease(t *testing.T) {
	inSeveral(t, func(w *world) {
		w.Promise(outbox.Slip{Chat: 7, Class: 2}).Keep(w.whispered("receipt"))
		w.pass(time.Minute)
		w.expect(7, "receipt")
		l := newLease()
		wait := w.deliver(l)
		w.gate.Hold(7, time.Now().Add(time.Hour))
		p := w.Promise(outbox.Slip{Chat: 7, Class: 2})
		w.tell(village, note{Chat: 7, Text: "news"})
		w.pass(time.Minute)
		l.lose()
		wait()
		p.Keep(w.whispered("another"))
		w.pass(time.Hour)
		w.expect(7, "receipt another")
		w.expectIdle()
	})
}

// One whose lease has ended is not let through the gate, however long it has waited there.
func TestGateLooksAtTheLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		l := newLease()
		g.Hold(1, time.Now().Add(time.Hour))
		turned := make(chan error)
		go func() { turned <- g.Enter(t.Context(), outbox.Slip{Chat: 1, Lease: l}) }()
		time.Sleep(time.Minute)
		l.lose()
		if err := <-turned; !errors.Is(err, storage.ErrNotHeld) {
			t.Errorf("let through with %v", err)
		}
	})
}
