package outbox

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
)

// Promise is a place in the line of a chat for what is kept in no store, as the receipt of a secret vote. It is taken
// before the commit that decides whether it will be said, so that it goes before all news of that commit, however soon
// those are read. Until it is kept or broken, what stands behind it waits; when the program ends it is forgotten.
type Promise struct {
	slip Slip
	// known is closed when it is kept or broken.
	known chan struct{}
	say   func(ctx context.Context, to Slip) error
}

// Promise takes a place; nil where nothing is being delivered, and then nothing needs an order either.
func (d *Deliverer) Promise(s Slip) *Promise {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.ctx == nil || d.ctx.Err() != nil {
		return nil
	}
	p := &Promise{slip: s, known: make(chan struct{})}
	d.arrived++
	d.enqueue(&item{promise: p, number: d.arrived, since: d.clock.Now()}, s)
	return p
}

// Keep says what was promised: say makes the call and returns the errors of a Sender. A Promise is kept or broken once.
func (p *Promise) Keep(say func(ctx context.Context, to Slip) error) {
	p.say = say
	close(p.known)
}

// Break gives the place up.
func (p *Promise) Break() { close(p.known) }

// wait waits until a promise is kept or broken.
func (p *Promise) wait(ctx context.Context) error {
	select {
	case <-p.known:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// promised waits until it is known what comes of the first in a queue, so that it keeps no slot meanwhile.
func (d *Deliverer) promised(ctx context.Context, q *queue) error {
	d.mu.Lock()
	var first *Promise
	if len(q.waiting) > 0 {
		first = q.waiting[0].promise
	}
	d.mu.Unlock()
	if first == nil {
		return nil
	}
	return first.wait(ctx)
}

// honour says what was promised, and settles what comes of it.
func (d *Deliverer) honour(ctx context.Context, q *queue, it *item) {
	p := it.promise
	err := p.wait(ctx)
	if err == nil && p.say != nil {
		late, cancel := linger(ctx, grace)
		err = d.guarded(func() error { return p.say(late, p.slip) })
		cancel()
	}
	var wait *Later
	lost, _ := hopeless(err)
	switch {
	case err == nil, ctx.Err() != nil:
		d.done(q, it)
	case errors.As(err, &wait):
		d.hold(q, it, wait)
	case lost:
		d.warn("outbox: given up", it, err)
		d.done(q, it)
	default:
		d.fail(q, it, err)
	}
}

// guarded runs what may panic on what a person wrote.
func (d *Deliverer) guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = ErrPanic
			d.log.Error("outbox: what was promised panicked", "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
		}
	}()
	return f()
}
