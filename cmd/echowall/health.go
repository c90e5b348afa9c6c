package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"echowall/bot"
	"echowall/cmd/echowall/config"
	"echowall/storage"
)

// Limits of answering over HTTP. A commit may take what is left of the time for writing.
const (
	readTime  = 10 * time.Second
	writeTime = 45 * time.Second
	idleTime  = 2 * time.Minute
	readyTime = 3 * time.Second
	leaveTime = 10 * time.Second
)

// services are what the program answers with over HTTP.
type services struct {
	// healthy tells whether the bot is well, ready whether it can serve: the store can be read, too.
	healthy func() error
	ready   func(context.Context) error
	// webhook takes what Telegram brings; nil where updates are asked for. pages is all else.
	webhook, pages http.Handler
	// observed counts and logs what is asked for.
	observed func(http.Handler) http.Handler
	// leave ends what would go on for as long as somebody looks.
	leave func()
}

func (s services) handler() http.Handler {
	mux := http.NewServeMux()
	if s.webhook != nil {
		mux.Handle(config.WebhookPath, s.webhook)
	}
	mux.HandleFunc("GET /healthz", tells(func(context.Context) error { return s.healthy() }))
	mux.HandleFunc("GET /readyz", tells(s.ready))
	mux.Handle("/", s.pages)
	return mux
}

// tells answers 200 while all is well, and 503 with the reason otherwise.
func tells(fault func(context.Context) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), readyTime)
		defer cancel()
		if err := fault(ctx); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		// A reader that has gone needs no answer.
		_, _ = io.WriteString(w, "ok\n")
	}
}

// ready tells whether a bot can serve: it is well, and its store answers.
func ready(b *bot.Bot, store storage.Store) func(context.Context) error {
	return func(ctx context.Context) error {
		if _, err := store.NextWake(ctx); err != nil {
			return fmt.Errorf("the store does not answer: %w", err)
		}
		return b.Healthy()
	}
}

// serve answers on a listener until ctx ends. What was begun is finished.
func serve(ctx context.Context, listener net.Listener, s services) error {
	server := &http.Server{
		Handler: s.observed(s.handler()), ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime, MaxHeaderBytes: 16 << 10,
	}
	server.RegisterOnShutdown(s.leave)
	left := make(chan error, 1)
	stop := context.AfterFunc(ctx, func() {
		leave, cancel := context.WithTimeout(context.WithoutCancel(ctx), leaveTime)
		defer cancel()
		left <- server.Shutdown(leave)
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		stop()
		return fmt.Errorf("answer over HTTP: %w", err)
	}
	return <-left
}

type healthCmd struct {
	config.ListenFlag `embed:""`
}

// Run asks the bot that runs on this machine whether it is well.
func (c *healthCmd) Run(ctx context.Context) error {
	if err := c.Check(); err != nil {
		return err
	}
	host, port, _ := net.SplitHostPort(c.Listen)
	if host == "" || net.ParseIP(host).IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(io.LimitReader(res.Body, 1<<10))
	if err != nil || res.StatusCode != http.StatusOK {
		return fmt.Errorf("not well: status %d: %s", res.StatusCode, bytes.TrimSpace(text))
	}
	fmt.Print(string(text))
	return nil
}
