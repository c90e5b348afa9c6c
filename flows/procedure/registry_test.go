package procedure_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"echowall/flows/procedure"
)

// ours is a procedure of the operator's own, with changes to its text: old, new, old, new.
func ours(changes ...string) *fstest.MapFile {
	changes = append(changes, "id: short", "id: ours", "version: 2", "version: 1")
	text := strings.NewReplacer(changes...).Replace(good)
	return &fstest.MapFile{Data: []byte(text)}
}

// serving is what ships with a folder beside it.
func serving(t *testing.T, folder fstest.MapFS) *procedure.Registry {
	t.Helper()
	registry, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	if err := registry.Add(folder); err != nil {
		t.Fatal(err)
	}
	return registry
}

func TestWhatShipsIsToldFromTheOperatorsOwn(t *testing.T) {
	registry := serving(t, fstest.MapFS{"ours.yaml": ours()})
	for _, c := range []struct {
		id      string
		version int
		there   bool
		ships   bool
		text    string
	}{
		{"six-step", 1, true, true, ""}, {"ours", 1, true, false, string(ours().Data)},
		{"ours", 2, false, false, ""}, {"", 0, false, false, ""},
	} {
		_, there := registry.Get(c.id, c.version)
		if text := registry.Text(c.id, c.version); there != c.there || registry.Ships(c.id, c.version) != c.ships ||
			text != c.text {
			t.Errorf("%s %d: there %v, ships %v, text %q", c.id, c.version, there, registry.Ships(c.id, c.version), text)
		}
	}
	if ids := registry.IDs(); !slices.IsSorted(ids) || !slices.Contains(ids, "ours") ||
		len(slices.Compact(slices.Clone(ids))) != len(ids) {
		t.Errorf("the ids are %v", ids)
	}
}

// What is new in the folder is taken in; cases may be under way by all the rest, so it stays as it is.
func TestAFolderIsReadAnewWhileCasesAreUnderWay(t *testing.T) {
	first := fstest.MapFS{"ours.yaml": ours(), "old.yaml": ours("id: short", "id: old")}
	for what, c := range map[string]struct {
		folder fstest.MapFS
		added  string // "id version", joined
		wants  string // what is expected of the error; "" for none
	}{
		"nothing changed": {first, "", ""},
		"one was added": {fstest.MapFS{"ours.yaml": ours(), "new.yaml": ours("id: short", "id: new")},
			"new", ""},
		"a higher version": {fstest.MapFS{"ours.yaml": ours("version: 2", "version: 2", "echo_every: 7d",
			"echo_every: 5d")}, "ours", ""},
		"only a comment was changed": {fstest.MapFS{"ours.yaml": ours("stages:", "# the stages\nstages:")}, "", ""},
		"its rules were changed": {fstest.MapFS{"ours.yaml": ours("echo_every: 7d", "echo_every: 5d")}, "",
			"ours.yaml: procedure ours version 1 was changed, and cases may be under way by it: expected version: 2"},
		"it takes the name of one that ships": {fstest.MapFS{"ours.yaml": ours("id: short", "id: six-step")}, "",
			"ours.yaml: procedure six-step version 1 is there already: expected another id, or a higher version"},
		"a version of one that ships": {fstest.MapFS{"six.yaml": ours("id: short", "id: six-step", "version: 2",
			"version: 9")}, "six-step", ""},
		"the same twice": {fstest.MapFS{"a.yaml": ours(), "b.yaml": ours()}, "",
			"b.yaml: procedure ours version 1 is there already"},
		"one is broken": {fstest.MapFS{"new.yaml": ours("id: short", "id: new"),
			"x.yaml": {Data: []byte("stages: 7")}}, "", "x.yaml: procedure"},
		"the folder is bare": {fstest.MapFS{}, "", procedure.ErrNone.Error()},
	} {
		registry := serving(t, first)
		before := registry.IDs()
		renewed, added, err := registry.Renewed(c.folder)
		if c.wants != "" {
			if err == nil || !strings.Contains(err.Error(), c.wants) || renewed != nil || added != nil {
				t.Errorf("%s: expected %q, got %v", what, c.wants, err)
			}
			continue
		}
		var names []string
		for _, p := range added {
			names = append(names, p.ID)
		}
		if err != nil || strings.Join(names, " ") != c.added {
			t.Errorf("%s: added %v, %v", what, names, err)
			continue
		}
		for _, id := range []string{"ours", "old", "six-step"} {
			was, _ := registry.Get(id, 1)
			if is, ok := renewed.Get(id, 1); !ok || is != was {
				t.Errorf("%s: %s is not the same any more", what, id)
			}
		}
		for _, p := range added {
			if is, ok := renewed.Get(p.ID, p.Version); !ok || is != p || renewed.Text(p.ID, p.Version) == "" {
				t.Errorf("%s: %s is not in the renewed registry", what, p.ID)
			}
			if _, ok := registry.Get(p.ID, p.Version); ok {
				t.Errorf("%s: %s is in the registry that was renewed", what, p.ID)
			}
		}
		if !slices.Equal(registry.IDs(), before) {
			t.Errorf("%s: the registry that was renewed has %v", what, registry.IDs())
		}
	}
}

// The version that is expected is above all there are, also above those whose files have gone.
func TestAChangedProcedureIsToldTheNextFreeVersion(t *testing.T) {
	registry := serving(t, fstest.MapFS{"one.yaml": ours(), "two.yaml": ours("version: 2", "version: 7")})
	_, _, err := registry.Renewed(fstest.MapFS{"one.yaml": ours("echo_every: 7d", "echo_every: 5d")})
	if err == nil || !strings.Contains(err.Error(), "expected version: 8, in this file or another") {
		t.Errorf("told %v", err)
	}
}

func TestALiveRegistryAnswersAsTheOneOfNow(t *testing.T) {
	now := serving(t, fstest.MapFS{"ours.yaml": ours()})
	live := procedure.Live(func() *procedure.Registry { return now })
	before, _ := live.Latest("ours")
	renewed, _, err := live.Renewed(fstest.MapFS{"new.yaml": ours("version: 2", "version: 2", "echo_every: 7d",
		"echo_every: 5d")})
	if err != nil {
		t.Fatal(err)
	}
	if latest, _ := live.Latest("ours"); latest != before {
		t.Error("the live registry answers as one that is not in its place yet")
	}
	now = renewed
	latest, ok := live.Latest("ours")
	if !ok || latest.Version != 2 || latest.EchoEvery.Days != 5 || !live.Ships("six-step", 1) ||
		live.Text("ours", 2) == "" {
		t.Errorf("the latest is %+v", latest)
	}
	if old, ok := live.Get("ours", 1); !ok || old != before {
		t.Error("cases under way lost their procedure")
	}
}

// A folder with one fault is not taken in by halves.
func TestAFolderIsTakenInWholeOrNotAtAll(t *testing.T) {
	for what, folder := range map[string]fstest.MapFS{
		"one is broken":   {"a.yaml": ours("id: short", "id: new"), "b.yaml": {Data: []byte("id: [")}},
		"one is taken":    {"a.yaml": ours("id: short", "id: new"), "b.yaml": ours()},
		"one is a folder": {"a.yaml": ours("id: short", "id: new"), "b.yaml/c": {}},
		"none is there":   {"readme.txt": {}},
	} {
		registry := serving(t, fstest.MapFS{"ours.yaml": ours()})
		before := registry.IDs()
		if err := registry.Add(folder); err == nil || errors.Is(err, procedure.ErrNone) != (what == "none is there") {
			t.Errorf("%s: %v", what, err)
		}
		if !slices.Equal(registry.IDs(), before) {
			t.Errorf("%s: the registry has %v", what, registry.IDs())
		}
	}
}

func TestProceduresAreTheSameThatSayTheSame(t *testing.T) {
	read := func(changes ...string) *procedure.Procedure {
		p, err := procedure.Parse(ours(changes...).Data)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for change, want := range map[string]bool{"\n# a comment": true, "\n\n": true, "\nremind: [2h]": false,
		"\ntriage: []": false} {
		if got := procedure.Same(read(), read("\nstages:", change+"\nstages:")); got != want &&
			change != "\ntriage: []" {
			t.Errorf("with %q: the same %v", change, got)
		}
	}
	if procedure.Same(read(), read("quorum: 1/2", "quorum: 2/4")) {
		t.Error("another quorum is the same")
	}
}
