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

// Seen is what follows when somebody was seen to come into the residents' group or to leave it. Telegram tells it
// twice where the bot runs the group.
func Seen(s *life.State, person int, here bool) []life.Event {
	p := s.Person(person)
	switch {
	case p == nil || p.Erased || here == p.Left.IsZero():
		return nil
	case here:
		return life.One(personnel.CameBack{Person: person})
	}
	return append(life.One(personnel.WentAway{Person: person}), leaves(p)...)
}

// Reached is what follows when somebody shut the private chat or opened it again; of who holds no office nothing does.
func Reached(s *life.State, person int, open bool) []life.Event {
	p := s.Person(person)
	switch {
	case p == nil || p.Erased || open != p.Shut:
		return nil
	case open:
		return life.One(personnel.CameBack{Person: person, Shut: true})
	case len(p.Grants) == 0:
		return nil
	}
	return life.One(personnel.WentAway{Person: person, Shut: true})
}

// Retire is the number of a person who has gone.
type Retire struct{ Person int }

func readRetire(got life.Reading) Retire { return Retire{Person: got.Number("number")} }

func retireVerb() life.Verb {
	return life.Verb{
		Name:   permission.Retire,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.New("number", form.Number)),
		Decide: life.With(readRetire, retire),
		Wants:  life.Wanting(func(s *life.State, _ life.Command, who Retire) { s.WantPeople(who.Person) }),
	}
}

// retire takes all roles from somebody who has left or cannot be reached.
func retire(s *life.State, cmd life.Command, who Retire) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	p := s.Person(who.Person)
	switch {
	case p == nil || len(p.Grants) == 0:
		return life.Result{}, life.Refuse("refuse.no_office", say.Args{"Person": say.Person(who.Person)})
	case p.Left.IsZero() && !p.Shut:
		return life.Result{}, life.Refuse("refuse.not_left", say.Args{"Person": say.Person(who.Person)})
	case p.Has(people.Secretary) && len(s.Secretaries()) == 1:
		return life.Result{}, life.Refuse("refuse.last_secretary")
	}
	var events []life.Event
	for _, r := range p.Roles()[1:] { // all but the resident
		events = append(events, personnel.Dismissed{Person: who.Person, Role: r})
	}
	return life.Answer(events, "receipt.dismissed",
		say.Args{"Person": say.Person(who.Person), "Role": personnel.RolesArg(p)})
}

// mayServe refuses an office to what is no person, for behind it anybody could be, and to whom an own office excludes.
func mayServe(s *life.State, person int, r people.Role) error {
	if p := s.Profile(person); p != nil && people.Nobody(p.User) {
		return life.Refuse("refuse.a_bot")
	}
	return impartial.MayHold(s, person, r)
}
