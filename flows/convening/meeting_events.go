package convening

import (
	"slices"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// MeetingScheduled calls a meeting.
type MeetingScheduled struct {
	Meeting meeting.Meeting `json:"meeting"`
}

// Apply implements life.Event.
func (e MeetingScheduled) Apply(s *life.State, m life.Meta) { enter(s, e.Meeting, m.At) }

// enter puts a new meeting into the records, and its cases on its agenda.
func enter(s *life.State, x meeting.Meeting, at time.Time) {
	record.Put(s.Cache, record.MeetingKey(x.Number), &x)
	head := record.Edit[record.Community](s.Cache, record.HeadKey)
	head.Meetings = x.Number
	head.Coming = append(head.Coming, x.Number)
	for _, n := range x.Cases {
		c := record.Edit[cases.Case](s.Cache, record.CaseKey(n))
		c.Talk.Meeting, c.Talk.Heard = x.Number, false
		c.Touch(at)
	}
}

// Tell implements life.Event.
func (e MeetingScheduled) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	announceMeeting(s, s.Meeting(e.Meeting.Number), n)
}

// announceMeeting tells of a meeting that has a date now.
func announceMeeting(s *life.State, m *meeting.Meeting, n *life.Notices) {
	n.Show(say.Council, say.MeetingView(m.Number))
	n.Echoes(s, s.OnAgenda(m), toldOf(m), inForm("echo.scheduled", m), life.MeetingArgs(m), m.Asked())
	n.Partners(s, s.OnAgenda(m), life.Dispatch{Subject: life.DispatchMeeting, At: m.At, Place: m.Place})
	warnOfParties(n, s, m.Number, m.Asked())
	inviteTo(m, m.Asked(), "notice.invited", n)
}

// toldOf is who elsewhere hears of a meeting: those who deliberate along say themselves when it is, but not that it is
// in writing, for that does not stand in the dispatch to them.
func toldOf(m *meeting.Meeting) life.Elsewhere {
	if m.InWriting() {
		return life.Everywhere
	}
	return life.NotAlong
}

// inForm is the id of a message, or of the one for written meetings: nobody comes to those.
func inForm(id string, m *meeting.Meeting) string {
	if m.InWriting() {
		return id + ".written"
	}
	return id
}

// inviteTo asks people to a meeting, with a calendar file and, where they have to come, buttons to answer.
func inviteTo(m *meeting.Meeting, whom []int, id string, n *life.Notices) {
	about, buttons := "rsvp M"+record.Num(m.Number), [][]say.Button{RSVPButtons(m.Number)}
	if m.InWriting() {
		about, buttons = "", nil
	}
	n.Filed(whom, say.New(inForm(id, m), life.MeetingArgs(m)), calendarOf(m), about, buttons...)
}

// calendarOf is the calendar file of a meeting.
func calendarOf(m *meeting.Meeting) say.File {
	return say.File{Kind: say.CalendarFile, Of: record.Num(m.Number)}
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

// Apply implements life.Event.
func (e MeetingMoved) Apply(s *life.State, m life.Meta) {
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	x.At, x.Until, x.Place, x.Link, x.Announce = e.At, e.Until, e.Place, e.Link, e.Announce
	x.Changed = m.At
	x.Moved++
	x.Reminded = !x.Reminder().After(m.At)
	x.Replies = nil
	for _, c := range s.OnAgenda(x) {
		record.Edit[cases.Case](s.Cache, record.CaseKey(c.Number)).Touch(m.At)
	}
}

// Tell implements life.Event.
func (e MeetingMoved) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	n.Show(say.Council, say.MeetingView(m.Number))
	n.Echoes(s, s.OnAgenda(m), toldOf(m), inForm("echo.rescheduled", m), life.MeetingArgs(m), m.Asked())
	n.Partners(s, s.OnAgenda(m), life.Dispatch{Subject: life.DispatchMeeting, At: m.At, Place: m.Place})
	inviteTo(m, m.Asked(), "notice.moved", n)
}

// MeetingCalledOff ends a meeting before it began; its cases wait for another.
type MeetingCalledOff struct {
	Meeting int `json:"meeting"`
	// Reason is what the office said; "" where nothing was left on the agenda.
	Reason string `json:"reason"`
}

// Apply implements life.Event.
func (e MeetingCalledOff) Apply(s *life.State, m life.Meta) {
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	x.Status, x.Reason, x.Changed = meeting.CalledOff, e.Reason, m.At
	meetingOver(s, e.Meeting)
	for _, c := range s.OnAgenda(x) {
		c = record.Edit[cases.Case](s.Cache, record.CaseKey(c.Number))
		c.Talk.Meeting = 0
		c.Touch(m.At)
	}
}

// Tell implements life.Event.
func (e MeetingCalledOff) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	args := life.MeetingArgs(m)
	args["Reason"] = say.Text(e.Reason)
	n.Show(say.Council, say.MeetingView(m.Number))
	var waiting []*cases.Case
	for _, number := range m.Cases {
		if c := s.Case(number); c.Kind(s.Method(c)) == procedure.Deliberation && c.Talk.Meeting == 0 {
			waiting = append(waiting, c)
		}
	}
	if m.At.IsZero() {
		n.Echoes(s, waiting, life.Everywhere, "echo.called_off.polled", args, m.Asked())
		n.Tells(m.Asked(), say.New("notice.called_off.polled", args), "")
		return
	}
	n.Echoes(s, waiting, life.NotAlong, "echo.called_off", args, m.Asked())
	n.Partners(s, waiting, life.Dispatch{Subject: life.DispatchCallOff, Text: e.Reason})
	n.Filed(m.Asked(), say.New("notice.called_off", args), calendarOf(m), "")
}

// MeetingOpened begins a meeting: its cases are heard, and ballots on them may open.
type MeetingOpened struct {
	Meeting int `json:"meeting"`
}

// Apply implements life.Event.
func (e MeetingOpened) Apply(s *life.State, m life.Meta) {
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	x.Status, x.Opened = meeting.Open, m.At
	for _, c := range s.OnAgenda(x) {
		c = record.Edit[cases.Case](s.Cache, record.CaseKey(c.Number))
		c.Talk.Heard = true
		c.Touch(m.At)
	}
}

// Tell implements life.Event.
func (e MeetingOpened) Tell(s *life.State, meta life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	n.Show(say.Council, say.MeetingView(m.Number))
	agenda := s.OnAgenda(m)
	n.Echoes(s, agenda, life.Everywhere, inForm("echo.opened", m), life.MeetingArgs(m), nil)
	if len(agenda) > 0 {
		n.Asks(s.Officers(), say.New(afterOpening(s, m, agenda), life.MeetingArgs(m)), "")
	}
	if meta.By == 0 {
		n.MeantFor(m.At)
	}
}

// afterOpening is what the office is told to do with a meeting that has begun: nothing is put to the vote where all it
// hears is not yet deliberated.
func afterOpening(s *life.State, m *meeting.Meeting, agenda []*cases.Case) string {
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

// Apply implements life.Event.
func (e InvitationAnswered) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Answer(e.Person, e.Reply)
}

// Tell implements life.Event.
func (e InvitationAnswered) Tell(_ *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.MeetingView(e.Meeting))
}

// CheckedIn notes that somebody is there. Who comes while a ballot is open is present for it.
type CheckedIn struct {
	Meeting int `json:"meeting"`
	Person  int `json:"person"`
}

// Apply implements life.Event.
func (e CheckedIn) Apply(s *life.State, _ life.Meta) {
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	x.CheckIn(e.Person)
	for _, c := range s.OnAgenda(x) {
		if b := s.OpenBallot(c); b != nil && life.MayVote(s, b, e.Person) == nil {
			record.Edit[ballot.Ballot](s.Cache, record.BallotKey(b.ID)).Present++
		}
	}
}

// Tell implements life.Event.
func (e CheckedIn) Tell(_ *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.MeetingView(e.Meeting))
}

// MeetingReminded notes that the reminder of the day before was sent.
type MeetingReminded struct {
	Meeting int `json:"meeting"`
}

// Apply implements life.Event.
func (e MeetingReminded) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Reminded = true
}

// Tell implements life.Event.
func (e MeetingReminded) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	coming := slices.DeleteFunc(m.Asked(), func(p int) bool { return m.Replies[p] == meeting.NotComing })
	about, buttons := "rsvp M"+record.Num(m.Number), [][]say.Button{RSVPButtons(m.Number)}
	if m.InWriting() {
		about, buttons = "", nil
	}
	reminder := say.New(inForm("notice.reminder.meeting", m), life.MeetingArgs(m))
	unreached := slices.DeleteFunc(n.Reach(s, coming, n.Tells, reminder, about, buttons...),
		func(p int) bool { return m.Replies[p] != "" || m.InWriting() })
	args := life.MeetingArgs(m)
	args["Mentions"] = life.Mentions(unreached)
	n.Mention(s, unreached, say.MeetingView(m.Number), say.New("notice.unreached.meeting", args))
}

// AgendaPublished tells all what a meeting will be about, the notice period ahead.
type AgendaPublished struct {
	Meeting int `json:"meeting"`
}

// Apply implements life.Event.
func (e AgendaPublished) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Announce = time.Time{}
}

// Tell implements life.Event.
func (e AgendaPublished) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	var lines []say.Arg
	for _, c := range s.OnAgenda(m) {
		lines = append(lines, say.Msg("agenda.line", life.CaseArgs(c)))
	}
	if len(lines) == 0 {
		return
	}
	args := life.MeetingArgs(m)
	args["Lines"], args["Chairs"] = say.Lines(lines...), life.Persons(m.Chairs)
	n.Add(say.Notice{To: say.Address{Room: say.Wall}, Message: say.New(inForm("notice.agenda", m), args)})
}

// PersonsInvited asks more people to a meeting: as guests, or because they are entitled now.
type PersonsInvited struct {
	Meeting int   `json:"meeting"`
	Persons []int `json:"persons"`
	Guests  bool  `json:"guests,omitempty"`
}

// Apply implements life.Event.
func (e PersonsInvited) Apply(s *life.State, _ life.Meta) {
	x := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting))
	if e.Guests {
		x.Welcome(e.Persons...)
		return
	}
	x.Guests = slices.DeleteFunc(x.Guests, func(p int) bool { return slices.Contains(e.Persons, p) })
	x.Invite(e.Persons...)
}

// Tell implements life.Event.
func (e PersonsInvited) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	m := s.Meeting(e.Meeting)
	n.Show(say.Council, say.MeetingView(m.Number))
	if m.Status == meeting.Polled {
		askDates(m, e.Persons, n)
		return
	}
	inviteTo(m, e.Persons, "notice.invited", n)
}

// ChairNamed names who chairs a meeting.
type ChairNamed struct {
	Meeting int `json:"meeting"`
	Person  int `json:"person"`
}

// Apply implements life.Event.
func (e ChairNamed) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Chairs = []int{e.Person}
}

// Tell implements life.Event.
func (e ChairNamed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.MeetingView(e.Meeting))
	n.Person(e.Person, say.New("notice.chair", life.MeetingArgs(s.Meeting(e.Meeting))))
}

func meetingOver(s *life.State, number int) {
	head := record.Edit[record.Community](s.Cache, record.HeadKey)
	head.Coming = slices.DeleteFunc(head.Coming, func(n int) bool { return n == number })
}
