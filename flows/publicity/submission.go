package publicity

import (
	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Assembly is what the villagers' assembly decided.
type Assembly struct {
	Agreed bool
	Text   string
}

func readAssembly(got life.Reading) Assembly {
	return Assembly{Agreed: got.Said["choice"] == string(ballot.Yes), Text: got.Said["text"]}
}

func assemblyVerb() life.Verb {
	return life.Verb{
		Name:   permission.Assembly,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(
			form.Case(),
			form.Field{Name: "choice", Kind: form.Option, Options: []string{"yes", "no"}, Ask: "assembly"},
			form.Prose("assembly"),
		),
		Decide: life.With(readAssembly, assembly),
		Press:  pressAssembly(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 330},
	}
}

// assembly enters what the assembly of the residents has decided.
func assembly(s *life.State, cmd life.Command, said Assembly) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if !c.IsSubmitted() {
		return life.Result{}, life.Refuse("refuse.not_submitted", life.CaseArgs(c))
	}
	e := AssemblyDecided{Case: c.Number, By: cmd.By, Agreed: said.Agreed, Text: said.Text}
	if !e.Agreed {
		return life.Answer(life.One(e, sendBack(s, c)), "receipt.assembly.no", life.CaseArgs(c))
	}
	return life.Answer(life.One(e, life.Advance(s, c, "")), "receipt.assembly.yes", life.CaseArgs(c))
}

// waitDecision is who is waited for when a resolution is submitted: the authority, or whoever enters what the assembly
// decides.
func waitDecision(s *life.State, w life.Wait) life.Wait {
	w.For, w.Verb, w.Roles = "decision", permission.Approve, []people.Role{people.Authority}
	if len(s.Holders().Of(people.Authority)) == 0 {
		w.For, w.Verb, w.Roles, w.Persons = "submitted", permission.Assembly, nil, s.Holders().Of(people.Secretary)
	}
	return w
}

func assemblyButtons(c *cases.Case) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.assembly.yes"), record.Line(permission.Assembly, record.Num(c.Number), string(ballot.Yes))),
		say.Press(say.New("button.assembly.no"), record.Line(permission.Assembly, record.Num(c.Number), string(ballot.No))))}
}

// AssemblyDecided is the word of the assembly of the residents.
type AssemblyDecided struct {
	Case   int  `json:"case"`
	By     int  `json:"by"`
	Agreed bool `json:"agreed"`
	// Text says when it met and how it decided.
	Text string `json:"text"`
}

// Apply implements life.Event.
func (e AssemblyDecided) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	if c.Resolution != nil {
		c.Resolution.Confirmed = e.Agreed
	}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e AssemblyDecided) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	id := "echo.assembly.no"
	if e.Agreed {
		id = "echo.assembly.yes"
	}
	n.Echo(s, s.Case(e.Case), id, say.Args{"Text": say.Text(e.Text)})
}

// ApprovalStage is the stage in which the authority of the same level confirms a resolution.
func ApprovalStage() life.Stage {
	return life.Stage{Kind: procedure.Approval, Wait: waitApproval, Call: callApproval}
}

func waitApproval(s *life.State, c *cases.Case, w life.Wait) life.Wait {
	if c.IsSubmitted() {
		return waitDecision(s, w)
	}
	w.For, w.Verb, w.Roles = "approval", permission.Approve, life.Actors(s, c, []people.Role{people.Authority})
	return w
}

func callApproval(s *life.State, c *cases.Case, w life.Wait, args say.Args, n *life.Notices) {
	id := life.Planned(c, "task.approve")
	switch {
	case c.Resolution != nil:
		args["Text"] = say.Text(c.Resolution.Text)
	case c.Findings != nil:
		args["Text"] = say.Text(c.Findings.Text)
	}
	n.Asks(s.Holders().Of(w.Roles...), say.New(id, args), "", life.DoButtons(s, w)...)
}

func pressApprove() life.Press {
	return life.Press{Buttons: func(s *life.State, w life.Wait) [][]say.Button { return approveButtons(s.Case(w.Case)) }}
}

func pressAssembly() life.Press {
	return life.Press{Buttons: func(s *life.State, w life.Wait) [][]say.Button { return assemblyButtons(s.Case(w.Case)) }}
}

func approveButtons(c *cases.Case) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.approve"), record.Line(permission.Approve, record.Num(c.Number))),
		say.Press(say.New("button.return"), record.Line(permission.Return, record.Num(c.Number))))}
}
