package deadletter

import "sync"

// Tries is how often an update is tried that the program stumbles over, or that cannot be kept while the store is
// there.
const Tries = 3

// Attempts counts how often updates have failed. It forgets at a restart, when all begin anew. The zero value is ready;
// all methods may be called from many goroutines.
type Attempts struct {
	mu    sync.Mutex
	times map[int64]int
}

// Failed counts one more failure of an update and returns how many there are.
func (a *Attempts) Failed(update int64) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.times == nil {
		a.times = map[int64]int{}
	}
	a.times[update]++
	return a.times[update]
}

// Forget counts an update no more: it is done, or a dead letter.
func (a *Attempts) Forget(update int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.times, update)
}
