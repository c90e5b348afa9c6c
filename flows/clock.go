package flows

import (
	"context"
	"errors"
	"fmt"
	"time"

	"echowall/flows/talk"
	"echowall/storage"
)

// due is how many wake-ups are taken at once, sideBySide how many may be under way: a commit may hang for long while a
// part of the store is away, and must keep nobody else waiting.
const (
	due        = 100
	sideBySide = 1024
)

// idle is how long the clock sleeps when nothing is due; it is woken when an earlier wake-up is set. While something is
// under way, or the store could not tell all, it looks again sooner.
const (
	idle  = time.Hour
	again = 500 * time.Millisecond
)

// patience is how long the clock waits for all of the store to say what is due: what has not answered by then, as a
// master that is away, keeps nothing of the rest waiting.
const patience = 400 * time.Millisecond

// setback is how long a thing rests that could not be looked at.
const setback = time.Minute

// Run is the clock: it gives a tick to every thing whose wake-up has come, under the lease of the store, until ctx ends
// or that is lost. Wake-ups missed while nobody held it are taken up at once. Communities are ticked side by side.
func (e *Engine) Run(ctx context.Context, lease storage.Lease) error {
	under := newUnderWay(e.Clock.Now())
	defer under.all.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for failures := 0; ctx.Err() == nil && under.end() == nil; {
		e.alarm.clear() // what is set while the store is asked is not in its answer
		more, err := e.begin(ctx, lease, under)
		switch {
		case ctx.Err() != nil:
		case errors.Is(err, storage.ErrClosed):
			return err
		case err != nil: // the store does not answer, or not all of it
			failures = e.blind(failures, err)
			e.nap(ctx, e.Clock.Now().Add(again), under)
		case more && under.room() > 0:
			failures = 0
		case under.room() < sideBySide:
			e.nap(ctx, e.Clock.Now().Add(again), under)
		case under.size(e.Clock.Now()) > 0: // what rests stands before all else that the store would name as next
			e.nap(ctx, e.Clock.Now().Add(10*again), under)
		default:
			if err = e.await(ctx, under); err != nil && ctx.Err() == nil {
				failures = e.blind(failures, err)
			} else {
				failures = 0
			}
		}
	}
	if err := under.end(); !errors.Is(err, storage.ErrNotHeld) {
		return err
	}
	return nil
}

// blind counts one more failure of the store to tell what is due, and logs so few of them that a day of that fills no
// log.
func (e *Engine) blind(failures int, err error) int {
	if failures++; failures&(failures-1) == 0 {
		e.Log.Error("the clock does not see all that is due", "tries", failures, "error", err)
	}
	return failures
}

// begin gives a tick to what is due and not under way yet, in order, and tells whether there may be more. What the
// store told before an error counts.
func (e *Engine) begin(ctx context.Context, lease storage.Lease, under *underWay) (more bool, err error) {
	now := e.Clock.Now()
	limit := due + under.size(now)
	soon, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	wakes, err := e.Store.Due(soon, now, limit)
	if err != nil {
		err = fmt.Errorf("look for what is due: %w", err)
	}
	for _, w := range wakes {
		if under.room() > 0 && under.begin(w) {
			e.tick(ctx, lease, w, under)
		}
	}
	return len(wakes) == limit, err
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
func (e *Engine) await(ctx context.Context, under *underWay) error {
	e.alarm.clear() // what is set while the store is asked is not in its answer
	soon, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	next, err := e.Store.NextWake(soon)
	latest := e.Clock.Now().Add(idle)
	if err != nil {
		latest, err = e.Clock.Now().Add(again), fmt.Errorf("look for the next wake-up: %w", err)
	}
	if !next.IsZero() && next.Before(latest) {
		latest = next
	}
	e.nap(ctx, latest, under)
	return err
}

// nap sleeps until a time, or until an earlier wake-up is set or something that was under way has ended.
func (e *Engine) nap(ctx context.Context, until time.Time, under *underWay) {
	until = e.alarm.set(until)
	nap, cancel := context.WithCancel(ctx)
	defer cancel()
	slept := make(chan struct{})
	go func() {
		defer close(slept)
		// An early end means that the nap was cancelled, which is as good as having slept.
		_ = e.Clock.Until(nap, until)
	}()
	select {
	case <-slept:
		return
	case <-e.woken:
	case <-under.ended:
	}
	cancel()
	<-slept
}

// tick lets the community look at a thing. A thing that cannot be looked at is looked at again later.
func (e *Engine) tick(ctx context.Context, lease storage.Lease, w storage.WakeUp, under *underWay) {
	in := Input{At: e.Clock.Now(), Tick: w.Thing, Code: e.Code()}
	if w.At.Before(under.since) { // nobody looked then; what is set into the past while somebody looks is not late
		in.Due = w.At
	}
	j := &job{in: in, lease: lease, done: make(chan struct{})}
	wait := e.submit(ctx, w.Community, j)
	under.all.Go(func() {
		_, err := wait(ctx)
		var until time.Time
		switch {
		case err == nil, ctx.Err() != nil:
		case errors.Is(err, ErrClosed), errors.Is(err, storage.ErrClosed), errors.Is(err, storage.ErrNotHeld):
			under.stop(err)
		default:
			if !errors.Is(err, ErrBehind) { // which has been told
				e.Log.Error("tick failed", "community", w.Community, "thing", loggable(w.Thing), "error", err)
			}
			until = e.putOff(ctx, lease, w)
		}
		under.finish(w, until)
	})
}

// putOff sets the wake-up of a thing later. Where the store does not take that, the clock must remember it: until is
// not zero.
func (e *Engine) putOff(ctx context.Context, lease storage.Lease, w storage.WakeUp) (until time.Time) {
	later := e.Clock.Now().Add(setback)
	err := e.Store.Update(ctx, w.Community, func(tx storage.Tx) error {
		lease.Fence(tx)
		return tx.Wake(w.Thing, later)
	})
	if err == nil || ctx.Err() != nil {
		return time.Time{}
	}
	e.Log.Error("tick not put off", "community", w.Community, "thing", loggable(w.Thing), "error", err)
	return later
}

// loggable names a thing for the log. A question is named after its user, who stands in no log.
func loggable(thing string) string {
	if talk.IsDialog(thing) {
		return kindOf(thing)
	}
	return thing
}
