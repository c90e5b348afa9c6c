// Package say describes what Echo Wall has to tell people, without saying it: which message, with what data, to whom, with which
// buttons. The domain makes notices; bot turns them into text in the reader's language when they are sent. It holds no text
// for people and knows no Telegram.
package say

import "time"

// Message names a message of the catalogue and the data it speaks of.
type Message struct {
	ID   string `json:"id"`
	Args Args   `json:"args,omitempty"`
}

// Args are the data of a message by placeholder name. "Count" chooses the plural form.
type Args map[string]Arg

// Arg is one datum. Exactly one field is set, the one that says what it is: the renderer formats it for the reader.
type Arg struct {
	// Text is what a person typed, or another plain word; it is escaped when rendered.
	Text *string `json:"s,omitempty"`
	// Num is a number.
	Num *int `json:"n,omitempty"`
	// Person is the number of a person in the community; the name is looked up when rendered.
	Person *int `json:"p,omitempty"`
	// Time is a moment, shown with its hour in the community's time zone.
	Time *time.Time `json:"t,omitempty"`
	// Date is a day, shown without an hour in the community's time zone.
	Date *time.Time `json:"d,omitempty"`
	// Msg is a message within the message.
	Msg *Message `json:"m,omitempty"`
	// List is several data, joined as the language joins them.
	List []Arg `json:"l,omitempty"`
	// Lines is several data, each on a line of its own.
	Lines []Arg `json:"ll,omitempty"`
	// Names is a name in several languages, as a procedure gives it: language tag → name.
	Names map[string]string `json:"nn,omitempty"`
}

// Text is a datum typed by a person.
func Text(s string) Arg { return Arg{Text: &s} }

// Num is a number.
func Num(n int) Arg { return Arg{Num: &n} }

// Person is a person of the community by number.
func Person(n int) Arg { return Arg{Person: &n} }

// Time is a moment with its hour.
func Time(t time.Time) Arg { return Arg{Time: &t} }

// Date is a day.
func Date(t time.Time) Arg { return Arg{Date: &t} }

// Names is a name in several languages.
func Names(n map[string]string) Arg { return Arg{Names: n} }

// List is several data joined in a sentence.
func List(a ...Arg) Arg { return Arg{List: a} }

// Lines is several data, a line each.
func Lines(a ...Arg) Arg { return Arg{Lines: a} }

// Msg is a message used as a datum of another.
func Msg(id string, args ...Args) Arg {
	m := New(id, args...)
	return Arg{Msg: &m}
}

// New is a message with its data.
func New(id string, args ...Args) Message {
	if len(args) == 0 {
		return Message{ID: id}
	}
	return Message{ID: id, Args: args[0]}
}
