package record

import (
	"echowall/flows/calendar"
	"echowall/flows/schedule"
)

// aheadOf is how long before its hour a meeting is called where nobody said otherwise, enoughDeliberations how many a year must see.
const (
	aheadOf             = 7
	enoughDeliberations = 2
)

// Whole is a round with what its kind needs.
func (r Round) Whole() Round {
	meets := r.Kind == schedule.Session || r.Kind == schedule.Monthly || r.Kind == schedule.Joint
	if meets && r.Ahead.IsZero() {
		r.Ahead = calendar.Span{Days: aheadOf}
	}
	if r.Kind == schedule.Minimum && r.Count == 0 {
		r.Count = enoughDeliberations
	}
	return r
}
