package convening

import (
	"echowall/flows/life"
	"echowall/flows/meeting"
	"time"
)

// WakeMeeting is when a meeting is next looked at. It begins at its time; all else waits for the end of the quiet
// hours.
func WakeMeeting(s *life.State, m *meeting.Meeting) time.Time {
	t := m.NextLook()
	if since := pointless(s, m); !since.IsZero() {
		t = since
	}
	if rung := WakePoll(s, m); !rung.IsZero() && rung.Before(t) {
		return rung
	}
	if t.IsZero() || m.Status == meeting.Scheduled && t.Equal(m.At) || !s.Quiet().Holds(s.Local(t)) {
		return t
	}
	t = s.Quiet().Until(s.Local(t))
	if m.Status == meeting.Scheduled && t.After(m.At) {
		return m.At
	}
	return t
}

// TickMeeting opens a meeting at its time; before, it publishes the agenda and reminds, or calls off what has nothing
// left to talk over; after, it asks for the minutes, once however many times were missed, and ends the meeting without
// them in the end.
func TickMeeting(s *life.State, m *meeting.Meeting, at time.Time) []life.Event {
	due := func(t time.Time) bool { return !t.IsZero() && !t.After(at) }
	switch {
	case due(pointless(s, m)):
		return life.One(MeetingCalledOff{Meeting: m.Number})
	case m.Status == meeting.Open && due(m.Lapse()):
		return life.One(ended(s, m))
	case m.Status == meeting.Open && due(m.Chase()):
		after := *m
		for due(after.Chase()) {
			after.Chased++
		}
		return life.One(MinutesChased{Meeting: m.Number, Count: after.Chased})
	}
	return tickAhead(s, m, at)
}

// tickAhead is what time brings about in a meeting that has not begun.
func tickAhead(s *life.State, m *meeting.Meeting, at time.Time) []life.Event {
	due := func(t time.Time) bool { return !t.IsZero() && !t.After(at) }
	switch {
	case m.Status == meeting.Polled && due(m.NextLook()):
		return life.One(PollOffered{Meeting: m.Number})
	case m.Status == meeting.Polled && !m.Poll.Offered:
		return TickPoll(s, m, at)
	case m.Status != meeting.Scheduled:
		return nil
	case due(m.At):
		return life.One(MeetingOpened{Meeting: m.Number})
	}
	var events []life.Event
	if due(m.Announce) {
		events = append(events, AgendaPublished{Meeting: m.Number})
	}
	if !m.Reminded && due(m.Reminder()) {
		events = append(events, MeetingReminded{Meeting: m.Number})
	}
	return events
}
