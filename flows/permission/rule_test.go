package permission_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

// small is a table of three verbs: one for anybody anywhere, one at two stages, one that nobody may use.
func small() *permission.Table {
	return permission.NewTable(
		permission.Rule{Verb: "wall", Roles: people.Everybody()},
		permission.Rule{Verb: "screen", Roles: people.Office(),
			Stages: []procedure.Kind{procedure.Intake, procedure.Screening}},
		permission.Rule{Verb: "dance", Stages: []procedure.Kind{}},
	)
}

func TestWhoMayDoWhatAtWhichStage(t *testing.T) {
	for what, c := range map[string]struct {
		verb  permission.Verb
		roles []people.Role
		stage procedure.Kind
		want  bool
	}{
		"what has no stage, of no case":   {"wall", people.Everybody(), "", true},
		"what has no stage, at any":       {"wall", people.Everybody(), procedure.Closed, true},
		"what has stages, at one of them": {"screen", people.Office(), procedure.Intake, true},
		"what has stages, at another":     {"screen", people.Office(), procedure.Research, false},
		"what has stages, of no case":     {"screen", people.Office(), "", false},
		"one role of several": {"screen", []people.Role{people.Resident, people.Convener},
			procedure.Screening, true},
		"none of several roles": {"screen", []people.Role{people.Resident, people.Member},
			procedure.Screening, false},
		"a role at its stage, for what is not its": {"wall", []people.Role{people.Secretary}, "", false},
		"nobody at all":                    {"wall", nil, "", false},
		"what nobody may, by all":          {"dance", people.All(), procedure.Intake, false},
		"what there is no row for, by all": {"sing", people.All(), procedure.Intake, false},
		"a verb in capitals":               {"WALL", people.Everybody(), "", false},
		"no verb":                          {"", people.All(), "", false},
	} {
		if got := small().Allowed(c.verb, c.roles, c.stage); got != c.want {
			t.Errorf("%s: allowed %v", what, got)
		}
	}
}

// A refusal says which of the two it was: the person, or the moment.
func TestTheRightPersonAtTheWrongMomentIsToldFromTheWrongPerson(t *testing.T) {
	for _, c := range []struct {
		roles  []people.Role
		stage  procedure.Kind
		by, at bool
	}{
		{people.Office(), procedure.Closed, true, false}, {people.Everybody(), procedure.Intake, false, true},
		{people.Everybody(), procedure.Closed, false, false},
	} {
		if by, at := small().By("screen", c.roles), small().At("screen", c.stage); by != c.by || at != c.at {
			t.Errorf("%v at %s: the person %v, the moment %v", c.roles, c.stage, by, at)
		}
	}
	if small().At("dance", procedure.Intake) || small().At("dance", "") {
		t.Error("a verb whose stages are none has its place at one")
	}
}

func TestWhoListsTheTableCannotChangeIt(t *testing.T) {
	table := small()
	rows := table.All()
	rows[1].Verb, rows[1].Roles = "dance", people.All()
	slices.Reverse(rows)
	if again := table.All(); again[1].Verb != "screen" || len(again) != 3 || table.By("screen", people.Everybody()) {
		t.Errorf("the table has become %v", again)
	}
}

// verbs are the names of all verbs, as the source of the package has them.
func verbs(t *testing.T) []permission.Verb {
	t.Helper()
	source, err := parser.ParseFile(token.NewFileSet(), "table.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var all []permission.Verb
	ast.Inspect(source, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); !ok || kind.Name != "Verb" {
			t.Fatalf("%s is no verb", spec.Names[0])
		}
		word, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, permission.Verb(word))
		return true
	})
	return all
}

// A verb is typed, pressed and said in words: it is one small word, no two are the same, and each is somebody's to use.
func TestEveryVerbIsAWordOfItsOwnWithARow(t *testing.T) {
	seen := map[permission.Verb]bool{}
	for _, v := range verbs(t) {
		if !regexp.MustCompile(`^[a-z]{2,10}$`).MatchString(string(v)) || seen[v] {
			t.Errorf("%q is no word, or two verbs are called so", v)
		}
		if seen[v] = true; !table().By(v, people.All()) {
			t.Errorf("nobody may %s", v)
		}
	}
	for _, rule := range table().All() {
		if !seen[rule.Verb] {
			t.Errorf("%s has a row and no name in the package", rule.Verb)
		}
	}
}
