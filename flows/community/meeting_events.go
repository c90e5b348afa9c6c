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

func (e MeetingScheduled) apply(s *State, m Meta) { s.enter(e.Meeting, m.At) }

// enter puts a new meeting into the books, and its cases on its agenda.
func (s *State) enter(x meeting.Meeting, at time.Time) {
	put(s.Book, meetingKey(x.Number), &x)
	head := edit[Community](s.Book, headKey)
	head.Meetings = x.Number
	head.Coming = append(head.Coming, x.Number)
	for _, n := range x.Cases {
		c := edit[cases.Case](s.Book, caseKey(n))
		c.Talk.Meeting, c.Talk.Heard = x.Number, false
		c.Touch(at)
	}
}

func (e MeetingScheduled) announce(s *State, _ Meta, n *Notices) {
	s.announceMeeting(s.Meeting(e.Meeting.Number), n)
}

// announceMeeting tells of a meeting that has a date now.
func (s *State) announceMeeting(m *meeting.Meeting, n *Notices) {
	n.show(say.Council, say.MeetingView(m.Number))
	n.echoes(s, s.onAgenda(m), toldOf(m), inForm("echo.scheduled", m), meetingArgs(m), m.Asked())
	n.partners(s, s.onAgenda(m), Letter{Subject: LetterMeeting, At: m.At, Place: m.Place})
	n.warnOfParties(s, m.Number, m.Asked())
	s.inviteTo(m, m.Asked(), "notice.invited", n)
}

// toldOf is who elsewhere hears of a meeting: those who deliberate along say themselves when it is, but not that it is in
// writing, for that does not stand in the letter to them.
func toldOf(m *meeting.Meeting) audience {
	if m.InWriting() {
		return everywhere
	}
	return notAlong
}

// inForm is the id of a message, or of the one for written meetings: nobody comes to those.
func inForm(id string, m *meeting.Meeting) string {
	if m.InWriting() {
		return id + ".written"
	}
	return id
}

// inviteTo asks people to a meeting, with a calendar file and, where they have to come, buttons to answer.
func (s *State) inviteTo(m *meeting.Meeting, whom []int, id string, n *Notices) {
	about, buttons := "rsvp M"+num(m.Number), [][]say.Button{RSVPButtons(m.Number)}
	if m.InWriting() {
		about, buttons = "", nil
	}
	n.filed(whom, say.New(inForm(id, m), meetingArgs(m)), calendarOf(m), about, buttons...)
}

// calendarOf is the calendar file of a meeting.
func calendarOf(m *meeting.Meeting) say.File {
	return say.File{Kind: say.CalendarFile, Of: num(m.Number)}
}

// MeetingMoved changes time or place.
type MeetingMoved struct {
	Meeting  int       `json:"meeting"`
	At       time.Time `json:"at"`
	Until    time.Time `json:"until,omitzero"`
	Place    string    `json:"place"`
	Link     string    `json:"link,omitempty"`
	Announce time.Time `json:"announce,omitzero"`
}

func (e MeetingMoved) apply(s *State, m Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.At, x.Until, x.Place, x.Link, x.Announce = e.At, e.Until, e.Place, e.Link, e.Announce
	x.Changed = m.At
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
	n.echoes(s, s.onAgenda(m), toldOf(m), inForm("echo.rescheduled", m), meetingArgs(m), m.Asked())
	n.partners(s, s.onAgenda(m), Letter{Subject: LetterMeeting, At: m.At, Place: m.Place})
	s.inviteTo(m, m.Asked(), "notice.moved", n)
}

// MeetingCalledOff ends a meeting before it began; its cases wait for another.
type MeetingCalledOff struct {
	Meeting int    `json:"meeting"`
	Reason  string `json:"reason"`
}

func (e MeetingCalledOff) apply(s *State, m Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	x.Status, x.Reason, x.Changed = meeting.CalledOff, e.Reason, m.At
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
	var waiting []*cases.Case
	for _, number := range m.Cases {
		if c := s.Case(number); c.Kind(s.Method(c)) == procedure.Deliberation && c.Talk.Meeting == 0 {
			waiting = append(waiting, c)
		}
	}
	if m.At.IsZero() {
		n.echoes(s, waiting, everywhere, "echo.called_off.polled", args, m.Asked())
		n.tells(m.Asked(), say.New("notice.called_off.polled", args), "")
		return
	}
	n.echoes(s, waiting, notAlong, "echo.called_off", args, m.Asked())
	n.partners(s, waiting, Letter{Subject: LetterCallOff, Text: e.Reason})
	n.filed(m.Asked(), say.New("notice.called_off", args), calendarOf(m), "")
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
	n.echoes(s, agenda, everywhere, inForm("echo.opened", m), meetingArgs(m), nil)
	if len(agenda) > 0 {
		n.asks(s.officers(), say.New(s.afterOpening(m, agenda), meetingArgs(m)), "")
	}
}

// afterOpening is what the office is told to do with a meeting that has begun: nothing is put to the vote where all it hears is not yet
// deliberated.
func (s *State) afterOpening(m *meeting.Meeting, agenda []*cases.Case) string {
	if slices.ContainsFunc(agenda, func(c *cases.Case) bool { return !s.Method(c).Stage(c.Stage).Preliminary }) {
		return inForm("task.resolve", m)
	}
	return "task.preliminary"
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
	coming := slices.DeleteFunc(m.Asked(), func(p int) bool { return m.Replies[p] == meeting.NotComing })
	about, buttons := "rsvp M"+num(m.Number), [][]say.Button{RSVPButtons(m.Number)}
	if m.InWriting() {
		about, buttons = "", nil
	}
	reminder := say.New(inForm("notice.reminder.meeting", m), meetingArgs(m))
	unreached := slices.DeleteFunc(n.reach(s, coming, n.tells, reminder, about, buttons...),
		func(p int) bool { return m.Replies[p] != "" || m.InWriting() })
	args := meetingArgs(m)
	args["Mentions"] = mentions(unreached)
	n.mention(s, unreached, say.MeetingView(m.Number), say.New("notice.unreached.meeting", args))
}

// AgendaPublished tells all what a meeting will be about, the notice period ahead.
type AgendaPublished struct {
	Meeting int `json:"meeting"`
}

func (e AgendaPublished) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Announce = time.Time{}
}

func (e AgendaPublished) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	var lines []say.Arg
	for _, c := range s.onAgenda(m) {
		lines = append(lines, say.Msg("agenda.line", caseArgs(c)))
	}
	if len(lines) == 0 {
		return
	}
	args := meetingArgs(m)
	args["Lines"], args["Chairs"] = say.Lines(lines...), persons(m.Chairs)
	n.add(say.Notice{To: say.Address{Room: say.Wall}, Message: say.New(inForm("notice.agenda", m), args)})
}

// PersonsInvited asks more people to a meeting: as guests, or because they are entitled now.
type PersonsInvited struct {
	Meeting int   `json:"meeting"`
	Persons []int `json:"persons"`
	Guests  bool  `json:"guests,omitempty"`
}

func (e PersonsInvited) apply(s *State, _ Meta) {
	x := edit[meeting.Meeting](s.Book, meetingKey(e.Meeting))
	if e.Guests {
		x.Welcome(e.Persons...)
		return
	}
	x.Guests = slices.DeleteFunc(x.Guests, func(p int) bool { return slices.Contains(e.Persons, p) })
	x.Invite(e.Persons...)
}

func (e PersonsInvited) announce(s *State, _ Meta, n *Notices) {
	m := s.Meeting(e.Meeting)
	n.show(say.Council, say.MeetingView(m.Number))
	if m.Status == meeting.Polled {
		s.askDates(m, e.Persons, n)
		return
	}
	s.inviteTo(m, e.Persons, "notice.invited", n)
}

// ChairNamed names who chairs a meeting.
type ChairNamed struct {
	Meeting int `json:"meeting"`
	Person  int `json:"person"`
}

func (e ChairNamed) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Chairs = []int{e.Person}
}

func (e ChairNamed) announce(s *State, _ Meta, n *Notices) {
	n.show(say.Council, say.MeetingView(e.Meeting))
	n.person(e.Person, say.New("notice.chair", meetingArgs(s.Meeting(e.Meeting))))
}

func (s *State) meetingOver(number int) {
	head := edit[Community](s.Book, headKey)
	head.Coming = slices.DeleteFunc(head.Coming, func(n int) bool { return n == number })
}
