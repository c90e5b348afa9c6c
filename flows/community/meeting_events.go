package community

import (
	"slices"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// MeetingScheduled calls a meeting.
type MeetingScheduled struct {
	Meeting meeting.Meeting `json:"meeting"`
}

func (e MeetingScheduled) apply(s *State, m Meta) {
	x := e.Meeting
	put(s.Book, meetingKey(x.Number), &x)
	head := edit[Community](s.Book, headKey)
	head.Meetings = x.Number
	head.Coming = append(head.Coming, x.Number)
	for _, n := range x.Cases {
		c := edit[cases.Case](s.Book, caseKey(n))
		c.Talk.Meeting, c.Talk.Heard = x.Number, false
		c.Touch(m.At)
	}
}

func (e MeetingScheduled) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting.Number)
	n.show(say.Council, say.MeetingView(m.Number))
	for _, number := range m.Cases {
		n.echo(s, s.Case(number), "echo.scheduled", meetingArgs(m))
		n.tellPartners(s, s.Case(number), Letter{Subject: LetterMeeting, At: m.At, Place: m.Place})
	}
	n.asks(m.Invited, say.New("notice.invited", meetingArgs(m)), "rsvp M"+num(m.Number), RSVPButtons(m.Number))
}

// MeetingMoved changes time or place.
type MeetingMoved struct {
	Meeting int       `json:"meeting"`
	At      time.Time `json:"at"`
	Place   string    `json:"place"`
}

func (e MeetingMoved) apply(s *State, m Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.At, x.Place = e.At, e.Place
	x.Moved++
	x.Reminded = !x.Reminder().After(m.At)
	x.Replies = nil
	for _, c := range s.onAgenda(x) {
		edit[cases.Case](s.Book, caseKey(c.Number)).Touch(m.At)
	}
}

func (e MeetingMoved) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	n.show(say.Council, say.MeetingView(m.Number))
	for _, c := range s.onAgenda(m) {
		n.echo(s, c, "echo.rescheduled", meetingArgs(m))
		n.tellPartners(s, c, Letter{Subject: LetterMeeting, At: m.At, Place: m.Place})
	}
	n.asks(m.Invited, say.New("notice.moved", meetingArgs(m)), "rsvp M"+num(m.Number), RSVPButtons(m.Number))
}

// MeetingCalledOff ends a meeting before it began; its cases wait for another.
type MeetingCalledOff struct {
	Meeting int    `json:"meeting"`
	Reason  string `json:"reason"`
}

func (e MeetingCalledOff) apply(s *State, m Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.Status, x.Reason = meeting.CalledOff, e.Reason
	s.meetingOver(e.Meeting)
	for _, c := range s.onAgenda(x) {
		c = edit[cases.Case](s.Book, caseKey(c.Number))
		c.Talk.Meeting = 0
		c.Touch(m.At)
	}
}

func (e MeetingCalledOff) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	args := meetingArgs(m)
	args["Reason"] = say.Text(e.Reason)
	n.show(say.Council, say.MeetingView(m.Number))
	for _, number := range m.Cases {
		if c := s.Case(number); c.Kind(s.Method(c)) == procedure.Deliberation && c.Talk.Meeting == 0 {
			n.echo(s, c, "echo.called_off", args)
			n.tellPartners(s, c, Letter{Subject: LetterCallOff, Text: e.Reason})
		}
	}
	n.asks(m.Invited, say.New("notice.called_off", args), "")
}

// MeetingOpened begins a meeting: its cases are heard, and ballots on them may open.
type MeetingOpened struct {
	Meeting int `json:"meeting"`
}

func (e MeetingOpened) apply(s *State, m Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.Status, x.Opened = meeting.Open, m.At
	for _, c := range s.onAgenda(x) {
		c = edit[cases.Case](s.Book, caseKey(c.Number))
		c.Talk.Heard = true
		c.Touch(m.At)
	}
}

func (e MeetingOpened) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	n.show(say.Council, say.MeetingView(m.Number))
	agenda := s.onAgenda(m)
	for _, c := range agenda {
		n.echo(s, c, "echo.opened", meetingArgs(m))
	}
	if len(agenda) > 0 {
		n.asks(s.officers(), say.New("task.resolve", meetingArgs(m)), "")
	}
}

// MinutesRecorded keeps what was said and ends the meeting.
type MinutesRecorded struct {
	Meeting int    `json:"meeting"`
	Text    string `json:"text"`
}

func (e MinutesRecorded) apply(s *State, _ Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.Status, x.Minutes = meeting.Over, e.Text
	s.meetingOver(e.Meeting)
}

func (e MinutesRecorded) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	n.show(say.Council, say.MeetingView(m.Number))
	args := meetingArgs(m)
	args["Text"] = say.Text(e.Text)
	n.add(say.Notice{To: say.Address{Room: say.Wall}, Message: say.New("notice.minutes", args)})
}

// InvitationAnswered keeps an answer to an invitation.
type InvitationAnswered struct {
	Meeting int           `json:"meeting"`
	Person  int           `json:"person"`
	Reply   meeting.Reply `json:"reply"`
}

func (e InvitationAnswered) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Answer(e.Person, e.Reply)
}

func (e InvitationAnswered) announce(_ *State, _ Meta, n *Notices) {
	n.show(say.Council, say.MeetingView(e.Meeting))
}

// CheckedIn notes that somebody is there. Who comes while a ballot is open is present for it.
type CheckedIn struct {
	Meeting int `json:"meeting"`
	Person  int `json:"person"`
}

func (e CheckedIn) apply(s *State, _ Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.CheckIn(e.Person)
	for _, c := range s.onAgenda(x) {
		if b := s.openBallot(c); b != nil && s.mayVote(b, e.Person) == nil {
			edit[ballot.Ballot](s.Book, ballotKey(b.ID)).Present++
		}
	}
}

func (e CheckedIn) announce(_ *State, _ Meta, n *Notices) {
	n.show(say.Council, say.MeetingView(e.Meeting))
}

// MeetingReminded notes that the reminder of the day before was sent.
type MeetingReminded struct {
	Meeting int `json:"meeting"`
}

func (e MeetingReminded) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Reminded = true
}

func (e MeetingReminded) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	var coming []int
	for _, p := range m.Invited {
		if m.Replies[p] != meeting.NotComing {
			coming = append(coming, p)
		}
	}
	n.asks(coming, say.New("notice.reminder.meeting", meetingArgs(m)), "rsvp M"+num(m.Number), RSVPButtons(m.Number))
}

func (s *State) meetingOver(number int) {
	head := edit[Community](s.Book, headKey)
	head.Coming = slices.DeleteFunc(head.Coming, func(n int) bool { return n == number })
}
