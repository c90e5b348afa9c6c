package life

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// step is a rung of the ladder that something late climbs: how long after its deadline, and who is told then.
type step struct {
	after calendar.Span
	role  people.Role
}

// ladder is climbed by what is late. Those who owe it are told at once, and again with each rung.
func ladder() []step {
	return []step{
		{calendar.Span{Days: 1}, people.Secretary}, {calendar.Span{Days: 3}, people.Convener},
		{calendar.Span{Days: 7}, people.Supervisor},
	}
}

// lateSince is the first deadline in a case that passed and was told; zero when nothing is late.
func lateSince(c *cases.Case) time.Time {
	var since time.Time
	if c.Overdue {
		since = c.Due
	}
	for _, t := range c.OpenTasks() {
		if t.Overdue && (since.IsZero() || t.Due.Before(since)) {
			since = t.Due
		}
	}
	return since
}

// WakeClimb is when the next rung is climbed; zero when none is left, or nothing is late.
func WakeClimb(s *State, c *cases.Case) time.Time {
	since, w := lateSince(c), Waiting(s, c)
	if since.IsZero() || c.Climbed >= len(ladder()) || w.Verb == "" {
		return time.Time{}
	}
	return rungAt(s, c, since, c.Climbed)
}

func rungAt(s *State, c *cases.Case, since time.Time, rung int) time.Time {
	t := ladder()[rung].after.After(s.Local(since), s.Days())
	return Audible(s, c, t, t.AddDate(1, 0, 0))
}

// climbed is how many rungs will be climbed at a time of what is late since a deadline: all that were missed at once.
func climbed(s *State, c *cases.Case, since, at time.Time) int {
	rung := c.Climbed
	for rung < len(ladder()) && !rungAt(s, c, since, rung).After(at) {
		rung++
	}
	return rung
}

// OverdueClimbed tells one more of those who answer for it that something is late: the secretaries, the conveners, the
// supervisors.
type OverdueClimbed struct {
	Case int `json:"case"`
	Rung int `json:"rung"`
	// Missed are how many rungs below nobody was there to climb: those who stand on them are told now.
	Missed int `json:"missed,omitempty"`
}

// Apply implements Event.
func (e OverdueClimbed) Apply(s *State, _ Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Climbed = e.Rung
}

// Tell implements Event.
func (e OverdueClimbed) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	w := Waiting(s, c)
	to := asked(s, c, w)
	for rung := e.Rung - e.Missed; rung <= e.Rung; rung++ {
		to = append(to, s.Holders().Of(ladder()[min(rung, len(ladder()))-1].role)...)
	}
	slices.Sort(to)
	n.remind(s, c, slices.Compact(to), say.New("task.climb", CaseArgs(c, say.Args{
		"Next": say.Arg{Msg: record.Ptr(w.Message())}, "Due": say.Date(lateSince(c)),
	})), aboutDoing(s, w), DoButtons(s, w)...)
}
