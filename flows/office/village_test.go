package office_test

import (
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
)

// does is a command of the secretary's that takes values of its own.
func does(verb permission.Verb, values any) life.Command { return by(village.Secretary, verb, values) }

// by is a command that takes values of its own.
func by(person int, verb permission.Verb, values any) life.Command {
	return life.Command{Verb: verb, By: person, Values: values}
}

// appoint gives somebody a role for good.
func appoint(person int, role people.Role, detail string) life.Command {
	return life.Command{
		Verb: permission.Appoint, By: village.Secretary, Person: person,
		Values: office.Appoint{Grant: people.Grant{Role: role, Detail: detail}},
	}
}

// dismiss takes a role away.
func dismiss(person int, role people.Role, detail string) life.Command {
	return life.Command{
		Verb: permission.Dismiss, By: village.Secretary, Person: person,
		Values: people.Grant{Role: role, Detail: detail},
	}
}

// set changes a setting.
func set(name, value string) life.Command {
	return does(permission.Settings, office.Setting{Name: name, Value: value})
}

// starts opens the private chat with the code of a link.
func starts(person int, code string) life.Command {
	return by(person, permission.Start, office.Start{Code: code})
}

// called is the number of a meeting on a case, in two days.
func called(v *village.Village, n int) int {
	v.TB.Helper()
	v.Must(does(permission.Schedule, convening.Schedule{
		Cases: []int{n}, When: v.Now.Add(2 * village.Day), Place: "hall",
	}))
	return v.Head().Meetings
}

// code is what a code opens; the zero invite where that is nothing.
func code(v *village.Village, of string) record.Invite {
	return village.Look(v, func(s *life.State) record.Invite {
		if _, i := record.InviteOf(s.Cache, of); i != nil {
			return *i
		}
		return record.Invite{}
	})
}

// holds tells which details of a role somebody has, and whether it is held at all.
func holds(v *village.Village, person int, role people.Role) (details []string, has bool) {
	return village.Look(v, func(s *life.State) []string { return s.Person(person).Details(role) }),
		village.Look(v, func(s *life.State) bool { return s.Person(person).Has(role) })
}

// grant is a role with its detail.
func grant(role people.Role, detail string) people.Grant {
	return people.Grant{Role: role, Detail: detail}
}
