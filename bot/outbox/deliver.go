package outbox

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"echowall/storage"
)

// errGone says that a letter is no longer in the store: another process has sent it.
var errGone = errors.New("no longer unsent")

// errMoved says that a letter belongs into another lane now.
var errMoved = errors.New("its address has changed")

// agains is how often in a row a sender may ask for one more sending at once.
const agains = 3

// attempt reads a letter as it is now and sends it.
func (d *Deliverer) attempt(ctx context.Context, ln *lane, it *item) (storage.Letter, Receipt, error) {
	letters, err := d.letters(ctx, it.community, it.seq, 1)
	if err != nil {
		return storage.Letter{}, Receipt{}, err
	}
	if len(letters) == 0 || letters[0].Seq != it.seq {
		return storage.Letter{}, Receipt{}, errGone
	}
	l := letters[0]
	slip, err := d.address(ctx, it, l)
	if err != nil {
		return l, Receipt{}, err
	}
	if !d.stays(ln, it, slip) {
		return l, Receipt{}, errMoved
	}
	r, err := d.send(ctx, it, l)
	return l, r, err
}

// stays gives a letter the slip it has now, and tells whether that is still of this lane.
func (d *Deliverer) stays(ln *lane, it *item, s Slip) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	ln.rank(it, s)
	return keyOf(it.community, s) == ln.key
}

// address asks the sender where a letter goes.
func (d *Deliverer) address(ctx context.Context, it *item, l storage.Letter) (s Slip, err error) {
	err = d.guard(it, func() error {
		s, err = d.sender.Address(ctx, it.community, l)
		return err
	})
	return s, err
}

// send has the sender send a letter. A call under way may end after ctx has: were it cut off, nobody would know whether
// Telegram took it, and it would be said twice.
func (d *Deliverer) send(ctx context.Context, it *item, l storage.Letter) (r Receipt, err error) {
	late, cancel := linger(ctx, grace)
	defer cancel()
	err = d.guard(it, func() error {
		to := it.slip
		to.Lease = it.lease
		r, err = d.sender.Send(late, it.community, l, to)
		return err
	})
	return r, err
}

// settle does what the end of an attempt asks for.
func (d *Deliverer) settle(ctx context.Context, ln *lane, it *item, l storage.Letter, r Receipt, err error) {
	var later *Later
	var again *Again
	var shut *Shut
	lost, reason := hopeless(err)
	switch {
	case err == nil:
		d.keep(ctx, ln, it, l, r)
	case ctx.Err() != nil, errors.Is(err, storage.ErrNotHeld), errors.Is(err, errGone):
		d.done(ln, it) // where it is still unsent it stays so, for whoever is next
	case errors.Is(err, errMoved):
		d.move(ln, it)
	case errors.As(err, &later):
		d.hold(ln, it, later)
	case errors.As(err, &shut):
		d.shut(ctx, ln, it, shut)
	case errors.As(err, &again) && it.agains < agains:
		it.agains++
		d.putBack(ln, it)
	case lost:
		if !errors.Is(err, ErrNowhere) { // somebody who cannot be reached is nothing for the operator
			d.warn("outbox: given up", it, err)
		}
		d.drop(ctx, ln, it, l, reason)
	default:
		d.fail(ln, it, err)
	}
}

// hold obeys a 429. It is no failure of the letter.
func (d *Deliverer) hold(ln *lane, it *item, later *Later) {
	chat := it.slip.Chat
	if later.All {
		chat = 0
	}
	after := max(later.After, time.Second)
	d.gate.Hold(chat, d.clock.Now().Add(after))
	d.warn("outbox: told to wait", it, later, "after", after, "all", later.All)
	d.putBack(ln, it)
}

// fail puts a letter back for another try after a while. What fails without a word about this letter is never given up.
func (d *Deliverer) fail(ln *lane, it *item, err error) {
	wait := backoff(it.tries)
	it.tries++
	it.agains = 0
	ln.until = d.clock.Now().Add(wait)
	if seldom(it.tries) {
		d.warn("outbox: failed, will try again", it, err, "try", it.tries, "after", wait)
	}
	d.putBack(ln, it)
}

// seldom is true of so few numbers of tries that a day of trouble fills no log: 1, 2, 4, 8 and so on.
func seldom(tries int) bool { return tries&(tries-1) == 0 }

// putBack returns a letter to its place in the lane.
func (d *Deliverer) putBack(ln *lane, it *item) {
	d.mu.Lock()
	defer d.mu.Unlock()
	ln.sending = nil
	ln.place(it, d.clock.Now())
}

// move puts a letter into the lane it belongs to now.
func (d *Deliverer) move(ln *lane, it *item) {
	d.mu.Lock()
	defer d.mu.Unlock()
	ln.sending = nil
	d.enqueue(it, it.slip)
}

// done forgets a letter.
func (d *Deliverer) done(ln *lane, it *item) {
	d.mu.Lock()
	defer d.mu.Unlock()
	ln.sending = nil
	if it.promise != nil {
		return
	}
	it.inbox.held--
	d.forget(it.community, it.inbox)
}

// guard runs a part of the sender; a panic in it becomes ErrPanic. The value of the panic may hold what a person wrote,
// so only its type is logged.
func (d *Deliverer) guard(it *item, f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = ErrPanic
			d.log.Error("outbox: the sender panicked", "community", it.community, "seq", it.seq,
				"class", classOf(err), "type", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
		}
	}()
	return f()
}

// warn logs trouble with a letter: neither what it says nor what the error says, which may quote it, or a URL with the
// token.
func (d *Deliverer) warn(msg string, it *item, err error, more ...any) {
	d.log.With("community", it.community, "seq", it.seq, "class", classOf(err), "type", typeOf(err)).Warn(msg, more...)
}

// linger is a context that outlives ctx by d.
func linger(ctx context.Context, d time.Duration) (context.Context, context.CancelFunc) {
	late, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(d, cancel) })
	return late, func() { stop(); cancel() }
}

// backoff is how long to wait after so many failures in a row: 1 s, 2 s, 4 s, and then 5 s each. It may be short: how
// often Telegram is called over all the Gate sees to, and where Telegram wants to be left alone it says so.
func backoff(failures int) time.Duration {
	return min(time.Second<<min(failures, 9), 5*time.Second)
}
