package community_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

type command = life.Command

const day = 24 * time.Hour

// raised is a case that a resident raised.
func (v *village) raised() int {
	v.tb.Helper()
	v.must(command{Verb: permission.Raise, By: resident, Text: "The street lamps have been broken for six years"})
	return v.head().Cases
}

// screened is a case in screening.
func (v *village) screened() int {
	v.tb.Helper()
	n := v.raised()
	v.must(command{Verb: permission.Take, By: convener, Case: n})
	return n
}

// accepted is a case that goes on a track.
func (v *village) accepted(t procedure.Track) int {
	v.tb.Helper()
	n := v.raised()
	v.must(command{Verb: permission.Screen, By: convener, Case: n, Verdict: cases.Verdict{Kind: cases.Accept, Track: t}})
	return n
}

// talked is a case in deliberation.
func (v *village) talked() int {
	v.tb.Helper()
	n := v.accepted(procedure.Small)
	v.is(n, procedure.Deliberation)
	return n
}

// heard is a case whose meeting has been opened.
func (v *village) heard() int {
	v.tb.Helper()
	n := v.talked()
	v.meets(n)
	return n
}

// meets holds a meeting on a case.
func (v *village) meets(n int) int {
	v.tb.Helper()
	v.must(command{Verb: permission.Schedule, By: secretary, Cases: []int{n}, When: v.now.Add(2 * day), Text: "hall"})
	m := v.head().Meetings
	v.must(command{Verb: permission.Open, By: convener, Meeting: m})
	return m
}

// put puts a text to the vote on a case that was heard.
func (v *village) put(n int, class ballot.Class) string {
	v.tb.Helper()
	v.must(command{Verb: permission.Resolve, By: secretary, Case: n, Class: class, Text: "New lamps along the lane"})
	return v.find(n).Talk.Ballot
}

// votes lets persons vote.
func (v *village) votes(n int, c ballot.Choice, persons ...int) {
	v.tb.Helper()
	for _, p := range persons {
		v.must(command{Verb: permission.Vote, By: p, Case: n, Choice: c})
	}
}

// adopted is a case whose resolution has just been adopted by the whole council.
func (v *village) adopted(class ballot.Class) int {
	v.tb.Helper()
	n := v.heard()
	v.put(n, class)
	v.votes(n, ballot.Yes, convener, member, lawyer, elder)
	return n
}

// published is a case whose resolution anybody may object to.
func (v *village) published(class ballot.Class) int {
	v.tb.Helper()
	n := v.adopted(class)
	v.must(command{Verb: permission.Publish, By: secretary, Case: n})
	return n
}

// unopposed is a case before the authority.
func (v *village) unopposed() int {
	v.tb.Helper()
	n := v.published(ballot.A)
	v.pass(v.find(n).Publicity.Until.Sub(v.now))
	v.is(n, procedure.Approval)
	return n
}

// approved is a case to be carried out.
func (v *village) approved() int {
	v.tb.Helper()
	n := v.unopposed()
	v.must(command{Verb: permission.Approve, By: authority, Case: n})
	v.is(n, procedure.Implementation)
	return n
}

// assigned is a case on which the power company works, for ten days.
func (v *village) assigned() int {
	v.tb.Helper()
	n := v.approved()
	v.assign(n, "power", 10*day)
	return n
}

func (v *village) assign(n int, unit string, within time.Duration) {
	v.tb.Helper()
	v.must(command{Verb: permission.Assign, By: secretary, Case: n, Word: unit, Text: "put up lamps", When: v.now.Add(within)})
}

// judged is a case whose result is judged.
func (v *village) judged() int {
	v.tb.Helper()
	n := v.assigned()
	v.must(command{Verb: permission.Done, By: power, Case: n, Text: "twelve lamps burn"})
	v.is(n, procedure.Evaluation)
	return n
}

// answered is a closed case.
func (v *village) answered() int {
	v.tb.Helper()
	n := v.screened()
	v.must(command{Verb: permission.Screen, By: secretary, Case: n, Verdict: cases.Verdict{Kind: cases.Answer, Text: "ordered"}})
	v.is(n, procedure.Closed)
	return n
}

func (v *village) head() record.Community {
	return look(v, func(s *life.State) record.Community { return *s.Head() })
}

func (v *village) find(n int) cases.Case {
	v.tb.Helper()
	return look(v, func(s *life.State) cases.Case { return *s.Case(n) })
}

func (v *village) ballot(id string) ballot.Ballot {
	v.tb.Helper()
	return look(v, func(s *life.State) ballot.Ballot { return *s.Ballot(id) })
}

// is asks for the kind of stage a case is in.
func (v *village) is(n int, want procedure.Kind) {
	v.tb.Helper()
	got := look(v, func(s *life.State) procedure.Kind { c := s.Case(n); return c.Kind(s.Method(c)) })
	if got != want {
		v.tb.Fatalf("case #%d: expected %s, is in %s", n, want, got)
	}
}

// ended asks for the outcome of a closed case.
func (v *village) ended(n int, want cases.Outcome) {
	v.tb.Helper()
	v.is(n, procedure.Closed)
	if got := v.find(n).Closed.Outcome; got != want {
		v.tb.Fatalf("case #%d: expected %s, ended %s", n, want, got)
	}
}

// heardIn asks that the last step said a message in a room.
func (v *village) heardIn(room say.Room, id string) {
	v.tb.Helper()
	if !slices.ContainsFunc(v.notices, func(n say.Notice) bool { return n.To.Room == room && n.Message.ID == id }) {
		v.tb.Fatalf("%s was not told %s; said were %v", room, id, v.said())
	}
}

// told asks for the persons whom the last step told a message in private.
func (v *village) told(id string, want ...int) {
	v.tb.Helper()
	var got []int
	for _, n := range v.notices {
		if n.To.Person != 0 && n.Message.ID == id {
			got = append(got, n.To.Person)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		v.tb.Fatalf("%s: expected to be told to %v, was to %v; said were %v", id, want, got, v.said())
	}
}

func (v *village) said() []string {
	var all []string
	for _, n := range v.notices {
		if n.Message.ID != "" {
			all = append(all, n.Message.ID)
		}
	}
	return all
}

// roads bring a case of the six steps into each kind of stage.
func roads() map[procedure.Kind]func(v *village) int {
	return map[procedure.Kind]func(v *village) int{
		procedure.Intake:         (*village).raised,
		procedure.Screening:      (*village).screened,
		procedure.Research:       func(v *village) int { return v.accepted(procedure.Big) },
		procedure.Deliberation:   (*village).talked,
		procedure.Publicity:      func(v *village) int { return v.published(ballot.A) },
		procedure.Approval:       (*village).unopposed,
		procedure.Implementation: (*village).assigned,
		procedure.Evaluation:     (*village).judged,
		procedure.Closed:         (*village).answered,
	}
}

func TestEveryStageIsReachedAndTheJournalYieldsTheRecords(t *testing.T) {
	for kind, road := range roads() {
		t.Run(string(kind), func(t *testing.T) {
			v := found(t, "six-step")
			v.is(road(v), kind)
			v.provesJournal()
		})
	}
}
