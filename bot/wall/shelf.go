package wall

import (
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// shelf is a cache bounded in bytes: what was used longest ago goes first. All methods may be called from many
// goroutines.
type shelf[K comparable, V any] struct {
	most int

	mu   sync.Mutex
	size int
	held *simplelru.LRU[K, weighed[V]]
}

type weighed[V any] struct {
	value V
	bytes int
}

func newShelf[K comparable, V any](most int) *shelf[K, V] {
	s := &shelf[K, V]{most: most}
	// It refuses only to hold nothing.
	s.held, _ = simplelru.NewLRU(math.MaxInt, func(_ K, gone weighed[V]) { s.size -= gone.bytes })
	return s
}

// recall is what is kept under a key.
func (s *shelf[K, V]) recall(key K) (V, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.held.Get(key)
	return found.value, ok
}

// keep keeps a value of so many bytes, in the place of the one before; one larger than the whole shelf is not kept.
func (s *shelf[K, V]) keep(key K, value V, bytes int) {
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
