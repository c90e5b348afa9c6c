// Package rights knows who runs a group, for the few commands on which that bears. Telegram is asked at most once at a
// time and once a minute about each person in each group, however often they speak, and nobody else waits meanwhile.
//
// It does not decide what an admin may do, and makes no call by itself: package bot gives it the question, which passes
// the gate like every other call.
package rights

import (
	"context"
	"sync"
	"time"

	"echowall/flows/clock"
)

const (
	// stays is how long an answer of Telegram is believed: so long somebody who is made an admin may have to wait.
	stays = time.Minute
	// rests is how long nobody is asked about again after Telegram could not say; meanwhile they pass for no admin.
	rests = 5 * time.Second
	// abreast is how many people are asked about at the same time: the calls of a crowd must not use up what Telegram
	// bears.
	abreast = 8
	// most is how many answers are kept.
	most = 10_000
)

// Person is somebody in a group, by the numbers of Telegram.
type Person struct{ Chat, User int64 }

// Rank is what somebody is in a group to those who run it: nobody of theirs, an admin, or the one owner, whom the
// others cannot remove.
type Rank int

// The ranks.
const (
	None Rank = iota
	Admin
	Owner
)

// Runs tells whether a rank is of those who run the group.
func (r Rank) Runs() bool { return r >= Admin }

// Desk is where who runs a group is asked for. Its methods may be called from many goroutines.
type Desk struct {
	question Question
	clock    clock.Clock

	places chan struct{}
	mu     sync.Mutex
	known  map[Person]answer
	asking map[Person]chan struct{}
}

// Question asks Telegram what somebody is in a group.
type Question func(ctx context.Context, p Person) (Rank, error)

// New makes a desk where nobody is known.
func New(question Question, c clock.Clock) *Desk {
	return &Desk{
		question: question, clock: c, places: make(chan struct{}, abreast),
		known: map[Person]answer{}, asking: map[Person]chan struct{}{},
	}
}

// answer is what Telegram said, and until when it is believed.
type answer struct {
	rank  Rank
	until time.Time
}

// Known tells what somebody is in a group, where that is known.
func (d *Desk) Known(p Person) (rank Rank, known bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	a := d.known[p]
	return a.rank, d.clock.Now().Before(a.until)
}

// Learn takes what Telegram tells by itself: what somebody is in a group from now on.
func (d *Desk) Learn(p Person, rank Rank) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.keep(p, rank, nil)
}

// Ask sees to it that it is known whether somebody runs a group: who asks while another does waits for the same answer.
// An error says that Telegram could not tell; then the person passes for no admin for a moment.
func (d *Desk) Ask(ctx context.Context, p Person) error {
	d.mu.Lock()
	asked := d.asking[p]
	if asked != nil {
		d.mu.Unlock()
		select {
		case <-asked:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	asked = make(chan struct{})
	d.asking[p] = asked
	d.mu.Unlock()

	rank, err := d.abreast(ctx, p)
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.asking, p)
	close(asked)
	if ctx.Err() == nil || err == nil {
		d.keep(p, rank, err)
	}
	return err
}

// abreast asks when there is a place among those who are asked about.
func (d *Desk) abreast(ctx context.Context, p Person) (Rank, error) {
	select {
	case d.places <- struct{}{}:
	case <-ctx.Done():
		return None, ctx.Err()
	}
	defer func() { <-d.places }()
	return d.question(ctx, p)
}

// keep remembers an answer, or that there was none. The caller holds d.mu.
func (d *Desk) keep(p Person, rank Rank, err error) {
	if len(d.known) >= most {
		d.known = map[Person]answer{}
	}
	believed := stays
	if err != nil {
		rank, believed = None, rests
	}
	d.known[p] = answer{rank: rank, until: d.clock.Now().Add(believed)}
}
