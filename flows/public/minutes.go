package public

import (
	"time"

	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Minutes are the minutes of one meeting, as they are printed.
type Minutes struct {
	Meeting
	Form    meeting.Form
	Purpose meeting.Purpose
	// Until is when a written meeting ended; zero for the others.
	Until    time.Time
	Recorded time.Time
	// Chairs, Present and Guests are those who held an office by name, and how many others there were.
	Chairs, Present, Guests Names
	// Votes are how its cases were voted on.
	Votes []say.Message
}

// Names are people: those who hold an office by name, and how many others there are.
type Names struct {
	Known  []string
	Others int
}

// Count is how many people they are.
func (n Names) Count() int { return len(n.Known) + n.Others }

// MinutesOf are the minutes of a meeting; ok is false where there is none, or none with a date.
func MinutesOf(s *life.State, number int) (found Minutes, ok bool) {
	all := Meetings(s, []int{number})
	if len(all) == 0 {
		return found, false
	}
	m := s.Meeting(number)
	there, guests := m.Attendance()
	found = Minutes{
		Meeting: all[0], Form: m.Held(), Purpose: m.For(), Until: m.Until, Recorded: m.Recorded, Chairs: named(s, m.Chairs),
		Present: named(s, there), Guests: named(s, guests),
	}
	if m.Status == meeting.Over {
		found.Votes = votes(s, m)
	}
	return found, true
}

// named are people by name where they hold an office.
func named(s *life.State, persons []int) (n Names) {
	record.WantCalled(s.Records, persons...)
	for _, p := range persons {
		name := record.CalledOf(s.Records, p).Plain()
		if name == "" || !seated(s, p) {
			n.Others++
			continue
		}
		n.Known = append(n.Known, name)
	}
	return n
}

// seated tells whether a person holds an office.
func seated(s *life.State, person int) bool {
	for _, h := range s.Holders().List {
		if h.Person == person {
			return true
		}
	}
	return false
}

// recordOf is what was gathered of a meeting, a line each, without the votes. Who spoke is named where it was
// somebody who holds an office.
func recordOf(s *life.State, m *meeting.Meeting) []say.Message {
	var lines []say.Message
	for _, l := range convening.Draft(s, m) {
		if l.Of != convening.VoteLine && l.Of != convening.RollLine {
			lines = append(lines, unnamed(s, l.Message))
		}
	}
	return lines
}

// unnamed is a message in which only those are named who hold an office; the others are residents.
func unnamed(s *life.State, m say.Message) say.Message {
	args := say.Args{}
	for name, a := range m.Args {
		args[name] = unnamedIn(s, a)
	}
	m.Args = args
	return m
}

// Unnamed is a message in which nobody is named who holds no office.
func Unnamed(s *life.State, m say.Message) say.Message { return unnamed(s, m) }

func unnamedIn(s *life.State, a say.Arg) say.Arg {
	all := func(of []say.Arg) []say.Arg {
		var made []say.Arg
		for _, x := range of {
			made = append(made, unnamedIn(s, x))
		}
		return made
	}
	if a.Person != nil && !seated(s, *a.Person) {
		return say.Msg("someone")
	}
	if a.Msg != nil {
		m := unnamed(s, *a.Msg)
		a.Msg = &m
	}
	a.List, a.Clauses, a.Lines = all(a.List), all(a.Clauses), all(a.Lines)
	return a
}

// votes are the votes of a meeting, each below its case; a case that was not voted on has none.
func votes(s *life.State, m *meeting.Meeting) []say.Message {
	var lines []say.Message
	var about *say.Message
	for _, l := range convening.Draft(s, m) {
		switch {
		case l.Of == convening.CaseLine:
			about = &l.Message
		case l.Of == convening.VoteLine && about != nil:
			lines = append(lines, *about)
			about = nil
			fallthrough
		case l.Of == convening.VoteLine:
			lines = append(lines, say.New("paper.vote."+l.Result, l.Message.Args))
		case l.Of == convening.RollLine:
			lines = append(lines, unnamed(s, l.Message))
		}
	}
	return lines
}
