package flows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"echowall/flows/talk"
	"echowall/storage"
)

// due is how many wake-ups are taken at once.
const due = 100

// rest is how long the clock sleeps when nothing is due; it is woken when an earlier wake-up is set.
const rest = time.Hour

// setback is how long a thing rests that could not be looked at, and the clock when it could not put that off.
const setback = time.Minute

// Run is the clock: it gives a tick to every thing whose wake-up has come, under the lease of the store, until ctx ends
// or that is lost. Wake-ups missed while nobody held it are taken up at once.
func (e *Engine) Run(ctx context.Context, lease storage.Lease) error {
	for ctx.Err() == nil {
		wakes, err := e.Store.Due(ctx, e.Clock.Now(), due)
		if err == nil && len(wakes) == 0 {
			err = e.await(ctx)
		} else if err != nil {
			err = fmt.Errorf("look for what is due: %w", err)
		}
		for _, w := range wakes {
			err = errors.Join(err, e.tick(ctx, lease, w))
		}
		switch {
		case ctx.Err() != nil, errors.Is(err, storage.ErrNotHeld):
			return nil
		case errors.Is(err, storage.ErrClosed), errors.Is(err, ErrClosed):
			return err
		case err != nil:
			// The store does not answer now; asking it without a rest would help nobody.
			e.Log.Error("the clock stands still", "for", setback, "error", err)
			_ = e.Clock.Sleep(ctx, setback) // it ends early only with ctx, which is looked at next
		}
	}
	return nil
}

// Wake tells the clock of a wake-up that was set. Where many are set in a rush, most are later than what the clock
// sleeps for, and it need not look.
func (e *Engine) Wake(at time.Time) {
	if !e.alarm.sooner(at) {
		return
	}
	select {
	case e.woken <- struct{}{}:
	default: // it is as awake as it can be
	}
}

// await sleeps until the next wake-up, or until one is set.
func (e *Engine) await(ctx context.Context) error {
	e.alarm.clear() // what is set while the store is asked is not in its answer
	next, err := e.Store.NextWake(ctx)
	if err != nil {
		return fmt.Errorf("look for the next wake-up: %w", err)
	}
	now := e.Clock.Now()
	latest := now.Add(rest)
	if !next.IsZero() && next.Before(latest) {
		latest = next
	}
	wait := max(e.alarm.set(latest).Sub(now), 0)
	nap, cancel := context.WithCancel(ctx)
	defer cancel()
	slept := make(chan struct{})
	go func() {
		defer close(slept)
		// An early end means that the nap was cancelled, which is as good as having slept.
		_ = e.Clock.Sleep(nap, wait)
	}()
	select {
	case <-slept:
	case <-e.woken:
		cancel()
		<-slept
	}
	return nil
}

// tick lets the community look at a thing. A thing that cannot be looked at is looked at again later, so that it does
// not keep the others waiting; an error says that it could not even be put off, or that another process ticks now.
func (e *Engine) tick(ctx context.Context, lease storage.Lease, w storage.WakeUp) error {
	j := &job{in: Input{At: e.Clock.Now(), Tick: w.Thing, Code: e.Code()}, lease: lease, done: make(chan struct{})}
	_, err := e.submit(ctx, w.Community, j)(ctx)
	if err == nil || ctx.Err() != nil || errors.Is(err, ErrClosed) || errors.Is(err, storage.ErrNotHeld) {
		return err
	}
	e.Log.Error("tick failed", "community", w.Community, "thing", loggable(w.Thing), "error", err)
	err = e.Store.Update(ctx, w.Community, func(tx storage.Tx) error {
		lease.Fence(tx)
		return tx.Wake(w.Thing, e.Clock.Now().Add(setback))
	})
	if err != nil {
		return fmt.Errorf("put off %s of %s: %w", loggable(w.Thing), w.Community, err)
	}
	return nil
}

// loggable names a thing for the log. A question is named after its user, who stands in no log.
func loggable(thing string) string {
	if talk.IsDialog(thing) {
		return kindOf(thing)
	}
	return thing
}
