// Package live lets a browser look on: it tells, as server-sent events, that something has changed, and not what.
// Package wall says what there is to look at, and keeps count of who looks.
package live

import (
	"fmt"
	"net/http"
	"time"
)

// Limits of looking on: for how long one may before one asks anew; how often a reader hears that nothing has changed;
// how close upon one another changes are told.
const (
	liveTime  = 15 * time.Minute
	beatTime  = 15 * time.Second
	pauseTime = time.Second
)

// Changes are what a reader looks on at.
type Changes struct {
	// Leaving is closed when the program ends, News has something whenever there is something new.
	Leaving, News <-chan struct{}
	// Version numbers what is there now.
	Version func() uint64
	// Check is asked now and then; false says that there is nothing more to look at.
	Check func() bool
}

// Follow writes events until the reader goes or has been there long enough.
func Follow(rw http.ResponseWriter, r *http.Request, c Changes) {
	h := rw.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(rw)
	say := func(text string) bool {
		// A writer that knows no deadline has none to keep.
		_ = out.SetWriteDeadline(time.Now().Add(2 * beatTime))
		_, err := fmt.Fprint(rw, text)
		return err == nil && out.Flush() == nil
	}
	if !say("retry: 5000\n\n") {
		return
	}
	end, beat := time.NewTimer(liveTime), time.NewTicker(beatTime)
	defer end.Stop()
	defer beat.Stop()
	for {
		ok := true
		select {
		case <-r.Context().Done():
			return
		case <-c.Leaving:
			return
		case <-end.C:
			return
		case <-beat.C:
			ok = c.Check() && say(": \n\n")
		case <-c.News:
			ok = say(fmt.Sprintf("id: %d\nevent: changed\ndata: \n\n", c.Version())) && rest(r, pauseTime)
		}
		if !ok {
			return
		}
	}
}

// rest waits, so that a rush of changes is told as one; false when the reader went.
func rest(r *http.Request, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-r.Context().Done():
		return false
	}
}
