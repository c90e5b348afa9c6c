package life

import (
	"echowall/flows/cases"
)

// Planned is the variant of a message for a case whose plan, and no findings or resolution, is spoken of.
func Planned(s *State, c *cases.Case, id string) string {
	if c.Resolution == nil && c.Findings != nil && c.Findings.Plan {
		return id + ".plan"
	}
	return id
}
