package residency

import (
	"strconv"
	"strings"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Verbs are those of the electoral roll.
func Verbs() []life.Verb { return []life.Verb{residentVerb(), rollVerb()} }

// Confirm says whether somebody is a resident; "" is yes.
type Confirm struct{ Word string }

func readConfirm(got life.Reading) Confirm { return Confirm{Word: got.Said["word"]} }

func residentVerb() life.Verb {
	return life.Verb{
		Name:   permission.Resident,
		Roles:  []people.Role{people.Secretary},
		Fields: form.Takes(form.New("person", form.Person), form.Optional(form.OneOf("word", "yes", "no"))),
		Decide: life.With(readConfirm, confirm),
		Menu:   life.Menu{For: life.ForOffice, Rank: 425},
	}
}

// confirm puts somebody on the roll by the word of the secretary, or takes them off.
func confirm(s *life.State, cmd life.Command, said Confirm) (life.Result, error) {
	if err := life.Allowed(s, cmd); err != nil {
		return life.Result{}, err
	}
	p, args := s.Person(cmd.Person), say.Args{"Person": say.Person(cmd.Person)}
	on := said.Word != "no"
	id := "receipt.resident"
	if !on {
		id = "receipt.resident.off"
	}
	switch {
	case p == nil || p.Erased:
		return life.Result{}, life.Refuse("refuse.no_person")
	case p.Confirmed == on:
		return life.Answer(nil, id, args)
	}
	return life.Answer(life.One(RollChanged{Person: cmd.Person, By: BySecretary, On: on}), id, args)
}

func rollVerb() life.Verb {
	return life.Verb{
		Name:   permission.Roll,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(showRoll),
	}
}

// showRoll shows the electoral roll by number: who may vote in a ballot of residents.
func showRoll(s *life.State, _ life.Command) (life.Result, error) {
	id := "roll.group"
	if s.Head().Residents == record.Confirmed {
		id = "roll.confirmed"
	}
	all := OnRoll(s)
	return life.Answer(nil, id, say.Args{"Count": say.Num(len(all)), "Numbers": say.Text(ranges(all))})
}

// OnRoll are the numbers of those who may vote in a ballot of residents, in order.
func OnRoll(s *life.State) []int {
	var all []int
	blocks := record.RollBlocks(s.Head().People)
	s.Want(blocks...)
	for _, key := range blocks {
		r := record.Get[record.Roll](s.Cache, key)
		switch {
		case r == nil:
		case s.Head().Residents == record.Confirmed:
			all = append(all, r.Confirmed...)
		default:
			all = append(all, r.InGroup...)
		}
	}
	return all
}

// ranges writes numbers in order as people write them: 1–4, 7, 9–12.
func ranges(all []int) string {
	var parts []string
	for i := 0; i < len(all); {
		j := i
		for j+1 < len(all) && all[j+1] == all[j]+1 {
			j++
		}
		part := strconv.Itoa(all[i])
		if j > i {
			part += "–" + strconv.Itoa(all[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}
