package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"

	"echowall/bot"
	"echowall/cmd/echowall/config"
	"echowall/storage"
)

// Limits of answering over HTTP. A commit may take what is left of the time for writing.
const (
	ReadTime  = 10 * time.Second
	WriteTime = 45 * time.Second
	idleTime  = 2 * time.Minute
	leaveTime = 10 * time.Second
)

// Services are what the program answers with over HTTP.
type Services struct {
	// Healthy tells whether the bot is well, Ready whether it can serve: the store can be read, too. Whoever asks hears
	// yes or no; Log is told why.
	Healthy func() error
	Ready   func(context.Context) error
	Log     *slog.Logger
	// Webhook takes what Telegram brings; nil where updates are asked for. pages is all else.
	Webhook, Pages http.Handler
	// Observed counts and logs what is asked for.
	Observed func(http.Handler) http.Handler
	// Leave ends what would go on for as long as somebody looks.
	Leave func()
}

func (s Services) handler() http.Handler {
	mux := http.NewServeMux()
	if s.Webhook != nil {
		mux.Handle(config.WebhookPath, s.Webhook)
	}
	mux.Handle("GET /healthz", &health{name: "healthz", ask: func(context.Context) error { return s.Healthy() },
		log: s.Log})
	mux.Handle("GET /readyz", &health{name: "readyz", ask: s.Ready, log: s.Log})
	mux.Handle("/", s.Pages)
	return mux
}

// Ready tells whether a bot can serve: it is well, and its store answers.
func Ready(b *bot.Bot, store storage.Store) func(context.Context) error {
	return func(ctx context.Context) error {
		if _, err := store.NextWake(ctx); err != nil {
			return fmt.Errorf("the store does not answer: %w", err)
		}
		return b.Healthy()
	}
}

// Serve answers on a listener until ctx ends. What was begun is finished.
func Serve(ctx context.Context, listener net.Listener, s Services) error {
	server := &http.Server{
		Handler: s.Observed(s.handler()), ReadTimeout: ReadTime, WriteTimeout: WriteTime, IdleTimeout: idleTime,
		MaxHeaderBytes: 16 << 10,
	}
	server.RegisterOnShutdown(s.Leave)
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

// HealthCmd is the command health.
type HealthCmd struct {
	config.ListenFlag `embed:""`
}

// Run asks the bot that runs on this machine whether it is well.
func (c *HealthCmd) Run(ctx context.Context) error {
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
