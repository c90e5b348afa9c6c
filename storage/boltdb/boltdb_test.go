package boltdb_test

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/storagetest"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

func TestConformance(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storage.Store {
		return open(t, filepath.Join(t.TempDir(), "store.db"), boltdb.Options{NoSync: true})
	})
}

func open(t testing.TB, path string, opts boltdb.Options) *boltdb.Store {
	t.Helper()
	s, err := boltdb.Open(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
