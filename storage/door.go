package storage

import (
	"context"
	"sync"
)

// Door is for drivers: it knows whether a store is open and who is inside. Make one with NewDoor.
type Door struct {
	mu      sync.Mutex
	closed  bool
	closing chan struct{}
	inside  sync.WaitGroup
}

// NewDoor is open.
func NewDoor() *Door { return &Door{closing: make(chan struct{})} }

// Enter lets a call in, which must Leave. It fails with ErrClosed, or when ctx has ended.
func (d *Door) Enter(ctx context.Context) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.closed {
		return ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	d.inside.Add(1)
	return nil
}

// Leave ends what Enter began.
func (d *Door) Leave() { d.inside.Done() }

// Closing is closed when nobody is let in any more: whoever only waits inside gives up then.
func (d *Door) Closing() <-chan struct{} { return d.closing }

// Close lets nobody in any more and waits until all are out. It tells whether the store was open.
func (d *Door) Close() bool {
	d.mu.Lock()
	open := !d.closed
	d.closed = true
	if open {
		close(d.closing)
	}
	d.mu.Unlock()
	d.inside.Wait()
	return open
}
