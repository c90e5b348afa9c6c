package life

import (
	"cmp"
	"slices"

	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Verb is one thing that people may want, and all that is to be said of it: who may, when, what it takes, what comes of
// it, and where people are told that it exists. Permissions, the grammar, the command menus and the help are made of
// the verbs. Its texts are in the catalogue: "command.<name>" where it is in a menu, "help.<reader>.<name>" for each
// line of help, "ask.<ask>" for each of its fields.
type Verb struct {
	Name permission.Verb
	// Roles are who may, in the order in which a refusal names them.
	Roles []people.Role
	// Stages are where a case must stand; none: the verb concerns no case, or any.
	Stages []procedure.Kind
	// Only are the stages of the roles that may at fewer than the others.
	Only map[people.Role][]procedure.Kind
	// Fields are what it takes, in order, given the values read so far: what follows may depend on them. Without the
	// function it cannot be typed.
	Fields func(got form.Values) []form.Field
	// Decide turns a command into what follows from it; nil where the conversation itself answers. With gives it the
	// verb's own values, Plain none.
	Decide Decision
	// Wants notes what it reads beside what every command is decided on (see Verbs.Want); nil for no more. Wanting
	// gives it the verb's own values.
	Wants func(*State, Command)
	// Press is how people do it by buttons or in words where it is waited for; by default a button asks for the rest.
	Press Press
	Menu  Menu
	Help  []HelpLine
}

// rule is the row of the verb in the table of permissions.
func (v Verb) rule() permission.Rule {
	return permission.Rule{Verb: v.Name, Roles: v.Roles, Stages: v.Stages, Only: v.Only}
}

// Audience is who is shown a verb in their command menu.
type Audience int

// The audiences.
const (
	ForNobody      Audience = iota // it is a button, or known from the help
	ForEverybody                   // the few that a resident needs
	ForOffice                      // whose roles allow it
	ForAllInOffice                 // whoever is shown any of the office's
)

// Menu is the place of a verb in the command menus; the zero Menu is none.
type Menu struct {
	For Audience
	// Rank orders the menu, the lowest first.
	Rank int
	// GroupOnly leaves it out in private, where it makes no sense.
	GroupOnly bool
}

// HelpLine tells one kind of reader of a verb in the help, with the text "help.<reader>.<verb>".
type HelpLine struct {
	// Reader is the kind of reader: resident, member, secretary, handler, authority.
	Reader string
	// Rank orders the lines, the lowest first.
	Rank int
}

// Verbs is a table of verbs, with what is derived from them. It never changes, and may be asked by many at once.
type Verbs struct {
	list        []Verb
	byName      map[permission.Verb]Verb
	permissions *permission.Table
}

// TableOf is the table of some verbs, each of which has a name of its own.
func TableOf(list []Verb) *Verbs {
	t := &Verbs{list: list, byName: map[permission.Verb]Verb{}}
	var rules []permission.Rule
	for _, v := range list {
		t.byName[v.Name] = v
		rules = append(rules, v.rule())
	}
	t.permissions = permission.NewTable(rules...)
	return t
}

// All are the verbs of the table.
func (t *Verbs) All() []Verb { return slices.Clone(t.list) }

// Permissions is the table of who may do what when.
func (t *Verbs) Permissions() *permission.Table { return t.permissions }

// Fields lists what a verb takes, in order, given the values read so far. A verb that cannot be typed has none and is
// told by ok.
func (t *Verbs) Fields(name permission.Verb, got form.Values) (fields []form.Field, ok bool) {
	v, known := t.byName[name]
	if !known || v.Fields == nil {
		return nil, false
	}
	return v.Fields(got), true
}

// press is how people do a verb that is waited for.
func (t *Verbs) press(name permission.Verb) Press { return t.byName[name].Press }

// Decide turns a command into what happens and what the one who gave it is told; a *Refusal says why nothing does. It
// changes nothing.
func (t *Verbs) Decide(s *State, cmd Command) (Result, error) {
	if s.Head() == nil && cmd.Verb != permission.Setup {
		return Result{}, Refuse("refuse.not_set_up")
	}
	decision := t.byName[cmd.Verb].Decide
	if decision == nil {
		return Result{}, Refuse("refuse.unknown", say.Args{"Verb": say.Text("/" + string(cmd.Verb))})
	}
	if err := Muted(s, cmd); err != nil {
		return Result{}, err
	}
	return decision.decide(s, cmd)
}

// Menu lists the verbs that somebody with these roles is shown, in private or in a group.
func (t *Verbs) Menu(roles []people.Role, private bool) []permission.Verb {
	office := func(v Verb) bool {
		return v.Menu.For == ForOffice && t.permissions.By(v.Name, roles) && !(v.Menu.GroupOnly && private)
	}
	holds := slices.ContainsFunc(t.list, office)
	var shown []Verb
	for _, v := range t.list {
		if v.Menu.For == ForEverybody || office(v) || v.Menu.For == ForAllInOffice && holds {
			shown = append(shown, v)
		}
	}
	slices.SortStableFunc(shown, func(a, b Verb) int { return cmp.Compare(a.Menu.Rank, b.Menu.Rank) })
	return namesOf(shown)
}

// HelpFor lists the verbs that a kind of reader is told of in the help.
func (t *Verbs) HelpFor(reader string) []permission.Verb {
	rank := func(v Verb) int {
		i := slices.IndexFunc(v.Help, func(l HelpLine) bool { return l.Reader == reader })
		if i < 0 {
			return 0
		}
		return v.Help[i].Rank
	}
	told := slices.DeleteFunc(t.All(), func(v Verb) bool { return rank(v) == 0 })
	slices.SortStableFunc(told, func(a, b Verb) int { return cmp.Compare(rank(a), rank(b)) })
	return namesOf(told)
}

func namesOf(verbs []Verb) []permission.Verb {
	var names []permission.Verb
	for _, v := range verbs {
		names = append(names, v.Name)
	}
	return names
}
