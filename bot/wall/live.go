package wall

import (
	"net/http"

	"echowall/bot/wall/live"
)

// live tells, as server-sent events, when a community's pages have changed. What has changed is not in it: the reader
// asks for the page again.
func (w *Wall) live(rw http.ResponseWriter, r *http.Request) {
	w.answer(rw, r, func(rw http.ResponseWriter, r *http.Request) error {
		s, err := w.find(r.Context(), r.PathValue("code"))
		if err != nil {
			return err
		}
		from := w.guard.Reader(r)
		if !w.guard.Joins(from, string(s.id)) {
			return errBusy
		}
		defer w.guard.Leaves(from, string(s.id))
		news := s.watch()
		defer s.unwatch(news)
		code := s.door.Load().code
		live.Follow(rw, r, live.Changes{
			Leaving: w.leaving, News: news, Version: s.version.Load,
			// What another process has written is found by asking.
			Check: func() bool { return s.check(r.Context()) == nil && s.door.Load().code == code },
		})
		return nil
	})
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
