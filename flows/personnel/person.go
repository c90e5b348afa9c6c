package personnel

import (
	"slices"

	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// The uses of codes.
const (
	UseRole    = "role"
	UseCouncil = "council"
	UseWall    = "wall"
	UseRoom    = "room"
	UseCase    = "case"
)

// UseCode notes that a code was used once more; kept is what is kept of it.
func UseCode(s *life.State, kept string) {
	if kept != "" {
		record.Edit[record.Invite](s.Cache, record.InviteKey(kept)).Left--
	}
}

// Shown is an answer that shows a code. It is said once, where it was asked for, and not written down: the code could
// be read in the store until it was sent, and longer.
func Shown(n say.Notice) say.Notice {
	n.Kind, n.Unwritten = say.Lasting, true
	return n
}

// roleArg is a role by its name, with the kind, the unit or the speciality.
func roleArg(g people.Grant) say.Arg {
	role := say.Msg("role." + string(g.Role))
	if g.Detail == "" {
		return role
	}
	return say.Msg("role.detailed", say.Args{"Role": role, "Detail": DetailArg(g.Role, g.Detail)})
}

// RolesArg are the roles that somebody holds, by their names.
func RolesArg(p *people.Person) say.Arg {
	var all []say.Arg
	for _, g := range p.Grants {
		all = append(all, roleArg(g))
	}
	return say.List(all...)
}

// GrantArgs are the data of a message about a role that somebody has.
func GrantArgs(person int, g people.Grant) say.Args {
	args := say.Args{"Person": say.Person(person), "Role": roleArg(g)}
	if !g.Until.IsZero() {
		args["Term"] = say.Date(g.Until)
	}
	return args
}

// DetailArg is a kind of members by its name, a unit or a speciality as it was written.
func DetailArg(r people.Role, detail string) say.Arg {
	if r == people.Member && slices.Contains(people.Kinds(), detail) {
		return say.Msg("kind." + detail)
	}
	return say.Text(detail)
}

// KindArgs are kinds of members by their names.
func KindArgs(kinds []string) say.Arg {
	var all []say.Arg
	for _, k := range kinds {
		all = append(all, say.Msg("kind."+k))
	}
	return say.List(all...)
}

// GrantOf is the role that somebody lost.
func GrantOf(e Dismissed) people.Grant { return people.Grant{Role: e.Role, Detail: e.Detail} }
