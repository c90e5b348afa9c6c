package convening

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
)

// RSVP is the answer to an invitation.
type RSVP struct{ Reply meeting.Reply }

func readRSVP(got life.Reading) RSVP { return RSVP{Reply: meeting.Reply(got.Said["reply"])} }

func rsvpVerb() life.Verb {
	return life.Verb{
		Name:   permission.RSVP,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Meeting(), form.OneOf("reply", "yes", "no", "maybe")),
		Decide: life.With(readRSVP, rsvp),
	}
}

// rsvp answers an invitation; the last answer counts.
func rsvp(s *life.State, cmd life.Command, said RSVP) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	switch {
	case !m.Expects(cmd.By):
		return life.Result{}, life.Refuse("refuse.not_invited", life.MeetingArgs(m))
	case m.InWriting():
		return life.Result{}, life.Refuse("refuse.written", life.MeetingArgs(m))
	case m.Status == meeting.Polled:
		return life.Result{}, life.Refuse("refuse.no_date", life.MeetingArgs(m))
	case m.Status != meeting.Scheduled:
		return life.Result{}, life.Refuse("refuse.meeting_begun", life.MeetingArgs(m))
	case m.Replies[cmd.By] == said.Reply:
		return life.Answer(nil, "receipt.rsvp."+string(said.Reply), life.MeetingArgs(m))
	}
	e := InvitationAnswered{Meeting: m.Number, Person: cmd.By, Reply: said.Reply}
	return life.Answer(life.One(e), "receipt.rsvp."+string(said.Reply), life.MeetingArgs(m))
}

func checkInVerb() life.Verb {
	return life.Verb{
		Name:   permission.CheckIn,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Meeting(), form.Optional(form.New("person", form.Person))),
		Decide: life.Plain(CheckIn),
	}
}

// CheckIn notes that somebody is there: whoever asks or, by the word of an officer or the chair, somebody without a
// telephone, who may be entered from a list for as long as the minutes are open.
func CheckIn(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	who, id := cmd.By, "receipt.checkin"
	if cmd.Person != 0 && cmd.Person != cmd.By {
		host := cmd
		host.Verb = permission.Minutes
		if err := life.Allowed(s, host); err != nil {
			return life.Result{}, err
		}
		who, id = cmd.Person, "receipt.checkin.other"
	}
	args := life.MeetingArgs(m)
	args["Person"] = say.Person(who)
	switch {
	case !m.Expects(who):
		return life.Result{}, life.Refuse("refuse.not_invited", args)
	case m.InWriting():
		return life.Result{}, life.Refuse("refuse.written", args)
	case slices.Contains(m.There, who):
		return life.Answer(nil, id, args)
	case !m.Receives(cmd.At) && (who == cmd.By || m.Status != meeting.Open):
		return life.Result{}, life.Refuse("refuse.not_open", args)
	}
	return life.Answer(life.One(CheckedIn{Meeting: m.Number, Person: who}), id, args)
}

// RoomCode answers with a picture to hang on the wall of the room. Each time the code in it is a new one, for none can
// be read again; those that hang there go on working.
func RoomCode(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if m.Status == meeting.Polled {
		return life.Result{}, life.Refuse("refuse.no_date", life.MeetingArgs(m))
	}
	if m.Held() != meeting.InPerson || m.Status == meeting.Over {
		return life.Result{}, life.Refuse("refuse.no_code", life.MeetingArgs(m))
	}
	// It opens the meeting as long as the meeting takes people in, and nothing else.
	e := personnel.CodeIssued{Code: record.CodeHash(cmd.Code), Use: personnel.UseRoom, Meeting: m.Number,
		Until: cmd.At.AddDate(10, 0, 0), Times: 1}
	return life.Result{Events: life.One(e), Answer: personnel.Shown(say.Notice{
		Message: say.New("qr.meeting", life.MeetingArgs(m)), File: say.File{Kind: say.QRFile, Of: cmd.Code},
	})}, nil
}

func readGuest(got life.Reading) people.Grant { return got.Grant("guest") }

func bringVerb() life.Verb {
	return life.Verb{
		Name:   permission.Bring,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.New("guest", form.Guest)),
		Decide: life.With(readGuest, bring),
		Menu:   life.Menu{For: life.ForOffice, Rank: 190},
	}
}

// bring asks more people to a meeting: experts, units, or anybody by name. They are guests.
func bring(s *life.State, cmd life.Command, who people.Grant) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if m.Status == meeting.Over {
		return life.Result{}, life.Refuse("refuse.meeting_begun", life.MeetingArgs(m))
	}
	more := []int{cmd.Person}
	if cmd.Person == 0 {
		more = holding(s, who)
	}
	more = slices.DeleteFunc(more, m.Expects)
	args := life.MeetingArgs(m)
	args["People"], args["Count"] = life.Persons(more), say.Num(len(more))
	if len(more) == 0 {
		return life.Result{}, life.Refuse("refuse.nobody_more", args)
	}
	return life.Answer(life.One(PersonsInvited{Meeting: m.Number, Persons: more, Guests: true}), "receipt.brought", args)
}

// holding lists who holds a role: of a unit or a speciality, where one is said.
func holding(s *life.State, g people.Grant) []int {
	var found []int
	for _, h := range s.Holders().List {
		if h.Role == g.Role && (g.Detail == "" || strings.EqualFold(h.Detail, g.Detail)) {
			found = append(found, h.Person)
		}
	}
	return found
}

func chairVerb() life.Verb {
	return life.Verb{
		Name:   permission.Chair,
		Roles:  people.Office(),
		Fields: form.Takes(form.Meeting(), form.New("person", form.Person)),
		Decide: life.Plain(chair),
		Menu:   life.Menu{For: life.ForOffice, Rank: 180},
	}
}

// chair names who chairs a meeting instead of those who would.
func chair(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := beforeMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if s.Person(cmd.Person) == nil {
		return life.Result{}, life.Refuse("refuse.no_person")
	}
	events := life.One(ChairNamed{Meeting: m.Number, Person: cmd.Person})
	if !m.Expects(cmd.Person) {
		events = append(events, PersonsInvited{Meeting: m.Number, Persons: []int{cmd.Person}, Guests: true})
	}
	args := life.MeetingArgs(m)
	args["Person"] = say.Person(cmd.Person)
	return life.Answer(events, "receipt.chair", args)
}

// Summoned asks a new member of the council to the meetings to come: who is entitled is asked.
func Summoned(s *life.State, e personnel.Appointed) []life.Event {
	if e.Grant.Role != people.Member && e.Grant.Role != people.Convener {
		return nil
	}
	var events []life.Event
	for _, n := range s.Head().Coming {
		events = append(events, alsoInvited(s, n, e.Person)...)
	}
	return events
}

// alsoInvited asks somebody who has become entitled to a meeting that has not begun; nothing when there is none, or
// nothing to ask.
func alsoInvited(s *life.State, number, person int) []life.Event {
	m := s.Meeting(number)
	if m == nil || m.Status != meeting.Scheduled && m.Status != meeting.Polled || slices.Contains(m.Invited, person) {
		return nil
	}
	return life.One(PersonsInvited{Meeting: number, Persons: []int{person}})
}

// Speaks tells whether what a person says below the card or an echo of a case is a statement: while a meeting on it is
// under way, and if the person may make one.
func Speaks(s *life.State, person, number int, at time.Time) bool {
	c := s.Case(number)
	if s.Hearing(c, at) == nil {
		return false
	}
	_, err := life.InCase(s, life.Command{Verb: permission.Statement, By: person, Case: number})
	return err == nil
}
