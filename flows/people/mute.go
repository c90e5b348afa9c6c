package people

import (
	"slices"
	"time"
)

// Mute is until when somebody is muted.
type Mute struct {
	// Case is the matter whose raiser was meant, whoever that is; 0 where the person was named. The two do not touch one
	// another, for nothing may tell that they are of the same person.
	Case  int       `json:"case,omitempty"`
	Until time.Time `json:"until"`
}

// Mute mutes the person at a time, in the place of what was said for the same reason, and drops what is over.
func (p *Person) Mute(m Mute, at time.Time) {
	p.Mutes = slices.DeleteFunc(p.Mutes, func(x Mute) bool { return x.Case == m.Case || !at.Before(x.Until) })
	p.Mutes = append(p.Mutes, m)
}

// Unmute ends a mute at a time, before its own.
func (p *Person) Unmute(number int, at time.Time) {
	for i, x := range p.Mutes {
		if x.Case == number && at.Before(x.Until) {
			p.Mutes[i].Until = at
		}
	}
}

// MuteOf is until when the person is, or was, muted by name, or as whoever raised a case; zero for never.
func (p *Person) MuteOf(number int) time.Time {
	for _, x := range p.Mutes {
		if x.Case == number {
			return x.Until
		}
	}
	return time.Time{}
}

// MutedUntil is until when the person is muted, as seen at a time; zero for who is not. Nobody is who holds an office,
// and nil is nobody known.
func (p *Person) MutedUntil(at time.Time) time.Time {
	var until time.Time
	if p == nil || len(p.Grants) > 0 {
		return until
	}
	for _, x := range p.Mutes {
		if at.Before(x.Until) && x.Until.After(until) {
			until = x.Until
		}
	}
	return until
}
