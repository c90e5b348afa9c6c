package permission_test

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"echowall/flows/community"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
)

var update = flag.Bool("update", false, "write the matrix anew")

const golden = "testdata/matrix.txt"

// places are all the stages a case may be in; "" is a verb that concerns no case.
func places() []procedure.Kind {
	return append([]procedure.Kind{""}, append(procedure.Kinds(), procedure.Closed)...)
}

// agreed is the matrix that was agreed.
func agreed(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// inAgreedOrder are the rows of the table in the order in which the matrix has them; those it lacks come last.
func inAgreedOrder(matrix string) []permission.Rule {
	place := map[permission.Verb]int{}
	for i, line := range strings.Split(matrix, "\n") {
		verb, _, _ := strings.Cut(line, " ")
		place[permission.Verb(verb)] = i - len(matrix)
	}
	rules := table().All()
	slices.SortStableFunc(rules, func(a, b permission.Rule) int { return cmp.Compare(place[a.Verb], place[b.Verb]) })
	return rules
}

// table is what the verbs of the program say of who may do what when.
func table() *permission.Table { return community.AllVerbs().Permissions() }

// onlyAt are the stages of a role that may at fewer than the others, as the matrix has them.
func onlyAt(rule permission.Rule, r people.Role) string {
	var at []string
	for _, k := range rule.Only[r] {
		at = append(at, string(k))
	}
	if len(at) == 0 {
		return ""
	}
	return "@" + strings.Join(at, ",")
}

// matrix is the table as people read it, made cell by cell: a line a verb, who at which stages.
func matrix(rules []permission.Rule) string {
	var b strings.Builder
	for _, rule := range rules {
		var who, where []string
		for _, r := range people.All() {
			if table().By(rule.Verb, []people.Role{r}) {
				who = append(who, string(r)+onlyAt(rule, r))
			}
		}
		for _, k := range places()[1:] {
			if table().At(rule.Verb, k) {
				where = append(where, string(k))
			}
		}
		if len(where) == len(places())-1 {
			where = []string{"any stage, or none"}
		}
		fmt.Fprintf(&b, "%-10s | %-60s | %s\n", rule.Verb, strings.Join(who, " "), strings.Join(where, " "))
	}
	return b.String()
}

func TestTheTableIsAsAgreed(t *testing.T) {
	want := agreed(t)
	got := matrix(inAgreedOrder(want))
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != want {
		t.Errorf("the table is not what was agreed (-update writes it anew):\n%s", got)
	}
}

// TestEveryCell reads the agreed matrix and asks for each verb, role and stage by itself.
func TestEveryCell(t *testing.T) {
	cells := 0
	for _, line := range strings.Split(strings.TrimSpace(agreed(t)), "\n") {
		columns := strings.Split(line, "|")
		verb := permission.Verb(strings.TrimSpace(columns[0]))
		who, where := strings.Fields(columns[1]), strings.Fields(columns[2])
		anywhere := strings.Contains(columns[2], "any stage")
		for _, role := range people.All() {
			for _, stage := range places() {
				want := agreedOn(who, role, stage) && (anywhere || slices.Contains(where, string(stage)))
				if got := table().Allowed(verb, []people.Role{role}, stage); got != want {
					t.Errorf("%s by %s at %q: allowed is %v, agreed was %v", verb, role, stage, got, want)
				}
				cells++
			}
		}
	}
	if want := len(table().All()) * len(people.All()) * len(places()); cells != want {
		t.Errorf("%d cells agreed, the table has %d", cells, want)
	}
}

// agreedOn tells whether a column of the matrix names a role for a stage: "secretary handler@implementation".
func agreedOn(who []string, role people.Role, stage procedure.Kind) bool {
	return slices.ContainsFunc(who, func(word string) bool {
		name, only, narrow := strings.Cut(word, "@")
		return name == string(role) && (!narrow || slices.Contains(strings.Split(only, ","), string(stage)))
	})
}

func TestTheTableIsWellFormed(t *testing.T) {
	seen := map[permission.Verb]bool{}
	for _, rule := range table().All() {
		if seen[rule.Verb] || len(rule.Roles) == 0 {
			t.Errorf("%s: expected one row, with roles", rule.Verb)
		}
		seen[rule.Verb] = true
	}
}

func TestAnUnknownVerbIsForNobody(t *testing.T) {
	if _, known := table().Find("dance"); known || table().Allowed("dance", people.All(), "") || table().At("dance", "") {
		t.Error("dance is allowed")
	}
}

func TestOneRoleOfSeveralIsEnough(t *testing.T) {
	if !table().Allowed(permission.Approve, []people.Role{people.Resident, people.Authority}, procedure.Approval) {
		t.Error("an authority that is a resident as well may not approve")
	}
}

// TestEveryProcedureCanDecideItsStages holds that whom a procedure names for a stage, the table allows to decide there.
func TestEveryProcedureCanDecideItsStages(t *testing.T) {
	registry, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	deciding := map[procedure.Kind]permission.Verb{
		procedure.Screening: permission.Screen, procedure.Research: permission.Research,
		procedure.Approval: permission.Approve,
	}
	for _, id := range registry.IDs() {
		p, _ := registry.Latest(id)
		for _, s := range p.Stages {
			if verb := deciding[s.Kind]; verb != "" && len(s.By) > 0 && !table().By(verb, s.By) {
				t.Errorf("%s: nobody of %v may /%s", id, s.By, verb)
			}
		}
	}
}
