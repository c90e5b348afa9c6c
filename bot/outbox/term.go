package outbox

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"echowall/flows/clock"
	"echowall/storage"
)

// term is a time during which this process holds the lease.
type term struct {
	ctx   context.Context
	lease storage.Lease
	work  sync.WaitGroup // what is done under the lease
}

// Deliver sends what is unsent in the store, and then what Poke names, under a lease until ctx ends. It returns nil
// when all that was done under the lease is done: what was sent has been committed, and nothing more of the store is
// sent. A store, or a part of it, that cannot say what is unsent is asked again; an error says that it is closed. It
// works beside Run.
func (d *Deliverer) Deliver(ctx context.Context, lease storage.Lease) error {
	t := &term{ctx: ctx, lease: lease}
	d.begin(t) // before the store is asked: what is committed later is poked
	defer d.finish(t)
	for tries := 0; ctx.Err() == nil; tries++ {
		err := d.pokeUnsent(ctx, tries)
		if err == nil {
			break
		}
		if errors.Is(err, storage.ErrClosed) {
			return fmt.Errorf("outbox: list what is unsent: %w", err)
		}
		if ctx.Err() == nil && tries&(tries-1) == 0 {
			d.log.Warn("outbox: not all that is unsent is known", "tries", tries+1, "error", err)
		}
		_ = clock.Sleep(ctx, d.clock, backoff(1)) // an early end is told by ctx
	}
	<-ctx.Done()
	return nil
}

// pokeUnsent sends what the store says is unsent. One part of it that does not answer keeps the rest no longer than
// this, with more patience each time.
func (d *Deliverer) pokeUnsent(ctx context.Context, tries int) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second<<min(tries, 5))
	defer cancel()
	unsent, err := d.store.Unsent(ctx)
	for _, community := range unsent {
		d.Poke(community)
	}
	return err
}

func (d *Deliverer) begin(t *term) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.term = t
}

// finish forgets all messages, which are another process's to send now, and waits for those that are being sent.
func (d *Deliverer) finish(t *term) {
	d.mu.Lock()
	d.term = nil
	clear(d.inboxes)
	for _, q := range d.queues {
		q.forget()
	}
	d.mu.Unlock()
	t.work.Wait()
}

// enter is the term, to do something under its lease, until leave is called; nil when there is none.
func (d *Deliverer) enter() *term {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.term != nil {
		d.term.work.Add(1)
	}
	return d.term
}

func (t *term) leave() { t.work.Done() }

// Poke says that a community has something new in its outbox. It never blocks, and may be called at any time and too
// often. What another process commits is not noticed by itself: whoever learns of it must Poke. While another process
// holds the lease it does nothing.
func (d *Deliverer) Poke(community storage.ID) {
	d.PokeAt(community, math.MaxUint64)
}

// PokeAt is Poke for whoever knows the number of the last message. One that was read already waits here, and is read
// again when it is sent; so a view that is refreshed all the time costs no reading.
func (d *Deliverer) PokeAt(community storage.ID, last uint64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.term == nil {
		return
	}
	in := d.inboxes[community]
	if in != nil && last < in.next {
		return
	}
	if in == nil {
		in = &inbox{}
		d.inboxes[community] = in
	}
	in.poked = true
	d.startReading(community, in)
}
