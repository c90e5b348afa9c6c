package outbox

import "time"

// Limits is what a Gate lets through. A zero part is no limit.
type Limits struct {
	// All holds for all calls together.
	All Window
	// Chat holds for each chat.
	Chat Pace
	// Group holds, beside Chat, for each group.
	Group Pace
}

// Window lets at most Calls through in any span of length Span, wherever it begins.
type Window struct {
	Calls int
	Span  time.Duration
}

// Pace lets one call through every Every, and Burst at once after a rest: in any span T at most Burst + T/Every.
type Pace struct {
	Every time.Duration
	Burst int
}

// Telegram is what Telegram bears: 30 calls a second over all, one a second in a chat with short bursts, 20 a minute in
// a group.
//
// For a group it is a pace and not a window: a window of 20 a minute would let twenty go in twenty seconds and then
// leave an answer waiting for forty. At one every 4 s after a burst of 5 the wait is never longer than 4 s, and any
// rolling minute holds at most 5 + 60/4 = 20. Over all a window is right: its silence is shorter than a second, and it
// spares no capacity.
func Telegram() Limits {
	return Limits{
		All:   Window{Calls: 30, Span: time.Second},
		Chat:  Pace{Every: time.Second, Burst: 3},
		Group: Pace{Every: 4 * time.Second, Burst: 5},
	}
}

// window counts a Window: it remembers the last Calls moments, the oldest at next.
type window struct {
	Window
	taken []time.Time
	next  int
}

// ready is the earliest time at which a call may pass.
func (w *window) ready() time.Time {
	if len(w.taken) < w.Calls || w.Calls <= 0 {
		return time.Time{}
	}
	return w.taken[w.next].Add(w.Span)
}

// take counts a call at now.
func (w *window) take(now time.Time) {
	switch {
	case w.Calls <= 0:
	case len(w.taken) < w.Calls:
		w.taken = append(w.taken, now)
	default:
		w.taken[w.next] = now
		w.next = (w.next + 1) % w.Calls
	}
}

// pace counts a Pace. It keeps one moment, the one at which all of the burst will be free again: exact to the
// nanosecond, and able to say when the next call may pass, which rate.Limiter tells only by reserving it.
type pace struct {
	Pace
	rested time.Time
}

// ready is the earliest time at which a call may pass.
func (p *pace) ready() time.Time {
	if p.Burst <= 0 {
		return time.Time{}
	}
	return p.rested.Add(-time.Duration(p.Burst-1) * p.Every)
}

// take counts, at now, what is one of so many that make a call.
func (p *pace) take(now time.Time, ofCall int) {
	if p.Burst <= 0 {
		return
	}
	p.rested = latest(p.rested, now).Add(p.Every / time.Duration(ofCall))
}

// latest is the latest of some times.
func latest(first time.Time, more ...time.Time) time.Time {
	for _, t := range more {
		if t.After(first) {
			first = t
		}
	}
	return first
}
