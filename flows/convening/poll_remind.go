package convening

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// pollRungs are the moments at which those are reminded who have not said which dates suit them.
func pollRungs(s *life.State, m *meeting.Meeting) []time.Time {
	c := &cases.Case{} // one that is not urgent
	ladder := []calendar.Span(nil)
	for _, n := range m.Cases {
		if x := s.Case(n); x != nil {
			c, ladder = x, s.Method(x).Ladder()
			break
		}
	}
	return life.Rungs(s, c, ladder, m.Called, m.Poll.Until)
}

// WakePoll is when somebody is next reminded of a poll; zero when nobody is.
func WakePoll(s *life.State, m *meeting.Meeting) time.Time {
	if m.Status != meeting.Polled || m.Poll.Offered {
		return time.Time{}
	}
	return life.NextRung(pollRungs(s, m), m.Poll.Nudged)
}

// TickPoll climbs the rungs that are due. Of several that were missed only the last is told.
func TickPoll(s *life.State, m *meeting.Meeting, at time.Time) []life.Event {
	var last time.Time
	for _, t := range pollRungs(s, m) {
		if t.After(m.Poll.Nudged) && !t.After(at) {
			last = t
		}
	}
	if last.IsZero() {
		return nil
	}
	return life.One(PollReminded{Meeting: m.Number, For: last})
}

// PollReminded notes that those were reminded who had not said which dates suit them.
type PollReminded struct {
	Meeting int `json:"meeting"`
	// For is the rung of the ladder that was climbed.
	For time.Time `json:"for"`
}

// Apply implements life.Event.
func (e PollReminded) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Poll.Nudged = e.For
}

// Tell implements life.Event.
func (e PollReminded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	silent := slices.DeleteFunc(m.Asked(), func(p int) bool { return !ChoosesDates(m, p) })
	if len(silent) == 0 {
		return
	}
	args := life.MeetingArgs(m)
	args["Until"], args["Answered"], args["Asked"] = say.Time(m.Poll.Until), say.Num(len(m.Poll.Choices)),
		say.Num(len(m.Asked()))
	suit := record.Line(permission.Suit, "M"+record.Num(m.Number))
	unreached := n.Reach(s, silent, n.Tells, say.New("notice.reminder.poll", args), suit, SuitButtons(m)...)
	args["Mentions"] = life.Mentions(unreached)
	n.Mention(s, unreached, say.MeetingView(m.Number), say.New("notice.unreached.poll", args))
}
