package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"echowall/bot/sim/chat"
	"echowall/cmd/echowall/config"
	"echowall/cmd/echowall/web"
)

// playground is the demo as somebody plays it: on the page, at the prompt, or both. It is the host of the page.
type playground struct {
	// build makes another stage in a language, on which the case was played already.
	build func(lang string) (*stage, error)
	// turn is held by whoever moves the clock or the people of the cast.
	turn sync.Mutex

	mu     sync.Mutex
	stage  *stage
	server *http.Server
	served chan error
}

func newPlayground(s *stage, build func(string) (*stage, error)) *playground {
	return &playground{stage: s, build: build}
}

// played makes a stage on which the case was played with nobody looking.
func played(ctx context.Context, c stageConfig, lang string) (*stage, error) {
	c.lang = lang
	s, err := newStage(ctx, c)
	if err != nil {
		return nil, err
	}
	if err := newNarrator(s, newPage(io.Discard, false)).playScript(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if err := s.place(ctx); err != nil {
		return nil, errors.Join(err, s.close())
	}
	s.stopped = func() {}
	return s, nil
}

// enter waits for the turn; what it returns ends it.
func (g *playground) enter() (leave func()) {
	g.turn.Lock()
	return g.turn.Unlock
}

// now is the stage that is played on.
func (g *playground) now() *stage {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.stage
}

// open serves the page on a port of this machine, 0 for any, and returns its address.
func (g *playground) open(port int) (string, error) {
	page, err := chat.New(g)
	if err != nil {
		return "", fmt.Errorf("demo: %w", err)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return "", config.Wrong(fmt.Errorf("--port: %w", err))
	}
	g.server = &http.Server{Handler: page, ReadTimeout: web.ReadTime, WriteTimeout: web.WriteTime,
		MaxHeaderBytes: 16 << 10}
	g.served = make(chan error, 1)
	go func() { g.served <- g.server.Serve(listener) }()
	return "http://" + listener.Addr().String() + "/", nil
}

// close ends the page and what it played on.
func (g *playground) close() (err error) {
	if g.server != nil {
		err = g.server.Close() // whoever still looks is told nothing more
		if failed := <-g.served; !errors.Is(failed, http.ErrServerClosed) {
			err = errors.Join(err, failed)
		}
	}
	return errors.Join(err, g.now().close())
}

// World is what the page shows.
func (g *playground) World() *chat.World { return g.now().world }

// hurry is how fast the clock runs while time is skipped: a group bears twenty messages a minute of its own time.
const hurry = 600

// Skip lets time pass.
func (g *playground) Skip(ctx context.Context, d time.Duration) error {
	defer g.enter()()
	s := g.now()
	defer s.clock.SetSpeed(s.clock.Speed())
	s.clock.SetSpeed(hurry)
	return s.pass(ctx, d)
}

// Restart begins anew.
func (g *playground) Restart(_ context.Context, lang string) error {
	defer g.enter()()
	old := g.now()
	if !slices.Contains(playable(old.texts), lang) {
		return fmt.Errorf("demo: there is no language %q", lang)
	}
	next, err := g.build(lang)
	if err != nil {
		return err
	}
	g.mu.Lock()
	g.stage = next
	g.mu.Unlock()
	return old.close()
}
