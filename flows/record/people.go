package record

import (
	"echowall/flows/cases"
	"echowall/flows/people"
	"slices"
	"strings"
)

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
