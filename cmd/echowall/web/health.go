package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"
)

// Limits of asking how the program is: how long the store may take, and for how long an answer holds, so that nobody
// makes work by asking.
const (
	ReadyTime  = 3 * time.Second
	healthHold = time.Second
)

// health answers 200 while all is well and 503 otherwise. Anybody may ask, so it says no more than that; why, and since
// when it is otherwise, stands in the log.
type health struct {
	name string
	ask  func(context.Context) error
	log  *slog.Logger

	mu    sync.Mutex
	asked time.Time
	fault error
}

// ServeHTTP answers whether all is well.
func (h *health) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.look(r.Context()) != nil {
		http.Error(w, "not well", http.StatusServiceUnavailable)
		return
	}
	// A reader that has gone needs no answer.
	_, _ = io.WriteString(w, "ok\n")
}

// look asks, unless that was done just now, and logs what has changed.
func (h *health) look(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.asked.IsZero() && time.Since(h.asked) < healthHold {
		return h.fault
	}
	// Another's answer does not depend on whether this one stays.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ReadyTime)
	defer cancel()
	before := h.fault
	h.fault, h.asked = h.ask(ctx), time.Now()
	switch {
	case h.fault != nil && before == nil:
		h.log.Warn("not well", "asked", h.name, "error", h.fault)
	case h.fault == nil && before != nil:
		h.log.Info("well again", "asked", h.name)
	}
	return h.fault
}
