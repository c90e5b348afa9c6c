package sim

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"echowall/flows/clock"
)

// Config says whose Bot API this is.
type Config struct {
	Token    string // "42:TEST"; the number before the colon is the bot's user id
	Username string // without @
	Name     string
	Clock    clock.Clock // clock.Wall{} if nil
	SeesAll  bool        // privacy mode is off: the bot sees all that is said in its groups, not only as an administrator
}

// Server is the stand-in. All its methods, and those of its people and chats, are safe for concurrent use.
type Server struct {
	cfg   Config
	clock clock.Clock
	specs map[string][]param
	calls map[string]func(*call) (any, error)

	mu       sync.Mutex
	me       *User
	users    map[int64]*User
	chats    map[int64]*Chat
	files    map[string]*file // by file id
	paths    map[string]*file // by path, as getFile told it
	queries  map[string]*Query
	commands map[string][]Command
	abouts   map[string]string // descriptions by kind and language
	queue    queue
	hook     webhook
	limits   limiter
	faults   []*Fault
	downTill time.Time
	stats    Stats
	lastUser int64
	lastChat int64
	lastMsg  int // private chats and basic groups share the bot account's message ids
	lastFile int
	lastAny  int // albums and callback queries

	log      []Event
	told     int  // how many of log the watchers have been told
	telling  bool // one goroutine at a time tells, so that watchers see events in order
	watchers []*watcher
	changed  chan struct{} // closed at the next change

	closed  bool
	serving sync.WaitGroup // calls and listeners
	servers []*http.Server
	client  *http.Client
}

// New makes a Telegram with one bot in it and nobody else.
func New(cfg Config) *Server {
	if cfg.Clock == nil {
		cfg.Clock = clock.Wall{}
	}
	if cfg.Name == "" {
		cfg.Name = cfg.Username
	}
	id, _, _ := strings.Cut(cfg.Token, ":")
	botID, _ := strconv.ParseInt(id, 10, 64)
	s := &Server{
		cfg: cfg, clock: cfg.Clock, specs: spec(), calls: handlers(),
		users: map[int64]*User{}, chats: map[int64]*Chat{},
		files: map[string]*file{}, paths: map[string]*file{},
		queries: map[string]*Query{}, commands: map[string][]Command{}, abouts: map[string]string{},
		queue: queue{lastID: firstUpdate - 1, pushed: map[int64]bool{}, fresh: make(chan struct{}, 1)}, limits: limiter{chats: map[int64]*chatLimit{}},
		lastUser: firstUser - 1, lastChat: firstChat - 1,
		changed: make(chan struct{}),
	}
	s.me = &User{ID: botID, IsBot: true, First: cfg.Name, Username: cfg.Username, s: s}
	s.users[botID] = s.me
	for _, u := range []*User{anonymousAdmin(), channelBot(), serviceUser()} {
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
func (s *Server) Me() *User { return s.me }

// Now is the time on the server's clock.
func (s *Server) Now() time.Time { return s.clock.Now() }

func (s *Server) lock() { s.mu.Lock() }

// unlock ends a change: it wakes those who wait for one and tells the watchers, outside the lock, so that
// they may call the server.
func (s *Server) unlock() {
	close(s.changed)
	s.changed = make(chan struct{})
	s.mu.Unlock()
	s.tell()
}

// Await returns when ok holds. It asks once, and again after everything that happens, so ok should be quick. It returns
// the error of ctx if that ends first.
func (s *Server) Await(ctx context.Context, ok func() bool) error {
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

// Close ends every call, connection and goroutine of the server. What it knows can still be read.
func (s *Server) Close() {
	s.lock()
	s.closed = true
	s.queue.wake()
	servers, client := s.servers, s.client
	s.servers = nil
	s.unlock()
	for _, srv := range servers {
		_ = srv.Close() // it has nothing left to fail at: its listeners and connections are gone either way
	}
	if client != nil {
		client.CloseIdleConnections()
	}
	s.serving.Wait()
}
