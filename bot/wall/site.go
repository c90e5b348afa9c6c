package wall

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"echowall/flows"
	"echowall/flows/public"
	"echowall/storage"
)

// site is one community as the wall keeps it: what was read of its records, and what was made of them.
type site struct {
	wall *Wall
	id   storage.ID
	// number tells it from one of the same community that was forgotten.
	number uint64

	// making is held while something is read or made: one page of a community at a time.
	making sync.Mutex
	look   *flows.Look
	past   memory

	mu sync.Mutex
	// seq is the last entry of the journal that is known of, dirty the records that have changed since the last reading;
	// all says that nobody knows which did.
	seq   uint64
	dirty []string
	all   bool
	// waiting are those who look on, to be told of changes.
	waiting map[chan struct{}]bool
	// filings limits how many cases other systems file.
	filings *rate.Limiter

	// version grows with each change; checked is when the store was last asked whether there is one, in Unix nanoseconds.
	version atomic.Uint64
	checked atomic.Int64
	door    atomic.Pointer[door]
}

// door is how one comes to a community's pages.
type door struct {
	code, lang string
	listed     bool
}

// How long it may take until the wall sees what another process has written; how many communities are kept.
const (
	checkEvery = 2 * time.Second
	maxSites   = 500
)

// find is the site of a code; errNotFound where the code leads nowhere, or nowhere any more.
func (w *Wall) find(ctx context.Context, code string) (*site, error) {
	if len(code) < 6 || len(code) > 64 {
		return nil, errNotFound
	}
	w.mu.Lock()
	s := w.codes[code]
	w.mu.Unlock()
	if s == nil {
		id, err := w.Store.Look(ctx, storage.Pages, code)
		if err != nil {
			return nil, fmt.Errorf("look for a page: %w", err)
		}
		if id == "" {
			return nil, errNotFound
		}
		s = w.open(storage.ID(id))
	}
	if err := s.check(ctx); err != nil {
		return nil, err
	}
	if now := s.door.Load(); now == nil || now.code != code {
		return nil, errNotFound
	}
	w.mu.Lock()
	w.codes[code] = s
	w.mu.Unlock()
	return s, nil
}

// open is the site of a community. When there are too many, all that nobody looks at are forgotten.
func (w *Wall) open(id storage.ID) *site {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s := w.sites[id]; s != nil {
		return s
	}
	if len(w.sites) >= maxSites {
		clear(w.codes)
		for key, s := range w.sites {
			if !s.watched() {
				delete(w.sites, key)
			}
		}
	}
	w.opened++
	s := &site{
		wall: w, id: id, number: w.opened, look: flows.NewLook(w.Methods), waiting: map[chan struct{}]bool{},
	}
	w.sites[id] = s
	return s
}

// changed is told of a commit.
func (s *site) changed(c flows.Change) {
	s.mu.Lock()
	switch {
	case c.After == 0 || c.After <= s.seq: // no entry, or one that was found already
	case c.Before == s.seq:
		s.seq = c.After
	default:
		s.seq, s.all = c.After, true
	}
	s.dirty = append(s.dirty, c.Keys...)
	s.mu.Unlock()
	s.stale()
}

// stale says that what was made is no longer true.
func (s *site) stale() {
	s.version.Add(1)
	s.checked.Store(0)
	s.tell()
}

// check asks the store, not too often, whether another process has changed the community, and which code its page has
// now.
func (s *site) check(ctx context.Context) error {
	now := s.wall.Clock.Now()
	if last := s.checked.Load(); last != 0 && now.UnixNano()-last < int64(checkEvery) {
		return nil
	}
	s.making.Lock()
	defer s.making.Unlock()
	var version uint64
	err := s.wall.Store.View(ctx, s.id, func(r storage.Reader) error {
		seq, err := flows.LastEntry(r)
		if err != nil {
			return err
		}
		s.caughtUp(seq)
		version = s.version.Load()
		return s.read(r, func(v *view) error {
			c := v.community
			s.door.Store(&door{c.Code, c.Language, c.Listed})
			return nil
		})
	})
	if err != nil {
		return fmt.Errorf("look at a community: %w", err)
	}
	if s.version.Load() == version {
		s.checked.Store(now.UnixNano())
	}
	return nil
}

// caughtUp takes note of where the journal ends: beyond what is known, another process has written.
func (s *site) caughtUp(seq uint64) {
	s.mu.Lock()
	missed := seq > s.seq
	if missed {
		s.seq, s.all = seq, true
	}
	s.mu.Unlock()
	if missed {
		s.version.Add(1)
		s.tell()
	}
}

// tell wakes those who look on. One who has not woken yet need not be woken twice.
func (s *site) tell() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.waiting {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// read runs fn on the community as it is now; fn may run several times. The site is being made.
func (s *site) read(r storage.Reader, fn func(v *view) error) error {
	s.mu.Lock()
	dirty, all := s.dirty, s.all
	s.dirty, s.all = nil, false
	s.mu.Unlock()
	if all {
		s.look, s.past = flows.NewLook(s.wall.Methods), memory{}
	} else {
		s.look.Forget(dirty...)
	}
	return s.look.Read(r, func(state *stateOf) error {
		c, _ := public.Of(state)
		return fn(&view{site: s, state: state, community: c})
	})
}

// watched tells whether somebody looks on.
func (s *site) watched() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting) > 0
}
