package life

import (
	"slices"

	"echowall/flows/cases"
)

// Overdue tells whether something about a case should have been done by now, and people were told so.
func Overdue(s *State, c *cases.Case) bool {
	return c.Overdue || slices.ContainsFunc(c.Tasks, func(t cases.Task) bool { return t.Overdue && !t.IsDone() })
}
