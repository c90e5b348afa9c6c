package community

import (
	"errors"
	"fmt"
	"slices"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/proof"
)

// entitled refuses an entry of somebody who is not there, or has no right to what it says they did.
func entitled(a *proof.Act, e Entry) error {
	switch {
	case a.Nobody():
		return proof.Unless(a.By == 0, "person %d did what nobody does", a.By)
	case a.Cause == permission.Setup:
		return proof.Unless(a.By == 1 && a.Before.Head() == nil, "a community is founded once, by its first person")
	case a.Before.Head() == nil:
		return errors.New("there was no community yet")
	case a.Cause == permission.Follow && a.By == 0:
		return nil // a channel says the code that binds it
	case !known(a, e):
		return fmt.Errorf("there was no person %d", a.By)
	case a.Cause == proof.FromNothing:
		return proof.Unless(onlyJoined(e), "something happened of nothing")
	}
	return right(a, e)
}

// known tells whether the person of an entry was there, or came with it.
func known(a *proof.Act, e Entry) bool {
	if p := a.Before.Person(a.By); p != nil && !p.Erased {
		return true
	}
	return slices.ContainsFunc(e.Events, func(x life.Event) bool { return comes(x) == a.By })
}

func onlyJoined(e Entry) bool {
	return !slices.ContainsFunc(e.Events, func(x life.Event) bool { return comes(x) == 0 })
}

// comes is the person whom an event lets come, or come back; 0 where it does not.
func comes(e life.Event) int {
	switch e := e.(type) {
	case personnel.PersonJoined:
		return e.Person
	case personnel.PersonReturned:
		return e.Person
	}
	return 0
}

// right holds the verb of an entry against the table of permissions, in the case or meeting that the entry is about.
func right(a *proof.Act, e Entry) error {
	rule, ok := life.Permissions(a.Before).Find(a.Cause)
	if !ok {
		return fmt.Errorf("nobody can do %q", a.Cause)
	}
	if err := life.Muted(a.Before, life.Command{Verb: a.Cause, By: a.By, At: a.At}); err != nil {
		return err
	}
	number, meeting := about(a, e)
	if err := besides(a, e, number, meeting); err != nil {
		return err
	}
	if rule.Stages != nil && number != 0 {
		_, err := proof.InCase(a, number)
		return err
	}
	if rule.Stages != nil {
		// These are about several cases, or one that is new, and their events look at each.
		several := []permission.Verb{permission.Schedule, permission.Poll, permission.Again}
		return proof.Unless(slices.Contains(several, a.Cause), "there was no case to %s", a.Cause)
	}
	if slices.Contains(rule.Roles, people.Admin) || slices.Contains(rule.Roles, people.Owner) {
		return nil // the book does not know who runs the group, nor whose it is
	}
	return proof.May(a, a.Cause, meeting)
}

// about is the case and the meeting that were there before and that the events of an entry tell of; 0 for none.
func about(a *proof.Act, e Entry) (number, meeting int) {
	for _, x := range e.Events {
		s := subjectOf(x)
		if number == 0 && a.Before.Case(s.number) != nil {
			number = s.number
		}
		if meeting == 0 && s.meeting != 0 {
			meeting = s.meeting
		}
	}
	return number, meeting
}

// besides refuses what an entry does in other cases and meetings than the one it is about, of which the right was
// asked.
func besides(a *proof.Act, e Entry, number, held int) error {
	for i, x := range e.Events {
		s := subjectOf(x)
		other := s.number != number || a.Cause == permission.Minutes
		if other && a.Before.Case(s.number) != nil && !brought(a, e, s.number, held) {
			return fmt.Errorf("%s is of case %d, which this was not about", e.Names[i], s.number)
		}
		// Who comes to have a say is asked to all meetings that are to come.
		if s.meeting != 0 && s.meeting != held && e.Names[i] != "meeting.invited" {
			return fmt.Errorf("%s is of meeting %d, which this was not about", e.Names[i], s.meeting)
		}
	}
	return nil
}

// brought tells whether what was done elsewhere brings a case along: the minutes of the meeting in which it was talked
// over, a verdict on several cases alike, each of which had to be screened by that person, or another case that is
// merged into it, with which it may have supporters enough.
func brought(a *proof.Act, e Entry, number, held int) bool {
	if a.Cause == permission.Screen {
		if _, err := proof.InCase(a, number); err == nil {
			return true
		}
	}
	if a.Cause == permission.Minutes {
		m := a.Before.Meeting(held)
		return m != nil && slices.ContainsFunc(
			a.Before.OnAgenda(m),
			func(c *cases.Case) bool { return c.Number == number },
		)
	}
	return slices.ContainsFunc(e.Events, func(x life.Event) bool {
		closed, ok := x.(life.CaseClosed)
		return ok && closed.How.Outcome == cases.Merged && closed.How.Into == number
	})
}
