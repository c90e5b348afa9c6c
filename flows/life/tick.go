package life

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"slices"
	"time"
)

// WakeCase is the earliest of the case's deadlines, reminders and the echo it is owed.
func WakeCase(s *State, c *cases.Case) time.Time {
	next := echoDue(s, c)
	earlier := func(t time.Time) {
		if !t.IsZero() && t.Before(next) {
			next = t
		}
	}
	if !c.Overdue {
		earlier(c.Due)
	}
	if b := s.OpenBallot(c); b != nil {
		earlier(LookAtBallot(s, c, b))
	}
	earlier(WakeReminder(s, c))
	earlier(WakeClimb(s, c))
	for _, t := range c.OpenTasks() {
		if !t.Overdue {
			earlier(t.Due)
		}
	}
	return next
}

// LookAtBallot is when a ballot next wants to be looked at: a reminder, or its end.
func LookAtBallot(s *State, c *cases.Case, b *ballot.Ballot) time.Time {
	if rungs := BallotRungs(s, c, b); b.Reminded < len(rungs) {
		return rungs[b.Reminded]
	}
	return b.Closes
}

// echoDue is when a case must be heard of again at the latest. What is promised for the quiet hours is said before they
// begin.
func echoDue(s *State, c *cases.Case) time.Time {
	due := s.Head().Echo.After(s.Local(c.Echoed), s.Days())
	if early := Audible(s, c, due, due); early.After(c.Echoed) {
		return early
	}
	return due
}

// TickCase is what time brings about in a case: in its ballot, in its stage, and what is owed to those who wait.
func TickCase(s *State, c *cases.Case, at time.Time) []Event {
	if events := s.Rules.Ballot(s, c, at); events != nil {
		return events
	}
	if events := tickStage(s, c, at); events != nil {
		return events
	}
	var events []Event
	open := slices.DeleteFunc(c.OpenTasks(), func(t *cases.Task) bool { return t.Overdue || t.Due.After(at) })
	for i, t := range open {
		e := TaskOverdue{Case: c.Number, Task: t.Number, Climbed: climbed(s, c, t.Due, at), More: i < len(open)-1}
		events = append(events, e)
	}
	if len(events) == 0 && !c.Overdue && !c.Due.IsZero() && !c.Due.After(at) {
		events = append(events, DeadlinePassed{Case: c.Number, Climbed: climbed(s, c, c.Due, at)})
	}
	if len(events) == 0 {
		events = TickReminder(s, c, at)
	}
	if t := WakeClimb(s, c); len(events) == 0 && !t.IsZero() && !t.After(at) {
		rung := climbed(s, c, lateSince(c), at)
		events = append(events, OverdueClimbed{Case: c.Number, Rung: rung, Missed: rung - c.Climbed - 1})
	}
	if len(events) == 0 && !echoDue(s, c).After(at) {
		events = append(events, SilenceEchoed{Case: c.Number, Times: c.Silences + 1})
	}
	return events
}

// tickStage is what time alone brings about in the stage that a case is in.
func tickStage(s *State, c *cases.Case, at time.Time) []Event {
	if tick := StageOf(s, c).Tick; tick != nil {
		return tick(s, c, at)
	}
	return nil
}
