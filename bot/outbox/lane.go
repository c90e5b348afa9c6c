package outbox

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"echowall/storage"
)

// item is a letter waiting in memory. Its body stays in the store and is read when it is sent.
type item struct {
	community storage.ID
	seq       uint64
	view      string
	slip      Slip
	number    uint64 // of arrival
	since     time.Time
	inbox     *inbox
	lease     storage.Lease // under which it is sent
	promise   *Promise      // instead of a letter

	tries  int // failures in a row
	agains int // how often in a row the sender asked for one more
}

// laneKey names a lane: a chat, or a topic of one, or for what has no chat the community.
type laneKey struct {
	chat      int64
	thread    int
	community storage.ID
}

func keyOf(community storage.ID, s Slip) laneKey {
	if s.Chat == 0 {
		return laneKey{community: community}
	}
	return laneKey{chat: s.Chat, thread: s.Thread}
}

// shownView is a view of a community.
type shownView struct {
	community storage.ID
	view      string
}

// lane is what waits for one chat, and the goroutine that sends it. It ends when nothing waits. A letter whose chat
// turns out to have changed goes over to the other lane; only in that moment may one that was addressed later overtake
// it.
type lane struct {
	key     laneKey
	waiting []*item       // in order: higher class first, then by arrival
	held    []*item       // until their time comes, in order of it and then by arrival
	woken   chan struct{} // ends the rest of a lane where all are held
	sending *item
	turn    *waiter            // in the line for a slot
	until   time.Time          // after a failure; known to the lane's goroutine only
	shown   map[shownView]bool // sent since the lane began
	shut    bool               // the place takes nothing for the moment
	shuts   int                // how often in a row it was found so
	closed  bool               // it was found so since something was posted there last
	look    chan struct{}      // ends the rest of a lane whose place may have opened
}

// all are the letters of the lane.
func (ln *lane) all() iter.Seq[*item] {
	return func(yield func(*item) bool) {
		if ln.sending != nil && !yield(ln.sending) {
			return
		}
		for _, it := range ln.waiting {
			if !yield(it) {
				return
			}
		}
	}
}

// rank gives the letter the class of its slip; but a view shown before while others wait is ordinary, whatever it says:
// else a view refreshed all the time would keep the news of its chat waiting for ever.
func (ln *lane) rank(it *item, s Slip) {
	if it.view != "" && ln.shown[shownView{it.community, it.view}] {
		s.Class = min(s.Class, 0)
	}
	it.slip = s
}

// place puts a letter where it belongs: among those that wait, or those held until later.
func (ln *lane) place(it *item, now time.Time) {
	if it.slip.After.After(now) {
		i, _ := slices.BinarySearchFunc(ln.held, it, func(a, b *item) int {
			return cmp.Or(a.slip.After.Compare(b.slip.After), cmp.Compare(a.number, b.number))
		})
		ln.held = slices.Insert(ln.held, i, it)
		return
	}
	i, _ := slices.BinarySearchFunc(ln.waiting, it, func(a, b *item) int {
		return cmp.Or(cmp.Compare(b.slip.Class, a.slip.Class), cmp.Compare(a.number, b.number))
	})
	ln.waiting = slices.Insert(ln.waiting, i, it)
}

// forget drops the letters of the lane; what was promised stays.
func (ln *lane) forget() {
	letter := func(it *item) bool { return it.promise == nil }
	ln.waiting, ln.held = slices.DeleteFunc(ln.waiting, letter), slices.DeleteFunc(ln.held, letter)
	ln.wake()
}

// wake lets a lane look again that rests because all its letters are held.
func (ln *lane) wake() { nudge(ln.woken) }

// nudge wakes who rests on a channel, if anybody does or is about to.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// enqueue puts a letter into the lane its slip names, and starts the lane if need be. The caller holds d.mu.
func (d *Deliverer) enqueue(it *item, s Slip) {
	key := keyOf(it.community, s)
	ln := d.lanes[key]
	if ln == nil {
		ln = &lane{key: key, shown: map[shownView]bool{}, woken: make(chan struct{}, 1), look: make(chan struct{}, 1)}
		d.lanes[key] = ln
		d.start(func(ctx context.Context) { d.serve(ctx, ln) })
	}
	ln.rank(it, s)
	ln.place(it, d.clock.Now())
	ln.wake()
	if ln.turn != nil {
		d.slots.raise(ln.turn, it.slip.Class)
	}
}

// serve sends what waits in a lane until nothing does.
func (d *Deliverer) serve(ctx context.Context, ln *lane) {
	for {
		slip, later, ok := d.head(ln)
		if !ok {
			return
		}
		if !later.IsZero() {
			if d.rest(ctx, later, ln.woken) != nil {
				return
			}
			continue
		}
		if d.patient(ctx, ln, slip) != nil {
			return
		}
		it, err := d.pick(ctx, ln)
		if err != nil {
			return
		}
		if it == nil { // what waited was forgotten
			d.slots.release()
			continue
		}
		d.try(ctx, ln, it)
		if ctx.Err() != nil {
			return
		}
	}
}

// try sends a letter under the lease, and gives the slot back. What was promised is of no store, and needs no lease.
func (d *Deliverer) try(ctx context.Context, ln *lane, it *item) {
	if it.promise != nil {
		d.honour(ctx, ln, it)
		d.slots.release()
		return
	}
	t := d.enter()
	if t == nil {
		d.slots.release()
		d.done(ln, it)
		return
	}
	defer t.leave()
	it.lease = t.lease
	l, r, err := d.attempt(t.ctx, ln, it)
	d.slots.release()
	d.settle(t.ctx, ln, it, l, r, err)
}

// head is the slip of who is first; later is set instead where all are held, until the first may go. A lane where
// nobody is ends.
func (d *Deliverer) head(ln *lane) (s Slip, later time.Time, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.clock.Now()
	for len(ln.held) > 0 && !ln.held[0].slip.After.After(now) {
		it := ln.held[0]
		ln.held = slices.Delete(ln.held, 0, 1)
		ln.place(it, now)
	}
	switch {
	case len(ln.waiting) > 0:
		return ln.waiting[0].slip, time.Time{}, true
	case len(ln.held) > 0:
		return Slip{}, ln.held[0].slip.After, true
	}
	delete(d.lanes, ln.key)
	return Slip{}, time.Time{}, false
}

// rest sleeps until a time, or until it is woken.
func (d *Deliverer) rest(ctx context.Context, until time.Time, woken <-chan struct{}) error {
	nap, cancel := context.WithCancel(ctx)
	defer cancel()
	slept := make(chan struct{})
	go func() {
		defer close(slept)
		_ = d.clock.Sleep(nap, until.Sub(d.clock.Now())) // an early end is as good: the lane looks again
	}()
	select {
	case <-slept:
	case <-woken:
		cancel()
		<-slept
	}
	return ctx.Err()
}

// patient waits out a failure, and then until the chat bears a call: neither may keep a slot from others.
func (d *Deliverer) patient(ctx context.Context, ln *lane, s Slip) error {
	if err := d.promised(ctx, ln); err != nil {
		return err
	}
	if ln.until.After(d.clock.Now()) {
		if err := d.rest(ctx, ln.until, ln.look); err != nil {
			return err
		}
		ln.until = time.Time{} // also where it was woken before
	}
	return d.gate.Await(ctx, s)
}

// pick waits for a slot and then takes the first letter, nil when there is none any more: who came while it waited
// counts too.
func (d *Deliverer) pick(ctx context.Context, ln *lane) (*item, error) {
	d.mu.Lock()
	var first Slip
	if len(ln.waiting) > 0 {
		first = ln.waiting[0].slip
	}
	turn := d.slots.join(first)
	ln.turn = turn
	d.mu.Unlock()
	err := d.slots.wait(ctx, turn)

	d.mu.Lock()
	defer d.mu.Unlock()
	ln.turn = nil
	if err != nil {
		return nil, err
	}
	if len(ln.waiting) == 0 {
		return nil, nil
	}
	ln.sending = ln.waiting[0]
	ln.waiting = slices.Delete(ln.waiting, 0, 1)
	return ln.sending, nil
}
