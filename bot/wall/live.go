package wall

import (
	"fmt"
	"net/http"
	"time"

	"echowall/bot/wall/guard"
)

// Limits of looking on: for how long one may before one asks anew; how often a reader hears that nothing has changed; how close upon
// one another changes are told.
const (
	liveTime  = 15 * time.Minute
	beatTime  = 15 * time.Second
	pauseTime = time.Second
)

// live tells, as server-sent events, when a community's pages have changed. What has changed is not in it: the reader asks for the
// page again.
func (w *Wall) live(rw http.ResponseWriter, r *http.Request) {
	w.answer(rw, r, func(rw http.ResponseWriter, r *http.Request) error {
		s, err := w.find(r.Context(), r.PathValue("code"))
		if err != nil {
			return err
		}
		from := guard.Reader(r)
		if !w.guard.Joins(from) {
			return errBusy
		}
		defer w.guard.Leaves(from)
		news := s.watch()
		defer s.unwatch(news)
		w.follow(rw, r, s, news)
		return nil
	})
}

// follow writes events until the reader goes or has been there long enough.
func (w *Wall) follow(rw http.ResponseWriter, r *http.Request, s *site, news chan struct{}) {
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
	code, end, beat := s.door.Load().code, time.NewTimer(liveTime), time.NewTicker(beatTime)
	defer end.Stop()
	defer beat.Stop()
	for {
		ok := true
		select {
		case <-r.Context().Done():
			return
		case <-w.leaving:
			return
		case <-end.C:
			return
		case <-beat.C:
			// What another process has written is found by asking.
			if err := s.check(r.Context()); err != nil || s.door.Load().code != code {
				return
			}
			ok = say(": \n\n")
		case <-news:
			ok = say(fmt.Sprintf("id: %d\nevent: changed\ndata: \n\n", s.version.Load())) && rest(r, pauseTime)
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

func (s *site) watch() chan struct{} {
	news := make(chan struct{}, 1)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting[news] = true
	return news
}

func (s *site) unwatch(news chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.waiting, news)
}
