package convening

import (
	"time"

	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// pointless is since when a meeting that has not begun has nothing to talk over, because all of its cases have gone
// their way without it; zero while there is something.
func pointless(s *life.State, m *meeting.Meeting) (since time.Time) {
	if m.Status != meeting.Scheduled && m.Status != meeting.Polled {
		return time.Time{}
	}
	s.WantCases(m.Cases...)
	for _, n := range m.Cases {
		c := s.Case(n)
		if c == nil {
			continue
		}
		left := c.Entered
		switch {
		case c.Closed != nil:
			left = c.Closed.At
		case c.Talk.Meeting == m.Number && (c.Lead != nil || c.Kind(s.Method(c)) == procedure.Deliberation):
			return time.Time{}
		case c.Submitted.After(left):
			left = c.Submitted
		}
		if left.After(since) {
			since = left
		}
	}
	return since
}

// Stirs are the meetings that an event gives reason to look at, beside those that it changes: one of their cases may
// have gone its way, and have been the last.
func Stirs(s *life.State, e life.Event) []int {
	switch e.(type) {
	case life.CaseClosed, life.StageEntered:
		return s.Head().Coming
	}
	return nil
}

// MeetingEnded ends a meeting whose minutes nobody handed in. They still can be.
type MeetingEnded struct {
	Meeting int `json:"meeting"`
	// Said is what was said at it.
	Said []meeting.Said `json:"said,omitempty"`
}

// ended ends a meeting without minutes.
func ended(s *life.State, m *meeting.Meeting) MeetingEnded {
	return MeetingEnded{Meeting: m.Number, Said: saidAt(s, m)}
}

// saidAt is what has been said at a meeting up to now.
func saidAt(s *life.State, m *meeting.Meeting) (all []meeting.Said) {
	s.WantCases(m.Cases...)
	for _, x := range m.Said {
		if c := s.Case(x.Case); c != nil && x.Last == 0 {
			x.Last = c.Statements
		}
		all = append(all, x)
	}
	return all
}

// Apply implements life.Event.
func (e MeetingEnded) Apply(s *life.State, m life.Meta) {
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	x.Status, x.Lapsed, x.Said = meeting.Over, m.At, e.Said
	meetingOver(s, e.Meeting)
}

// Tell implements life.Event.
//
// The officers are told once, and that such a meeting counts for nothing where nobody was there.
func (e MeetingEnded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	n.Show(say.Council, say.MeetingView(m.Number))
	id := "notice.lapsed"
	if !m.Counts() {
		id = "notice.lapsed.nobody"
	}
	n.Tells(s.Officers(), say.New(id, life.MeetingArgs(m)), record.Line(permission.Minutes, "M"+record.Num(m.Number)))
}
