// Package photos keeps the photos of cases that were looked at last, and fetches others through whoever can, a few at a time. Package wall
// decides who may see which.
package photos

import (
	"container/list"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Limits of photos: how much one may weigh, how much is kept in memory, how many are fetched at once, how long one waits for that.
const (
	maxPhoto    = 8 << 20
	photoMemory = 64 << 20
	fetches     = 4
	fetchWait   = 5 * time.Second
)

// ErrFull says that too many photos are being fetched already.
var ErrFull = errors.New("too many photos at once")

// Box keeps the photos that were looked at last.
type Box struct {
	fetching slots
	mu       sync.Mutex
	size     int
	order    *list.List // of *photo, the last used first
	all      map[string]*list.Element
}

type photo struct {
	file string
	raw  []byte
}

// New is a box with nothing in it.
func New() *Box {
	return &Box{fetching: make(slots, fetches), order: list.New(), all: map[string]*list.Element{}}
}

// Get is a photo, fetched if it is not kept.
func (b *Box) Get(ctx context.Context, file string, fetch func(context.Context, string, int64) ([]byte, error)) ([]byte, error) {
	if raw := b.recall(file); raw != nil {
		return raw, nil
	}
	if !b.fetching.take(ctx.Done(), fetchWait) {
		return nil, ErrFull
	}
	defer b.fetching.leave()
	if raw := b.recall(file); raw != nil {
		return raw, nil // somebody fetched it while we waited
	}
	raw, err := fetch(ctx, file, maxPhoto)
	if err != nil {
		return nil, fmt.Errorf("photo: %w", err)
	}
	b.keep(file, raw)
	return raw, nil
}

func (b *Box) recall(file string) []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	e := b.all[file]
	if e == nil {
		return nil
	}
	b.order.MoveToFront(e)
	return e.Value.(*photo).raw
}

func (b *Box) keep(file string, raw []byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.all[file] != nil {
		return
	}
	b.all[file] = b.order.PushFront(&photo{file, raw})
	b.size += len(raw)
	for b.size > photoMemory {
		last := b.order.Back()
		old := b.order.Remove(last).(*photo)
		delete(b.all, old.file)
		b.size -= len(old.raw)
	}
}

// slots are places for what may be done at once.
type slots chan struct{}

// take takes a place, waiting for it until the time is over; false when there was none.
func (s slots) take(done <-chan struct{}, patience time.Duration) bool {
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case s <- struct{}{}:
		return true
	case <-timer.C:
	case <-done:
	}
	return false
}

func (s slots) leave() { <-s }
