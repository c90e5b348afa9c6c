package flows

import (
	"sync"
	"time"

	"echowall/storage"
)

// wakeKey names the wake-up of a thing.
type wakeKey struct {
	community storage.ID
	thing     string
}

// underWay is what the clock has begun: what is being looked at, and what rests because it could not be. The store goes
// on naming both as due.
type underWay struct {
	since time.Time // the clock looks
	all   sync.WaitGroup
	ended chan struct{} // holds something when there may be more to begin

	mu      sync.Mutex
	looked  map[wakeKey]bool
	resting map[wakeKey]time.Time
	err     error
}

func newUnderWay(now time.Time) *underWay {
	return &underWay{
		since: now, ended: make(chan struct{}, 1), looked: map[wakeKey]bool{}, resting: map[wakeKey]time.Time{},
	}
}

// begin notes that a thing is being looked at; false when it is already, or rests.
func (u *underWay) begin(w storage.WakeUp) bool {
	key := wakeKey{w.Community, w.Thing}
	u.mu.Lock()
	defer u.mu.Unlock()
	if _, rests := u.resting[key]; rests || u.looked[key] {
		return false
	}
	u.looked[key] = true
	return true
}

// finish notes that a thing has been looked at; until is not zero for one that rests.
func (u *underWay) finish(w storage.WakeUp, until time.Time) {
	key := wakeKey{w.Community, w.Thing}
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.looked, key)
	if !until.IsZero() {
		u.resting[key] = until
	}
	u.nudge()
}

// stop notes that the clock must end.
func (u *underWay) stop(err error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.err = err
	u.nudge()
}

func (u *underWay) nudge() {
	select {
	case u.ended <- struct{}{}:
	default:
	}
}

// end is why the clock must end; nil while it goes on.
func (u *underWay) end() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.err
}

// size is how many are due and not to be begun; what has rested enough is not among them any more.
func (u *underWay) size(now time.Time) int {
	u.mu.Lock()
	defer u.mu.Unlock()
	for key, until := range u.resting {
		if !until.After(now) {
			delete(u.resting, key)
		}
	}
	return len(u.looked) + len(u.resting)
}

// room is how many more may be begun.
func (u *underWay) room() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return sideBySide - len(u.looked)
}
