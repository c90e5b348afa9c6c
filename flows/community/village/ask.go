package village

import (
	"slices"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Head is the record of the community itself.
func (v *Village) Head() record.Community {
	return Look(v, func(s *life.State) record.Community { return *s.Head() })
}

// Find is a case as it is kept.
func (v *Village) Find(n int) cases.Case {
	v.TB.Helper()
	return Look(v, func(s *life.State) cases.Case { return *s.Case(n) })
}

// Ballot is a ballot as it is kept.
func (v *Village) Ballot(id string) ballot.Ballot {
	v.TB.Helper()
	return Look(v, func(s *life.State) ballot.Ballot { return *s.Ballot(id) })
}

// Is asks for the kind of stage a case is in.
func (v *Village) Is(n int, want procedure.Kind) {
	v.TB.Helper()
	got := Look(v, func(s *life.State) procedure.Kind { c := s.Case(n); return c.Kind(s.Method(c)) })
	if got != want {
		v.TB.Fatalf("case #%d: expected %s, is in %s", n, want, got)
	}
}

// Ended asks for the outcome of a closed case.
func (v *Village) Ended(n int, want cases.Outcome) {
	v.TB.Helper()
	v.Is(n, procedure.Closed)
	if got := v.Find(n).Closed.Outcome; got != want {
		v.TB.Fatalf("case #%d: expected %s, ended %s", n, want, got)
	}
}

// HeardIn asks that the last step said a message in a room.
func (v *Village) HeardIn(room say.Room, id string) {
	v.TB.Helper()
	if !slices.ContainsFunc(v.Notices, func(n say.Notice) bool { return n.To.Room == room && n.Message.ID == id }) {
		v.TB.Fatalf("%s was not told %s; said were %v", room, id, v.Said())
	}
}

// Told asks for the persons whom the last step told a message in private.
func (v *Village) Told(id string, want ...int) {
	v.TB.Helper()
	var got []int
	for _, n := range v.Notices {
		if n.To.Person != 0 && n.Message.ID == id {
			got = append(got, n.To.Person)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		v.TB.Fatalf("%s: expected to be told to %v, was to %v; said were %v", id, want, got, v.Said())
	}
}

// Said are the messages of the last step, in order.
func (v *Village) Said() []string {
	var all []string
	for _, n := range v.Notices {
		if n.Message.ID != "" {
			all = append(all, n.Message.ID)
		}
	}
	return all
}
