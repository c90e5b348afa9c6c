package record

import (
	"echowall/flows/calendar"
	"echowall/flows/schedule"
	"slices"
	"time"
)

// AgendaKey keeps what comes round.
const AgendaKey = "agenda"

// Agenda is what comes round in a community by itself, and what the next digest will tell.
type Agenda struct {
	List []Round `json:"list,omitempty"`
	// Since is when the last digest was told, Closed are the cases closed since then.
	Since  time.Time `json:"since"`
	Closed []int     `json:"closed,omitempty"`
}

// Round is one thing that comes round.
type Round struct {
	Kind schedule.Kind `json:"kind"`
	At   schedule.Spec `json:"at"`
	// Ahead is how long before its time a meeting is called.
	Ahead calendar.Span `json:"ahead,omitzero"`
	// Count is how many deliberations a year must see, of a Minimum.
	Count int `json:"count,omitempty"`
	// Own says that the secretary set it: it stays when the procedure changes.
	Own bool `json:"own,omitempty"`
	// Told is up to which of its times it has been called.
	Told time.Time `json:"told,omitzero"`
}

// Agenda is what comes round; nil before the community has taken it over.
func (s *Records) Agenda() *Agenda { return Get[Agenda](s.Cache, AgendaKey) }

// Round is what comes round of a kind; nil where nothing does.
func (s *Records) Round(k schedule.Kind) *Round {
	a := s.Agenda()
	if a == nil {
		return nil
	}
	if i := slices.IndexFunc(a.List, func(r Round) bool { return r.Kind == k }); i >= 0 {
		return &a.List[i]
	}
	return nil
}

// Rounds lists what comes round in the community.
func (s *Records) Rounds() []Round {
	if a := s.Agenda(); a != nil {
		return a.List
	}
	return nil
}

// Next is when something of a kind comes round next; zero where nothing does.
func (s *Records) Next(k schedule.Kind) time.Time {
	if r := s.Round(k); r != nil {
		return r.At.Next(s.Local(r.Told))
	}
	return time.Time{}
}

// aheadOf is how long before its hour a meeting is called where nobody said otherwise, enoughDeliberations how many a
// year must see.
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
