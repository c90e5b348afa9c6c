package ballot

import (
	"time"

	"echowall/flows/calendar"
)

// Open begins a ballot under a rule.
func Open(b Ballot, at time.Time, days calendar.Calendar) Ballot {
	b.Opened, b.Closes = at, b.Rule.Open.After(at, days)
	return b
}
