package convening

import (
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func involveVerb() life.Verb {
	return life.Verb{
		Name:   permission.Involve,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Screening, procedure.Research, procedure.Deliberation},
		Fields: form.Takes(form.Case(), form.New("person", form.Person)),
		Decide: involve,
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
