package publicity

import (
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/impartial"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

func approveVerb() life.Verb {
	return life.Verb{
		Name:   permission.Approve,
		Roles:  []people.Role{people.Authority},
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(approve),
		Press:  pressApprove(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 310},
		Help:   []life.HelpLine{{Reader: "authority", Rank: 20}},
	}
}

// approve confirms a published resolution, as the procedure asks.
func approve(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := impartial.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	return life.Answer(life.One(Approved{Case: c.Number, By: cmd.By}, life.Advance(s, c, "")),
		life.Planned(c, "receipt.approved"), life.CaseArgs(c))
}

func returnVerb() life.Verb {
	return life.Verb{
		Name:   permission.Return,
		Roles:  []people.Role{people.Authority},
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(form.Case(), form.Prose("return")),
		Decide: life.With(life.ReadProse, giveBack),
		Menu:   life.Menu{For: life.ForOffice, Rank: 320},
		Help:   []life.HelpLine{{Reader: "authority", Rank: 30}},
	}
}

// giveBack returns a resolution to the council with a reason.
func giveBack(s *life.State, cmd life.Command, reason life.Prose) (life.Result, error) {
	c, err := impartial.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	events := life.One(Returned{Case: c.Number, By: cmd.By, Reason: reason.Text}, sendBack(s, c))
	return life.Answer(events, life.Planned(c, "receipt.returned"), life.CaseArgs(c))
}

// Approved is the authority's yes.
type Approved struct {
	Case int `json:"case"`
	By   int `json:"by"`
}

// Apply implements life.Event.
func (e Approved) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	if c.Resolution != nil {
		c.Resolution.Confirmed = true
	}
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e Approved) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Echo(s, s.Case(e.Case), life.Planned(s.Case(e.Case), "echo.approved"), say.Args{"By": say.Person(e.By)})
}

// Returned is the authority's no, with its reason.
type Returned struct {
	Case   int    `json:"case"`
	By     int    `json:"by"`
	Reason string `json:"reason"`
}

// Apply implements life.Event.
func (e Returned) Apply(s *life.State, m life.Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Touch(m.At)
}

// Tell implements life.Event.
func (e Returned) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	id := "echo.returned"
	if c.Kind(s.Method(c)) == procedure.Research {
		id = "echo.returned.plan"
	}
	n.Echo(s, c, id, say.Args{"By": say.Person(e.By), "Reason": say.Text(e.Reason)})
}
