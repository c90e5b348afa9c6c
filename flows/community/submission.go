package community

import (
	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// decisionTime is how long the authority or the assembly has, where the procedure has no stage for its word: an assembly must be called
// together first. The secretary may extend it.
func decisionTime() calendar.Span { return calendar.Span{WorkDays: 10} }

// onward takes a case on after its resolution was adopted, or was published without objection. What is of class B is carried out only when
// the authority or the assembly has agreed: by a stage of the procedure, or before its next one.
func (s *State) onward(c *cases.Case, class ballot.Class, confirmed bool) Event {
	p := s.Method(c)
	next, ok := p.Next(c.Stage, c.Track)
	ahead := ok && (p.Stage(next).Kind == procedure.Publicity || p.Stage(next).Kind == procedure.Approval)
	if class == ballot.B && !confirmed && !ahead {
		return CaseSubmitted{Case: c.Number}
	}
	return s.advance(c, "")
}

func assemblyVerb() Verb {
	return Verb{
		Name:   permission.Assembly,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(
			form.Case(),
			form.Field{Name: "choice", Kind: form.Option, Options: []string{"yes", "no"}, Ask: "assembly"},
			form.Prose("assembly"),
		),
		Decide: (*State).assembly,
		Press:  pressAssembly(),
		Menu:   Menu{For: ForOffice, Rank: 330},
	}
}

// assembly enters what the assembly of the residents has decided.
func (s *State) assembly(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if !c.IsSubmitted() {
		return Result{}, refuse("refuse.not_submitted", caseArgs(c))
	}
	e := AssemblyDecided{Case: c.Number, By: cmd.By, Agreed: cmd.Choice == ballot.Yes, Text: cmd.Text}
	if !e.Agreed {
		return answer(one(e, s.sendBack(c)), "receipt.assembly.no", caseArgs(c))
	}
	return answer(one(e, s.advance(c, "")), "receipt.assembly.yes", caseArgs(c))
}

// waitDecision is who is waited for when a resolution is submitted: the authority, or whoever enters what the assembly decides.
func (s *State) waitDecision(w Wait) Wait {
	w.For, w.Verb, w.Roles = "decision", permission.Approve, []people.Role{people.Authority}
	if len(s.Holders().Of(people.Authority)) == 0 {
		w.Verb, w.Roles = permission.Assembly, []people.Role{people.Secretary}
	}
	return w
}

func assemblyButtons(c *cases.Case) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.assembly.yes"), line(permission.Assembly, num(c.Number), string(ballot.Yes))),
		say.Press(say.New("button.assembly.no"), line(permission.Assembly, num(c.Number), string(ballot.No))))}
}

// CaseSubmitted lets a resolution of class B wait for the authority or the assembly.
type CaseSubmitted struct {
	Case int `json:"case"`
}

func (e CaseSubmitted) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Submit(m.At, decisionTime().After(s.local(m.At), s.Days()))
	c.Touch(m.At)
}

func (e CaseSubmitted) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, "echo.submitted", nil)
	args := caseArgs(c, say.Args{"Text": say.Text(c.Resolution.Text), "Next": say.Arg{Msg: ptr(s.Wait(c).Message())}})
	n.asks(s.Holders().Of(people.Authority), say.New("task.decide", args), "",
		s.doButtons(Wait{Case: c.Number, Verb: permission.Approve})...)
	n.asks(s.officers(), say.New("task.assembly", args), "", s.doButtons(Wait{Case: c.Number, Verb: permission.Assembly})...)
}

// AssemblyDecided is the word of the assembly of the residents.
type AssemblyDecided struct {
	Case   int  `json:"case"`
	By     int  `json:"by"`
	Agreed bool `json:"agreed"`
	// Text says when it met and how it decided.
	Text string `json:"text"`
}

func (e AssemblyDecided) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	if c.Resolution != nil {
		c.Resolution.Confirmed = e.Agreed
	}
	c.Touch(m.At)
}

func (e AssemblyDecided) announce(s *State, _ Meta, n *Notices) {
	id := "echo.assembly.no"
	if e.Agreed {
		id = "echo.assembly.yes"
	}
	n.echo(s, s.Case(e.Case), id, say.Args{"Text": say.Text(e.Text)})
}

// approving is the stage in which the authority of the same level confirms a resolution.
func approving() Stage {
	return Stage{Kind: procedure.Approval, Wait: waitApproval, Call: callApproval}
}

func waitApproval(s *State, c *cases.Case, w Wait) Wait {
	if c.IsSubmitted() {
		return s.waitDecision(w)
	}
	w.For, w.Verb, w.Roles = "approval", permission.Approve, s.actors(c, []people.Role{people.Authority})
	return w
}

func callApproval(s *State, c *cases.Case, w Wait, args say.Args, n *Notices) {
	id := s.planned(c, "task.approve")
	switch {
	case c.Resolution != nil:
		args["Text"] = say.Text(c.Resolution.Text)
	case c.Findings != nil:
		args["Text"] = say.Text(c.Findings.Text)
	}
	n.asks(s.Holders().Of(w.Roles...), say.New(id, args), "", s.doButtons(w)...)
}

func pressApprove() Press {
	return Press{Buttons: func(s *State, w Wait) [][]say.Button { return approveButtons(s.Case(w.Case)) }}
}

func pressAssembly() Press {
	return Press{Buttons: func(s *State, w Wait) [][]say.Button { return assemblyButtons(s.Case(w.Case)) }}
}

func approveButtons(c *cases.Case) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.approve"), line(permission.Approve, num(c.Number))),
		say.Press(say.New("button.return"), line(permission.Return, num(c.Number))))}
}
