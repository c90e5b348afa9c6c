package community

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// pollRungs are the moments at which those are reminded who have not said which dates suit them.
func (s *State) pollRungs(m *meeting.Meeting) []time.Time {
	c := &cases.Case{} // one that is not urgent
	ladder := []calendar.Span(nil)
	for _, n := range m.Cases {
		if x := s.Case(n); x != nil {
			c, ladder = x, s.Method(x).Ladder()
			break
		}
	}
	return s.rungs(c, ladder, m.Called, m.Poll.Until)
}

// wakePoll is when somebody is next reminded of a poll; zero when nobody is.
func (s *State) wakePoll(m *meeting.Meeting) time.Time {
	if m.Status != meeting.Polled || m.Poll.Offered {
		return time.Time{}
	}
	return nextRung(s.pollRungs(m), m.Poll.Nudged)
}

// tickPoll climbs the rungs that are due. Of several that were missed only the last is told.
func (s *State) tickPoll(m *meeting.Meeting, at time.Time) []Event {
	var last time.Time
	for _, t := range s.pollRungs(m) {
		if t.After(m.Poll.Nudged) && !t.After(at) {
			last = t
		}
	}
	if last.IsZero() {
		return nil
	}
	return one(PollReminded{Meeting: m.Number, For: last})
}

// PollReminded notes that those were reminded who had not said which dates suit them.
type PollReminded struct {
	Meeting int `json:"meeting"`
	// For is the rung of the ladder that was climbed.
	For time.Time `json:"for"`
}

func (e PollReminded) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Poll.Nudged = e.For
}

func (e PollReminded) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	silent := slices.DeleteFunc(m.Asked(), func(p int) bool { return !s.choosesDates(m, p) })
	if len(silent) == 0 {
		return
	}
	args := meetingArgs(m)
	args["Until"], args["Answered"], args["Asked"] = say.Time(m.Poll.Until), say.Num(len(m.Poll.Choices)), say.Num(len(m.Asked()))
	suit := line(permission.Suit, "M"+num(m.Number))
	unreached := n.reach(s, silent, n.tells, say.New("notice.reminder.poll", args), suit, SuitButtons(m)...)
	args["Mentions"] = mentions(unreached)
	n.mention(s, unreached, say.MeetingView(m.Number), say.New("notice.unreached.poll", args))
}
