package outbox

import (
	"context"
	"sync"
	"time"

	"echowall/flows/clock"
	"echowall/storage"
)

// Gate keeps Telegram's limits before Telegram does. Every call to Telegram enters it first. Its methods may be called
// from many goroutines.
//
// Who waits stands in one line, higher class first; whoever is first among those whose chat bears a call goes next.
// While somebody waits a single goroutine watches the clock for all; when nobody waits there is none.
type Gate struct {
	clock  clock.Clock
	limits Limits

	mu    sync.Mutex
	line  line
	all   window
	held  time.Time // nobody passes before
	chats map[int64]*chatLimit
	sweep int // forget quiet chats when there are so many

	watched bool
	wake    context.CancelFunc // ends the watcher's sleep; nil before its first
}

// chatLimit is what one chat bears.
type chatLimit struct {
	chat  pace
	group pace // without effect until the chat is known to be a group
	held  time.Time
}

func (c *chatLimit) ready() time.Time { return latest(c.held, c.chat.ready(), c.group.ready()) }

// take counts what is one of so many that make a call.
func (c *chatLimit) take(now time.Time, ofCall int) {
	c.chat.take(now, ofCall)
	c.group.take(now, ofCall)
}

// quiet says that forgetting the chat changes nothing.
func (c *chatLimit) quiet(now time.Time) bool {
	return !latest(c.held, c.chat.rested, c.group.rested).After(now)
}

// glances is how many looks count for one call.
const glances = 4

// fewChats is how many chats are kept before the first look for quiet ones.
const fewChats = 64

// NewGate makes a gate where nobody has passed yet.
func NewGate(c clock.Clock, limits Limits) *Gate {
	return &Gate{
		clock: c, limits: limits,
		all:   window{Window: limits.All},
		chats: map[int64]*chatLimit{}, sweep: fewChats,
	}
}

// Enter waits until one call may be made as the slip says, and counts it. It returns the error of ctx when ctx ends
// first, and storage.ErrNotHeld when the lease of the slip has ended by then.
func (g *Gate) Enter(ctx context.Context, s Slip) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	g.mu.Lock()
	w := g.line.join(s)
	g.admit()
	g.watch()
	g.mu.Unlock()

	select {
	case <-w.called:
	case <-ctx.Done():
		g.turnAway(w)
		return ctx.Err()
	}
	if s.Lease != nil && !s.Lease.Valid() {
		return storage.ErrNotHeld
	}
	return nil
}

// turnAway takes somebody out of the line.
func (g *Gate) turnAway(w *waiter) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.line.leave(w)
	g.watch()
}

// Await waits until the chat would bear a call, and counts nothing: others may still come first, and the limit over all
// is not looked at. It lets a caller wait before it takes up what is scarce.
func (g *Gate) Await(ctx context.Context, s Slip) error {
	for {
		g.mu.Lock()
		now := g.clock.Now()
		ready := latest(g.held, g.ready(s))
		g.mu.Unlock()
		if !ready.After(now) {
			return ctx.Err()
		}
		if err := g.clock.Until(ctx, ready); err != nil {
			return err
		}
	}
}

// Glance counts, in this process alone, a look at a view that needed no call: four of them for one. They cost Telegram
// nothing; but a view refreshed all the time would be looked at, and its message taken out of the store, as often.
func (g *Gate) Glance(s Slip) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.clock.Now()
	g.forgetQuiet(now)
	g.limit(s).take(now, glances)
}

// Hold lets no call through to a chat before the time given, or no call at all when chat is 0. A later time already set
// stays.
func (g *Gate) Hold(chat int64, until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if chat == 0 {
		g.held = latest(g.held, until)
		return
	}
	c := g.limit(Slip{Chat: chat})
	c.held = latest(c.held, until)
}

// admit calls all whose turn has come.
func (g *Gate) admit() {
	now := g.clock.Now()
	for !latest(g.held, g.all.ready()).After(now) {
		w := g.first(now)
		if w == nil {
			return
		}
		g.line.leave(w)
		g.all.take(now)
		if w.Chat != 0 {
			g.forgetQuiet(now)
			g.limit(w.Slip).take(now, 1)
		}
		close(w.called)
	}
}

// first is the first in line whose chat bears a call; nil if there is none.
func (g *Gate) first(now time.Time) *waiter {
	for _, w := range g.line.waiting {
		if !g.ready(w.Slip).After(now) {
			return w
		}
	}
	return nil
}

// next is the earliest time at which anybody in line could pass.
func (g *Gate) next() time.Time {
	var soonest time.Time
	for i, w := range g.line.waiting {
		if t := g.ready(w.Slip); i == 0 || t.Before(soonest) {
			soonest = t
		}
	}
	return latest(g.held, g.all.ready(), soonest)
}

// ready is the earliest time at which the chat of s bears a call.
func (g *Gate) ready(s Slip) time.Time {
	if c := g.chats[s.Chat]; c != nil {
		return c.ready()
	}
	return time.Time{}
}

// limit is the limit of the chat of s, made if need be.
func (g *Gate) limit(s Slip) *chatLimit {
	c := g.chats[s.Chat]
	if c == nil {
		c = &chatLimit{chat: pace{Pace: g.limits.Chat}}
		g.chats[s.Chat] = c
	}
	if s.Group {
		c.group.Pace = g.limits.Group
	}
	return c
}

// forgetQuiet drops the limits of quiet chats each time their number has doubled, so that memory follows the chats in
// use.
func (g *Gate) forgetQuiet(now time.Time) {
	if len(g.chats) < g.sweep {
		return
	}
	for id, c := range g.chats {
		if c.quiet(now) {
			delete(g.chats, id)
		}
	}
	g.sweep = max(fewChats, 2*len(g.chats))
}

// watch sees to it that there is a watcher while somebody waits, and that it looks at the line as it is now.
func (g *Gate) watch() {
	switch {
	case g.watched && g.wake != nil:
		g.wake()
	case !g.watched && len(g.line.waiting) > 0:
		g.watched = true
		go g.watcher()
	}
}

// watcher admits who may pass, sleeps until somebody else could, and ends when nobody waits.
func (g *Gate) watcher() {
	for {
		g.mu.Lock()
		g.admit()
		if len(g.line.waiting) == 0 {
			g.watched, g.wake = false, nil
			g.mu.Unlock()
			return
		}
		next := g.next()
		ctx, cancel := context.WithCancel(context.Background())
		g.wake = cancel
		g.mu.Unlock()

		_ = g.clock.Until(ctx, next) // the only error is that it was woken
		cancel()
	}
}
