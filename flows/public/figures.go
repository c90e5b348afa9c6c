package public

import (
	"echowall/flows/calendar"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/statistics"
)

// Figures are what was counted for a period, as /report tells it, with the work of those who hold an office by name.
type Figures struct {
	*statistics.Report
	Members []Work
}

// Work is how often a member was invited, came and spoke. What was said, and on what, is not told of anybody.
type Work struct {
	Name string
	statistics.Member
}

// Count counts a period. Who was erased, or has told no name, is left out of the members and stays in the figures.
func Count(s *life.State, p calendar.Period) Figures {
	f := Figures{Report: desk.Figures(s, p)}
	for _, m := range f.Report.Members {
		record.WantCalled(s.Records, m.Person)
	}
	for _, m := range f.Report.Members {
		if name := record.CalledOf(s.Records, m.Person).Plain(); name != "" {
			f.Members = append(f.Members, Work{name, m})
		}
	}
	return f
}
