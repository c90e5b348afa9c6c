package community

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/proof"
	"echowall/flows/rounds"
	"echowall/flows/voting"
)

// refreshes tells whether a look of the clock only took over what the program knows.
func refreshes(events []life.Event) bool {
	for _, x := range events {
		name, err := Name(x)
		if err != nil ||
			!slices.Contains(
				[]string{"community.days", "community.method", "community.renewed", "community.rules", "schedule.set"},
				name,
			) {
			return false
		}
	}
	return true
}

// ticked holds what the clock is said to have done against what it would have done at that time. A secret ballot cannot
// be counted again: its close is held against its receipts.
func ticked(a *proof.Act, events []life.Event) error {
	if closed, ok := events[0].(voting.BallotClosed); ok {
		if b := a.Before.Ballot(closed.Ballot); b != nil && b.Rule.Secret {
			return nil
		}
	}
	for _, thing := range things(events) {
		want := Tick(a.Before, thing, a.At)
		if proof.SameEvents(events, want) || proof.SameEvents(events, earlier(a.Before, thing, a.At, want)) {
			return nil
		}
	}
	return errors.New("the clock would not have done this then")
}

// earlier is what the clock of an earlier program would have done instead: it climbed one rung of a ladder at a time,
// and went another way with meetings. What such a program wrote is not found wanting.
func earlier(s *life.State, thing string, at time.Time, now []life.Event) (all []life.Event) {
	if kind, n := splitThing(thing); kind == "meeting" {
		if m := s.Meeting(n); m != nil {
			return convening.TickEarlier(s, m, at)
		}
	}
	for _, x := range now {
		switch e := x.(type) {
		case life.DeadlinePassed:
			x = life.DeadlinePassed{Case: e.Case}
		case life.TaskOverdue:
			x = life.TaskOverdue{Case: e.Case, Task: e.Task}
		case life.OverdueClimbed:
			x = life.OverdueClimbed{Case: e.Case, Rung: e.Rung - e.Missed}
		}
		all = append(all, x)
	}
	return all
}

// things are those that a look of the clock may have been at.
func things(events []life.Event) []string {
	all := []string{rounds.Whole}
	for _, x := range events {
		s := subjectOf(x)
		for kind, n := range map[string]int{"case": s.number, "meeting": s.meeting, "person": s.person} {
			if n != 0 {
				all = append(all, fmt.Sprintf("%s:%d", kind, n))
			}
		}
	}
	return all
}

// subject is what an event tells of.
type subject struct{ number, meeting, person int }

// subjectOf reads off an event, as it is written, which case, meeting or person it tells of.
func subjectOf(e life.Event) (s subject) {
	text, err := json.Marshal(e)
	if err != nil {
		return s
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(text, &fields) != nil {
		return s
	}
	for name, into := range map[string]*int{"case": &s.number, "meeting": &s.meeting, "person": &s.person} {
		_ = json.Unmarshal(fields[name], into) // what is no number tells of no such thing
	}
	var id string
	var whole struct {
		Case int `json:"case"`
	}
	if json.Unmarshal(fields["ballot"], &id) == nil {
		fmt.Sscanf(strings.ReplaceAll(id, ".", " "), "%d", &s.number)
	} else if json.Unmarshal(fields["ballot"], &whole) == nil && s.number == 0 {
		s.number = whole.Case
	}
	return s
}
