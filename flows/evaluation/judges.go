package evaluation

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/procedure"
)

// Judges are those whose word is asked for: the raiser, the supporters and those concerned, the council, the authority,
// as far as the procedure asks them. A case that another community has sent has no raiser here.
func Judges(s *life.State, c *cases.Case) []int {
	stage := s.Method(c).Stage(c.Stage)
	var all []int
	if stage.Asks(procedure.ByResidents) {
		all = append(append(append(all, c.Raiser, c.Through), s.Supporters(c.Number)...), c.Stakeholders...)
	}
	if stage.Asks(procedure.ByMembers) {
		all = append(all, s.Holders().Of(people.Member, people.Convener)...)
	}
	if stage.Asks(procedure.ByAuthority) {
		all = append(all, s.Holders().Of(people.Authority)...)
	}
	var each []int
	for _, p := range all {
		if p != 0 && !slices.Contains(each, p) {
			each = append(each, p)
		}
	}
	return each
}
