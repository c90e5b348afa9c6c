package convening

import (
	"time"

	"echowall/flows/life"
	"echowall/flows/meeting"
)

// TickEarlier is what the clock did with a meeting in earlier programs, which neither called one off whose cases had
// gone nor ended one without minutes: it asked for them every week, for ever. Books that they wrote say so.
func TickEarlier(s *life.State, m *meeting.Meeting, at time.Time) []life.Event {
	const day = 24 * time.Hour
	if m.Status != meeting.Open {
		return tickAhead(s, m, at)
	}
	after := *m
	for ; ; after.Chased++ {
		next := after.Chase()
		if next.IsZero() {
			next = m.Close().Add(3*day + time.Duration(after.Chased-2)*7*day)
		}
		if next.After(at) {
			break
		}
	}
	if after.Chased == m.Chased {
		return nil
	}
	return life.One(MinutesChased{Meeting: m.Number, Count: after.Chased})
}
