package publicity

import (
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

func approveVerb() life.Verb {
	return life.Verb{
		Name:   permission.Approve,
		Roles:  []people.Role{people.Authority},
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(form.Case()),
		Decide: approve,
		Press:  pressApprove(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 310},
		Help:   []life.HelpLine{{Reader: "authority", Rank: 20}},
	}
}

// approve confirms a published resolution, as the procedure asks.
func approve(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	return life.Answer(life.One(Approved{Case: c.Number, By: cmd.By}, life.Advance(s, c, "")), life.Planned(s, c, "receipt.approved"), life.CaseArgs(c))
}

func returnVerb() life.Verb {
	return life.Verb{
		Name:   permission.Return,
		Roles:  []people.Role{people.Authority},
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(form.Case(), form.Prose("return")),
		Decide: giveBack,
		Menu:   life.Menu{For: life.ForOffice, Rank: 320},
		Help:   []life.HelpLine{{Reader: "authority", Rank: 30}},
	}
}

// giveBack returns a resolution to the council with a reason.
func giveBack(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	events := life.One(Returned{Case: c.Number, By: cmd.By, Reason: cmd.Text}, sendBack(s, c))
	return life.Answer(events, life.Planned(s, c, "receipt.returned"), life.CaseArgs(c))
}
