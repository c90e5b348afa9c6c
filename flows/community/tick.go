package community

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/record"
	"echowall/flows/rounds"
	"echowall/flows/voting"
)

// Tick is the clock looking at one thing of the community, named as its wake-up is. A tick that finds nothing due does nothing.
func Tick(s *life.State, thing string, at time.Time) []life.Event {
	switch kind, n := splitThing(thing); kind {
	case "case":
		if c := s.Case(n); c != nil && c.Closed == nil {
			return tickCase(s, c, at)
		}
	case "meeting":
		if m := s.Meeting(n); m != nil {
			return tickMeeting(s, m, at)
		}
	case rounds.Whole:
		return rounds.TickAgenda(s, at)
	case "person":
		if p := s.Person(n); p != nil {
			return office.TickPerson(s, p, at)
		}
	}
	return nil
}

// Wake says when a thing next needs a tick; zero when it does not.
func Wake(s *life.State, thing string) time.Time {
	switch kind, n := splitThing(thing); kind {
	case "case":
		if c := s.Case(n); c != nil && c.Closed == nil {
			return wakeCase(s, c)
		}
	case "meeting":
		if m := s.Meeting(n); m != nil {
			return lookAtMeeting(s, m)
		}
	case rounds.Whole:
		return rounds.WakeAgenda(s)
	case "person":
		if p := s.Person(n); p != nil {
			return office.WakePerson(s, p)
		}
	}
	return time.Time{}
}

// Thing names what a record's change may wake: the record's key, when it is that of a case or a meeting. A ballot is looked at
// with its case, the agenda with the community as a whole.
func Thing(s *life.State, key string) (string, bool) {
	switch kind, n := splitThing(key); kind {
	case "case", "meeting", "person":
		return key, n > 0
	case "ballot":
		if b := s.Ballot(key[len("ballot:"):]); b != nil {
			return record.CaseKey(b.Case), true
		}
	case record.AgendaKey:
		return rounds.Whole, true
	}
	return "", false
}

func splitThing(thing string) (string, int) {
	for i := range thing {
		if thing[i] == ':' {
			return thing[:i], record.Atoi(thing[i+1:])
		}
	}
	return thing, 0
}

// wakeCase is the earliest of the case's deadlines, reminders and the echo it is owed.
func wakeCase(s *life.State, c *cases.Case) time.Time {
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
		earlier(lookAtBallot(s, c, b))
	}
	earlier(life.WakeReminder(s, c))
	earlier(life.WakeClimb(s, c))
	for _, t := range c.OpenTasks() {
		if !t.Overdue {
			earlier(t.Due)
		}
	}
	return next
}

// lookAtMeeting is when a meeting is next looked at. It begins at its time; all else waits for the end of the quiet hours.
func lookAtMeeting(s *life.State, m *meeting.Meeting) time.Time {
	t := m.NextLook()
	if rung := convening.WakePoll(s, m); !rung.IsZero() && rung.Before(t) {
		return rung
	}
	if t.IsZero() || m.Status == meeting.Scheduled && t.Equal(m.At) || !s.Quiet().Holds(s.Local(t)) {
		return t
	}
	t = s.Quiet().Until(s.Local(t))
	if m.Status == meeting.Scheduled && t.After(m.At) {
		return m.At
	}
	return t
}

// lookAtBallot is when a ballot next wants to be looked at: a reminder, or its end.
func lookAtBallot(s *life.State, c *cases.Case, b *ballot.Ballot) time.Time {
	if rungs := life.BallotRungs(s, c, b); b.Reminded < len(rungs) {
		return rungs[b.Reminded]
	}
	return b.Closes
}

// echoDue is when a case must be heard of again at the latest. What is promised for the quiet hours is said before they begin.
func echoDue(s *life.State, c *cases.Case) time.Time {
	due := s.Head().Echo.After(s.Local(c.Echoed), s.Days())
	if early := life.Audible(s, c, due, due); early.After(c.Echoed) {
		return early
	}
	return due
}

func tickCase(s *life.State, c *cases.Case, at time.Time) []life.Event {
	if events := tickBallot(s, c, at); events != nil {
		return events
	}
	if events := tickStage(s, c, at); events != nil {
		return events
	}
	var events []life.Event
	for _, t := range c.OpenTasks() {
		if !t.Overdue && !t.Due.After(at) {
			events = append(events, TaskOverdue{Case: c.Number, Task: t.Number})
		}
	}
	if len(events) == 0 && !c.Overdue && !c.Due.IsZero() && !c.Due.After(at) {
		events = append(events, DeadlinePassed{Case: c.Number})
	}
	if len(events) == 0 {
		events = life.TickReminder(s, c, at)
	}
	if t := life.WakeClimb(s, c); len(events) == 0 && !t.IsZero() && !t.After(at) {
		events = append(events, life.OverdueClimbed{Case: c.Number, Rung: c.Climbed + 1})
	}
	if len(events) == 0 && !echoDue(s, c).After(at) {
		events = append(events, SilenceEchoed{Case: c.Number, Times: c.Silences + 1})
	}
	return events
}

func tickBallot(s *life.State, c *cases.Case, at time.Time) []life.Event {
	b := s.OpenBallot(c)
	switch {
	case b == nil:
		return nil
	case !b.Closes.After(at) && !s.Countable(b):
		return nil // it is tried again
	case !b.Closes.After(at):
		return voting.Finish(s, c, b, nil)
	case lookAtBallot(s, c, b).After(at):
		return nil
	}
	due := 0
	for _, t := range life.BallotRungs(s, c, b) {
		if !t.After(at) {
			due++
		}
	}
	return life.One(voting.BallotReminded{Ballot: b.ID, Count: due})
}

// tickStage is what time alone brings about in the stage that a case is in.
func tickStage(s *life.State, c *cases.Case, at time.Time) []life.Event {
	if tick := life.StageOf(s, c).Tick; tick != nil {
		return tick(s, c, at)
	}
	return nil
}

// tickMeeting opens a meeting at its time; before, it publishes the agenda and reminds; after, it asks for the minutes, once however
// many times were missed.
func tickMeeting(s *life.State, m *meeting.Meeting, at time.Time) []life.Event {
	due := func(t time.Time) bool { return !t.IsZero() && !t.After(at) }
	switch {
	case m.Status == meeting.Polled && due(m.NextLook()):
		return life.One(convening.PollOffered{Meeting: m.Number})
	case m.Status == meeting.Polled && !m.Poll.Offered:
		return convening.TickPoll(s, m, at)
	case m.Status == meeting.Open && due(m.Chase()):
		after := *m
		for due(after.Chase()) {
			after.Chased++
		}
		return life.One(convening.MinutesChased{Meeting: m.Number, Count: after.Chased})
	case m.Status != meeting.Scheduled:
		return nil
	case due(m.At):
		return life.One(convening.MeetingOpened{Meeting: m.Number})
	}
	var events []life.Event
	if due(m.Announce) {
		events = append(events, convening.AgendaPublished{Meeting: m.Number})
	}
	if !m.Reminded && due(m.Reminder()) {
		events = append(events, convening.MeetingReminded{Meeting: m.Number})
	}
	return events
}
