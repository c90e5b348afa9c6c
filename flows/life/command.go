package life

import (
	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/schedule"
	"time"
)

// Command is what somebody wants, with all it needs. Which fields count depends on the verb; the rest is zero. Time and random
// codes arrive in it, for the domain has none of its own.
type Command struct {
	Verb permission.Verb
	At   time.Time
	// By is the person who asks; 0 is the program itself.
	By int
	// Admin says that the person is an admin of the group the command was given in.
	Admin bool
	// Chat is the group the command was given in; 0 when in private.
	Chat int64
	// Code is a fresh random word: the start code of an invitation, the receipt of a secret vote.
	Code string
	// Seed is 32 fresh random bytes, from which keys are made.
	Seed []byte
	// Seal seals a secret vote.
	Seal ballot.Sealer
	// Aloud says that the command was typed where others can read it.
	Aloud bool

	Case    int
	Cases   []int
	Task    int
	Meeting int
	Ballot  string
	// Number is the number of an objection.
	Number int
	Person int
	Text   string
	// Word is a plain word whose meaning belongs to the verb: a setting's name, a unit, a witness.
	Word    string
	Photos  []string
	When    time.Time
	Span    calendar.Span
	Verdict cases.Verdict
	Track   procedure.Track
	Class   ballot.Class
	// Form is as what a result is published.
	As      cases.Form
	Choice  ballot.Choice
	Manner  ballot.Manner
	Reply   meeting.Reply
	Form    meeting.Form
	Purpose meeting.Purpose
	// Dates are those a poll offers; Numbers are numbers of them.
	Dates   []time.Time
	Numbers []int
	// Draft takes the minutes as they were gathered.
	Draft bool
	// Thread says that a statement is a reply in words to what the bot wrote.
	Thread bool
	Ruling string
	Rating cases.Rating
	Grant  people.Grant
	Found  Founding
	// Round is what comes round, in a setting.
	Round schedule.Kind
	// Anonymous keeps the raiser's name to the store.
	Anonymous bool
	// Weighed is how a case is weighed in screening.
	Weighed procedure.Weighed
	// Have is which of the things that a station must have is spoken of.
	Have string
	// Topic is the kind of content of a matter.
	Topic string
	// Other is the community whose code was given; "" when the code is nobody's.
	Other string
}

// Result is what follows from a command that was not refused.
type Result struct {
	Events []Event
	// Answer is told to the one who asked: a receipt, or what was asked for.
	Answer say.Notice
}

// Refusal says why a command does nothing, and what would be needed. It is meant for the person who gave the command.
type Refusal struct {
	Message say.Message
	// Reason is for a program that is refused and has to know why.
	Reason Reason
}

// Reason is what a refusal means to a program.
type Reason int

// The reasons. Most refusals are for people, who read the message.
const (
	Explained Reason = iota
	// WrongKey says that the key of a filing opens nothing.
	WrongKey
)

// Error makes a refusal an error; operators see the message's id only.
func (r *Refusal) Error() string { return "refused: " + r.Message.ID }

// Refuse makes a refusal of a message of the catalogue.
func Refuse(id string, args ...say.Args) error { return &Refusal{Message: say.New(id, args...)} }

// Answer is a result with a receipt of one message.
func Answer(events []Event, id string, args ...say.Args) (Result, error) {
	return Result{Events: events, Answer: say.Notice{Message: say.New(id, args...)}}, nil
}

// AnswerAs is a result with a receipt of some kind.
func AnswerAs(k say.Kind, events []Event, id string, args ...say.Args) (Result, error) {
	return Result{Events: events, Answer: say.Notice{Kind: k, Message: say.New(id, args...)}}, nil
}

// One is a list of events, as results have it.
func One(e ...Event) []Event { return e }

// Founding is what a new community is told of itself.
type Founding struct{ Name, Method, Language, Zone string }
