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
)

// Limits of answering over HTTP. A commit may take what is left of the time for writing.
const (
	readTime  = 10 * time.Second
	writeTime = 45 * time.Second
	leaveTime = 10 * time.Second
)

// serve answers on a listener until ctx ends: /healthz with 200 while the bot is well and 503 with the reason otherwise, and the
// webhook, where there is one. What was begun is finished.
func serve(ctx context.Context, listener net.Listener, healthy func() error, webhook http.Handler) error {
	mux := http.NewServeMux()
	if webhook != nil {
		mux.Handle(webhookPath, webhook)
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if err := healthy(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		// A reader that has gone needs no answer.
		_, _ = io.WriteString(w, "ok\n")
	})
	server := &http.Server{Handler: mux, ReadTimeout: readTime, WriteTimeout: writeTime, MaxHeaderBytes: 16 << 10}
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
	listenFlag `embed:""`
}

// Run asks the bot that runs on this machine whether it is well.
func (c *healthCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
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
