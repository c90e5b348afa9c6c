package echowall

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"echowall/storage/testenv"
)

// TestTheModuleCanMove gives a copy of the tree another module path: every import is found, and the old path stands
// nowhere.
func TestTheModuleCanMove(t *testing.T) {
	testenv.Long(t)
	const path = "example.org/village/echowall"
	tree := copyTree(t)
	run(t, tree, ".ci/module", path)
	deps := run(t, tree, "go", "list", "-deps", "-test", "./...")
	if !strings.Contains(deps, path+"/flows/ballot\n") || strings.Contains("\n"+deps, "\n"+module+"/") {
		t.Errorf("the packages are\n%s", deps)
	}
	run(t, tree, "go", "vet", "./flows/say", ".")
	if out, err := command(tree, ".ci/module", "echowall").CombinedOutput(); err == nil {
		t.Errorf("a path that is no address was taken: %s", out)
	}
}

// copyTree copies the working tree without what git keeps.
func copyTree(t *testing.T) string {
	t.Helper()
	to := t.TempDir()
	names, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if n.Name() == ".git" {
			continue
		}
		copied := exec.CommandContext(t.Context(), "cp", "-R", n.Name(), filepath.Join(to, n.Name()))
		if out, err := copied.CombinedOutput(); err != nil {
			t.Fatalf("copy %s: %v\n%s", n.Name(), err, out)
		}
	}
	return to
}

func run(t *testing.T, folder, name string, args ...string) string {
	t.Helper()
	out, err := command(folder, name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func command(folder, name string, args ...string) *exec.Cmd {
	if strings.Contains(name, "/") {
		name = filepath.Join(folder, name)
	}
	c := exec.Command(name, args...)
	c.Dir = folder
	return c
}
