package flows

import (
	"sync"
	"time"
)

// alarm is when the clock means to wake.
type alarm struct {
	mu     sync.Mutex
	at     time.Time // zero for not at all
	asleep bool      // false while the clock looks for when to wake
}

// sooner sets the alarm to an earlier time, and tells whether a sleeper must wake for it.
func (a *alarm) sooner(at time.Time) (wake bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.at.IsZero() && !at.Before(a.at) {
		return false
	}
	a.at = at
	return a.asleep
}

// clear begins anew: what is set from now on is remembered until the clock sleeps.
func (a *alarm) clear() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.at, a.asleep = time.Time{}, false
}

// set sets the alarm, unless an earlier time was set meanwhile, and returns when to wake.
func (a *alarm) set(at time.Time) time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.at.IsZero() || at.Before(a.at) {
		a.at = at
	}
	a.asleep = true
	return a.at
}
