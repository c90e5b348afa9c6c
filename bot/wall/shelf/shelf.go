// Package shelf keeps what may be made or fetched again, for as long as there is room for it: a cache bounded in bytes.
// It does not know what it keeps; the wall keeps pages with it, and the photos of cases.
package shelf

import (
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// Shelf is a cache bounded in bytes: what was used longest ago goes first. All methods may be called from many
// goroutines.
type Shelf[K comparable, V any] struct {
	most int

	mu   sync.Mutex
	size int
	held *simplelru.LRU[K, weighed[V]]
}

type weighed[V any] struct {
	value V
	bytes int
}

// New is a shelf with nothing on it, for so many bytes at most.
func New[K comparable, V any](most int) *Shelf[K, V] {
	s := &Shelf[K, V]{most: most}
	// It refuses only to hold nothing.
	s.held, _ = simplelru.NewLRU(math.MaxInt, func(_ K, gone weighed[V]) { s.size -= gone.bytes })
	return s
}

// Recall is what is kept under a key.
func (s *Shelf[K, V]) Recall(key K) (V, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.held.Get(key)
	return found.value, ok
}

// Keep keeps a value of so many bytes, in the place of the one before; one larger than the whole shelf is not kept.
func (s *Shelf[K, V]) Keep(key K, value V, bytes int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held.Remove(key)
	if bytes > s.most {
		return
	}
	s.held.Add(key, weighed[V]{value, bytes})
	for s.size += bytes; s.size > s.most; {
		s.held.RemoveOldest()
	}
}
