package impartial

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// above are the offices that approve what the office prepares, or look it over.
func above() []people.Role { return []people.Role{people.Authority, people.Supervisor} }

// Excluding are the offices that nobody holds beside one: who approves or looks over does not prepare, and the other
// way round.
func Excluding(r people.Role) []people.Role {
	switch {
	case slices.Contains(above(), r):
		return people.Office()
	case slices.Contains(people.Office(), r):
		return above()
	}
	return nil
}

// MayHold refuses somebody an office that an own one excludes.
func MayHold(s *life.State, person int, r people.Role) error {
	p := s.Person(person)
	if p == nil || s.Current().Together {
		return nil
	}
	for _, other := range Excluding(r) {
		if p.Has(other) {
			return life.Refuse("refuse.excludes", say.Args{
				"Person": say.Person(person), "Role": say.Msg("role." + string(r)), "Other": say.Msg("role." + string(other)),
			})
		}
	}
	return nil
}

// Judge refuses whoever has a part in a case to decide in it: who raised it, and whose unit works on it. What the
// office alone decides is left to the only one who could; for the others there is the assembly, or another to be
// appointed.
func Judge(s *life.State, cmd life.Command, c *cases.Case) error {
	p := s.Person(cmd.By)
	if cmd.By == 0 || p == nil || s.Method(c).Together {
		return nil
	}
	rule, _ := life.Permissions(s).Find(cmd.Verb)
	if !slices.ContainsFunc(rule.Roles, func(r people.Role) bool { return slices.Contains(people.Office(), r) }) {
		if slices.ContainsFunc(people.Office(), p.Has) {
			return life.Refuse("refuse.two_hats", life.CaseArgs(c, verbArgs(cmd)))
		}
		return partial(cmd, c, p, slices.DeleteFunc(s.Holders().Of(rule.Roles...), func(n int) bool { return n == cmd.By }))
	}
	if !HasPart(c, p) {
		return nil
	}
	if others := Others(s, cmd, c); len(others) > 0 {
		return partial(cmd, c, p, others)
	}
	return nil
}

// Others are those in the office who could give a command of somebody's, and have no part in its case.
func Others(s *life.State, cmd life.Command, c *cases.Case) []int {
	return slices.DeleteFunc(s.Officers(), func(n int) bool {
		_, err := life.InCase(s, life.Command{Verb: cmd.Verb, By: n, Case: c.Number})
		return n == cmd.By || err != nil || HasPart(c, s.Person(n))
	})
}

// partial refuses who has a part in a case, and says who else could.
func partial(cmd life.Command, c *cases.Case, p *people.Person, others []int) error {
	if !HasPart(c, p) {
		return nil
	}
	args := verbArgs(cmd)
	if len(others) > 0 {
		args["Others"] = life.Persons(others)
	}
	return life.Refuse("refuse.own_matter", life.CaseArgs(c, args))
}

// HasPart tells whether a case is somebody's own: they raised it, or their unit works on it.
func HasPart(c *cases.Case, p *people.Person) bool {
	units := p.Details(people.Handler)
	return c.Raiser == p.Number || slices.ContainsFunc(c.Tasks, func(t cases.Task) bool {
		return record.WorksFor(units, t.Unit)
	})
}

func verbArgs(cmd life.Command) say.Args { return say.Args{"Verb": say.Text("/" + string(cmd.Verb))} }

// InCase is the case of a command by which somebody judges, who must have no part in it.
func InCase(s *life.State, cmd life.Command) (*cases.Case, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return nil, err
	}
	return c, Judge(s, cmd, c)
}
