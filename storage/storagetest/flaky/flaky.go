// Package flaky wraps a store so that it fails on demand, for the tests of those who use one: the engine, the
// deliverer, the archive.
//
// It is for tests alone, and no program links it. What a store promises is held by package storagetest.
package flaky

import (
	"context"
	"errors"
	"sync"
	"time"

	"echowall/storage"
)

// Call is a kind of call that can be made to fail.
type Call int

// The kinds of calls. Check and Close never fail on demand.
const (
	// Updates is Update and Erase.
	Updates Call = iota
	// Views is View.
	Views
	// Lists is Communities, Unsent, Due and NextWake.
	Lists
	// Entries is the calls of the Directory.
	Entries
)

// Store is a store that fails when it is told to. Without orders it is the store inside. It may be used from many
// goroutines.
type Store struct {
	inner storage.Store

	mu     sync.Mutex
	calls  []orders // orders to refuse, each for some kinds of calls
	commit orders
	answer orders
	again  int
}

var _ storage.Store = (*Store)(nil)

// orders is to fail n times with err.
type orders struct {
	n    int
	err  error
	only []Call // empty for all
}

// New wraps inner. Closing it closes inner.
func New(inner storage.Store) *Store {
	return &Store{inner: inner}
}

// FailNext makes the next n calls, of the kinds given or of all, return err without doing anything. It adds to orders
// given before.
func (f *Store) FailNext(n int, err error, only ...Call) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls = append(f.calls, orders{n: n, err: err, only: only})
}

// FailCommit makes the next n Updates whose fn succeeds return err and keep nothing, as when the disk is full.
func (f *Store) FailCommit(n int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.commit = orders{n: n, err: err}
}

// LoseAnswer makes the next n Updates that are committed return err nevertheless, as when a connection breaks after the
// commit.
func (f *Store) LoseAnswer(n int, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer = orders{n: n, err: err}
}

// Conflict makes the next n Updates run fn twice, on the same state; the second run counts.
func (f *Store) Conflict(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.again = n
}

// Heal takes all orders back.
func (f *Store) Heal() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls, f.commit, f.answer, f.again = nil, orders{}, orders{}, 0
}

// refuse returns the error this call must fail with.
func (f *Store) refuse(call Call) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.calls {
		if f.calls[i].covers(call) {
			return f.calls[i].take()
		}
	}
	return nil
}

func (o *orders) covers(call Call) bool {
	if o.n == 0 {
		return false
	}
	for _, c := range o.only {
		if c == call {
			return true
		}
	}
	return len(o.only) == 0
}

// take uses up one order.
func (o *orders) take() error {
	if o.n == 0 {
		return nil
	}
	o.n--
	return o.err
}

func (f *Store) take(o *orders) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return o.take()
}

func (f *Store) takeConflict() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.again == 0 {
		return false
	}
	f.again--
	return true
}

var errConflict = errors.New("conflict on demand")

// Update implements storage.Store.
func (f *Store) Update(ctx context.Context, community storage.ID, fn func(storage.Tx) error) error {
	if err := f.refuse(Updates); err != nil {
		return err
	}
	if f.takeConflict() {
		err := f.inner.Update(ctx, community, func(tx storage.Tx) error {
			_ = fn(tx) // what the first run says is forgotten with what it wrote
			return errConflict
		})
		if !errors.Is(err, errConflict) {
			return err
		}
	}
	err := f.inner.Update(ctx, community, func(tx storage.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		return f.take(&f.commit)
	})
	if err != nil {
		return err
	}
	return f.take(&f.answer)
}

// View implements storage.Store.
func (f *Store) View(ctx context.Context, community storage.ID, fn func(storage.Reader) error) error {
	if err := f.refuse(Views); err != nil {
		return err
	}
	return f.inner.View(ctx, community, fn)
}

// Communities implements storage.Store.
func (f *Store) Communities(ctx context.Context, after storage.ID, limit int) ([]storage.ID, error) {
	if err := f.refuse(Lists); err != nil {
		return nil, err
	}
	return f.inner.Communities(ctx, after, limit)
}

// Unsent implements storage.Store.
func (f *Store) Unsent(ctx context.Context) ([]storage.ID, error) {
	if err := f.refuse(Lists); err != nil {
		return nil, err
	}
	return f.inner.Unsent(ctx)
}

// Due implements storage.Store.
func (f *Store) Due(ctx context.Context, now time.Time, limit int) ([]storage.WakeUp, error) {
	if err := f.refuse(Lists); err != nil {
		return nil, err
	}
	return f.inner.Due(ctx, now, limit)
}

// NextWake implements storage.Store.
func (f *Store) NextWake(ctx context.Context) (time.Time, error) {
	if err := f.refuse(Lists); err != nil {
		return time.Time{}, err
	}
	return f.inner.NextWake(ctx)
}

// Erase implements storage.Store. It counts as an Update.
func (f *Store) Erase(ctx context.Context, community storage.ID) error {
	if err := f.refuse(Updates); err != nil {
		return err
	}
	return f.inner.Erase(ctx, community)
}

// Check implements storage.Store.
func (f *Store) Check(ctx context.Context) error { return f.inner.Check(ctx) }

// Close implements storage.Store.
func (f *Store) Close() error { return f.inner.Close() }
