package record

import (
	"echowall/flows/people"
)

// The values of the setting on who says that work is done.
const (
	DoneByUnit       = "handler"
	DoneBySupervisor = "supervisor"
)

// MustPass tells whether a supervisor must agree that a task is done: the community asks for it, and there is one to ask.
func (s *Records) MustPass() bool {
	return s.Head().Acceptance == DoneBySupervisor && len(s.Holders().Of(people.Supervisor)) > 0
}
