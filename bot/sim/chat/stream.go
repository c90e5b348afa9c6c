package chat

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// pulse is how often the page is told the time when nothing happens.
const pulse = 5 * time.Second

// events sends what happened so far in one frame, and then what happens, as it does, until the reader goes or the world
// ends.
func (p *Page) events(w http.ResponseWriter, r *http.Request) {
	world := p.host.World()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	// The stream outlives the time that other answers are given.
	if err := out.SetWriteDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return
	}
	told := 0
	for {
		news := world.Server.Since(told)
		told += len(news)
		f := world.frameOf(news)
		f.Over = p.host.World() != world
		raw, err := json.Marshal(f)
		if err != nil {
			return // cannot be: a frame holds texts and numbers
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", raw); err != nil || out.Flush() != nil || f.Over {
			return
		}
		if !p.wait(r.Context(), world, told) {
			return
		}
	}
}

// wait returns when there is something to tell, or the time; false when nobody listens any more.
func (p *Page) wait(ctx context.Context, world *World, told int) bool {
	speed := world.Clock.Speed()
	until, cancel := context.WithTimeout(ctx, pulse)
	defer cancel()
	err := world.Server.Await(until, func() bool {
		return len(world.Server.Since(told)) > 0 || world.Clock.Speed() != speed || p.host.World() != world
	})
	return err == nil || ctx.Err() == nil
}
