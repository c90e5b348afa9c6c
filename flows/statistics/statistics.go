// Package statistics counts what a community did in a month, a quarter or a year: how much was raised, answered,
// solved, and to whose satisfaction, how long each step took, who came and who spoke. Package community gives it the
// facts; it gives figures, each with the cases it was counted from, so that nobody has to believe a number.
//
// It knows no texts and reads no records.
package statistics

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

// Case is what is counted of a case.
type Case struct {
	Number int
	Raised time.Time
	// Answered is when it first left the intake or was closed; zero while nobody has taken it up.
	Answered time.Time
	// Unheard says that those who judge it were not answered, whatever was done.
	Unheard bool
	Track   procedure.Track
	// Source says where the matter came from, Topic what sort of matter it is; "" where nothing is said of it.
	Source, Topic string
	// Adopted is when its resolution was adopted that binds somebody to do something, class A or B; zero without one.
	Adopted time.Time
	// Realised says that all was done that the resolution asks for.
	Realised bool
	Outcome  cases.Outcome
	Closed   time.Time
	Reopened int
	// Repeat says that it is a closed matter come back.
	Repeat bool
	// Published is as what its resolution was published; "" without one.
	Published cases.Form
	// Judged are the voices on the result; Asked says that anybody was asked for one.
	Judged Voices
	Asked  bool
	// Overdue says that it is late now.
	Overdue bool
	Steps   []Step
}

// Voices are how residents, members and the authority judged a result.
type Voices struct {
	Solved, Partly, Unsolved, Satisfied, Unanswered int
	// Residents, Members and Authority are the same by who spoke; who was asked and said nothing is counted with each.
	Residents, Members, Authority cases.Words
}

// add counts more voices.
func (v *Voices) add(w Voices) {
	v.Solved, v.Partly, v.Unsolved = v.Solved+w.Solved, v.Partly+w.Partly, v.Unsolved+w.Unsolved
	v.Satisfied, v.Unanswered = v.Satisfied+w.Satisfied, v.Unanswered+w.Unanswered
	v.Residents, v.Members, v.Authority = v.Residents.Plus(w.Residents), v.Members.Plus(w.Members),
		v.Authority.Plus(w.Authority)
}

// Silent is how many were asked and said nothing.
func (v Voices) Silent() int { return v.Residents.Silent() + v.Members.Silent() + v.Authority.Silent() }

// Count is how many there are.
func (v Voices) Count() int { return v.Solved + v.Partly + v.Unsolved }

// Step is a stay in a kind of stage. To is zero while it lasts.
type Step struct {
	Kind     procedure.Kind
	From, To time.Time
}

// Meeting is what is counted of a meeting that was held.
type Meeting struct {
	Number         int
	At             time.Time
	Cases          []int
	Invited, There []int
}

// Statement is an opinion that somebody gave on a case.
type Statement struct{ Case, By int }

// Facts are all that can be counted.
type Facts struct {
	Cases      []Case
	Meetings   []Meeting
	Statements []Statement
	// Members are the persons whose work is told one by one.
	Members []int
}

// Minimum is how many there must be before a share is told in per cent: of three, one is "a third of the village".
const Minimum = 5

// Share is how many of some there are, with their numbers.
type Share struct{ Yes, No []int }

// Of is how many there are in all.
func (s Share) Of() int { return len(s.Yes) + len(s.No) }

// PerMille is the share in tenths of a per cent; false when there are too few to say.
func (s Share) PerMille() (int, bool) { return perMille(len(s.Yes), s.Of()) }

func perMille(n, of int) (int, bool) {
	if of < Minimum {
		return 0, false
	}
	return (n*1000 + of/2) / of, true
}

// PerMille is the share of the satisfied in tenths of a per cent; false when there are too few to say.
func (v Voices) PerMille() (int, bool) { return perMille(v.Satisfied, v.Count()) }

// Report is what was counted for a period. Lists are numbers of cases, in order, unless said otherwise.
type Report struct {
	Period calendar.Period
	Raised []int
	// Answered are those raised in the period that were taken up or closed since, against those where all is silence, or
	// where people say afterwards that nobody answered them.
	Answered Share
	// Settled were closed in the period with a result or an answer; Ended lists all that were closed, by outcome.
	Settled []int
	Ended   map[cases.Outcome][]int
	// Solved are, of those settled in the period and judged by anybody, the ones found solved. Unjudged are those that
	// nobody judged.
	Solved   Share
	Unjudged []int
	// Voices are all that judged them.
	Voices Voices
	// Again are those closed in the period that had been reopened before.
	Again []int
	// Repeated are those raised in the period that were closed before and came back.
	Repeated []int
	// Published are the resolutions adopted in the period, by the form they were published in.
	Published map[cases.Form][]int
	// Realised are, of the resolutions adopted in the period, those carried out.
	Realised Share
	// Meetings are the numbers of the meetings held; Attended counts who was there, each time anew, Persons each once.
	Meetings          []int
	Attended, Persons int
	// Opinions counts statements on cases on the agenda of those meetings, or raised in the period.
	Opinions int
	Days     []Days
	Members  []Member
	// Overdue are those late now, whenever they were raised.
	Overdue []int
	// Months and Quarters, of a year, tell the same by the calendar; Tracks, Sources and Topics by the sort of matter.
	Months, Quarters        []Part
	Tracks, Sources, Topics []Part
}

// Days is how long cases stayed in a kind of stage that they left in the period.
type Days struct {
	Kind procedure.Kind
	// Count is how many stays there were; Median and Longest are in tenths of a day.
	Count, Median, Longest int
	// Cases are those that stayed, each once.
	Cases []int
}

// Member is one person's work.
type Member struct{ Person, Invited, There, Statements int }

// Part is a part of the period, or of the cases.
type Part struct {
	// Span is set for a part of the period; Name is a track, a source or a topic.
	Span             calendar.Period
	Name             string
	Raised, Settled  []int
	Meetings, People int
}

// settled are the outcomes that are a result or an answer.
func settled(o cases.Outcome) bool {
	return slices.Contains([]cases.Outcome{cases.Solved, cases.Partly, cases.Explained, cases.Answered}, o)
}
