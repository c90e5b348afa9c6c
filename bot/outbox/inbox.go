package outbox

import (
	"context"
	"fmt"

	"echowall/flows/clock"
	"echowall/storage"
)

// inbox is how far one community's outbox has been read. It is forgotten when none of its messages waits.
type inbox struct {
	next  uint64 // the first Seq not yet read
	held  int    // messages of it that wait in queues
	poked bool   // there may be more than was read
	busy  bool   // a goroutine is reading
}

// startReading starts a reader if there is reason to and none is at work. The caller holds d.mu.
func (d *Deliverer) startReading(community storage.ID, in *inbox) {
	if t := d.term; in.poked && !in.busy && t != nil && d.ctx != nil {
		in.busy = true
		t.work.Go(func() { d.read(t.ctx, community, in) })
	}
}

// read takes messages into their queues until there are no more.
func (d *Deliverer) read(ctx context.Context, community storage.ID, in *inbox) {
	for tries := 0; d.moreToRead(community, in); {
		err := d.readPage(ctx, community, in, tries)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			tries = 0
			continue
		}
		d.log.Warn("outbox: cannot be read, will try again", "community", community, "class", classOf(err), "type",
			typeOf(err))
		d.poked(in)
		if clock.Sleep(ctx, d.clock, backoff(tries)) != nil {
			return
		}
		tries++
	}
}

// moreToRead tells whether to go on; if not, the reader is off duty.
func (d *Deliverer) moreToRead(community storage.ID, in *inbox) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	in.busy = in.poked
	in.poked = false
	d.forget(community, in)
	return in.busy
}

// poked marks that there is more to read.
func (d *Deliverer) poked(in *inbox) {
	d.mu.Lock()
	defer d.mu.Unlock()
	in.poked = true
}

// forget drops an inbox that holds nothing: what the outbox then has is all new, so it may be read from the beginning.
// The caller holds d.mu.
func (d *Deliverer) forget(community storage.ID, in *inbox) {
	if in.held == 0 && !in.busy && !in.poked && d.inboxes[community] == in {
		delete(d.inboxes, community)
	}
}

// readPage takes the next messages into their queues; an error leaves in.next at the first that was not taken.
func (d *Deliverer) readPage(ctx context.Context, community storage.ID, in *inbox, tries int) error {
	if err := d.reading.Acquire(ctx, 1); err != nil {
		return err
	}
	defer d.reading.Release(1)
	messages, err := d.messages(ctx, community, in.next, page)
	if err != nil {
		return err
	}
	for _, l := range messages {
		if err := d.take(ctx, community, in, l, tries); err != nil {
			return err
		}
	}
	if len(messages) == page {
		d.poked(in)
	}
	return nil
}

// messages reads unsent messages.
func (d *Deliverer) messages(ctx context.Context, community storage.ID, from uint64,
	limit int) (messages []storage.Message, err error) {
	err = d.store.View(ctx, community, func(r storage.Reader) error {
		messages, err = r.Outbox(from, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%w: read the outbox: %w", errStore, err)
	}
	return messages, nil
}

// take puts a message into the queue of its chat. One that can go nowhere joins the queue of no chat, to be dropped
// there.
func (d *Deliverer) take(ctx context.Context, community storage.ID, in *inbox, l storage.Message, tries int) error {
	it := &item{community: community, seq: l.Seq, view: l.View, since: d.clock.Now(), inbox: in}
	slip, err := d.address(ctx, it, l)
	if lost, _ := hopeless(err); err != nil && !lost && tries < stubborn {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.inboxes[community] != in {
		return nil // the lease was lost meanwhile
	}
	in.held++
	in.next = l.Seq + 1
	d.arrived++
	it.number = d.arrived
	d.enqueue(it, slip)
	return nil
}
