package api

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
	"echowall/flows/clock"
)

// Handler serves the Bot API: /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) Handler() http.Handler { return http.HandlerFunc(s.serveHTTP) }

// answer is what goes back over HTTP.
type answer struct {
	status int // 0: the connection is cut
	body   []byte
	text   string // of a refusal, for Stats
	html   bool
}

func failed(e *method.Error) answer {
	body, _ := people.Encode(e.Reply()) // strings and numbers
	return answer{status: e.Code, body: body, text: e.Text}
}

func (s *Server) serveHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.enter() {
		cut(w)
		return
	}
	defer s.serving.Done()
	if rest, ok := strings.CutPrefix(r.URL.Path, "/file/bot"); ok {
		s.serveFile(w, rest)
		return
	}
	a := s.serve(w, r)
	if a.status == 0 {
		cut(w)
		return
	}
	kind := "application/json"
	if a.html {
		kind = "text/html"
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body) // a client that has gone is no matter
}

// enter counts a call in, so that Close can wait for it; false once the server is closed.
func (s *Server) enter() bool {
	s.Hold()
	defer s.Release()
	if s.closed {
		return false
	}
	s.serving.Add(1)
	return true
}

// cut ends the connection without an answer, with a reset where there is a real one.
func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // net/http's way to do it where there is nothing to hijack
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// serve answers one call and counts it.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) answer {
	token, name, ok := strings.Cut(strings.TrimPrefix(r.URL.Path, "/bot"), "/")
	if !strings.HasPrefix(r.URL.Path, "/bot") || !ok {
		return failed(&method.Error{Code: 404, Text: "Not Found"})
	}
	p, err := method.ReadParams(w, r)
	if errors.Is(err, method.ErrHungUp) {
		return answer{}
	}
	c := &call{s: s, method: s.spelled(name), params: p}
	if token != s.token {
		return s.count(c, failed(&method.Error{Code: 401, Text: "Unauthorized"}))
	}
	if err != nil {
		return s.count(c, s.refuse(c, method.Violates("%v", err)))
	}
	return s.count(c, s.perform(r.Context(), c))
}

// spelled is a method's name as documented: Telegram does not mind the case.
func (s *Server) spelled(method string) string {
	for name := range s.specs {
		if strings.EqualFold(name, method) {
			return name
		}
	}
	return method
}

// perform carries a call out, unless a fault hits it.
func (s *Server) perform(ctx context.Context, c *call) answer {
	s.Lock()
	f := s.fault(c.method, c.params.Int("chat_id"))
	down := s.down()
	s.Unlock()
	if f != nil {
		_ = clock.Sleep(ctx, s.clock, f.Slow) // whoever has gone is told nothing
		if f.passes() {
			f = nil
		}
	}
	switch {
	case down || f != nil && f.Reset:
		return answer{}
	case f != nil && !f.Lost:
		return f.answer()
	}
	a := s.run(ctx, c)
	if f != nil {
		return answer{}
	}
	return a
}

// run carries out one call.
func (s *Server) run(ctx context.Context, c *call) answer {
	known, ok := s.specs[c.method]
	if !ok {
		return s.refuse(c, method.Unknown())
	}
	if err := c.params.Check(known); err != nil {
		return s.refuse(c, err)
	}
	if c.method == "getUpdates" {
		return s.getUpdates(ctx, c)
	}
	s.Lock()
	defer s.Unlock()
	result, err := s.calls[c.method](c)
	if err != nil {
		return s.refused(c, err)
	}
	return s.granted(c, result)
}

func (s *Server) granted(c *call, result any) answer {
	body, err := people.Encode(method.Reply{OK: true, Result: result})
	if err != nil {
		return s.refused(c, err)
	}
	return answer{status: 200, body: body}
}

func (s *Server) refuse(c *call, err error) answer {
	s.Lock()
	defer s.Unlock()
	return s.refused(c, err)
}

// refused is the answer to a call that failed. The server is locked.
func (s *Server) refused(c *call, err error) answer {
	if errors.As(err, &method.Violation{}) {
		s.stats.Violations = append(s.stats.Violations, c.method+": "+err.Error())
	}
	var e *method.Error
	if !errors.As(err, &e) {
		e = &method.Error{Code: 500, Text: "Internal Server Error: " + err.Error()}
	}
	return failed(e)
}

func (s *Server) count(c *call, a answer) answer {
	s.Lock()
	defer s.Unlock()
	s.stats.Calls = append(s.stats.Calls, Call{
		Time: s.clock.Now(), Method: c.method, Chat: c.chatID(), Status: a.status, Description: a.text,
		Counted: c.counted,
	})
	return a
}
