package life

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/people"
)

// Reading is what a verb reads its values from: what was said, field by field, and what the chat tells of itself. What
// does not fit a field's kind is read as zero, for package dialog has asked for what fits.
type Reading struct {
	Said form.Values
	// Zone is the community's, in which moments are given.
	Zone *time.Location
	// Thread is the thread of a forum in which it was said; 0 where there are none.
	Thread int
	// Other is the community whose code was said; "" when the code is nobody's.
	Other string
	// Means gives the canonical word for a word of any language, and "" for all others.
	Means func(word string) string
}

// Number is a whole number: of a case, of a tie, of times.
func (r Reading) Number(name string) int { return number(r.Said[name]) }

// Numbers are the numbers of a list, each once.
func (r Reading) Numbers(name string) []int {
	var all []int
	for _, w := range strings.Split(r.Said[name], ",") {
		if n := number(w); n > 0 && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// Dotted reads "12.2" as the second task or ballot of case 12, and "12" as one of that case that is not named.
func (r Reading) Dotted(name string) (of, which int) {
	a, b, _ := strings.Cut(r.Said[name], ".")
	return number(a), number(b)
}

// Person is the number of somebody who is named; 0 where nobody is.
func (r Reading) Person(name string) int { return number(strings.TrimPrefix(r.Said[name], "#")) }

// Moment is a date with its hour; zero where none was said.
func (r Reading) Moment(name string) time.Time {
	t, err := time.Parse(time.RFC3339, r.Said[name])
	if err != nil {
		return time.Time{}
	}
	return t.In(r.Zone)
}

// Span is a length of time; zero where none was said.
func (r Reading) Span(name string) calendar.Span {
	s, err := calendar.ParseSpan(r.Said[name])
	if err != nil {
		return calendar.Span{}
	}
	return s
}

// Grant is a role with its detail; zero where none was said.
func (r Reading) Grant(name string) people.Grant {
	g, _ := people.ParseRole(r.Said[name])
	return g
}

// Meaning is the canonical word for what was said; "" where it has none.
func (r Reading) Meaning(name string) string {
	if r.Means == nil {
		return ""
	}
	return r.Means(r.Said[name])
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
