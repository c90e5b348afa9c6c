package record

import (
	"echowall/flows/cases"
	"echowall/flows/people"
	"slices"
	"strings"
	"time"
)

// Invite is a code that opens something: a role, or the binding of a chat.
type Invite struct {
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in, Case the one that it lets people have a say in.
	Meeting int       `json:"meeting,omitempty"`
	Case    int       `json:"case,omitempty"`
	Until   time.Time `json:"until"`
	Left    int       `json:"left"`
}

// Valid tells whether a code still opens something.
func (i *Invite) Valid(at time.Time) bool { return i.Left > 0 && at.Before(i.Until) }

// Officers are those who run the paperwork: secretaries and conveners.
func (s *Records) Officers() []int {
	return s.Holders().Of(people.Secretary, people.Convener)
}

// Secretaries are those who hold that office.
func (s *Records) Secretaries() []int { return s.Holders().Of(people.Secretary) }

// Electorate lists who votes as the council: members, conveners and the stakeholders of the case who were not erased.
func (s *Records) Electorate(c *cases.Case) []int {
	all := s.Holders().Of(people.Member, people.Convener)
	wantEach(s.Cache, PersonKey, c.Stakeholders)
	for _, n := range c.Stakeholders {
		if p := s.Person(n); p != nil && !p.Erased && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

// WorksFor tells whether one of the units is the one that has the work.
func WorksFor(units []string, unit string) bool {
	return slices.ContainsFunc(units, func(u string) bool { return strings.EqualFold(u, unit) })
}
