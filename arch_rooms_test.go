package echowall

import (
	"flag"
	"fmt"
	"go/doc"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var drawn = flag.Bool("update", false, "draw the rooms anew")

const roomsPage = "docs/rooms.md"

const roomsHead = `# The rooms

What this page shows is read from the code: which packages there are, what each says of itself, and what it imports of
the others. ` + "`go test -run TestRooms . -update`" + ` writes it anew, and the tests hold it to the code.

`

// TestRooms holds the page of the rooms to the imports and the package docs as they are.
func TestRooms(t *testing.T) {
	page := inspect(t, os.DirFS(".")).rooms().page()
	if *drawn {
		if err := os.WriteFile(roomsPage, []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(roomsPage)
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != page {
		t.Errorf("%s does not show the rooms as they are (-update draws them anew)", roomsPage)
	}
}

// rooms are the packages of the module: what each says of itself in a sentence, and what it imports of the others.
type rooms struct {
	says    map[string]string
	imports map[string]map[string]bool
}

func (t *tree) rooms() rooms {
	r := rooms{map[string]string{}, map[string]map[string]bool{}}
	for _, f := range t.files {
		if f.test || !strings.HasPrefix(f.pkg, "./") {
			continue
		}
		if r.imports[f.pkg] == nil {
			r.imports[f.pkg] = map[string]bool{}
		}
		if f.syntax.Doc != nil {
			r.says[f.pkg] = new(doc.Package).Synopsis(f.syntax.Doc.Text())
		}
		for _, to := range f.imports() {
			if strings.HasPrefix(to, "./") {
				r.imports[f.pkg][to] = true
			}
		}
	}
	return r
}

func (r rooms) page() string {
	var b strings.Builder
	b.WriteString(roomsHead + "## The whole\n\nAn arrow goes from a package to what it imports; what follows from " +
		"other arrows is left out.\n\n")
	b.WriteString(r.picture(whole))
	b.WriteString("\n## The domain\n\nValues stand at the bottom, the records on them, and the subjects beside one " +
		"another on the life of a case.\n\n")
	b.WriteString(r.picture(domain))
	b.WriteString("\n## Each room\n\n| package | says of itself | imports |\n|---|---|---|\n")
	for _, p := range slices.Sorted(maps.Keys(r.imports)) {
		var to []string
		for _, q := range slices.Sorted(maps.Keys(r.imports[p])) {
			to = append(to, "`"+q[2:]+"`")
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", p[2:], r.says[p], strings.Join(to, " "))
	}
	return b.String()
}

// values are what the subjects speak of: pure, and below all of them.
var values = []string{
	"./flows/ballot", "./flows/calendar", "./flows/cases", "./flows/form", "./flows/journal", "./flows/meeting",
	"./flows/people",
	"./flows/permission", "./flows/procedure", "./flows/say", "./flows/schedule", "./flows/statistics",
}

// whole is the place of a package in the picture of all: the domain is one there; "" leaves it out.
func whole(pkg string) string {
	switch {
	case slices.Contains(values, pkg), pkg == "./flows/record", pkg == "./flows/life", pkg == "./flows/personnel",
		pkg == "./flows/community",
		slices.Contains(beside, pkg), slices.Contains(above, pkg):
		return "the domain"
	case forTests(pkg):
		return ""
	}
	return pkg[2:]
}

// domain is its place in the picture of the domain, where the values are one.
func domain(pkg string) string {
	switch {
	case slices.Contains(values, pkg):
		return "values"
	case pkg == "./flows/record", pkg == "./flows/life", pkg == "./flows/personnel", pkg == "./flows/community",
		slices.Contains(beside, pkg), slices.Contains(above, pkg):
		return pkg[len("./flows/"):]
	}
	return ""
}

// forTests tells of a package that only tests and measurements need.
func forTests(pkg string) bool {
	return matchAny([]string{
		"./bot/sim/...", village, "./flows/trace", "./flows/procedure/openvote", "./storage/redisdb/redistest",
		"./storage/storagetest/...", "./storage/testenv", "./cmd/echowall-bench/...", "./locales/localestest",
	}, pkg)
}

// picture draws the arrows between places, as Mermaid has it.
func (r rooms) picture(place func(string) string) string {
	arrows := map[string]map[string]bool{}
	for from, all := range r.imports {
		for to := range all {
			a, b := place(from), place(to)
			if a == "" || b == "" || a == b {
				continue
			}
			if arrows[a] == nil {
				arrows[a] = map[string]bool{}
			}
			arrows[a][b] = true
		}
	}
	var lines strings.Builder
	lines.WriteString("```mermaid\nflowchart TD\n")
	node := func(name string) string {
		return fmt.Sprintf("%s[%q]", strings.NewReplacer("/", "_", " ", "_", "-", "_").Replace(name), name)
	}
	for _, from := range slices.Sorted(maps.Keys(arrows)) {
		for _, to := range slices.Sorted(maps.Keys(arrows[from])) {
			if !throughOthers(arrows, from, to) {
				fmt.Fprintf(&lines, "  %s --> %s\n", node(from), node(to))
			}
		}
	}
	lines.WriteString("```\n")
	return lines.String()
}

// throughOthers tells whether one can go from one place to another by more than one arrow.
func throughOthers(arrows map[string]map[string]bool, from, to string) bool {
	seen := map[string]bool{}
	var reaches func(string) bool
	reaches = func(at string) bool {
		if at == to {
			return true
		}
		if seen[at] {
			return false
		}
		seen[at] = true
		for next := range arrows[at] {
			if reaches(next) {
				return true
			}
		}
		return false
	}
	for next := range arrows[from] {
		if next != to && reaches(next) {
			return true
		}
	}
	return false
}
