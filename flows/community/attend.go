package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

func rsvpVerb() Verb {
	return Verb{
		Name:   permission.RSVP,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Meeting(), form.OneOf("reply", "yes", "no", "maybe")),
		Decide: (*State).rsvp,
	}
}

// rsvp answers an invitation; the last answer counts.
func (s *State) rsvp(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	switch {
	case !m.Expects(cmd.By):
		return Result{}, refuse("refuse.not_invited", meetingArgs(m))
	case m.InWriting():
		return Result{}, refuse("refuse.written", meetingArgs(m))
	case m.Status == meeting.Polled:
		return Result{}, refuse("refuse.no_date", meetingArgs(m))
	case m.Status != meeting.Scheduled:
		return Result{}, refuse("refuse.meeting_begun", meetingArgs(m))
	case m.Replies[cmd.By] == cmd.Reply:
		return answer(nil, "receipt.rsvp."+string(cmd.Reply), meetingArgs(m))
	}
	e := InvitationAnswered{Meeting: m.Number, Person: cmd.By, Reply: cmd.Reply}
	return answer(one(e), "receipt.rsvp."+string(cmd.Reply), meetingArgs(m))
}

func checkInVerb() Verb {
	return Verb{
		Name:   permission.CheckIn,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Meeting(), form.Optional(form.New("person", form.Person))),
		Decide: (*State).checkIn,
	}
}

// checkIn notes that somebody is there: whoever asks or, by the word of an officer or the chair, somebody without a telephone.
func (s *State) checkIn(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	who, id := cmd.By, "receipt.checkin"
	if cmd.Person != 0 && cmd.Person != cmd.By {
		host := cmd
		host.Verb = permission.Minutes
		if err := s.allowed(host); err != nil {
			return Result{}, err
		}
		who, id = cmd.Person, "receipt.checkin.other"
	}
	args := meetingArgs(m)
	args["Person"] = say.Person(who)
	switch {
	case !m.Expects(who):
		return Result{}, refuse("refuse.not_invited", args)
	case m.InWriting():
		return Result{}, refuse("refuse.written", args)
	case slices.Contains(m.There, who):
		return answer(nil, id, args)
	case !m.Receives(cmd.At):
		return Result{}, refuse("refuse.not_open", args)
	}
	return answer(one(CheckedIn{Meeting: m.Number, Person: who}), id, args)
}

// roomCode answers with the picture that hangs on the wall of the room.
func (s *State) roomCode(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if m.Status == meeting.Polled {
		return Result{}, refuse("refuse.no_date", meetingArgs(m))
	}
	if m.Held() != meeting.InPerson || m.Status == meeting.Over {
		return Result{}, refuse("refuse.no_code", meetingArgs(m))
	}
	code := m.Code
	var events []Event
	if code == "" {
		code = cmd.Code
		// It opens the meeting as long as the meeting takes people in, and nothing else.
		events = one(CodeIssued{Code: code, Use: UseRoom, Meeting: m.Number, Until: cmd.At.AddDate(10, 0, 0), Times: 1})
	}
	return Result{Events: events, Answer: say.Notice{
		Message: say.New("qr.meeting", meetingArgs(m)), File: say.File{Kind: say.QRFile, Of: code},
	}}, nil
}

func bringVerb() Verb {
	return Verb{
		Name:   permission.Bring,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.New("guest", form.Guest)),
		Decide: (*State).bring,
		Menu:   Menu{For: ForOffice, Rank: 190},
	}
}

// bring asks more people to a meeting: experts, units, or anybody by name. They are guests.
func (s *State) bring(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if m.Status == meeting.Over {
		return Result{}, refuse("refuse.meeting_begun", meetingArgs(m))
	}
	more := []int{cmd.Person}
	if cmd.Person == 0 {
		more = s.holding(cmd.Grant)
	}
	more = slices.DeleteFunc(more, m.Expects)
	args := meetingArgs(m)
	args["People"], args["Count"] = persons(more), say.Num(len(more))
	if len(more) == 0 {
		return Result{}, refuse("refuse.nobody_more", args)
	}
	return answer(one(PersonsInvited{Meeting: m.Number, Persons: more, Guests: true}), "receipt.brought", args)
}

// holding lists who holds a role: of a unit or a speciality, where one is said.
func (s *State) holding(g people.Grant) []int {
	var found []int
	for _, h := range s.Holders().List {
		if h.Role == g.Role && (g.Detail == "" || strings.EqualFold(h.Detail, g.Detail)) {
			found = append(found, h.Person)
		}
	}
	return found
}

func chairVerb() Verb {
	return Verb{
		Name:   permission.Chair,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.New("person", form.Person)),
		Decide: (*State).chair,
		Menu:   Menu{For: ForOffice, Rank: 180},
	}
}

// chair names who chairs a meeting instead of those who would.
func (s *State) chair(cmd Command) (Result, error) {
	m, err := s.beforeMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	if s.Person(cmd.Person) == nil {
		return Result{}, refuse("refuse.no_person")
	}
	events := one(ChairNamed{Meeting: m.Number, Person: cmd.Person})
	if !m.Expects(cmd.Person) {
		events = append(events, PersonsInvited{Meeting: m.Number, Persons: []int{cmd.Person}, Guests: true})
	}
	args := meetingArgs(m)
	args["Person"] = say.Person(cmd.Person)
	return answer(events, "receipt.chair", args)
}

// summoned asks a new member of the council to the meetings to come: who is entitled is asked.
func (s *State) summoned(e Appointed) []Event {
	if e.Grant.Role != people.Member && e.Grant.Role != people.Convener {
		return nil
	}
	var events []Event
	for _, n := range s.Head().Coming {
		events = append(events, s.alsoInvited(n, e.Person)...)
	}
	return events
}

// alsoInvited asks somebody who has become entitled to a meeting that has not begun; nothing when there is none, or nothing to ask.
func (s *State) alsoInvited(number, person int) []Event {
	m := s.Meeting(number)
	if m == nil || m.Status != meeting.Scheduled && m.Status != meeting.Polled || slices.Contains(m.Invited, person) {
		return nil
	}
	return one(PersonsInvited{Meeting: number, Persons: []int{person}})
}

// hearing is the meeting that is under way on a case, as far as what is said now belongs to it; nil when there is none.
func (s *Records) hearing(c *cases.Case, at time.Time) *meeting.Meeting {
	if c == nil || c.Talk.Meeting == 0 {
		return nil
	}
	if m := s.Meeting(c.Talk.Meeting); m != nil && m.Hears(at) {
		return m
	}
	return nil
}

// tookPart notes that somebody spoke or voted: in a written meeting that is being there.
func (s *State) tookPart(c *cases.Case, person int, at time.Time) {
	if m := s.hearing(c, at); m != nil && m.InWriting() && m.Expects(person) {
		edit[meeting.Meeting](s.Book, meetingKey(m.Number)).CheckIn(person)
	}
}

// Speaks tells whether what a person says below the card or an echo of a case is a statement: while a meeting on it is under way, and
// if the person may make one.
func Speaks(s *State, person, number int, at time.Time) bool {
	c := s.Case(number)
	if s.hearing(c, at) == nil {
		return false
	}
	_, err := s.inCase(Command{Verb: permission.Statement, By: person, Case: number})
	return err == nil
}

// councilChat is where the council talks.
func (s *Records) councilChat() int64 {
	if h := s.Head(); h.Council.Chat != 0 {
		return h.Council.Chat
	}
	return s.Head().Chat
}

// wasPresent tells whether a person was at the last meeting on a case.
func (s *Records) wasPresent(c *cases.Case, person int) bool {
	if c.Talk.Meeting == 0 {
		return false
	}
	m := s.Meeting(c.Talk.Meeting)
	return m != nil && slices.Contains(m.There, person)
}

// presentOf counts those of the entitled who were there: a meeting on several cases has guests who vote on others.
func (s *Records) presentOf(c *cases.Case, entitled []int) int {
	n := 0
	for _, p := range entitled {
		if s.wasPresent(c, p) {
			n++
		}
	}
	return n
}
