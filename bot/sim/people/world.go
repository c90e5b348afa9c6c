package people

import (
	"context"
	"echowall/flows/clock"
	"sync"
	"time"
)

// World is the state of a simulated Telegram with one bot in it: people, chats, messages, what waits for the bot, and
// what has happened. All its exported methods, and those of its people and chats, are safe for concurrent use.
type World struct {
	clock   clock.Clock
	SeesAll bool // privacy mode is off

	mu      sync.Mutex
	me      *User
	users   map[int64]*User
	chats   map[int64]*Chat
	queries map[string]*Query
	// Files are what was sent, Queue is what waits for the bot; both are asked while the world is locked.
	Files    Files
	Queue    Queue
	lastUser int64
	lastChat int64
	lastMsg  int // private chats and basic groups share the bot account's message ids
	lastAny  int // albums and callback queries

	log      []Event
	told     int  // how many of log the watchers have been told
	telling  bool // one goroutine at a time tells, so that watchers see events in order
	watchers []*watcher
	changed  chan struct{} // closed at the next change
}

// NewWorld is a world of one bot and nobody else. seesAll says that privacy mode is off.
func NewWorld(bot User, c clock.Clock, seesAll bool) *World {
	s := &World{
		clock: c, SeesAll: seesAll, me: &bot,
		users: map[int64]*User{}, chats: map[int64]*Chat{},
		Files:    Files{byID: map[string]*File{}, byPath: map[string]*File{}},
		queries:  map[string]*Query{},
		Queue:    Queue{lastID: firstUpdate - 1, Pushed: map[int64]bool{}, Fresh: make(chan struct{}, 1)},
		lastUser: firstUser - 1, lastChat: firstChat - 1,
		changed: make(chan struct{}),
	}
	for _, u := range []*User{s.me, anonymousAdmin(), channelBot(), serviceUser()} {
		u.s = s
		s.users[u.ID] = u
	}
	return s
}

// Numbers that look like Telegram's: ids with more than 32 bits, and no small numbers that could be
// mistaken for one another.
const (
	firstUser   = 7_000_000_001
	firstChat   = 4_000_001
	firstUpdate = 700_000_001
)

// Me is the bot as a user.
func (s *World) Me() *User { return s.me }

// Now is the time in this world.
func (s *World) Now() time.Time { return s.clock.Now() }

// Hold keeps the world as it is until Release, for who only looks.
func (s *World) Hold() { s.mu.Lock() }

// Release lets the world go on after Hold. Nobody is told of anything, for nothing has changed.
func (s *World) Release() { s.mu.Unlock() }

// Lock begins a change.
func (s *World) Lock() { s.mu.Lock() }

// Unlock ends a change: it wakes those who wait for one and tells the watchers, outside the lock, so that
// they may call the server.
func (s *World) Unlock() {
	close(s.changed)
	s.changed = make(chan struct{})
	s.mu.Unlock()
	s.tell()
}

// Await returns when ok holds. It asks once, and again after everything that happens, so ok should be quick. It returns
// the error of ctx if that ends first.
func (s *World) Await(ctx context.Context, ok func() bool) error {
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
