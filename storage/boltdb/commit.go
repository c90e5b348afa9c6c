package boltdb

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// maxBatch bounds what goes into one commit, so that the first is not kept waiting for ever by those after it.
const maxBatch = 1024

// committer is the one goroutine that writes. See the package's doc for how commits are shared.
type committer struct {
	db      *bolt.DB
	jobs    chan *job
	alone   chan func()   // what must run while nothing is written
	closing chan struct{} // closed when no more jobs are taken
	done    chan struct{} // closed when the goroutine has ended
	stuck   error         // set when bolt cannot end a transaction; only the goroutine touches it before done is closed
	commits atomic.Uint64
	updates atomic.Uint64
}

// job is something to be written. What it plans is decided on all that stands before it in the same commit.
type job struct {
	decide func(*bolt.Tx) (plan, error)
	answer chan error
}

func newCommitter(db *bolt.DB) *committer {
	c := &committer{
		db:      db,
		jobs:    make(chan *job), // unbuffered: all that wait are in it, and no job is taken that nobody answers for
		alone:   make(chan func()),
		closing: make(chan struct{}),
		done:    make(chan struct{}),
	}
	go c.run()
	return c
}

func (c *committer) run() {
	defer close(c.done)
	for {
		select {
		case j := <-c.jobs:
			c.batch(j)
		case fn := <-c.alone:
			fn()
		case <-c.closing:
			return
		}
	}
}

// close ends the goroutine after the batch it is in.
func (c *committer) close() {
	close(c.closing)
	<-c.done
}

func (c *committer) closed() bool {
	select {
	case <-c.closing:
		return true
	default:
		return false
	}
}

// do lets the committer decide and commit what was planned; nil is planned for nothing to write. What it was given
// before ctx ended it finishes.
func (c *committer) do(ctx context.Context, decide func(*bolt.Tx) (plan, error)) error {
	if c.closed() {
		return fmt.Errorf("update: %w", storage.ErrClosed)
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	j := &job{decide: decide, answer: make(chan error, 1)}
	select {
	case c.jobs <- j:
		return <-j.answer
	case <-c.closing:
		return fmt.Errorf("update: %w", storage.ErrClosed)
	case <-ctx.Done():
		return fmt.Errorf("update: %w", ctx.Err())
	}
}

// batch runs first and all that wait after it, and commits them together.
func (c *committer) batch(first *job) {
	btx, err := c.begin()
	if err != nil {
		first.answer <- err
		return
	}
	var ran []*job
	var written uint64
	for j := first; j != nil; j = c.next(len(ran)) {
		p, refused := j.decide(btx)
		if refused != nil {
			j.answer <- refused
			continue
		}
		ran = append(ran, j)
		if p == nil {
			continue
		}
		written++
		if err = guarded(p); err != nil {
			break // before another job is taken that this batch could not answer truly
		}
	}
	err = c.finish(btx, written, err)
	for _, j := range ran {
		j.answer <- err
	}
}

// next returns a job that waits, nil when there is none or the batch is full.
func (c *committer) next(ran int) *job {
	if ran >= maxBatch || c.closed() {
		return nil
	}
	if j := c.poll(); j != nil {
		return j
	}
	// Callers answered a moment ago are about to come again: without this, every second commit would hold only the first
	// of them.
	runtime.Gosched()
	return c.poll()
}

func (c *committer) poll() *job {
	select {
	case j := <-c.jobs:
		return j
	default:
		return nil
	}
}

// finish commits what was written, or nothing after an error.
func (c *committer) finish(btx *bolt.Tx, written uint64, err error) error {
	if err == nil && written > 0 {
		err = guarded(btx.Commit)
	}
	if err == nil && written > 0 {
		c.commits.Add(1)
		c.updates.Add(written)
		return nil
	}
	c.rollback(btx)
	if err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// begin starts a transaction, unless an earlier one could not end.
func (c *committer) begin() (btx *bolt.Tx, err error) {
	if c.stuck != nil {
		return nil, c.stuck
	}
	func() {
		defer trap(&c.stuck)() // a panic leaves bolt's lock taken
		btx, err = c.db.Begin(true)
	}()
	if c.stuck != nil {
		err = c.stuck
	}
	if err != nil {
		return nil, fmt.Errorf("begin: %w", err)
	}
	return btx, nil
}

// rollback ends a transaction; if it ended itself, that is well.
func (c *committer) rollback(btx *bolt.Tx) {
	defer trap(&c.stuck)()
	_ = btx.Rollback()
}

// guarded runs what only touches bolt.
func guarded(fn func() error) (err error) {
	defer trap(&err)()
	return fn()
}
