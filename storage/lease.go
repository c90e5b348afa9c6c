package storage

import (
	"context"
	"errors"
	"time"
)

// ErrNotHeld says that a commit came too late: another process has taken the lease it was made under. Nothing of it was
// kept.
var ErrNotHeld = errors.New("another process holds the lease by now")

// Shared is a Store that several processes may serve at the same time. Any of them commits what people do; what must be
// one's alone, sending what is unsent, ticking and polling, is done by the one that holds the lease.
type Shared interface {
	Store
	// Hold runs fn each time this process comes to hold the lease, under a context that ends with it, until ctx ends or
	// fn returns while its own context stands: then Hold returns what fn did. When fn has returned, the lease is free
	// for others at once. While it runs, tell hears of what other processes leave to be sent or looked at, rather too
	// often than too seldom; it must not block.
	Hold(ctx context.Context, tell func(News), fn Work) error
	// Holder names the process that holds the lease now; "" when none does.
	Holder(ctx context.Context) (string, error)
}

// Work is what is done under the lease.
type Work func(ctx context.Context, l Lease) error

// Lease is leave to be the one that sends and ticks.
type Lease interface {
	// Valid tells, by the clock, whether the lease still stands. Whoever does what cannot be undone asks immediately
	// before.
	Valid() bool
	// Fence makes the commit of a transaction fail with ErrNotHeld, and keep nothing, once another process has taken
	// the lease, whatever the clocks say.
	Fence(tx Tx)
}

// News is what the holder of the lease is told of commits by other processes.
type News struct {
	// Unsent are communities that may have something to be sent.
	Unsent []ID
	// Wake is the earliest wake-up that may be new; zero when none is.
	Wake time.Time
}

// Hold runs fn under the lease of a store. One that is not Shared is served by this process alone, which holds it until
// ctx ends.
func Hold(ctx context.Context, s Store, tell func(News), fn Work) error {
	if shared, ok := s.(Shared); ok {
		return shared.Hold(ctx, tell, fn)
	}
	if err := fn(ctx, Sole{}); ctx.Err() == nil {
		return err
	}
	return nil
}

// Sole is the lease of a process that is the only one: it never ends.
type Sole struct{}

// Valid implements Lease.
func (Sole) Valid() bool { return true }

// Fence implements Lease.
func (Sole) Fence(Tx) {}
