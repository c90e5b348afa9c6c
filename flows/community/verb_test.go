package community_test

import (
	"slices"
	"testing"

	"echowall/flows/community"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
)

func TestVerbsAreWellFormed(t *testing.T) {
	named, ranks, lines := map[permission.Verb]bool{}, map[int]permission.Verb{}, map[life.HelpLine]permission.Verb{}
	for _, v := range community.AllVerbs().All() {
		if named[v.Name] || len(v.Roles) == 0 || v.Decide == nil && v.Fields == nil {
			t.Errorf("%s: expected one verb of the name, with roles, that is decided or answered", v.Name)
		}
		named[v.Name] = true
		if other := ranks[v.Menu.Rank]; v.Menu.For != life.ForNobody && other != "" {
			t.Errorf("%s and %s have one place in the menu", v.Name, other)
		}
		ranks[v.Menu.Rank] = v.Name
		for _, l := range v.Help {
			if other := lines[l]; other != "" || l.Rank < 1 {
				t.Errorf("%s: its line of help has no place of its own (%s has it)", v.Name, other)
			}
			lines[l] = v.Name
		}
	}
}

func TestMenusFollowRoles(t *testing.T) {
	everyday := []permission.Verb{"raise", "mine", "wall", "case", "meetings", "help"}
	for _, c := range []struct {
		roles   []people.Role
		private bool
		want    []permission.Verb
	}{
		{nil, true, everyday},
		{[]people.Role{people.Resident}, false, everyday},
		{[]people.Role{people.Admin}, true, everyday},
		{[]people.Role{people.Admin}, false, []permission.Verb{
			"raise", "mine", "wall", "case", "meetings", "setup", "people", "log", "procedure", "language", "help",
		}},
		{[]people.Role{people.Resident, people.Handler}, true, []permission.Verb{
			"raise", "mine", "wall", "case", "meetings", "progress", "done", "extend", "people", "log", "procedure", "language",
			"help",
		}},
	} {
		if got := community.AllVerbs().Menu(c.roles, c.private); !slices.Equal(got, c.want) {
			t.Errorf("%v, private %v: expected %v, got %v", c.roles, c.private, c.want, got)
		}
	}
}

func TestHelpTellsOfVerbsInOrder(t *testing.T) {
	for reader, want := range map[string][]permission.Verb{
		"resident": {"raise", "support", "wall", "object", "rate", "meetings", "log", "withdraw"},
		"handler":  {"mine", "progress", "done", "extend", "wall"},
		"stranger": nil,
	} {
		if got := community.AllVerbs().HelpFor(reader); !slices.Equal(got, want) {
			t.Errorf("%s: expected %v, got %v", reader, want, got)
		}
	}
}

func TestAVerbThatIsNotTypedHasNoFields(t *testing.T) {
	verbs := map[permission.Verb]bool{"vote": true, "wall": true, "photo": false, "reword": false, "dance": false}
	for v, typed := range verbs {
		if _, ok := community.AllVerbs().Fields(v, form.Values{}); ok != typed {
			t.Errorf("%s: can be typed is %v", v, ok)
		}
	}
}
