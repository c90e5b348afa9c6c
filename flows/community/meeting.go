package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// meetingVerbs are those of meetings.
func meetingVerbs() []Verb {
	return []Verb{
		involveVerb(),
		scheduleVerb(), pollVerb(), suitVerb(), fixVerb(), rescheduleVerb(), callOffVerb(), chairVerb(),
		bringVerb(), rsvpVerb(), checkInVerb(), openVerb(), phaseVerb(), minutesVerb(), meetingsVerb(),
	}
}

func scheduleVerb() Verb {
	return Verb{
		Name:   permission.Schedule,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: scheduleFields,
		Decide: (*State).schedule,
		Menu:   Menu{For: ForOffice, Rank: 150},
		Help:   []HelpLine{{Reader: "secretary", Rank: 40}},
	}
}

// scheduleFields are those of a meeting with a date. A written one has a window in which people speak and vote, and no place.
func scheduleFields(got form.Values) []form.Field {
	fields := []form.Field{form.New("cases", form.CaseList), form.New("when", form.When), form.Wanted(form.OneOf("form", meeting.Forms()...))}
	if got["form"] == string(meeting.Written) {
		return append(fields, form.Field{Name: "span", Kind: form.Span, Ask: "window"}, purposeField())
	}
	return append(fields, purposeField(), form.Prose("place"))
}

// purposeField is what a meeting is for beside talking a matter over.
func purposeField() form.Field { return form.Optional(form.OneOf("purpose", meeting.Purposes()...)) }

// schedule calls a meeting on one or several cases that are in deliberation.
func (s *State) schedule(cmd Command) (Result, error) {
	if err := s.gathers(cmd); err != nil {
		return Result{}, err
	}
	if err := s.inFuture(cmd.At, cmd.When); err != nil {
		return Result{}, err
	}
	m, err := s.convened(cmd)
	if err != nil {
		return Result{}, err
	}
	m.At, m.Status = cmd.When, meeting.Scheduled
	if m.InWriting() {
		m.Until = windowOf(cmd).After(s.local(m.At), s.Days())
	}
	m.Announce = s.announceAt(&m, cmd.At)
	m.Reminded = !m.Reminder().After(cmd.At)
	id := "receipt.scheduled"
	if m.InWriting() {
		id += ".written"
	}
	return Result{Events: one(MeetingScheduled{Meeting: m}), Answer: say.Notice{
		Message: say.New(id, s.shortNotice(&m)), Buttons: codeButton(&m),
	}}, nil
}

// windowOf is how long a written meeting runs: three days where nobody said.
func windowOf(cmd Command) calendar.Span {
	if cmd.Span.IsZero() {
		return calendar.Span{Days: 3}
	}
	return cmd.Span
}

// shortNotice says how long ahead the agenda should have been published, where there is less time.
func (s *State) shortNotice(m *meeting.Meeting) say.Args {
	args := meetingArgs(m)
	if notice := s.noticeOf(m.Cases); m.Announce.IsZero() && !notice.IsZero() {
		args["Notice"] = say.Span(notice)
	}
	return args
}

// codeButton shows the code that hangs on the wall of the room.
func codeButton(m *meeting.Meeting) [][]say.Button {
	if m.Held() != meeting.InPerson {
		return nil
	}
	return [][]say.Button{say.Row(say.Press(say.New("button.code"), line(permission.QR, "M"+num(m.Number))))}
}

// gathers checks that the cases of a command may be put on the agenda of a meeting.
func (s *State) gathers(cmd Command) error {
	if err := s.allowed(cmd); err != nil {
		return err
	}
	for _, n := range cmd.Cases {
		one := cmd
		one.Case = n
		c, err := s.inCase(one)
		if err != nil {
			return err
		}
		if c.Talk.Meeting != 0 && !c.Talk.Heard {
			return refuse("refuse.on_agenda", caseArgs(c, say.Args{"Meeting": say.Num(c.Talk.Meeting)}))
		}
		if c.Talk.Ballot != "" {
			return refuse("refuse.ballot_open", caseArgs(c))
		}
		for _, when := range append(slices.Clone(cmd.Dates), cmd.When) {
			if err := s.timely(c, cmd.At, when); err != nil && !when.IsZero() {
				return err
			}
		}
		if err := s.ready(c); err != nil {
			return err
		}
	}
	return nil
}

// convened is a new meeting on the cases of a command, without its date.
func (s *State) convened(cmd Command) (meeting.Meeting, error) {
	m := s.newMeeting(cmd.Cases, cmd.Text, cmd.At)
	m.Form, m.Purpose = cmd.Form, cmd.Purpose
	if m.Form == meeting.Online && m.Link == "" {
		return m, refuse("refuse.no_link", meetingArgs(&m))
	}
	return m, nil
}

// newMeeting is a meeting on cases, with those who are asked to come.
func (s *State) newMeeting(numbers []int, place string, at time.Time) meeting.Meeting {
	m := meeting.Meeting{
		Number: s.Head().Meetings + 1, Cases: numbers, Place: place, Link: meeting.FindLink(place), Called: at.UTC(),
		Chairs: s.chairs(), Invited: s.invited(numbers),
	}
	for _, n := range numbers {
		m.Said = append(m.Said, meeting.Said{Case: n, First: s.Case(n).Statements + 1})
	}
	return m
}

// chairs are who chairs a meeting where nobody else is named: the conveners, often two, else the secretaries.
func (s *State) chairs() []int {
	if all := s.Holders().Of(people.Convener); len(all) > 0 {
		return all
	}
	return s.Holders().Of(people.Secretary)
}

// noticeOf is how long before a meeting on cases its agenda is published: as the community has set it, else the longest that the
// procedures of the cases ask for.
func (s *State) noticeOf(numbers []int) calendar.Span {
	longest := s.Head().Notice
	if !longest.IsZero() {
		return longest
	}
	for _, n := range numbers {
		if c := s.Case(n); c != nil {
			if notice := s.Method(c).Stage(c.Stage).Notice; notice.Rough() > longest.Rough() {
				longest = notice
			}
		}
	}
	return longest
}

// announceAt is when the agenda is published; zero when that is now, for then calling the meeting publishes it.
func (s *State) announceAt(m *meeting.Meeting, now time.Time) time.Time {
	if at := s.noticeOf(m.Cases).Before(s.local(m.At), s.Days()); at.After(now) && at.Before(m.At) {
		return at
	}
	return time.Time{}
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
	if err == nil && m.Status != meeting.Scheduled && m.Status != meeting.Polled {
		return nil, refuse("refuse.meeting_begun", meetingArgs(m))
	}
	return m, err
}

func meetingArgs(m *meeting.Meeting) say.Args {
	var agenda []string
	for _, n := range m.Cases {
		agenda = append(agenda, "#"+num(n))
	}
	invited, _ := m.Attendance()
	args := say.Args{
		"Meeting": say.Num(m.Number), "When": say.Time(m.At), "Place": say.Place(m.Place),
		"Cases": say.Text(strings.Join(agenda, " ")), "Invited": say.Num(len(m.Invited)), "There": say.Num(len(invited)),
		"Coming": say.Num(m.Count(meeting.Coming)), "Not": say.Num(m.Count(meeting.NotComing)), "Maybe": say.Num(m.Count(meeting.Maybe)),
	}
	if m.Purpose != "" {
		args["Purpose"] = say.Msg("purpose." + string(m.Purpose))
	}
	if !m.Until.IsZero() {
		args["Until"] = say.Time(m.Until)
	}
	return args
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
func (s *Records) onAgenda(m *meeting.Meeting) []*cases.Case {
	var all []*cases.Case
	for _, n := range m.Cases {
		if c := s.Case(n); c != nil && c.Kind(s.Method(c)) == procedure.Deliberation && c.Talk.Meeting == m.Number {
			all = append(all, c)
		}
	}
	return all
}

// pressDate lets the office pick the date of a meeting among those that suit.
func pressDate() Press {
	return Press{Buttons: func(s *State, w Wait) [][]say.Button {
		m := "M" + num(s.Case(w.Case).Talk.Meeting)
		return [][]say.Button{say.Row(say.Press(say.New("button.do.fix"), line(w.Verb, m)))}
	}}
}

// byItself is of what no press does: a meeting opens at its time, and minutes are words.
func byItself() Press { return Press{Buttons: func(*State, Wait) [][]say.Button { return nil }} }
