package ballot

import (
	"slices"
	"time"

	"echowall/flows/calendar"
)

// Reminders are the moments at which those who have not voted are reminded, earliest first; none before the opening.
func (b *Ballot) Reminders() []time.Time {
	var at []time.Time
	for _, s := range b.Rule.Remind {
		if t := b.Closes.Add(-s.Rough()); t.After(b.Opened) {
			at = append(at, t)
		}
	}
	slices.SortFunc(at, time.Time.Compare)
	return at
}

// NextLook is when the ballot next wants to be looked at: a reminder or its end.
func (b *Ballot) NextLook() time.Time {
	for i, t := range b.Reminders() {
		if i >= b.Reminded {
			return t
		}
	}
	return b.Closes
}

// Open begins a ballot under a rule.
func Open(b Ballot, at time.Time, days calendar.Calendar) Ballot {
	b.Opened, b.Closes = at, b.Rule.Open.After(at, days)
	return b
}
