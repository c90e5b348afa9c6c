package api

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
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
	*people.World
	token string
	clock clock.Clock
	specs map[string][]method.Param
	calls map[string]func(*call) (any, error)

	commands map[string][]people.Command
	abouts   map[string]string // descriptions by kind and language
	hook     webhook
	limits   limiter
	faults   []*Fault
	downTill time.Time
	stats    Stats

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
	w := people.NewWorld(people.User{ID: botID, IsBot: true, First: cfg.Name, Username: cfg.Username}, cfg.Clock,
		cfg.SeesAll)
	return &Server{
		World: w, token: cfg.Token, clock: cfg.Clock, specs: method.Spec(), calls: handlers(),
		commands: map[string][]people.Command{}, abouts: map[string]string{},
		limits: limiter{chats: map[int64]*chatLimit{}},
	}
}

// Close ends every call, connection and goroutine of the server. What it knows can still be read.
func (s *Server) Close() {
	s.Lock()
	s.closed = true
	s.Queue.Wake()
	servers, client := s.servers, s.client
	s.servers = nil
	s.Unlock()
	for _, srv := range servers {
		_ = srv.Close() // it has nothing left to fail at: its listeners and connections are gone either way
	}
	if client != nil {
		client.CloseIdleConnections()
	}
	s.serving.Wait()
}
