package life

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/record"
	"echowall/flows/say"
	"encoding/json"
	"time"
)

// Subject is what a dispatch is about.
type Subject string

// The subjects. Each says what has happened in the writer's community; the reader decides what follows from it.
const (
	DispatchLink     Subject = "link"     // somebody used the code of the reader's
	DispatchLinked   Subject = "linked"   // and the code was right
	DispatchUnlinked Subject = "unlinked" // the writer has ended the tie
	DispatchRefused  Subject = "refused"  // what the reader wrote can come to nothing
	DispatchRefer    Subject = "refer"    // a case is handed to the level above
	DispatchOpened   Subject = "opened"   // the writer's case that goes with the reader's
	DispatchEcho     Subject = "echo"     // what has become of the writer's case
	DispatchClosed   Subject = "closed"   // how it ended
	DispatchReopened Subject = "reopened" // that it goes on

	DispatchJoint     Subject = "joint"     // when the writer calls the communities together
	DispatchInvite    Subject = "invite"    // a case to be deliberated together
	DispatchMeeting   Subject = "meeting"   // when and where it is talked over
	DispatchCallOff   Subject = "calloff"   // that it is not
	DispatchBallot    Subject = "ballot"    // the text to be voted on
	DispatchCounted   Subject = "counted"   // how the writer's community voted
	DispatchStatement Subject = "statement" // what somebody there said
)

// Dispatch is a dispatch: a message from one community to another. Which fields count depends on the subject; the rest
// is zero. No name of a person stands in it.
type Dispatch struct {
	// Seed is 32 fresh random bytes of the community that reads the dispatch; it is not written in it.
	Seed    []byte  `json:"-"`
	Subject Subject `json:"subject"`
	// From is the community that wrote, put in by whoever carries the dispatch; Name is what it is called.
	From string `json:"-"`
	Name string `json:"name"`
	// Case is the writer's case, Yours the reader's.
	Case  int `json:"case,omitempty"`
	Yours int `json:"yours,omitempty"`

	Code string     `json:"code,omitempty"`
	Kin  record.Kin `json:"kin,omitempty"`
	// Led says that the writer has a level above it already.
	Led bool `json:"led,omitempty"`
	// About is the subject of the dispatch that is refused.
	About Subject `json:"about,omitempty"`

	Title      string         `json:"title,omitempty"`
	Text       string         `json:"text,omitempty"`
	Photos     []string       `json:"photos,omitempty"`
	Supporters int            `json:"supporters,omitempty"`
	Told       *say.Message   `json:"told,omitempty"`
	How        *cases.Closing `json:"how,omitempty"`

	At     time.Time      `json:"at,omitzero"`
	Place  string         `json:"place,omitempty"`
	Ballot *ballot.Ballot `json:"ballot,omitempty"`
	Result ballot.Result  `json:"result,omitempty"`
	Tally  ballot.Tally   `json:"tally,omitzero"`
}

// Dispatch sends a dispatch to another community.
func (n *Notices) Dispatch(s *State, to string, l Dispatch) {
	l.Name = s.Head().Name
	body, err := json.Marshal(l)
	if err != nil {
		return // a dispatch is plain data, which can always be written
	}
	n.Add(say.Notice{To: say.Address{Community: to}, Dispatch: &say.Dispatch{Body: body}})
}

// Whole tells whether a dispatch has what its subject needs.
func (l *Dispatch) Whole() bool {
	switch l.Subject {
	case DispatchEcho:
		return l.Told != nil
	case DispatchClosed:
		return l.How != nil
	case DispatchBallot, DispatchCounted:
		return l.Ballot != nil
	default:
	}
	return true
}

// foreign makes a message fit to be told in another community, where the persons of this one have no number and no
// name.
func foreign(m say.Message, name string) say.Message {
	own := m.Args
	m.Args = say.Args{}
	for k, a := range own {
		m.Args[k] = foreignArg(a, name)
	}
	return m
}

func foreignArg(a say.Arg, name string) say.Arg {
	all := func(of []say.Arg) []say.Arg {
		var made []say.Arg
		for _, x := range of {
			made = append(made, foreignArg(x, name))
		}
		return made
	}
	switch {
	case a.Person != nil, a.Mention != nil:
		return say.Msg("someone.of", say.Args{"Name": say.Text(name)})
	case a.Msg != nil:
		return say.Arg{Msg: record.Ptr(foreign(*a.Msg, name))}
	}
	a.List, a.Clauses, a.Lines = all(a.List), all(a.Clauses), all(a.Lines)
	return a
}

// Elsewhere tells which of the communities whose cases follow one hear an echo of it.
type Elsewhere func(cases.Link) bool

// Everywhere is for an echo that all of them hear.
func Everywhere(cases.Link) bool { return true }

// nowhere is for one of which they are told by a dispatch of its own.
func nowhere(cases.Link) bool { return false }

// NotAlong is for one that a community which deliberates along makes itself.
func NotAlong(f cases.Link) bool { return f.Kind != cases.Joint }

// tellFollowers writes an echo to the communities whose cases follow this one.
func (n *Notices) tellFollowers(s *State, c *cases.Case, afar Elsewhere, m say.Message) {
	for _, f := range c.Followers {
		if !afar(f) {
			continue
		}
		told := foreign(m, s.Head().Name)
		n.Dispatch(s, f.Community, Dispatch{Subject: DispatchEcho, Case: c.Number, Yours: f.Case, Told: &told})
	}
}

// UnderWay tells a community that comes late to a case of what is under way on it: the meeting that is to come, and the
// ballot for which its count will be awaited.
func (n *Notices) UnderWay(s *State, c *cases.Case, to cases.Link) {
	if m := s.Meeting(c.Talk.Meeting); c.Talk.Meeting != 0 && m.Status == meeting.Scheduled {
		n.Dispatch(s, to.Community,
			Dispatch{Subject: DispatchMeeting, Case: c.Number, Yours: to.Case, At: m.At, Place: m.Place})
	}
	b := s.OpenBallot(c)
	if c.Counting() {
		b = s.Ballot(ballot.Key(c.Number, c.Talk.Ballots))
	}
	if b != nil && b.Purpose == ballot.Resolution {
		l := BallotDispatch(b)
		l.Case, l.Yours = c.Number, to.Case
		n.Dispatch(s, to.Community, l)
	}
}

// BallotDispatch is a ballot as other communities hold it on the same text.
func BallotDispatch(b *ballot.Ballot) Dispatch {
	return Dispatch{Subject: DispatchBallot,
		Ballot: &ballot.Ballot{ID: b.ID, Text: b.Text, Class: b.Class, Rule: b.Rule, Closes: b.Closes}}
}

// TellPartners writes to the communities that deliberate a case together.
func (n *Notices) TellPartners(s *State, c *cases.Case, l Dispatch) {
	for _, p := range c.Partners() {
		l.Case, l.Yours = c.Number, p.Case
		n.Dispatch(s, p.Community, l)
	}
}
