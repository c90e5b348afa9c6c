package community

import (
	"errors"
	"fmt"
	"slices"

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
	if p := a.Before.Person(a.By); p != nil {
		return !p.Erased
	}
	return slices.ContainsFunc(
		e.Events,
		func(x life.Event) bool { j, ok := x.(personnel.PersonJoined); return ok && j.Person == a.By },
	)
}

func onlyJoined(e Entry) bool {
	return !slices.ContainsFunc(e.Events, func(x life.Event) bool { _, ok := x.(personnel.PersonJoined); return !ok })
}

// right holds the verb of an entry against the table of permissions, in the case or meeting that the entry is about.
func right(a *proof.Act, e Entry) error {
	rule, ok := life.Permissions(a.Before).Find(a.Cause)
	if !ok {
		return fmt.Errorf("nobody can do %q", a.Cause)
	}
	number, meeting := about(a, e)
	if rule.Stages != nil && number != 0 {
		_, err := proof.InCase(a, number)
		return err
	}
	if rule.Stages != nil {
		// These are about several cases, or one that is new, and their events look at each.
		several := []permission.Verb{permission.Schedule, permission.Poll, permission.Again}
		return proof.Unless(slices.Contains(several, a.Cause), "there was no case to %s", a.Cause)
	}
	if slices.Contains(rule.Roles, people.Admin) {
		return nil // the book does not know who runs the group
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
