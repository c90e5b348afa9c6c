package api

import (
	"slices"
	"time"
)

// Call is one call the bot made.
type Call struct {
	Time        time.Time
	Method      string
	Chat        int64 // 0 if the call names none
	Status      int   // HTTP status; 0 if the connection was reset
	Description string
	Counted     bool // against the limits
}

// Stats counts what the bot did.
type Stats struct {
	Calls      []Call   // in the order they were answered
	Violations []string // what a strict Telegram would not have understood
}

// Stats is a copy of the counts so far.
func (s *Server) Stats() Stats {
	s.Hold()
	defer s.Release()
	return Stats{Calls: slices.Clone(s.stats.Calls), Violations: slices.Clone(s.stats.Violations)}
}

// Count is the number of calls to a method with this HTTP status; an empty method or status -1 means any.
func (st Stats) Count(method string, status int) int {
	n := 0
	for _, c := range st.Calls {
		if (method == "" || c.Method == method) && (status < 0 || c.Status == status) {
			n++
		}
	}
	return n
}

// TooMany is the number of calls refused with 429.
func (st Stats) TooMany() int { return st.Count("", 429) }

// Times are the times of the calls that count against the limits of a chat (0: of any chat): those that send, edit,
// delete or pin, unless they were refused with 429 or before Telegram looked at the chat.
func (st Stats) Times(chat int64) []time.Time {
	var out []time.Time
	for _, c := range st.Calls {
		if c.Counted && (chat == 0 || c.Chat == chat) {
			out = append(out, c.Time)
		}
	}
	return out
}

// MaxPerMinute is the most such calls to a chat in any minute.
func (st Stats) MaxPerMinute(chat int64) int { return busiest(st.Times(chat), time.Minute) }

// MaxPerSecond is the most such calls to all chats in any second.
func (st Stats) MaxPerSecond() int { return busiest(st.Times(0), time.Second) }

func busiest(times []time.Time, d time.Duration) int {
	most, from := 0, 0
	for i, t := range times {
		for !times[from].After(t.Add(-d)) {
			from++
		}
		most = max(most, i-from+1)
	}
	return most
}
