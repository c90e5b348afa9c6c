// Package boltdb keeps a store in one file, by bbolt. It is the default: nothing to install, nothing to run beside the program.
//
// It is not for several processes: the one that opens the file owns it until it closes it or dies. It does not know what the bytes
// mean, as its contract, package storage, does not. The commands in cmd open it; everybody else sees a storage.Store.
//
// # Commits
//
// A commit costs a sync of the disk, some milliseconds, whether it holds one Update or hundreds. So one goroutine, the committer, takes all
// Updates that wait and commits them as one bolt transaction. Each Update runs in the goroutine of its caller, one at a time, and writes to an
// overlay; only when it has succeeded is the overlay written to the transaction, where the Updates after it see it. One that fails or
// panics leaves nothing and disturbs nobody. If the commit itself fails, every Update in it gets that error.
//
// An Update whose context ends while it waits for its turn is not run. One that has run waits for its commit, so that its answer is never
// a guess. Inside an Update, do not call Update, Check or a write to the directory of the same store: they would wait for one another. The
// same holds inside a View, which besides keeps the file from growing while it lasts: keep it short. Reader and Tx belong to the
// goroutine that fn runs in, until fn returns.
//
// Names (communities, keys, things, ids, views) are at most 8,192 bytes. Those of records, communities, things and update ids are not empty.
//
// # Layout
//
// Numbers are big-endian, so that their order is the order of keys. A time is 12 bytes: seconds since 1970 with the sign bit turned, and nanoseconds.
//
//	meta         kind → "echowall", format → "1"
//	communities  one bucket for each community that holds anything:
//	    records    key → value
//	    journal    number → entry; the bucket's sequence is the last number given
//	    outbox     number → revision (8 bytes), length of the view (4), view, body; likewise
//	    views      view → number of its unsent letter
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
	"sync"

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
	queue *committer
	end   sync.Once
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
	return s.queue.do(ctx, func(btx *bolt.Tx) (plan, error) {
		t, err := newTx(btx, community)
		if err != nil {
			return nil, err
		}
		if err := call(func() error { return fn(t) }); err != nil {
			return nil, err
		}
		return t.plan()
	})
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
	if s.queue.closed() {
		return fmt.Errorf("read: %w", storage.ErrClosed)
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read: %w", err)
	}
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
func (s *Store) Close() error {
	var err error
	s.end.Do(func() {
		s.queue.close()
		if s.queue.stuck != nil {
			// bolt would wait for ever for the transaction that cannot end. The lock on the file goes with the process.
			err = s.file.Close()
			return
		}
		err = s.db.Close()
	})
	if err != nil {
		return fmt.Errorf("close the store: %w", err)
	}
	return nil
}
