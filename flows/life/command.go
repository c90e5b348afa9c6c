package life

import (
	"errors"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// Command is what somebody wants, with all it needs: what every command has, and the values of its verb. Time and
// random codes arrive in it, for the domain has none of its own.
type Command struct {
	Verb permission.Verb
	At   time.Time
	// By is the person who asks; 0 is the program itself.
	By int
	// Admin says that the person is an admin of the group the command was given in, Owner that the group is theirs.
	Admin, Owner bool
	// Chat is the group the command was given in; 0 when in private.
	Chat int64
	// InGroup says that only who is in that group can have given it.
	InGroup bool
	// Aloud says that the command was typed where others can read it.
	Aloud bool
	// Code is a fresh random word: the start code of an invitation, the receipt of a secret vote.
	Code string
	// Seed is 32 fresh random bytes, from which keys are made.
	Seed []byte
	// Seal seals a secret vote.
	Seal ballot.Sealer

	// Case is the case it is on, and Meeting the meeting: who may give a command depends on them. 0 is none. Cases are
	// all where it is on several, of which Case is the first.
	Case    int
	Cases   []int
	Meeting int
	// Person is whom it is about beside the one who asks; 0 is nobody. Names are looked up by who hears the command,
	// so that the domain sees numbers only.
	Person int
	// Photos came with the message, and belong to whatever it brings: a case, a visit, a piece of work.
	Photos []string

	// Values are what the verb takes beside, of the type its decision is made with; see With. nil is their zero value.
	Values any
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
	// Field is the value that is wrong, by the name of its field, where another would do; "" where none would.
	Field string
}

// Reason is what a refusal means to a program.
type Reason int

// The reasons. Most refusals are for people, who read the message.
const (
	Explained Reason = iota
	// WrongKey says that the key of a filing opens nothing.
	WrongKey
	// AskGroup says that Telegram must be asked first whether the person is in the group.
	AskGroup
)

// Error makes a refusal an error; operators see the message's id only.
func (r *Refusal) Error() string { return "refused: " + r.Message.ID }

// Refuse makes a refusal of a message of the catalogue.
func Refuse(id string, args ...say.Args) error { return &Refusal{Message: say.New(id, args...)} }

// Amiss says of a refusal which value is wrong: it alone is asked for again. Any other error stays as it is.
func Amiss(field string, err error) error {
	var r *Refusal
	if !errors.As(err, &r) {
		return err
	}
	return &Refusal{Message: r.Message, Reason: r.Reason, Field: field}
}

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
