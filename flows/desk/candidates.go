package desk

import (
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/permission"
)

// Candidates are the open cases on which a person could use a verb now.
func Candidates(s *life.State, v permission.Verb, by int) []*cases.Case {
	var fit []*cases.Case
	for _, c := range s.OpenCases() {
		if v == permission.Case {
			fit = append(fit, c)
		} else if _, err := life.InCase(s, life.Command{Verb: v, By: by, Case: c.Number}); err == nil {
			fit = append(fit, c)
		}
	}
	return fit
}
