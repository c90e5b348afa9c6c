package outbox

import (
	"context"
	"errors"
	"fmt"

	"echowall/storage"
)

// keep commits that a letter was sent. When it has been refreshed meanwhile it is sent again, after what waits already.
func (d *Deliverer) keep(ctx context.Context, ln *lane, it *item, l storage.Letter, r Receipt) {
	gone, err := d.takeOut(ctx, it, l, func(tx storage.Tx, _ bool) error { return d.sender.Keep(tx, l, r) })
	if err != nil {
		d.lost(ln, it, err)
		return
	}
	d.mu.Lock()
	if it.view != "" {
		ln.shown[shownView{it.community, it.view}] = true
	}
	d.mu.Unlock()
	d.leave(ln, it, gone)
}

// drop commits that a letter is given up. A view refreshed meanwhile is tried as it is now.
func (d *Deliverer) drop(ctx context.Context, ln *lane, it *item, l storage.Letter, reason error) {
	gone, err := d.takeOut(ctx, it, l, func(tx storage.Tx, gone bool) error {
		if !gone {
			return nil
		}
		return d.sender.Drop(tx, l, reason)
	})
	if err != nil {
		d.lost(ln, it, err)
		return
	}
	d.leave(ln, it, gone)
	d.Poke(it.community) // for what Drop sent
}

// lost ends a letter that was not committed: another process sends it now, or this one at its next start.
func (d *Deliverer) lost(ln *lane, it *item, err error) {
	if errors.Is(err, storage.ErrNotHeld) {
		d.warn("outbox: the lease was lost while it was sent", it, err)
	}
	d.done(ln, it)
}

// leave ends a letter that is gone, and lets one that was refreshed stand behind.
func (d *Deliverer) leave(ln *lane, it *item, gone bool) {
	d.mu.Lock()
	opened := ln.closed
	ln.shut, ln.shuts, ln.closed = false, 0, false
	d.mu.Unlock()
	if opened {
		d.Poke(it.community) // for what Keep sent
	}
	if gone {
		d.done(ln, it)
		return
	}
	now := d.clock.Now()
	d.mu.Lock()
	defer d.mu.Unlock()
	d.arrived++
	it.number, it.since = d.arrived, now
	it.tries, it.agains = 0, 0
	ln.sending = nil
	ln.rank(it, it.slip)
	ln.place(it, now)
}

// takeOut commits a letter's end together with what write adds, and tells whether the letter is gone. What was sent
// cannot be unsent, so it is tried until it succeeds or ctx ends; where write itself stands in the way it is left out
// in the end.
func (d *Deliverer) takeOut(ctx context.Context, it *item, l storage.Letter, write func(storage.Tx, bool) error) (bool,
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
		if err := d.clock.Sleep(ctx, backoff(tries)); err != nil {
			return false, err
		}
	}
}

// takeOutOnce is one commit, finished even when ctx ends in the midst of it. After a commit whose end is not known, the
// letter may be gone already, and then nothing is written a second time.
func (d *Deliverer) takeOutOnce(ctx context.Context, it *item, l storage.Letter, write func(storage.Tx, bool) error,
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
			return fmt.Errorf("take out the letter: %w", err)
		}
		return d.guard(it, func() error { return write(tx, gone) })
	})
	if err != nil {
		return false, fmt.Errorf("%w: %w", errStore, err)
	}
	return gone, nil
}
