package outbox

import (
	"context"
	"fmt"
	"time"

	"echowall/storage"
)

// firstLook and longestLook are how long after a place was found shut it is looked at again, at first and at most.
const (
	firstLook   = 30 * time.Second
	longestLook = 15 * time.Minute
)

// shut lets a queue rest whose place takes nothing, and has that written down.
func (d *Deliverer) shut(ctx context.Context, q *queue, it *item, s *Shut) {
	d.mu.Lock()
	wait := min(firstLook<<min(q.shuts, 9), longestLook)
	q.shut, q.closed = true, true
	q.shuts++
	shuts := q.shuts
	d.mu.Unlock()
	q.until = d.clock.Now().Add(wait)
	if seldom(shuts) {
		d.warn("outbox: nothing can be posted there, will look again", it, s, "reason", s.Reason, "after", wait)
	}
	if err := d.note(ctx, it, s); err != nil {
		d.warn("outbox: cannot commit, will try again", it, err)
		q.until = d.clock.Now().Add(backoff(shuts))
	}
	d.putBack(q, it)
	d.Poke(it.community) // for what Shut sent
}

// note commits that a place is shut.
func (d *Deliverer) note(ctx context.Context, it *item, s *Shut) error {
	late, cancel := linger(ctx, lastCommit)
	defer cancel()
	err := d.store.Update(late, it.community, func(tx storage.Tx) error {
		it.lease.Fence(tx)
		return d.guard(it, func() error { return d.sender.Shut(tx, it.slip, s) })
	})
	if err != nil {
		return fmt.Errorf("%w: %w", errStore, err)
	}
	return nil
}

// Look says that a chat that took nothing may take something now: what waits for it is tried at once. It never blocks.
func (d *Deliverer) Look(chat int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for key, q := range d.queues {
		if key.chat == chat && q.shut {
			q.shut, q.shuts = false, 0
			nudge(q.look)
		}
	}
}
