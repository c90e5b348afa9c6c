package say

import (
	"time"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

// Args are the data of a message by placeholder name. "Count" chooses the plural form.
type Args map[string]Arg

// Arg is one datum. Exactly one field is set, the one that says what it is: the renderer formats it for the reader by
// that, whatever placeholder it stands for.
//
// When there were fewer kinds, titles, places, spans, fractions, rates, months and schedules were written as Text,
// cases as Num and people who are called as Person. What lies in an outbox, or in the journal as an echo heard from
// elsewhere, from those days is read as what it says it is, and so shown as it was written.
type Arg struct {
	// Text is what a person typed, or another plain word; it is escaped when rendered.
	Text *string `json:"s,omitempty"`
	// Title is the title of a case, shown in one line; "" for a case that has only photos.
	Title *string `json:"ti,omitempty"`
	// Place is where people meet; "" where that is not said yet.
	Place *string `json:"pl,omitempty"`
	// Page is the code of a page on the web, shown as its address.
	Page *string `json:"pg,omitempty"`
	// Num is a number.
	Num *int `json:"n,omitempty"`
	// Case is the number of the case that the message is about. A case that is only mentioned is a Num.
	Case *int `json:"c,omitempty"`
	// Person is the number of a person in the community; the name is looked up when rendered.
	Person *int `json:"p,omitempty"`
	// Mention is a person as well, who is called by the name.
	Mention *int `json:"pm,omitempty"`
	// Time is a moment, shown with its hour in the community's time zone.
	Time *time.Time `json:"t,omitempty"`
	// Date is a day, shown without an hour in the community's time zone.
	Date *time.Time `json:"d,omitempty"`
	// Month is a month, by its first day in UTC.
	Month *time.Time `json:"mo,omitempty"`
	// Span is how long something takes; the zero span is shown as nothing.
	Span *calendar.Span `json:"sp,omitempty"`
	// Fraction is how many of all; one that is not set is shown as nothing.
	Fraction *procedure.Fraction `json:"fr,omitempty"`
	// Rate is a share in tenths of a per cent.
	Rate *int `json:"ra,omitempty"`
	// Schedule is when something comes round.
	Schedule *schedule.Spec `json:"sc,omitempty"`
	// Msg is a message within the message.
	Msg *Message `json:"m,omitempty"`
	// List is several data, joined as the language joins them.
	List []Arg `json:"l,omitempty"`
	// Clauses is several data, joined as the language joins parts of sentences.
	Clauses []Arg `json:"cl,omitempty"`
	// Lines is several data, each on a line of its own.
	Lines []Arg `json:"ll,omitempty"`
	// Names is a name in several languages, as a procedure gives it: language tag → name.
	Names map[string]string `json:"nn,omitempty"`
}

// Text is a datum typed by a person.
func Text(s string) Arg { return Arg{Text: &s} }

// Title is the title of a case.
func Title(s string) Arg { return Arg{Title: &s} }

// Place is where people meet.
func Place(s string) Arg { return Arg{Place: &s} }

// Page is a page on the web by its code.
func Page(code string) Arg { return Arg{Page: &code} }

// Num is a number.
func Num(n int) Arg { return Arg{Num: &n} }

// Case is the case that a message is about, by number.
func Case(n int) Arg { return Arg{Case: &n} }

// Person is a person of the community by number.
func Person(n int) Arg { return Arg{Person: &n} }

// Mention is a person of the community who is called.
func Mention(n int) Arg { return Arg{Mention: &n} }

// Time is a moment with its hour.
func Time(t time.Time) Arg { return Arg{Time: &t} }

// Date is a day.
func Date(t time.Time) Arg { return Arg{Date: &t} }

// Month is a month of a year.
func Month(year int, month time.Month) Arg {
	t := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return Arg{Month: &t}
}

// Span is how long something takes.
func Span(s calendar.Span) Arg { return Arg{Span: &s} }

// Fraction is how many of all.
func Fraction(f procedure.Fraction) Arg { return Arg{Fraction: &f} }

// Rate is a share in tenths of a per cent.
func Rate(perMille int) Arg { return Arg{Rate: &perMille} }

// Schedule is when something comes round.
func Schedule(s schedule.Spec) Arg { return Arg{Schedule: &s} }

// Names is a name in several languages.
func Names(n map[string]string) Arg { return Arg{Names: n} }

// List is several data joined in a sentence.
func List(a ...Arg) Arg { return Arg{List: a} }

// Clauses is several data joined as parts of sentences.
func Clauses(a ...Arg) Arg { return Arg{Clauses: a} }

// Lines is several data, a line each.
func Lines(a ...Arg) Arg { return Arg{Lines: a} }

// Msg is a message used as a datum of another.
func Msg(id string, args ...Args) Arg {
	m := New(id, args...)
	return Arg{Msg: &m}
}
