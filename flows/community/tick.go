package community

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/meeting"
)

// Tick is the clock looking at one thing of the community, named as its wake-up is. A tick that finds nothing due does nothing.
func Tick(s *State, thing string, at time.Time) []Event {
	switch kind, n := splitThing(thing); kind {
	case "case":
		if c := s.Case(n); c != nil && c.Closed == nil {
			return s.tickCase(c, at)
		}
	case "meeting":
		if m := s.Meeting(n); m != nil {
			return s.tickMeeting(m, at)
		}
	case Whole:
		return s.tickAgenda(at)
	case "person":
		if p := s.Person(n); p != nil {
			return s.tickPerson(p, at)
		}
	}
	return nil
}

// Wake says when a thing next needs a tick; zero when it does not.
func Wake(s *State, thing string) time.Time {
	switch kind, n := splitThing(thing); kind {
	case "case":
		if c := s.Case(n); c != nil && c.Closed == nil {
			return s.wakeCase(c)
		}
	case "meeting":
		if m := s.Meeting(n); m != nil {
			return s.lookAtMeeting(m)
		}
	case Whole:
		return s.wakeAgenda()
	case "person":
		if p := s.Person(n); p != nil {
			return s.wakePerson(p)
		}
	}
	return time.Time{}
}

// Thing names what a record's change may wake: the record's key, when it is that of a case or a meeting. A ballot is looked at
// with its case, the agenda with the community as a whole.
func Thing(s *State, key string) (string, bool) {
	switch kind, n := splitThing(key); kind {
	case "case", "meeting", "person":
		return key, n > 0
	case "ballot":
		if b := s.Ballot(key[len("ballot:"):]); b != nil {
			return caseKey(b.Case), true
		}
	case agendaKey:
		return Whole, true
	}
	return "", false
}

func splitThing(thing string) (string, int) {
	for i := range thing {
		if thing[i] == ':' {
			return thing[:i], atoi(thing[i+1:])
		}
	}
	return thing, 0
}

// wakeCase is the earliest of the case's deadlines, reminders and the echo it is owed.
func (s *State) wakeCase(c *cases.Case) time.Time {
	next := s.echoDue(c)
	earlier := func(t time.Time) {
		if !t.IsZero() && t.Before(next) {
			next = t
		}
	}
	if !c.Overdue {
		earlier(c.Due)
	}
	if b := s.openBallot(c); b != nil {
		earlier(s.lookAtBallot(c, b))
	}
	earlier(s.wakeReminder(c))
	earlier(s.wakeClimb(c))
	for _, t := range c.OpenTasks() {
		if !t.Overdue {
			earlier(t.Due)
		}
	}
	return next
}

func (s *Records) openBallot(c *cases.Case) *ballot.Ballot {
	if c.Talk.Ballot == "" {
		return nil
	}
	return s.Ballot(c.Talk.Ballot)
}

// lookAtMeeting is when a meeting is next looked at. It begins at its time; all else waits for the end of the quiet hours.
func (s *State) lookAtMeeting(m *meeting.Meeting) time.Time {
	t := m.NextLook()
	if rung := s.wakePoll(m); !rung.IsZero() && rung.Before(t) {
		return rung
	}
	if t.IsZero() || m.Status == meeting.Scheduled && t.Equal(m.At) || !s.Quiet().Holds(s.local(t)) {
		return t
	}
	t = s.Quiet().Until(s.local(t))
	if m.Status == meeting.Scheduled && t.After(m.At) {
		return m.At
	}
	return t
}

// lookAtBallot is when a ballot next wants to be looked at: a reminder, or its end.
func (s *State) lookAtBallot(c *cases.Case, b *ballot.Ballot) time.Time {
	if rungs := s.ballotRungs(c, b); b.Reminded < len(rungs) {
		return rungs[b.Reminded]
	}
	return b.Closes
}

// echoDue is when a case must be heard of again at the latest. What is promised for the quiet hours is said before they begin.
func (s *State) echoDue(c *cases.Case) time.Time {
	due := s.Head().Echo.After(s.local(c.Echoed), s.Days())
	if early := s.audible(c, due, due); early.After(c.Echoed) {
		return early
	}
	return due
}

func (s *State) tickCase(c *cases.Case, at time.Time) []Event {
	if events := s.tickBallot(c, at); events != nil {
		return events
	}
	if events := s.tickStage(c, at); events != nil {
		return events
	}
	var events []Event
	for _, t := range c.OpenTasks() {
		if !t.Overdue && !t.Due.After(at) {
			events = append(events, TaskOverdue{Case: c.Number, Task: t.Number})
		}
	}
	if len(events) == 0 && !c.Overdue && !c.Due.IsZero() && !c.Due.After(at) {
		events = append(events, DeadlinePassed{Case: c.Number})
	}
	if len(events) == 0 {
		events = s.tickReminder(c, at)
	}
	if t := s.wakeClimb(c); len(events) == 0 && !t.IsZero() && !t.After(at) {
		events = append(events, OverdueClimbed{Case: c.Number, Rung: c.Climbed + 1})
	}
	if len(events) == 0 && !s.echoDue(c).After(at) {
		events = append(events, SilenceEchoed{Case: c.Number, Times: c.Silences + 1})
	}
	return events
}

func (s *State) tickBallot(c *cases.Case, at time.Time) []Event {
	b := s.openBallot(c)
	switch {
	case b == nil:
		return nil
	case !b.Closes.After(at) && !s.countable(b):
		return nil // it is tried again
	case !b.Closes.After(at):
		return s.finish(c, b, nil)
	case s.lookAtBallot(c, b).After(at):
		return nil
	}
	due := 0
	for _, t := range s.ballotRungs(c, b) {
		if !t.After(at) {
			due++
		}
	}
	return one(BallotReminded{Ballot: b.ID, Count: due})
}

// tickStage is what time alone brings about in the stage that a case is in.
func (s *State) tickStage(c *cases.Case, at time.Time) []Event {
	if tick := s.stage(c).Tick; tick != nil {
		return tick(s, c, at)
	}
	return nil
}

// tickMeeting opens a meeting at its time; before, it publishes the agenda and reminds; after, it asks for the minutes, once however
// many times were missed.
func (s *State) tickMeeting(m *meeting.Meeting, at time.Time) []Event {
	due := func(t time.Time) bool { return !t.IsZero() && !t.After(at) }
	switch {
	case m.Status == meeting.Polled && due(m.NextLook()):
		return one(PollOffered{Meeting: m.Number})
	case m.Status == meeting.Polled && !m.Poll.Offered:
		return s.tickPoll(m, at)
	case m.Status == meeting.Open && due(m.Chase()):
		after := *m
		for due(after.Chase()) {
			after.Chased++
		}
		return one(MinutesChased{Meeting: m.Number, Count: after.Chased})
	case m.Status != meeting.Scheduled:
		return nil
	case due(m.At):
		return one(MeetingOpened{Meeting: m.Number})
	}
	var events []Event
	if due(m.Announce) {
		events = append(events, AgendaPublished{Meeting: m.Number})
	}
	if !m.Reminded && due(m.Reminder()) {
		events = append(events, MeetingReminded{Meeting: m.Number})
	}
	return events
}
