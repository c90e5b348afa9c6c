package flows

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"

	"echowall/flows/calendar"
	"echowall/flows/clock"
	"echowall/flows/community"
	"echowall/flows/life"
	"echowall/flows/memory"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// Config is what an engine works with.
type Config struct {
	Store   storage.Store
	Methods *procedure.Registry
	// Verbs are what people can want; nil for those of the program.
	Verbs *life.Verbs
	// Almanac is what is known of days off.
	Almanac calendar.Almanac
	// Words maps every word of every language, folded, to its canonical word.
	Words map[string]string
	// Languages are those that a community or a person can choose.
	Languages []talk.Language
	Clock     clock.Clock
	// Code makes a fresh random word, of letters and digits.
	Code func() string
	// Poke is told of communities that have something new to say, with the number of the last message. It must not block.
	Poke func(community storage.ID, last uint64)
	// Promise, where it is set, is told of what must be said to one person and is never written down: see
	// say.Notice.Unwritten. It is told before the commit, and of what it returns whether there was one, before Poke.
	// Neither may block.
	Promise func(community storage.ID, n say.Notice) (settle func(committed bool))
	// Changed, where it is set, is told of each commit afterwards. It must not block.
	Changed func(Change)
	// Admit, where it is set, is asked before anything is committed to a community, in the lane of that community. An
	// error refuses all that waits; what it returns is entered first.
	Admit func(ctx context.Context, community storage.ID) (first *Input, err error)
	// Vault keeps the keys of secret ballots; without one there are none.
	Vault Vault
	Log   *slog.Logger
}

// Engine takes inputs down the road. All methods may be called from many goroutines.
type Engine struct {
	Config
	mu     sync.Mutex
	lanes  map[storage.ID]*lane
	closed bool
	work   sync.WaitGroup
	// woken tells the clock that it sleeps too long: an earlier wake-up was set than its alarm, or something has changed.
	woken chan struct{}
	alarm alarm
	// days are those worked out so far, by country and year: every batch asks for them, as for zones.
	days   sync.Map
	zones  func(string) *record.Zone
	memory func(storage.ID) record.Memory
	slots  chan struct{}
}

// countryYear is what days are kept by.
type countryYear struct {
	country string
	year    int
}

// daysAround is what the almanac says of a country around a year, worked out once.
func (e *Engine) daysAround(country string, year int) calendar.Days {
	key := countryYear{country, year}
	if known, ok := e.days.Load(key); ok {
		return known.(calendar.Days)
	}
	days := e.Almanac.Around(country, year)
	e.days.Store(key, days)
	return days
}

// ErrClosed says that the engine takes nothing any more.
var ErrClosed = errors.New("the engine is closed")

// New makes an engine.
func New(c Config) *Engine {
	if c.Verbs == nil {
		c.Verbs = community.AllVerbs()
	}
	m := memory.New()
	return &Engine{
		Config: c, lanes: map[storage.ID]*lane{}, woken: make(chan struct{}, 1),
		slots: make(chan struct{}, slotsEach*runtime.GOMAXPROCS(0)),
		zones: m.Zone, memory: func(id storage.ID) record.Memory { return m.Of(string(id)) },
	}
}

// talk is how the engine speaks with people.
func (e *Engine) talk() talk.Conversation {
	return talk.Conversation{Verbs: e.Verbs, Words: e.Words, Languages: e.Languages}
}

// commit decides all jobs on one state and commits them together.
func (e *Engine) commit(ctx context.Context, id storage.ID, jobs []*job) {
	known := map[entry]bool{}
	t, err := e.try(ctx, id, jobs, known)
	for first := (*unknown)(nil); errors.As(err, &first); {
		if err = e.introduce(ctx, id, first.entries); err != nil {
			break
		}
		for _, x := range first.entries {
			known[x] = true
		}
		t, err = e.try(ctx, id, jobs, known)
	}
	if (IsFault(err) || errors.Is(err, storage.ErrNotHeld)) && len(jobs) > 1 {
		// What no input did alone came of all together, or of one that is to be found: it must not take the others along.
		// Nor must a tick of who has lost the lease.
		for _, j := range jobs {
			e.commit(ctx, id, []*job{j})
		}
		return
	}
	if err != nil {
		for _, j := range jobs {
			j.reply, j.err = Reply{}, fmt.Errorf("commit to %s: %w", id, err)
		}
		return
	}
	e.destroyKeys(id, t.closed)
	e.dismiss(ctx, id, t.left)
	t.settled()
}

// try decides all jobs in one commit, which is refused while the directory lacks what it must know.
func (e *Engine) try(ctx context.Context, id storage.ID, jobs []*job, known map[entry]bool) (*batch, error) {
	var t *batch
	tries := 0
	var promised promises
	err := e.Store.Update(ctx, id, func(tx storage.Tx) error {
		promised.settle(false) // an earlier try came to nothing
		t = e.newBatch(tx, id)
		tries++
		t.inputs, t.tries = len(jobs), tries
		if err := guarded(func() error { return t.doAll(jobs) }); err != nil {
			return err
		}
		if lacks := slices.DeleteFunc(t.entries, func(x entry) bool { return known[x] }); len(lacks) > 0 {
			return &unknown{lacks}
		}
		if err := e.lockAway(id, t.boxes); err != nil {
			return err
		}
		if err := guarded(t.write); err != nil {
			return err
		}
		promised = e.promise(id, jobs)
		return nil
	})
	promised.settle(err == nil)
	return t, err
}

// promises are how those who were promised something are told what came of it.
type promises []func(committed bool)

func (p *promises) settle(committed bool) {
	for _, settle := range *p {
		settle(committed)
	}
	*p = nil
}

// promise takes the places of what must be said at once, before the news of the same commit can be read.
func (e *Engine) promise(id storage.ID, jobs []*job) (all promises) {
	if e.Promise == nil {
		return nil
	}
	for _, j := range jobs {
		for _, n := range j.reply.Whispers {
			all = append(all, e.Promise(id, n))
		}
	}
	return all
}

// Close waits until everything begun is committed; nothing new is taken.
func (e *Engine) Close() {
	e.mu.Lock()
	e.closed = true
	e.mu.Unlock()
	e.work.Wait()
}
