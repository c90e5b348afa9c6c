package outbox

import (
	"context"
	"sync"
)

// slots bounds how many messages are being sent at once. Unlike a semaphore it serves a higher class first, a waiter
// may rise, and some slots are kept for what is more than ordinary: else an answer would stand behind a thousand news,
// or behind those that have a slot and wait in it for the gate.
type slots struct {
	mu   sync.Mutex
	free int
	kept int // of free, for classes above 0
	line line
}

// join puts a caller in the line for a slot.
func (s *slots) join(slip Slip) *waiter {
	s.mu.Lock()
	defer s.mu.Unlock()
	w := s.line.join(slip)
	s.call()
	return w
}

// wait returns when w has a slot, or with the error of ctx when that ends first. Then all is over, and w may keep its
// place.
func (s *slots) wait(ctx context.Context, w *waiter) error {
	select {
	case <-w.called:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// raise gives a waiter a higher class.
func (s *slots) raise(w *waiter, class int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.line.raise(w, class)
	s.call()
}

// release gives a slot back.
func (s *slots) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free++
	s.call()
}

// call gives out slots as long as whoever is first may have one.
func (s *slots) call() {
	for len(s.line.waiting) > 0 {
		w := s.line.waiting[0]
		if s.free == 0 || w.Class <= 0 && s.free <= s.kept {
			return
		}
		s.line.leave(w)
		s.free--
		close(w.called)
	}
}
