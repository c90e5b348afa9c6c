package life

import (
	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// decisionTime is how long the authority or the assembly has, where the procedure has no stage for its word: an
// assembly must be called together first. The secretary may extend it.
func decisionTime() calendar.Span { return calendar.Span{WorkDays: 10} }

// Onward takes a case on after its resolution was adopted, or was published without objection. What is of class B is
// carried out only when the authority or the assembly has agreed: by a stage of the procedure, or before its next one.
func Onward(s *State, c *cases.Case, class ballot.Class, confirmed bool) Event {
	p := s.Method(c)
	next, ok := p.Next(c.Stage, c.Track)
	ahead := ok && (p.Stage(next).Kind == procedure.Publicity || p.Stage(next).Kind == procedure.Approval)
	if class == ballot.B && !confirmed && !ahead {
		return CaseSubmitted{Case: c.Number}
	}
	return Advance(s, c, "")
}

// CaseSubmitted lets a resolution of class B wait for the authority or the assembly.
type CaseSubmitted struct {
	Case int `json:"case"`
}

// Apply implements Event.
func (e CaseSubmitted) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Submit(m.At, decisionTime().After(s.Local(m.At), s.Days()))
	c.Touch(m.At)
}

// Tell implements Event.
func (e CaseSubmitted) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.submitted", say.Args{
		"Authority": Persons(s.Holders().Of(people.Authority)), "Who": Persons(s.Holders().Of(people.Secretary)),
	})
	args := CaseArgs(c, say.Args{"Text": say.Text(c.Resolution.Text),
		"Next": say.Arg{Msg: record.Ptr(Waiting(s, c).Message())}})
	n.Asks(s.Holders().Of(people.Authority), say.New("task.decide", args), "",
		DoButtons(s, Wait{Case: c.Number, Verb: permission.Approve})...)
	n.Asks(s.Officers(), say.New("task.assembly", args), "",
		DoButtons(s, Wait{Case: c.Number, Verb: permission.Assembly})...)
}
