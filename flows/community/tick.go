package community

import (
	"time"

	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/record"
	"echowall/flows/rounds"
)

// Tick is the clock looking at one thing of the community, named as its wake-up is. A tick that finds nothing due does
// nothing.
func Tick(s *life.State, thing string, at time.Time) []life.Event {
	switch kind, n := splitThing(thing); kind {
	case "case":
		if c := s.Case(n); c != nil && c.Closed == nil {
			return life.TickCase(s, c, at)
		}
	case "meeting":
		if m := s.Meeting(n); m != nil {
			return convening.TickMeeting(s, m, at)
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

// Want notes what a look at a thing reads, whatever comes of it.
func Want(s *life.State, thing string) {
	s.Want(record.HeadKey, record.HoldersKey, record.DaysKey)
	switch kind, n := splitThing(thing); kind {
	case "case":
		s.WantCases(n)
		s.Want(record.PathKey(n))
	case "meeting":
		s.WantMeetings(n)
	case rounds.Whole:
		s.Want(record.AgendaKey)
	case "person":
		s.WantPeople(n)
	}
}

// Wake says when a thing next needs a tick; zero when it does not.
func Wake(s *life.State, thing string) time.Time {
	switch kind, n := splitThing(thing); kind {
	case "case":
		if c := s.Case(n); c != nil && c.Closed == nil {
			return life.WakeCase(s, c)
		}
	case "meeting":
		if m := s.Meeting(n); m != nil {
			return convening.WakeMeeting(s, m)
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

// Thing names what a record's change may wake: the record's key, when it is that of a case or a meeting. A ballot is
// looked at with its case, the agenda with the community as a whole.
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

// Stirs are the things that an event gives reason to look at, beside those whose records it changes.
func Stirs(s *life.State, e life.Event) (things []string) {
	for _, n := range convening.Stirs(s, e) {
		things = append(things, record.MeetingKey(n))
	}
	return things
}

func splitThing(thing string) (string, int) {
	for i := range thing {
		if thing[i] == ':' {
			return thing[:i], record.Atoi(thing[i+1:])
		}
	}
	return thing, 0
}
