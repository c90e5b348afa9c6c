package convening

import (
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

func involveVerb() life.Verb {
	return life.Verb{
		Name:   permission.Involve,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("person", form.Person)),
		Decide: life.Plain(involve),
	}
}

func involve(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if s.Person(cmd.Person) == nil {
		return life.Result{}, life.Refuse("refuse.no_person")
	}
	if c.IsStakeholder(cmd.Person) {
		return life.Result{}, life.Refuse("refuse.involved", life.CaseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
	}
	e := StakeholderInvited{Case: c.Number, Person: cmd.Person}
	events := life.One(e)
	if c.Talk.Meeting != 0 {
		events = append(events, alsoInvited(s, c.Talk.Meeting, cmd.Person)...)
	}
	return life.Answer(events, "receipt.involved", life.CaseArgs(c, say.Args{"Person": say.Person(cmd.Person)}))
}

// StakeholderInvited makes a person one of those concerned by a case (the X of 1+7+X).
type StakeholderInvited struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	// Code is the start link that was used.
	Code string `json:"code,omitempty"`
}

// Apply implements life.Event.
func (e StakeholderInvited) Apply(s *life.State, _ life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Stakeholders = append(c.Stakeholders, e.Person)
	personnel.UseCode(s, e.Code)
}

// Tell implements life.Event.
func (e StakeholderInvited) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Card(e.Case)
	n.Person(e.Person, say.New("notice.involved", life.CaseArgs(s.Case(e.Case))))
}
