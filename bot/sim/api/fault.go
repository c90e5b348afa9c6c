package api

import (
	"slices"
	"time"

	"echowall/bot/sim/api/method"
)

// Fault makes calls fail that would have succeeded.
type Fault struct {
	Method      string // empty: any method
	Chat        int64  // 0: any chat
	Times       int    // how many calls; 0 means one, below 0 until ClearFaults
	Status      int    // the HTTP status and error_code; 500 if 0
	Description string // in the JSON answer
	Body        string // the answer instead of JSON, such as an HTML page
	RetryAfter  int    // seconds; makes it a 429
	Reset       bool   // no answer: the connection is cut, and nothing was done
	Lost        bool   // the call is carried out, and the connection cut before the answer
	// Slow is how long the call takes; one that is slow and nothing else is carried out.
	Slow time.Duration
}

// passes says that the call is carried out.
func (f *Fault) passes() bool {
	return f.Slow > 0 && f.Status == 0 && f.Description == "" && f.Body == "" && f.RetryAfter == 0 && !f.Reset && !f.Lost
}

// Fail adds a fault. The first that fits a call is used.
func (s *Server) Fail(f Fault) {
	s.Lock()
	defer s.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// ClearFaults takes back all faults, and Down.
func (s *Server) ClearFaults() {
	s.Lock()
	defer s.Unlock()
	s.faults, s.downTill = nil, time.Time{}
}

// Down cuts the connection of every call for d, that of a waiting getUpdates too.
func (s *Server) Down(d time.Duration) {
	s.Lock()
	defer s.Unlock()
	s.downTill = s.clock.Now().Add(d)
	s.Queue.Wake()
}

func (s *Server) down() bool { return s.closed || s.clock.Now().Before(s.downTill) }

// fault takes the fault that hits a call, nil if none does.
func (s *Server) fault(method string, chat int64) *Fault {
	i := slices.IndexFunc(s.faults, func(f *Fault) bool {
		return (f.Method == "" || f.Method == method) && (f.Chat == 0 || f.Chat == chat)
	})
	if i < 0 {
		return nil
	}
	f := s.faults[i]
	if f.Times > 0 {
		if f.Times--; f.Times == 0 {
			s.faults = slices.Delete(s.faults, i, i+1)
		}
	}
	return f
}

// answer is what a call hit by the fault is told.
func (f *Fault) answer() answer {
	e := &method.Error{Code: f.Status, Text: f.Description, RetryAfter: f.RetryAfter}
	if f.RetryAfter > 0 {
		e = method.TooMany(f.RetryAfter)
	}
	if e.Code == 0 {
		e.Code = 500
	}
	if e.Text == "" {
		e.Text = "Internal Server Error"
	}
	if f.Body != "" {
		return answer{status: e.Code, body: []byte(f.Body), text: e.Text, html: true}
	}
	return failed(e)
}
