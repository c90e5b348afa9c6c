package village

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// Raised is a case that a resident raised.
func (v *Village) Raised() int {
	v.TB.Helper()
	v.Must(life.Command{
		Verb: permission.Raise, By: Resident,
		Values: intake.Raise{Text: "The street lamps have been broken for six years"},
	})
	return v.Head().Cases
}

// Screened is a case in screening.
func (v *Village) Screened() int {
	v.TB.Helper()
	n := v.Raised()
	v.Must(life.Command{Verb: permission.Take, By: Convener, Case: n})
	return n
}

// Accepted is a case that goes on a track.
func (v *Village) Accepted(t procedure.Track) int {
	v.TB.Helper()
	n := v.Raised()
	v.Must(life.Command{
		Verb: permission.Screen, By: Convener, Case: n, Values: cases.Verdict{Kind: cases.Accept, Track: t},
	})
	return n
}

// Talked is a case in deliberation.
func (v *Village) Talked() int {
	v.TB.Helper()
	n := v.Accepted(procedure.Small)
	v.Is(n, procedure.Deliberation)
	return n
}

// Heard is a case whose meeting has been opened.
func (v *Village) Heard() int {
	v.TB.Helper()
	n := v.Talked()
	v.Meets(n)
	return n
}

// Meets holds a meeting on a case.
func (v *Village) Meets(n int) int {
	v.TB.Helper()
	v.Must(life.Command{
		Verb: permission.Schedule, By: Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(2 * Day), Place: "hall"},
	})
	m := v.Head().Meetings
	v.Must(life.Command{Verb: permission.Open, By: Convener, Meeting: m})
	return m
}

// Put puts a text to the vote on a case that was heard.
func (v *Village) Put(n int, class ballot.Class) string {
	v.TB.Helper()
	v.Must(life.Command{
		Verb: permission.Resolve, By: Secretary, Case: n,
		Values: voting.Resolve{Class: class, Text: "New lamps along the lane"},
	})
	return v.Find(n).Talk.Ballot
}

// Votes lets persons vote.
func (v *Village) Votes(n int, c ballot.Choice, persons ...int) {
	v.TB.Helper()
	for _, p := range persons {
		v.Must(life.Command{Verb: permission.Vote, By: p, Case: n, Values: voting.Vote{Choice: c}})
	}
}

// Adopted is a case whose resolution has just been adopted by the whole council.
func (v *Village) Adopted(class ballot.Class) int {
	v.TB.Helper()
	n := v.Heard()
	v.Put(n, class)
	v.Votes(n, ballot.Yes, Convener, Member, Lawyer, Elder)
	return n
}

// Published is a case whose resolution anybody may object to.
func (v *Village) Published(class ballot.Class) int {
	v.TB.Helper()
	n := v.Adopted(class)
	v.Must(life.Command{Verb: permission.Publish, By: Secretary, Case: n})
	return n
}

// Unopposed is a case before the authority.
func (v *Village) Unopposed() int {
	v.TB.Helper()
	n := v.Published(ballot.A)
	v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
	v.Is(n, procedure.Approval)
	return n
}

// Approved is a case to be carried out.
func (v *Village) Approved() int {
	v.TB.Helper()
	n := v.Unopposed()
	v.Must(life.Command{Verb: permission.Approve, By: Authority, Case: n})
	v.Is(n, procedure.Implementation)
	return n
}

// Assigned is a case on which the power company works, for ten days.
func (v *Village) Assigned() int {
	v.TB.Helper()
	n := v.Approved()
	v.Assign(n, "power", 10*Day)
	return n
}

// Assign gives a unit something to do on a case.
func (v *Village) Assign(n int, unit string, within time.Duration) {
	v.TB.Helper()
	v.Must(life.Command{
		Verb: permission.Assign, By: Secretary, Case: n,
		Values: work.Assign{Unit: unit, Measure: "put up lamps", Due: v.Now.Add(within)},
	})
}

// Judged is a case whose result is judged.
func (v *Village) Judged() int {
	v.TB.Helper()
	n := v.Assigned()
	v.Must(life.Command{Verb: permission.Done, By: Power, Case: n, Values: work.Report{Text: "twelve lamps burn"}})
	v.Is(n, procedure.Evaluation)
	return n
}

// Answered is a closed case.
func (v *Village) Answered() int {
	v.TB.Helper()
	n := v.Screened()
	v.Must(life.Command{
		Verb: permission.Screen, By: Secretary, Case: n, Values: cases.Verdict{Kind: cases.Answer, Text: "ordered"},
	})
	v.Is(n, procedure.Closed)
	return n
}

// HeardInHall is a case of the hall that was heard in a meeting.
func (v *Village) HeardInHall() int {
	v.TB.Helper()
	n := v.Raised()
	v.Must(life.Command{Verb: permission.Screen, By: Secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept}})
	v.Votes(n, ballot.Yes, Convener, Member, Lawyer, Elder)
	v.Meets(n)
	return n
}

// Roads bring a case of the six steps into each kind of stage.
func Roads() map[procedure.Kind]func(v *Village) int {
	return map[procedure.Kind]func(v *Village) int{
		procedure.Intake:         (*Village).Raised,
		procedure.Screening:      (*Village).Screened,
		procedure.Research:       func(v *Village) int { return v.Accepted(procedure.Big) },
		procedure.Deliberation:   (*Village).Talked,
		procedure.Publicity:      func(v *Village) int { return v.Published(ballot.A) },
		procedure.Approval:       (*Village).Unopposed,
		procedure.Implementation: (*Village).Assigned,
		procedure.Evaluation:     (*Village).Judged,
		procedure.Closed:         (*Village).Answered,
	}
}
