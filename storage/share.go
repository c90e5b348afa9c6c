package storage

import (
	"context"
	"errors"
	"time"
)

// ErrNotHeld says that a commit came too late: the lease it was made under is another process's by now. Nothing of it was kept.
var ErrNotHeld = errors.New("another process holds the community by now")

// Shared is a Store that several processes may serve at the same time. Any of them may commit what people do. What must be one's alone,
// sending what is unsent and ticking, belongs to the process that holds the community: the communities are divided fairly among the
// processes that live, and what a lost one held goes to the others.
type Shared interface {
	Store
	// Share is the part of this process, the same one at every call.
	Share() Share
	// Replicas lists the processes that serve the store now, and how many parts are held by none of them.
	Replicas(ctx context.Context) (all []Replica, orphans int, err error)
}

// Replica is one of the processes that serve a store.
type Replica struct {
	Name string
	// Parts is how many parts of the communities it holds.
	Parts int
	// Alone says that it is the one for whom Alone runs.
	Alone bool
}

// Share is what one process serves of a store. All methods may be called from many goroutines.
type Share interface {
	// Serve takes part until ctx ends, and then gives everything back at once; so it ends last, after all that works under a
	// lease. It tells what is new in the communities that this process holds, rather too often than too seldom; tell must not
	// block. Its only error is that of a store that is closed.
	Serve(ctx context.Context, tell func(News)) error
	// Lease gives leave to send and tick for a community; false when another process holds it, or none does yet.
	Lease(community ID) (Lease, bool)
	// Unsent, Due and NextWake are those of the Store, of the communities held alone.
	Unsent(ctx context.Context) ([]ID, error)
	Due(ctx context.Context, now time.Time, limit int) ([]WakeUp, error)
	NextWake(ctx context.Context) (time.Time, error)
	// Alone runs fn as long as this process is the one chosen of all, and again when it is chosen anew, until ctx ends, whose end
	// is no error, or fn returns while its own context has not ended.
	Alone(ctx context.Context, fn func(ctx context.Context) error) error
	// Take counts one call under all of the limits, over all processes. When one of them bears no call now nothing is counted:
	// wait is how long it asks for, and by its number.
	Take(ctx context.Context, limits ...Limit) (wait time.Duration, by int, err error)
	// Rest lets nobody pass the limit of that key for so long; a longer rest already set stays.
	Rest(ctx context.Context, key string, d time.Duration) error
}

// News is what a process is told of the communities it holds.
type News struct {
	// Unsent are communities that may have something to be sent.
	Unsent []ID
	// Wake is the earliest wake-up that another process has set; zero when none was.
	Wake time.Time
	// Look says that there may be any wake-ups, for what is held has changed or was not looked at for a while.
	Look bool
}

// Lease is leave to act for a community. It must be released. It ends when it is asked back, or when it cannot be renewed in time.
type Lease interface {
	// Valid tells, by the clock, whether the lease still stands. Whoever does what cannot be undone asks immediately before.
	Valid() bool
	// Ended is closed when the lease has ended. That may be noticed a moment later than Valid does.
	Ended() <-chan struct{}
	// Fence makes the commit of a transaction fail with ErrNotHeld, and keep nothing, unless the lease still stands in the store at that
	// moment, whatever the clocks say.
	Fence(tx Tx)
	// Release says that nothing more is done under the lease.
	Release()
}

// Limit bounds how often something is done by all processes together. A zero part is no limit.
type Limit struct {
	// Key names what is limited.
	Key string
	// At most Calls pass in any span of length Span, wherever it begins.
	Calls int
	Span  time.Duration
	// One passes every Every, and Burst at once after a rest.
	Every time.Duration
	Burst int
}

// ShareOf is the part of a store that this process serves: all of it, unless the store is Shared.
func ShareOf(s Store) Share {
	if shared, ok := s.(Shared); ok {
		return shared.Share()
	}
	return whole{s}
}

// whole is the share of a process that is the only one.
type whole struct{ Store }

// Serve implements Share: there is nobody to share with.
func (whole) Serve(ctx context.Context, _ func(News)) error {
	<-ctx.Done()
	return nil
}

// Lease implements Share.
func (whole) Lease(ID) (Lease, bool) { return forever{}, true }

// Alone implements Share.
func (whole) Alone(ctx context.Context, fn func(context.Context) error) error {
	if err := fn(ctx); ctx.Err() == nil {
		return err
	}
	return nil
}

// Take implements Share: whoever is alone counts by himself.
func (whole) Take(ctx context.Context, _ ...Limit) (time.Duration, int, error) {
	return 0, 0, ctx.Err()
}

// Rest implements Share.
func (whole) Rest(ctx context.Context, _ string, _ time.Duration) error { return ctx.Err() }

// forever is the lease of a process that is the only one.
type forever struct{}

// Valid implements Lease.
func (forever) Valid() bool { return true }

// Ended implements Lease; a nil channel is never closed.
func (forever) Ended() <-chan struct{} { return nil }

// Fence implements Lease.
func (forever) Fence(Tx) {}

// Release implements Lease.
func (forever) Release() {}
