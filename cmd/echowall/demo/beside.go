package demo

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"

	"echowall/bot"
	"echowall/bot/text"
	"echowall/bot/wall"
	"echowall/bot/wall/guard"
	"echowall/cmd/echowall/web"
	"echowall/flows"
	"echowall/flows/life"
)

// beside is the wall in the browser, as it stands beside the chat: on this machine only, and only the playground may
// frame it.
type beside struct {
	listener net.Listener
	pages    *wall.Wall
	server   *http.Server
	served   chan error
}

// listenBeside takes a free port of this machine for the wall.
func listenBeside() (*beside, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("demo: %w", err)
	}
	return &beside{listener: l}, nil
}

// address is where the wall is reached, without a slash at its end.
func (b *beside) address() string { return "http://" + b.listener.Addr().String() }

// changed tells the wall what commits did.
func (b *beside) changed(c flows.Change) { b.pages.Changed(c) }

// show serves the wall of a bot.
func (b *beside) show(of *bot.Bot) (err error) {
	if b.pages, err = web.WallOf(of, guard.Rules{Framers: "http://127.0.0.1:* http://localhost:*"}); err != nil {
		return err
	}
	b.server = &http.Server{Handler: b.pages.Handler(), ReadTimeout: web.ReadTime, WriteTimeout: web.WriteTime,
		MaxHeaderBytes: 16 << 10}
	b.served = make(chan error, 1)
	go func() { b.served <- b.server.Serve(b.listener) }()
	return nil
}

// close ends the wall; nil has none.
func (b *beside) close() error {
	if b == nil {
		return nil
	}
	if b.server == nil {
		return b.listener.Close()
	}
	b.pages.Leave()
	err := b.server.Close() // whoever still looks is told nothing more
	if failed := <-b.served; !errors.Is(failed, http.ErrServerClosed) {
		err = errors.Join(err, failed)
	}
	return err
}

// place tells the page where the wall of the village stands, once it has an address.
func (s *stage) place(ctx context.Context) error {
	if s.beside == nil {
		return nil
	}
	ids, err := s.store.Communities(ctx, "", 1)
	if err != nil || len(ids) == 0 {
		return err
	}
	return flows.Read(ctx, s.store, s.methods, ids[0], func(c *life.State) error {
		if h := c.Head(); h != nil && h.Page.Code != "" {
			s.world.Beside = s.beside.address() + text.PagePath(h.Page.Code) + "?lang=" + s.lang
		}
		return nil
	})
}
