package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// schedule calls a meeting on one or several cases that are in deliberation.
func (s *State) schedule(cmd Command) (Result, error) {
	if err := s.allowed(cmd); err != nil {
		return Result{}, err
	}
	for _, n := range cmd.Cases {
		one := cmd
		one.Case = n
		c, err := s.inCase(one)
		if err != nil {
			return Result{}, err
		}
		if c.Talk.Meeting != 0 && !c.Talk.Heard {
			return Result{}, refuse("refuse.on_agenda", caseArgs(c, say.Args{"Meeting": say.Num(c.Talk.Meeting)}))
		}
		if c.Talk.Ballot != "" {
			return Result{}, refuse("refuse.ballot_open", caseArgs(c))
		}
		if err := s.timely(c, cmd.At, cmd.When); err != nil {
			return Result{}, err
		}
		if err := s.ready(c); err != nil {
			return Result{}, err
		}
	}
	if err := s.inFuture(cmd.At, cmd.When); err != nil {
		return Result{}, err
	}
	m := meeting.Meeting{
		Number: s.Head().Meetings + 1, Cases: cmd.Cases, At: cmd.When, Place: cmd.Text, Status: meeting.Scheduled,
		Invited: s.invited(cmd.Cases),
	}
	m.Reminded = !m.Reminder().After(cmd.At)
	return answer(one(MeetingScheduled{Meeting: m}), "receipt.scheduled", meetingArgs(&m))
}

// inFuture refuses a moment that has passed, or is so far away that it can only be a slip.
func (s *State) inFuture(now, when time.Time) error {
	if !when.After(now) {
		return refuse("refuse.past", say.Args{"When": say.Time(when), "Now": say.Time(now)})
	}
	if when.After(now.AddDate(5, 0, 0)) {
		return refuse("refuse.too_far", say.Args{"When": say.Time(when)})
	}
	return nil
}

// invited lists who is asked to a meeting on the cases: the council and the stakeholders of each.
func (s *State) invited(numbers []int) []int {
	var all []int
	for _, n := range numbers {
		for _, p := range s.electorate(s.Case(n)) {
			if !slices.Contains(all, p) {
				all = append(all, p)
			}
		}
	}
	return all
}

// inMeeting finds the meeting of a command, not over, and checks the right to it.
func (s *State) inMeeting(cmd Command) (*meeting.Meeting, error) {
	if err := s.allowed(cmd); err != nil {
		return nil, err
	}
	m := s.Meeting(cmd.Meeting)
	if m == nil {
		return nil, refuse("refuse.no_meeting", say.Args{"Meeting": say.Num(cmd.Meeting)})
	}
	if m.Status == meeting.CalledOff {
		return nil, refuse("refuse.called_off", meetingArgs(m))
	}
	return m, nil
}

// beforeMeeting finds the meeting of a command that has not begun yet.
func (s *State) beforeMeeting(cmd Command) (*meeting.Meeting, error) {
	m, err := s.inMeeting(cmd)
	if err == nil && m.Status != meeting.Scheduled {
		return nil, refuse("refuse.meeting_begun", meetingArgs(m))
	}
	return m, err
}

func (s *State) reschedule(cmd Command) (Result, error) {
	m, err := s.beforeMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if err := s.inFuture(cmd.At, cmd.When); err != nil {
		return Result{}, err
	}
	for _, c := range s.onAgenda(m) {
		if err := s.timely(c, cmd.At, cmd.When); err != nil {
			return Result{}, err
		}
	}
	e := MeetingMoved{Meeting: m.Number, At: cmd.When, Place: cmd.Text}
	if e.Place == "" {
		e.Place = m.Place
	}
	moved := *m
	moved.At, moved.Place = e.At, e.Place
	return answer(one(e), "receipt.rescheduled", meetingArgs(&moved))
}

func (s *State) callOff(cmd Command) (Result, error) {
	m, err := s.beforeMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	return answer(one(MeetingCalledOff{Meeting: m.Number, Reason: cmd.Text}), "receipt.called_off", meetingArgs(m))
}

func (s *State) open(cmd Command) (Result, error) {
	m, err := s.beforeMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	return answer(one(MeetingOpened{Meeting: m.Number}), "receipt.opened", meetingArgs(m))
}

func (s *State) minutes(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if m.Status == meeting.Scheduled {
		return Result{}, refuse("refuse.not_held", meetingArgs(m))
	}
	events := one(MinutesRecorded{Meeting: m.Number, Text: cmd.Text})
	for _, c := range s.onAgenda(m) {
		if c.Talk.Heard && s.Method(c).Stage(c.Stage).Preliminary {
			events = append(events, s.advance(c, "talked"))
		}
	}
	return answer(events, "receipt.minutes", meetingArgs(m))
}

func (s *State) rsvp(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	switch {
	case !m.IsInvited(cmd.By):
		return Result{}, refuse("refuse.not_invited", meetingArgs(m))
	case m.Status != meeting.Scheduled:
		return Result{}, refuse("refuse.meeting_begun", meetingArgs(m))
	case m.Replies[cmd.By] == cmd.Reply:
		return answer(nil, "receipt.rsvp."+string(cmd.Reply), meetingArgs(m))
	}
	e := InvitationAnswered{Meeting: m.Number, Person: cmd.By, Reply: cmd.Reply}
	return answer(one(e), "receipt.rsvp."+string(cmd.Reply), meetingArgs(m))
}

func (s *State) checkIn(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	switch {
	case !m.IsInvited(cmd.By):
		return Result{}, refuse("refuse.not_invited", meetingArgs(m))
	case m.Status != meeting.Open:
		return Result{}, refuse("refuse.not_open", meetingArgs(m))
	case slices.Contains(m.There, cmd.By):
		return answer(nil, "receipt.checkin", meetingArgs(m))
	}
	args := meetingArgs(m)
	args["There"] = say.Num(len(m.There) + 1)
	return answer(one(CheckedIn{Meeting: m.Number, Person: cmd.By}), "receipt.checkin", args)
}

// wasPresent tells whether a person was at the last meeting on a case.
func (s *State) wasPresent(c *cases.Case, person int) bool {
	if c.Talk.Meeting == 0 {
		return false
	}
	m := s.Meeting(c.Talk.Meeting)
	return m != nil && slices.Contains(m.There, person)
}

// presentOf counts those of the entitled who were there: a meeting on several cases has guests who vote on others.
func (s *State) presentOf(c *cases.Case, entitled []int) int {
	n := 0
	for _, p := range entitled {
		if s.wasPresent(c, p) {
			n++
		}
	}
	return n
}

func meetingArgs(m *meeting.Meeting) say.Args {
	var agenda []string
	for _, n := range m.Cases {
		agenda = append(agenda, "#"+num(n))
	}
	return say.Args{
		"Meeting": say.Num(m.Number), "When": say.Time(m.At), "Place": say.Text(m.Place),
		"Cases": say.Text(strings.Join(agenda, " ")), "Invited": say.Num(len(m.Invited)), "There": say.Num(len(m.There)),
		"Coming": say.Num(m.Count(meeting.Coming)), "Not": say.Num(m.Count(meeting.NotComing)), "Maybe": say.Num(m.Count(meeting.Maybe)),
	}
}

// RSVPButtons let the invited answer; the view of a meeting and its invitations carry them.
func RSVPButtons(number int) []say.Button {
	press := func(r meeting.Reply) say.Button {
		return say.Press(say.New("button.rsvp."+string(r)), line(permission.RSVP, "M"+num(number), string(r)))
	}
	return say.Row(press(meeting.Coming), press(meeting.NotComing), press(meeting.Maybe))
}

// CheckInButton lets those who are there say so.
func CheckInButton(number int) []say.Button {
	return say.Row(say.Press(say.New("button.checkin"), line(permission.CheckIn, "M"+num(number))))
}

// onAgenda lists the cases that are still to be talked over in a meeting: others of its cases may have moved on before it is held.
func (s *State) onAgenda(m *meeting.Meeting) []*cases.Case {
	var all []*cases.Case
	for _, n := range m.Cases {
		if c := s.Case(n); c != nil && c.Kind(s.Method(c)) == procedure.Deliberation && c.Talk.Meeting == m.Number {
			all = append(all, c)
		}
	}
	return all
}
