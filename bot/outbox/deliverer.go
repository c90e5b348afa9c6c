package outbox

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"echowall/flows/clock"
	"echowall/storage"
)

const (
	// abreast is how many messages are sent at once. Telegram bears 30 calls a second and mostly answers within one.
	abreast = 64
	// reserve is how many of those are kept for what is more urgent than news.
	reserve = 24
	// readers is how many outboxes are read at once.
	readers = 8
	// page is how many messages are read at once from one outbox.
	page = 100
	// patience is how long what is to be written beside the taking out of a message may fail before it is left out.
	patience = 24 * time.Hour
	// stubborn is how often, about four minutes, an outbox waits for the address of a message before it goes on to the
	// next: until then the messages behind it might be for the same chat, and must not overtake.
	stubborn = 50
	// grace is how long, on the wall's clock, a call under way may still take after the end was asked for.
	grace = 5 * time.Second
	// lastCommit is how long, on the wall's clock, a commit may still take after the end was asked for.
	lastCommit = 10 * time.Second
)

// Deliverer takes messages out of the store, each after its Sender has sent it. Make one with New.
type Deliverer struct {
	store  storage.Store
	sender Sender
	gate   *Gate
	clock  clock.Clock
	log    *slog.Logger

	slots   slots
	reading *semaphore.Weighted
	running sync.WaitGroup

	mu      sync.Mutex
	ctx     context.Context // of Run; nil before, and no queue is started without it
	term    *term           // of the lease; nil while another process holds it, and no message is taken up without it
	arrived uint64
	inboxes map[storage.ID]*inbox
	queues  map[queueKey]*queue
}

// New makes a Deliverer that begins with Run. Calls made inside the sender must pass the same gate.
func New(store storage.Store, sender Sender, gate *Gate, c clock.Clock, log *slog.Logger) *Deliverer {
	return &Deliverer{
		store: store, sender: sender, gate: gate, clock: c, log: log,
		slots:   slots{free: abreast, kept: reserve},
		reading: semaphore.NewWeighted(readers),
		inboxes: map[storage.ID]*inbox{},
		queues:  map[queueKey]*queue{},
	}
}

// Run says what Promise promises, and gives Deliver the means to send, until ctx ends. It returns when all it started
// has ended: a call under way has had a few seconds to come back. Run is called once, in every process.
func (d *Deliverer) Run(ctx context.Context) {
	d.open(ctx)
	<-ctx.Done()
	d.close()
	d.running.Wait()
}

// open lets queues begin under ctx, and reads what was poked before.
func (d *Deliverer) open(ctx context.Context) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ctx = ctx
	for community, in := range d.inboxes {
		d.startReading(community, in)
	}
}

// close lets no queue begin any more.
func (d *Deliverer) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ctx = nil
}

// Depth tells how much waits, and since when the oldest of it does; the zero time when nothing waits. A message counts
// until the commit that takes it out, and an outbox still to be read counts as one, so 0 after the last Poke means that
// all is said that can be said: what waits for a place that is shut does not count. Ages are counted from when this
// process learned of a message.
func (d *Deliverer) Depth() (waiting int, oldest time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, in := range d.inboxes {
		if in.poked || in.busy {
			waiting++
		}
	}
	for _, q := range d.queues {
		if q.shut {
			continue
		}
		for it := range q.all() {
			waiting++
			if oldest.IsZero() || it.since.Before(oldest) {
				oldest = it.since
			}
		}
	}
	return waiting, oldest
}

// start runs f as a part of Run, unless Run is ending. The caller holds d.mu.
func (d *Deliverer) start(f func(ctx context.Context)) {
	if ctx := d.ctx; ctx != nil && ctx.Err() == nil {
		d.running.Go(func() { f(ctx) })
	}
}
