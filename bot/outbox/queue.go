package outbox

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"echowall/storage"
)

// item is a message waiting in memory. Its body stays in the store and is read when it is sent.
type item struct {
	community storage.ID
	seq       uint64
	view      string
	slip      Slip
	number    uint64 // of arrival
	turn      turn
	since     time.Time
	inbox     *inbox
	lease     storage.Lease // under which it is sent
	promise   *Promise      // instead of a message

	tries  int // failures in a row
	agains int // how often in a row the sender asked for one more
}

// queueKey names a queue: a chat, or a topic of one, or for what has no chat the community.
type queueKey struct {
	chat      int64
	thread    int
	community storage.ID
}

func keyOf(community storage.ID, s Slip) queueKey {
	if s.Chat == 0 {
		return queueKey{community: community}
	}
	return queueKey{chat: s.Chat, thread: s.Thread}
}

// shownView is a view of a community.
type shownView struct {
	community storage.ID
	view      string
}

// queue is what waits for one chat, and the goroutine that sends it. It ends when nothing waits. A message whose chat
// turns out to have changed goes over to the other queue; only in that moment may one that was addressed later overtake
// it.
type queue struct {
	turns
	key     queueKey
	waiting []*item       // in order: higher class first, then by turn, then by arrival
	held    []*item       // until their time comes, in order of it and then by arrival
	woken   chan struct{} // ends the rest of a queue where all are held
	sending *item
	waiter  *waiter            // in the line for a slot
	until   time.Time          // after a failure; known to the queue's goroutine only
	shown   map[shownView]bool // sent since the queue began
	shut    bool               // the place takes nothing for the moment
	shuts   int                // how often in a row it was found so
	closed  bool               // it was found so since something was posted there last
	look    chan struct{}      // ends the rest of a queue whose place may have opened
}

// all are the messages of the queue.
func (q *queue) all() iter.Seq[*item] {
	return func(yield func(*item) bool) {
		if q.sending != nil && !yield(q.sending) {
			return
		}
		for _, it := range q.waiting {
			if !yield(it) {
				return
			}
		}
	}
}

// rank gives the message the class of its slip; but a view shown before while others wait is ordinary, whatever it
// says: else a view refreshed all the time would keep the news of its chat waiting for ever.
func (q *queue) rank(it *item, s Slip) {
	if it.view != "" && q.shown[shownView{it.community, it.view}] {
		s.Class = min(s.Class, 0)
	}
	it.slip = s
}

// insert puts a message where it belongs: among those that wait, or those held until later.
func (q *queue) insert(it *item, now time.Time) {
	if it.slip.After.After(now) {
		i, _ := slices.BinarySearchFunc(q.held, it, func(a, b *item) int {
			return cmp.Or(a.slip.After.Compare(b.slip.After), cmp.Compare(a.number, b.number))
		})
		q.held = slices.Insert(q.held, i, it)
		return
	}
	if it.turn == (turn{}) {
		it.turn = q.give(it.slip)
	}
	i, _ := slices.BinarySearchFunc(q.waiting, it, func(a, b *item) int {
		return cmp.Or(cmp.Compare(b.slip.Class, a.slip.Class), a.turn.compare(b.turn), cmp.Compare(a.number, b.number))
	})
	q.waiting = slices.Insert(q.waiting, i, it)
}

// forget drops the messages of the queue; what was promised stays.
func (q *queue) forget() {
	stored := func(it *item) bool { return it.promise == nil }
	q.waiting, q.held = slices.DeleteFunc(q.waiting, stored), slices.DeleteFunc(q.held, stored)
	q.wake()
}

// wake lets a queue look again that rests because all its messages are held.
func (q *queue) wake() { nudge(q.woken) }

// nudge wakes who rests on a channel, if anybody does or is about to.
func nudge(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// enqueue puts a message into the queue its slip names, and starts the queue if need be. The caller holds d.mu.
func (d *Deliverer) enqueue(it *item, s Slip) {
	key := keyOf(it.community, s)
	q := d.queues[key]
	if q == nil {
		q = &queue{key: key, shown: map[shownView]bool{}, woken: make(chan struct{}, 1), look: make(chan struct{}, 1)}
		d.queues[key] = q
		d.start(func(ctx context.Context) { d.serve(ctx, q) })
	}
	q.rank(it, s)
	it.turn = turn{} // that of another queue says nothing here
	q.insert(it, d.clock.Now())
	q.wake()
	if q.waiter != nil {
		d.slots.raise(q.waiter, it.slip.Class)
	}
}

// serve sends what waits in a queue until nothing does.
func (d *Deliverer) serve(ctx context.Context, q *queue) {
	for {
		slip, later, ok := d.head(q)
		if !ok {
			return
		}
		if !later.IsZero() {
			if d.sleep(ctx, later, q.woken) != nil {
				return
			}
			continue
		}
		if d.patient(ctx, q, slip) != nil {
			return
		}
		it, err := d.pick(ctx, q)
		if err != nil {
			return
		}
		if it == nil { // what waited was forgotten
			d.slots.release()
			continue
		}
		d.try(ctx, q, it)
		if ctx.Err() != nil {
			return
		}
	}
}

// try sends a message under the lease, and gives the slot back. What was promised is of no store, and needs no lease.
func (d *Deliverer) try(ctx context.Context, q *queue, it *item) {
	if it.promise != nil {
		d.honour(ctx, q, it)
		d.slots.release()
		return
	}
	t := d.enter()
	if t == nil {
		d.slots.release()
		d.done(q, it)
		return
	}
	defer t.leave()
	it.lease = t.lease
	l, r, err := d.attempt(t.ctx, q, it)
	d.slots.release()
	d.settle(t.ctx, q, it, l, r, err)
}

// head is the slip of who is first; later is set instead where all are held, until the first may go. A queue where
// nobody is ends.
func (d *Deliverer) head(q *queue) (s Slip, later time.Time, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.clock.Now()
	for len(q.held) > 0 && !q.held[0].slip.After.After(now) {
		it := q.held[0]
		q.held = slices.Delete(q.held, 0, 1)
		q.insert(it, now)
	}
	switch {
	case len(q.waiting) > 0:
		return q.waiting[0].slip, time.Time{}, true
	case len(q.held) > 0:
		return Slip{}, q.held[0].slip.After, true
	}
	delete(d.queues, q.key)
	return Slip{}, time.Time{}, false
}

// sleep sleeps until a time, or until it is woken.
func (d *Deliverer) sleep(ctx context.Context, until time.Time, woken <-chan struct{}) error {
	nap, cancel := context.WithCancel(ctx)
	defer cancel()
	slept := make(chan struct{})
	go func() {
		defer close(slept)
		_ = d.clock.Until(nap, until) // an early end is as good: the queue looks again
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
func (d *Deliverer) patient(ctx context.Context, q *queue, s Slip) error {
	if err := d.promised(ctx, q); err != nil {
		return err
	}
	if q.until.After(d.clock.Now()) {
		if err := d.sleep(ctx, q.until, q.look); err != nil {
			return err
		}
		q.until = time.Time{} // also where it was woken before
	}
	return d.gate.Await(ctx, s)
}

// pick waits for a slot and then takes the first message, nil when there is none any more: who came while it waited
// counts too.
func (d *Deliverer) pick(ctx context.Context, q *queue) (*item, error) {
	d.mu.Lock()
	var first Slip
	if len(q.waiting) > 0 {
		first = q.waiting[0].slip
	}
	waiter := d.slots.join(first)
	q.waiter = waiter
	d.mu.Unlock()
	err := d.slots.wait(ctx, waiter)

	d.mu.Lock()
	defer d.mu.Unlock()
	q.waiter = nil
	if err != nil {
		return nil, err
	}
	if len(q.waiting) == 0 {
		return nil, nil
	}
	q.sending = q.waiting[0]
	q.take(q.sending)
	q.waiting = slices.Delete(q.waiting, 0, 1)
	return q.sending, nil
}
