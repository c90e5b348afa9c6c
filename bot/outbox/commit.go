package outbox

import (
	"context"
	"errors"
	"fmt"

	"echowall/flows/clock"
	"echowall/storage"
)

// keep commits that a message was sent. When it has been refreshed meanwhile it is sent again, after what waits
// already.
func (d *Deliverer) keep(ctx context.Context, q *queue, it *item, l storage.Message, r Receipt) {
	gone, err := d.takeOut(ctx, it, l, func(tx storage.Tx, _ bool) error { return d.sender.Keep(tx, l, r) })
	if err != nil {
		d.lost(q, it, err)
		return
	}
	d.mu.Lock()
	if it.view != "" {
		q.shown[shownView{it.community, it.view}] = true
	}
	d.mu.Unlock()
	d.leave(q, it, gone)
}

// drop commits that a message is given up. A view refreshed meanwhile is tried as it is now.
func (d *Deliverer) drop(ctx context.Context, q *queue, it *item, l storage.Message, reason error) {
	gone, err := d.takeOut(ctx, it, l, func(tx storage.Tx, gone bool) error {
		if !gone {
			return nil
		}
		return d.sender.Drop(tx, l, reason)
	})
	if err != nil {
		d.lost(q, it, err)
		return
	}
	d.leave(q, it, gone)
	d.Poke(it.community) // for what Drop sent
}

// lost ends a message that was not committed: another process sends it now, or this one at its next start.
func (d *Deliverer) lost(q *queue, it *item, err error) {
	if errors.Is(err, storage.ErrNotHeld) {
		d.warn("outbox: the lease was lost while it was sent", it, err)
	}
	d.done(q, it)
}

// leave ends a message that is gone, and lets one that was refreshed stand behind.
func (d *Deliverer) leave(q *queue, it *item, gone bool) {
	d.mu.Lock()
	opened := q.closed
	q.shut, q.shuts, q.closed = false, 0, false
	d.mu.Unlock()
	if opened {
		d.Poke(it.community) // for what Keep sent
	}
	if gone {
		d.done(q, it)
		return
	}
	now := d.clock.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.arrived++
	it.number, it.since = d.arrived, now
	it.tries, it.agains = 0, 0
	q.sending = nil
	q.rank(it, it.slip)
	q.insert(it, now)
}

// takeOut commits a message's end together with what write adds, and tells whether the message is gone. What was sent
// cannot be unsent, so it is tried until it succeeds or ctx ends; where write itself stands in the way it is left out
// in the end.
func (d *Deliverer) takeOut(ctx context.Context, it *item, l storage.Message, write func(storage.Tx, bool) error) (bool,
	error) {
	began := d.clock.Now()
	for tries := 0; ; tries++ {
		gone, err := d.takeOutOnce(ctx, it, l, write, tries > 0)
		if err == nil || ctx.Err() != nil || errors.Is(err, storage.ErrNotHeld) {
			return gone, err
		}
		if seldom(tries + 1) {
			d.warn("outbox: cannot commit, will try again", it, err, "try", tries+1)
		}
		if errors.Is(err, ErrPanic) || d.clock.Now().Sub(began) >= patience {
			write = func(storage.Tx, bool) error { return nil }
			continue
		}
		if err := clock.Sleep(ctx, d.clock, backoff(tries)); err != nil {
			return false, err
		}
	}
}

// takeOutOnce is one commit, finished even when ctx ends in the midst of it. After a commit whose end is not known, the
// message may be gone already, and then nothing is written a second time.
func (d *Deliverer) takeOutOnce(ctx context.Context, it *item, l storage.Message, write func(storage.Tx, bool) error,
	unsure bool) (gone bool, err error) {
	late, cancel := linger(ctx, lastCommit)
	defer cancel()
	err = d.store.Update(late, it.community, func(tx storage.Tx) error {
		it.lease.Fence(tx)
		if unsure {
			still, err := tx.Outbox(l.Seq, 1)
			if gone = err == nil && (len(still) == 0 || still[0].Seq != l.Seq); gone || err != nil {
				return err
			}
		}
		if gone, err = tx.Sent(l.Seq, l.Revision); err != nil {
			return fmt.Errorf("take out the message: %w", err)
		}
		return d.guard(it, func() error { return write(tx, gone) })
	})
	if err != nil {
		return false, fmt.Errorf("%w: %w", errStore, err)
	}
	return gone, nil
}
