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

// lent is the share of one process of several: the communities in it, and no others.
type lent struct {
	storage.Share
	mu   sync.Mutex
	held map[storage.ID]*lease
}

type lease struct {
	once  sync.Once
	ended chan struct{}
}

func (l *lease) Valid() bool {
	select {
	case <-l.ended:
		return false
	default:
		return true
	}
}

func (l *lease) Ended() <-chan struct{} { return l.ended }
func (l *lease) Fence(tx storage.Tx)    { tx.(*memoryTx).lease = l }
func (l *lease) Release()               {}

func (s *lent) Lease(id storage.ID) (storage.Lease, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := s.held[id]
	return l, l != nil && l.Valid()
}

// Unsent is asked at the start, when nothing is held yet.
func (s *lent) Unsent(context.Context) ([]storage.ID, error) { return nil, nil }

func (s *lent) gain(id storage.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[id] = &lease{ended: make(chan struct{})}
}

func (s *lent) lose(id storage.ID) {
	s.mu.Lock()
	l := s.held[id]
	s.mu.Unlock()
	l.once.Do(func() { close(l.ended) })
}

// inSeveral runs a test in a world where this process holds nothing at first.
func inSeveral(t *testing.T, test func(w *world)) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.lent = &lent{held: map[storage.ID]*lease{}}
		w.reopen()
		w.run()
		test(w)
	})
}

// What another process holds is left to it; what comes into this one's hands is sent when that is told.
func TestSendsOnlyWhatIsHeld(t *testing.T) {
	inSeveral(t, func(w *world) {
		w.tell(village, note{Chat: 1, Text: "a"}, note{Chat: 2, Text: "b"})
		w.pass(time.Minute)
		w.expect(1, "")
		w.expectIdle()
		w.lent.gain(village)
		w.Poke(village)
		w.pass(time.Minute)
		w.expect(1, "a")
		w.expect(2, "b")
		w.expectIdle()
	})
}

// Who loses a community while sending takes nothing out and sends no more of it; when it comes back, all goes on in order.
func TestLostWhileSending(t *testing.T) {
	inSeveral(t, func(w *world) {
		w.lent.gain(village)
		w.trial = func(n note) error {
			if n.Text == "b" {
				w.lent.lose(village)
			}
			return nil
		}
		w.tell(village, note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"}, note{Chat: 1, Text: "c"}, note{Chat: 2, Text: "d"})
		w.gate.Hold(2, w.began.Add(10*time.Second))
		w.pass(time.Minute)
		w.expect(1, "a b")
		w.expect(2, "")
		w.expectIdle()
		if n := w.store.unsent(village); n != 3 {
			t.Errorf("%d letters are unsent, want 3", n)
		}
		w.mu.Lock()
		w.trial = nil
		w.mu.Unlock()
		w.lent.gain(village)
		w.Poke(village)
		w.pass(time.Minute)
		w.expect(1, "a b b c")
		w.expect(2, "d")
		w.expectIdle()
	})
}

// Whoever waits at the gate under a lease goes away when that ends, and one whose lease has ended is not let through.
func TestGateLooksAtTheLease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := outbox.NewGate(clock.Wall{}, outbox.Telegram())
		l := &lease{ended: make(chan struct{})}
		g.Hold(1, time.Now().Add(time.Hour))
		began, turned := time.Now(), make(chan error)
		go func() { turned <- g.Enter(t.Context(), outbox.Slip{Chat: 1, Lease: l}) }()
		time.Sleep(time.Minute)
		close(l.ended)
		if err := <-turned; !errors.Is(err, storage.ErrNotHeld) || time.Since(began) != time.Minute {
			t.Errorf("turned away with %v after %v", err, time.Since(began))
		}
		if err := g.Enter(t.Context(), outbox.Slip{Chat: 2, Lease: l}); !errors.Is(err, storage.ErrNotHeld) {
			t.Errorf("let through with %v", err)
		}
	})
}

// budget is what two gates share: a gate that has no other.
type budget struct {
	mu    sync.Mutex
	taken map[string][]time.Time
	rests map[string]time.Time
}

func (b *budget) Take(_ context.Context, limits ...storage.Limit) (wait time.Duration, by int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	for i, l := range limits {
		// A pace is taken for the window that it makes of its burst.
		calls, span := l.Calls+l.Burst, l.Span+time.Duration(l.Burst)*l.Every
		at := b.rests[l.Key]
		if n := len(b.taken[l.Key]); calls > 0 && n >= calls {
			at = later(at, b.taken[l.Key][n-calls].Add(span))
		}
		if d := at.Sub(now); d > wait {
			wait, by = d, i
		}
	}
	for _, l := range limits {
		if wait == 0 {
			b.taken[l.Key] = append(b.taken[l.Key], now)
		}
	}
	return wait, by, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (b *budget) Rest(_ context.Context, key string, d time.Duration) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.rests[key] = time.Now().Add(d)
	return nil
}

// Two processes together let no more through than one, and a rest that one was told holds for both.
func TestGatesShareABudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &budget{taken: map[string][]time.Time{}, rests: map[string]time.Time{}}
		var gates []*outbox.Gate
		for range 2 {
			gates = append(gates, outbox.NewSharedGate(clock.Wall{}, outbox.Telegram(), b))
		}
		began := time.Now()
		var work sync.WaitGroup
		for i := range 120 {
			work.Go(func() {
				if err := gates[i%2].Enter(t.Context(), outbox.Slip{Chat: int64(1 + i)}); err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
		if took := time.Since(began); took < 3*time.Second || took > 4*time.Second {
			t.Errorf("120 calls took %v, want 3 s", took)
		}
		gates[0].Rest(t.Context(), 7, time.Minute)
		gates[0].Rest(t.Context(), 0, 10*time.Second)
		for chat, want := range map[int64]time.Duration{8: 10 * time.Second, 7: time.Minute} {
			work.Go(func() {
				began := time.Now()
				if err := gates[1].Enter(t.Context(), outbox.Slip{Chat: chat}); err != nil || time.Since(began) != want {
					t.Errorf("chat %d: %v after %v, want %v", chat, err, time.Since(began), want)
				}
			})
		}
		began = time.Now()
		if err := gates[1].AwaitRest(t.Context()); err != nil || time.Since(began) != 10*time.Second {
			t.Errorf("all rested for %v, %v", time.Since(began), err)
		}
		work.Wait()
	})
}
