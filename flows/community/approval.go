package community

import (
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

func approveVerb() Verb {
	return Verb{
		Name:   permission.Approve,
		Roles:  []people.Role{people.Authority},
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(form.Case()),
		Decide: (*State).approve,
		Press:  pressApprove(),
		Menu:   Menu{For: ForOffice, Rank: 310},
		Help:   []HelpLine{{Reader: "authority", Rank: 20}},
	}
}

// approve confirms a published resolution, as the procedure asks.
func (s *State) approve(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	return answer(one(Approved{Case: c.Number, By: cmd.By}, s.advance(c, "")), s.planned(c, "receipt.approved"), caseArgs(c))
}

func returnVerb() Verb {
	return Verb{
		Name:   permission.Return,
		Roles:  []people.Role{people.Authority},
		Stages: []procedure.Kind{procedure.Approval},
		Fields: form.Takes(form.Case(), form.Prose("return")),
		Decide: (*State).giveBack,
		Menu:   Menu{For: ForOffice, Rank: 320},
		Help:   []HelpLine{{Reader: "authority", Rank: 30}},
	}
}

// giveBack returns a resolution to the council with a reason.
func (s *State) giveBack(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	events := one(Returned{Case: c.Number, By: cmd.By, Reason: cmd.Text}, s.sendBack(c))
	return answer(events, s.planned(c, "receipt.returned"), caseArgs(c))
}
