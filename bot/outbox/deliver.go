package outbox

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"echowall/storage"
)

// errGone says that a message is no longer in the store: another process has sent it.
var errGone = errors.New("no longer unsent")

// errMoved says that a message belongs into another queue now.
var errMoved = errors.New("its address has changed")

// agains is how often in a row a sender may ask for one more sending at once.
const agains = 3

// attempt reads a message as it is now and sends it.
func (d *Deliverer) attempt(ctx context.Context, q *queue, it *item) (storage.Message, Receipt, error) {
	messages, err := d.messages(ctx, it.community, it.seq, 1)
	if err != nil {
		return storage.Message{}, Receipt{}, err
	}
	if len(messages) == 0 || messages[0].Seq != it.seq {
		return storage.Message{}, Receipt{}, errGone
	}
	l := messages[0]
	slip, err := d.address(ctx, it, l)
	if err != nil {
		return l, Receipt{}, err
	}
	if !d.stays(q, it, slip) {
		return l, Receipt{}, errMoved
	}
	r, err := d.send(ctx, it, l)
	return l, r, err
}

// stays gives a message the slip it has now, and tells whether that is still of this queue.
func (d *Deliverer) stays(q *queue, it *item, s Slip) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	q.rank(it, s)
	return keyOf(it.community, s) == q.key
}

// address asks the sender where a message goes.
func (d *Deliverer) address(ctx context.Context, it *item, l storage.Message) (s Slip, err error) {
	err = d.guard(it, func() error {
		s, err = d.sender.Address(ctx, it.community, l)
		return err
	})
	return s, err
}

// send has the sender send a message. A call under way may end after ctx has: were it cut off, nobody would know
// whether Telegram took it, and it would be said twice.
func (d *Deliverer) send(ctx context.Context, it *item, l storage.Message) (r Receipt, err error) {
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
func (d *Deliverer) settle(ctx context.Context, q *queue, it *item, l storage.Message, r Receipt, err error) {
	var later *Later
	var again *Again
	var shut *Shut
	lost, reason := hopeless(err)
	switch {
	case err == nil:
		d.keep(ctx, q, it, l, r)
	case ctx.Err() != nil, errors.Is(err, storage.ErrNotHeld), errors.Is(err, errGone):
		d.done(q, it) // where it is still unsent it stays so, for whoever is next
	case errors.Is(err, errMoved):
		d.move(q, it)
	case errors.As(err, &later):
		d.hold(q, it, later)
	case errors.As(err, &shut):
		d.shut(ctx, q, it, shut)
	case errors.As(err, &again) && it.agains < agains:
		it.agains++
		d.putBack(q, it)
	case lost:
		if !errors.Is(err, ErrNowhere) { // somebody who cannot be reached is nothing for the operator
			d.warn("outbox: given up", it, err)
		}
		d.drop(ctx, q, it, l, reason)
	default:
		d.fail(q, it, err)
	}
}

// hold obeys a 429. It is no failure of the message.
func (d *Deliverer) hold(q *queue, it *item, later *Later) {
	chat := it.slip.Chat
	if later.All {
		chat = 0
	}
	after := max(later.After, time.Second)
	d.gate.Hold(chat, d.clock.Now().Add(after))
	d.warn("outbox: told to wait", it, later, "after", after, "all", later.All)
	d.putBack(q, it)
}

// fail puts a message back for another try after a while. What fails without a word about this message is never given
// up.
func (d *Deliverer) fail(q *queue, it *item, err error) {
	wait := backoff(it.tries)
	it.tries++
	it.agains = 0
	q.until = d.clock.Now().Add(wait)
	if seldom(it.tries) {
		d.warn("outbox: failed, will try again", it, err, "try", it.tries, "after", wait)
	}
	d.putBack(q, it)
}

// seldom is true of so few numbers of tries that a day of trouble fills no log: 1, 2, 4, 8 and so on.
func seldom(tries int) bool { return tries&(tries-1) == 0 }

// putBack returns a message to its place in the queue.
func (d *Deliverer) putBack(q *queue, it *item) {
	d.mu.Lock()
	defer d.mu.Unlock()
	q.sending = nil
	q.insert(it, d.clock.Now())
}

// move puts a message into the queue it belongs to now.
func (d *Deliverer) move(q *queue, it *item) {
	d.mu.Lock()
	defer d.mu.Unlock()
	q.sending = nil
	d.enqueue(it, it.slip)
}

// done forgets a message.
func (d *Deliverer) done(q *queue, it *item) {
	d.mu.Lock()
	defer d.mu.Unlock()
	q.sending = nil
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

// warn logs trouble with a message: neither what it says nor what the error says, which may quote it, or a URL with the
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
