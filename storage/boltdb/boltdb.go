// Package boltdb keeps a store in one file, by bbolt. It is the default: nothing to install, nothing to run beside the
// program.
//
// It is not for several processes: the one that opens the file owns it until it closes it or dies. It does not know
// what the bytes mean, as its contract, package storage, does not. The commands in cmd open it; everybody else sees a
// storage.Store.
//
// # Commits
//
// A commit costs a sync of the disk, whether it holds one Update or hundreds. So Updates of different communities run
// side by side, each in the goroutine of its caller, on what was committed last, and write to an overlay; those of one
// community run one after another, so what one has read is still true when it ends. Then one goroutine, the committer,
// takes all overlays that wait and writes them as one bolt transaction, while others already run. One that fails or
// panics leaves nothing and disturbs nobody. If the commit itself fails, every Update in it gets that error.
//
// An Update whose context ends while it waits for its turn is not run. One that has run waits for its commit, so that
// its answer is never a guess. Inside an Update or a View, call nothing else of the same store: while it runs the file
// cannot grow, and what would wait for that would wait for it. Keep both short. Reader and Tx belong to the goroutine
// that fn runs in, until fn returns.
//
// Names (communities, keys, things, ids, views) are at most 8,192 bytes. Those of records, communities, things and
// update ids are not empty.
//
// # Layout
//
// Numbers are big-endian, so that their order is the order of keys. A time is 12 bytes: seconds since 1970 with the
// sign bit turned, and nanoseconds.
//
//	meta         kind → "echowall", format → "1"
//	communities  one bucket for each community that holds anything:
//	    records    key → value
//	    journal    number → entry; the bucket's sequence is the last number given
//	    outbox     number → revision (8 bytes), length of the view (4), view, body; likewise
//	    views      view → number of its unsent message
//	    wakes      thing → time
//	    seen       update id → time
//	    seen-time  time, update id → nothing; so the oldest are found without a search
//	due          time, length of the community (2 bytes), community, thing → nothing
//	unsent       community → nothing, while its outbox is not empty
//	values       length of the space (2 bytes), space, key → value
//	members      length of the space (2), space, length of the key (2), key, member → nothing
package boltdb

import (
	"context"
	"errors"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"echowall/storage"
)

// Options change how a store is opened. The zero value is right outside of tests.
type Options struct {
	// NoSync leaves out the sync of the disk, so that a loss of power may lose or damage everything. For tests only.
	NoSync bool
}

// Store is a storage.Store in one file.
type Store struct {
	db    *bolt.DB
	file  *os.File // the same file as db's, to read pages beside it
	door  *storage.Door
	lanes storage.Lanes
	queue *committer
}

var _ storage.Store = (*Store)(nil)

// Stats says how well commits were shared.
type Stats struct {
	// Commits counts the transactions written to disk.
	Commits uint64
	// Updates counts the Updates and directory writes in them.
	Updates uint64
}

// Stats returns the counts since Open.
func (s *Store) Stats() Stats {
	return Stats{Commits: s.queue.commits.Load(), Updates: s.queue.updates.Load()}
}

// Update implements storage.Store.
func (s *Store) Update(ctx context.Context, community storage.ID, fn func(storage.Tx) error) error {
	if err := checkName("community", string(community)); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	return s.inLane(ctx, "update", community, func() error {
		t, err := s.run(community, fn)
		if err != nil || !t.dirty() {
			return err
		}
		return s.queue.do(context.WithoutCancel(ctx), func(btx *bolt.Tx) (plan, error) {
			return func() error { return t.commit(btx) }, nil
		})
	})
}

// inLane runs fn when nobody else is in the community's lane.
func (s *Store) inLane(ctx context.Context, what string, community storage.ID, fn func() error) error {
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer s.door.Leave()
	leave, err := s.lanes.Enter(ctx, s.door, community)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer leave()
	return fn()
}

// run runs fn on what was committed last. What it wrote is in the overlay, and the transaction it read from has ended.
func (s *Store) run(community storage.ID, fn func(storage.Tx) error) (t *tx, err error) {
	err = s.snapshot(func(btx *bolt.Tx) (err error) {
		if t, err = newTx(btx, community); err != nil {
			return err
		}
		if err := call(func() error { return fn(t) }); err != nil {
			return err
		}
		return t.prune()
	})
	return t, err
}

// View implements storage.Store.
func (s *Store) View(ctx context.Context, community storage.ID, fn func(storage.Reader) error) error {
	return s.read(ctx, func(btx *bolt.Tx) error {
		v, err := newView(btx, community)
		if err != nil {
			return err
		}
		return call(func() error { return fn(v) })
	})
}

// read runs fn on the last committed state.
func (s *Store) read(ctx context.Context, fn func(*bolt.Tx) error) error {
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	defer s.door.Leave()
	return s.snapshot(fn)
}

// snapshot is read for those who are inside.
func (s *Store) snapshot(fn func(*bolt.Tx) error) error {
	btx, err := beginRead(s.db)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	defer btx.Rollback() // of a reading transaction: it only ends, and has no error to give
	return fn(btx)
}

func beginRead(db *bolt.DB) (btx *bolt.Tx, err error) {
	defer trap(&err)()
	btx, err = db.Begin(false)
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		err = storage.ErrClosed
	}
	return btx, err
}

// Close implements storage.Store. It waits for commits and views under way; closing again does nothing.
func (s *Store) Close() (err error) {
	if !s.door.Close() {
		return nil
	}
	s.queue.close()
	if s.queue.stuck != nil {
		// bolt would wait for ever for the transaction that cannot end. The lock on the file goes with the process.
		err = s.file.Close()
	} else {
		err = s.db.Close()
	}
	if err != nil {
		return fmt.Errorf("close the store: %w", err)
	}
	return nil
}
