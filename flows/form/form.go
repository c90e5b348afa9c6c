// Package form holds the fields of a command: what values a verb takes, of which kind, in which order, and how each is
// asked for. It reads nothing, that is the business of package dialog, and knows no verb: a verb says what it takes
// where it is decided.
package form

import "strconv"

// Kind is what sort of value a field takes.
type Kind int

// The kinds of values. Text takes the rest of the line; all others take a word, When a date and an hour.
const (
	Text      Kind = iota
	CaseNo         // 12 or #12
	CaseList       // 12,13
	Cases          // 12; or several at once, as 12,20-219
	TaskNo         // 12 or 12.2, the second task of case 12
	BallotNo       // 12.1, the first ballot of case 12; or 12, its open one
	MeetingNo      // M3 or 3
	Number         // a plain number
	TieNo          // the number of a tie to another community
	Option         // one of the field's options, by any word of any language that means it
	When           // a date with an hour
	Date           // a date
	Person         // an @name, or the person whose message is replied to
	Role           // a role with its detail, as handler:power
	Span           // 5wd
	Word           // a plain word
	Rhythm         // how often: one of the field's options, or the five fields of a cron spec
	MonthDay       // a day of the month, or one of the field's options
	Hour           // an hour of the day
	Paper          // what a voter says: yes, no, abstain, or the numbers of options, as 1,3
	DateNos        // 1,3: numbers of dates in a poll; or all, or none of them
	Guest          // an @name, the person whose message is replied to, or a role with its detail, as expert:water
	Name           // what somebody is called: a word, or several in quotes
	Language       // one of the languages that the reader is told of, by its tag or any word that means it
)

// Field is one value a command takes.
type Field struct {
	// Name is the value's name in Values.
	Name string
	Kind Kind
	// Optional fields are asked for only on wish.
	Optional bool
	// Wanted fields are optional and asked for nevertheless.
	Wanted bool
	// Firm fields, once asked for, cannot be skipped.
	Firm bool
	// Whole options are meant only when nothing else is said: what follows is text that may begin with the same word.
	Whole bool
	// Gone dates are of what has been: no calendar of days to come stands below their question.
	Gone bool
	// Options are the canonical words of an Option.
	Options []string
	// Ask is the end of the id of the question: "ask.when".
	Ask string
}

// Values are the values read so far, canonical, by field name.
type Values map[string]string

// Takes are the fields of a verb that takes the same whatever is said; without any it takes nothing.
func Takes(fields ...Field) func(Values) []Field {
	return func(Values) []Field { return fields }
}

// New is a field that is asked for by its own name.
func New(name string, k Kind) Field { return Field{Name: name, Kind: k, Ask: name} }

// LastDay is the last day of a month, as an option of a MonthDay.
const LastDay = "lastday"

// Case is the number of a case.
func Case() Field { return New("case", CaseNo) }

// Meeting is the number of a meeting.
func Meeting() Field { return New("meeting", MeetingNo) }

// Task is a task of a case.
func Task() Field { return New("task", TaskNo) }

// Ballot is a ballot on a case.
func Ballot() Field { return New("ballot", BallotNo) }

// Choice is what is said in a ballot.
func Choice() Field {
	return Field{Name: "choice", Kind: Paper, Options: []string{"yes", "no", "abstain"}, Ask: "choice"}
}

// Prose is the text of a command, which takes the rest of the line; ask ends the id of its question.
func Prose(ask string) Field { return Field{Name: "text", Kind: Text, Ask: "text." + ask} }

// OneOf is one of some options, by their canonical words.
func OneOf[T ~string](name string, of ...T) Field {
	f := New(name, Option)
	for _, x := range of {
		f.Options = append(f.Options, string(x))
	}
	return f
}

// Optional is the same field, asked for only on wish.
func Optional(f Field) Field { f.Optional = true; return f }

// Wanted is the same field, which may be left out, and is asked for nevertheless.
func Wanted(f Field) Field { f.Optional, f.Wanted = true, true; return f }

// AllDates is the value of DateNos when every date of a poll suits.
const AllDates = "all"

// DateName is the name of one of the dates that a poll offers, counted from 1.
func DateName(i int) string { return "date" + strconv.Itoa(i) }

// Weekdays are the days of the week from Monday on, as they are kept; those of a cron spec begin with Sunday.
func Weekdays() []string {
	return []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
}
