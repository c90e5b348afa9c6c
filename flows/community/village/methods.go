package village

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"echowall/flows/procedure"
)

// Methods are the six steps and the procedures of the tests.
func Methods(tb testing.TB) *procedure.Registry {
	tb.Helper()
	registry, err := known()
	if err != nil {
		tb.Fatal(err)
	}
	return registry
}

// known are the methods, read once for all villages, for none changes them.
var known = sync.OnceValues(func() (*procedure.Registry, error) {
	root, err := root()
	if err != nil {
		return nil, err
	}
	folder := fstest.MapFS{}
	for _, path := range []string{
		"flows/community/village/testdata/hall.yaml", "flows/community/village/testdata/street.yaml",
		"flows/procedure/data/six-step.yaml", "flows/procedure/data/six-links.yaml",
		"flows/procedure/data/five-step.yaml", "flows/procedure/data/four-rings.yaml",
		"flows/procedure/data/six-plus-four.yaml", "flows/procedure/data/bimonthly.yaml",
		"docs/procedures/ten-step.yaml",
	} {
		raw, err := fs.ReadFile(os.DirFS(root), path)
		if err != nil {
			return nil, fmt.Errorf("read a procedure for tests: %w", err)
		}
		folder[filepath.Base(path)] = &fstest.MapFile{Data: raw}
	}
	return procedure.Load(folder)
})

// root is the folder of the module, in whichever folder below it a test runs.
func root() (string, error) {
	at, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the module: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", errors.New("find the module: no go.mod above the tests")
		}
		at = filepath.Dir(at)
	}
}
