package public

import (
	"cmp"
	"slices"

	"echowall/flows/life"
	"echowall/flows/procedure"
)

// Board is the wall: the open cases by step, what is late apart.
type Board struct {
	Late []Line
	// Groups are in the order of the steps.
	Groups []Group
	// Coming are the meetings to come.
	Coming []Meeting
	// Ended are the cases closed last, at most so many as were asked for.
	Ended []Line
}

// Group is the cases in one step.
type Group struct {
	Step map[string]string
	// Key names the step in an address: its English name.
	Key   string
	order int
	Lines []Line
}

// Wall is the wall as it stands. Ended is how many of the closed cases it shows.
func Wall(s *life.State, ended int) Board {
	b := Board{Coming: Meetings(s, s.Head().Coming), Ended: lastEnded(s, ended)}
	groups := map[string]*Group{}
	for _, l := range Lines(s, s.Head().Open) {
		if l.Overdue {
			b.Late = append(b.Late, l)
			continue
		}
		key := l.Step[procedure.DefaultLanguage]
		if groups[key] == nil {
			groups[key] = &Group{Step: l.Step, Key: key, order: l.At}
		}
		groups[key].Lines = append(groups[key].Lines, l)
	}
	for _, g := range groups {
		b.Groups = append(b.Groups, *g)
	}
	slices.SortFunc(b.Groups, func(x,
		y Group) int {
		return cmp.Or(cmp.Compare(x.order, y.order), cmp.Compare(x.Key, y.Key))
	})
	return b
}

// lastEnded are the cases closed last among the newest: to look through all of them for the very last would read them
// all.
func lastEnded(s *life.State, count int) []Line {
	numbers := Ended(s)
	numbers = numbers[:min(len(numbers), 3*count)]
	lines := Lines(s, numbers)
	slices.SortStableFunc(lines, func(x, y Line) int { return y.Updated.Compare(x.Updated) })
	return lines[:min(len(lines), count)]
}

// Ended are the numbers of the closed cases, the newest first.
func Ended(s *life.State) []int {
	h := s.Head()
	open := map[int]bool{}
	for _, n := range h.Open {
		open[n] = true
	}
	var ended []int
	for n := h.Cases; n > 0; n-- {
		if !open[n] {
			ended = append(ended, n)
		}
	}
	return ended
}
