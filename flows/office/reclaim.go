package office

import (
	"echowall/flows/form"
	"echowall/flows/impartial"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/say"
)

func reclaimVerb() life.Verb {
	return life.Verb{
		Name:   permission.Reclaim,
		Roles:  []people.Role{people.Owner},
		Fields: form.Takes(),
		Decide: life.Plain(reclaim),
	}
}

// reclaim makes whose group it is a secretary, whoever else is: so an office that went astray always comes back, and
// all see it. The owner of another chat of the community's has no part in it. An office that excludes a secretary's
// ends.
func reclaim(s *life.State, cmd life.Command) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	if cmd.Chat != s.Head().Chat {
		return life.Result{}, life.Refuse("refuse.not_home", say.Args{"Name": say.Text(s.Head().Name)})
	}
	var events []life.Event
	if p := s.Person(cmd.By); p != nil {
		if p.Has(people.Secretary) {
			return life.Result{}, life.Refuse("refuse.secretary_already")
		}
		events = laidDown(s, p)
	}
	e := personnel.Appointed{Person: cmd.By, Grant: people.Grant{Role: people.Secretary}, Reclaimed: true}
	return life.Answer(append(events, e), "receipt.reclaimed")
}

// laidDown are the ends of the offices that somebody cannot hold beside a secretary's.
func laidDown(s *life.State, p *people.Person) (events []life.Event) {
	if impartial.MayHold(s, p.Number, people.Secretary) == nil {
		return nil
	}
	for _, r := range impartial.Excluding(people.Secretary) {
		if p.Has(r) {
			events = append(events, personnel.Dismissed{Person: p.Number, Role: r})
		}
	}
	return events
}
