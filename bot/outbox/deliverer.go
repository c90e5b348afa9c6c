package outbox

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"echowall/flows/clock"
	"echowall/storage"
)

const (
	// abreast is how many letters are sent at once. Telegram bears 30 calls a second and mostly answers within one.
	abreast = 64
	// reserve is how many of those are kept for what is more urgent than news.
	reserve = 24
	// readers is how many outboxes are read at once.
	readers = 8
	// page is how many letters are read at once from one outbox.
	page = 100
	// patience is how long a letter may fail before it is dropped.
	patience = 24 * time.Hour
	// stubborn is how often, about four minutes, an outbox waits for the address of a letter before it goes on to the next:
	// until then the letters behind it might be for the same chat, and must not overtake.
	stubborn = 8
	// grace is how long, on the wall's clock, a call under way may still take after the end was asked for.
	grace = 5 * time.Second
	// lastCommit is how long, on the wall's clock, a commit may still take after the end was asked for.
	lastCommit = 10 * time.Second
)

// Deliverer takes letters out of the store, each after its Sender has sent it. Make one with New.
type Deliverer struct {
	store  storage.Store
	share  storage.Share
	sender Sender
	gate   *Gate
	clock  clock.Clock
	log    *slog.Logger

	slots   slots
	reading *semaphore.Weighted
	running sync.WaitGroup

	mu      sync.Mutex
	ctx     context.Context // of Run; nil before, and nothing is started without it
	arrived uint64
	inboxes map[storage.ID]*inbox
	lanes   map[laneKey]*lane
}

// New makes a Deliverer that begins with Run. It sends what this process's share of the store holds. Calls made inside the sender must pass
// the same gate.
func New(store storage.Store, share storage.Share, sender Sender, gate *Gate, c clock.Clock, log *slog.Logger) *Deliverer {
	return &Deliverer{
		store: store, share: share, sender: sender, gate: gate, clock: c, log: log,
		slots:   slots{free: abreast, kept: reserve},
		reading: semaphore.NewWeighted(readers),
		inboxes: map[storage.ID]*inbox{},
		lanes:   map[laneKey]*lane{},
	}
}

// Run delivers what is unsent in the store, and then what Poke names, until ctx ends. It returns nil when all it started has
// ended: a call under way has had a few seconds to come back, and what was sent has been committed. An error is returned only
// when the store cannot say what is unsent. Run is called once.
func (d *Deliverer) Run(ctx context.Context) error {
	unsent, err := d.share.Unsent(ctx)
	if err != nil && ctx.Err() != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("outbox: list what is unsent: %w", err)
	}
	d.open(ctx)
	for _, community := range unsent {
		d.Poke(community)
	}
	<-ctx.Done()
	d.close()
	d.running.Wait()
	return nil
}

// open starts reading what was poked before.
func (d *Deliverer) open(ctx context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ctx = ctx
	for community, in := range d.inboxes {
		d.startReading(community, in)
	}
}

// close lets nothing new begin.
func (d *Deliverer) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ctx = nil
}

// Poke says that a community has something new in its outbox. It never blocks, and may be called at any time and too often. What
// another process commits is not noticed by itself: whoever learns of it, as the share does, must Poke. What another process
// holds is its business.
func (d *Deliverer) Poke(community storage.ID) {
	d.Told(community, math.MaxUint64)
}

// Told is Poke for whoever knows the number of the last letter. One that was read already waits here, and is read again when it is sent; so
// a view that is refreshed all the time costs no reading.
func (d *Deliverer) Told(community storage.ID, last uint64) {
	lease, ok := d.share.Lease(community)
	if !ok {
		return
	}
	defer lease.Release()
	d.mu.Lock()
	defer d.mu.Unlock()
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

// Depth tells how much waits, and since when the oldest of it does; the zero time when nothing waits. A letter counts until the
// commit that takes it out, and an outbox still to be read counts as one, so 0 after the last Poke means that all is said.
// Ages are counted from when this process learned of a letter.
func (d *Deliverer) Depth() (waiting int, oldest time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, in := range d.inboxes {
		if in.poked || in.busy {
			waiting++
		}
	}
	for _, ln := range d.lanes {
		for it := range ln.all() {
			waiting++
			if oldest.IsZero() || it.since.Before(oldest) {
				oldest = it.since
			}
		}
	}
	return waiting, oldest
}

// start runs f as a part of Run, unless Run is ending. The caller holds d.mu.
func (d *Deliverer) start(f func(ctx context.Context)) bool {
	ctx := d.ctx
	if ctx == nil || ctx.Err() != nil {
		return false
	}
	d.running.Go(func() { f(ctx) })
	return true
}
