package outbox

import (
	"cmp"
	"slices"
)

// waiter is a caller waiting for its turn.
type waiter struct {
	Slip
	number uint64
	// called is closed when its turn has come.
	called chan struct{}
}

// line is who waits, in the order of their turns: higher class first, then who came first.
type line struct {
	waiting []*waiter
	number  uint64
}

// join puts a new waiter in its place.
func (l *line) join(s Slip) *waiter {
	l.number++
	w := &waiter{Slip: s, number: l.number, called: make(chan struct{})}
	l.insert(w)
	return w
}

// leave takes a waiter out and tells whether it still waited.
func (l *line) leave(w *waiter) bool {
	i := slices.Index(l.waiting, w)
	if i < 0 {
		return false
	}
	l.waiting = slices.Delete(l.waiting, i, i+1)
	return true
}

// raise gives a waiter a higher class.
func (l *line) raise(w *waiter, class int) {
	if class > w.Class && l.leave(w) {
		w.Class = class
		l.insert(w)
	}
}

func (l *line) insert(w *waiter) {
	i, _ := slices.BinarySearchFunc(l.waiting, w, func(a, b *waiter) int {
		return cmp.Or(cmp.Compare(b.Class, a.Class), cmp.Compare(a.number, b.number))
	})
	l.waiting = slices.Insert(l.waiting, i, w)
}
