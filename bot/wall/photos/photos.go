// Package photos keeps the photos of cases that were looked at last, and fetches others through whoever can, a few at a
// time. Package wall decides who may see which.
package photos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"echowall/bot/wall/shelf"
)

// Limits of photos: how much one may weigh, how much is kept in memory, how many are fetched at once, how long one
// waits for that.
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
	kept     *shelf.Shelf[string, []byte]
}

// New is a box with nothing in it.
func New() *Box {
	return &Box{fetching: make(slots, fetches), kept: shelf.New[string, []byte](photoMemory)}
}

// Get is a photo, fetched if it is not kept.
func (b *Box) Get(
	ctx context.Context, file string, fetch func(context.Context, string, int64) ([]byte, error),
) ([]byte, error) {
	if raw, ok := b.kept.Recall(file); ok {
		return raw, nil
	}
	if !b.fetching.take(ctx.Done(), fetchWait) {
		return nil, ErrFull
	}
	defer b.fetching.leave()
	if raw, ok := b.kept.Recall(file); ok {
		return raw, nil // somebody fetched it while we waited
	}
	raw, err := fetch(ctx, file, maxPhoto)
	if err != nil {
		return nil, fmt.Errorf("photo: %w", err)
	}
	b.kept.Keep(file, raw, len(raw))
	return raw, nil
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
