package flows_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
	"echowall/storage/redisdb/redistest"
)

// onBolt is a store in one file. The raw file has its free pages, with what was there before.
func onBolt(t *testing.T) (storage.Store, func() map[string][]byte) {
	path := filepath.Join(t.TempDir(), "echowall.db")
	store, err := boltdb.Open(path, boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store, func() map[string][]byte { return filesIn(t, filepath.Dir(path)) }
}

// onRedis is a server that writes down every command and, when asked, all its data, without compressing them.
func onRedis(t *testing.T) (storage.Store, func() map[string][]byte) {
	server := redistest.Start(t, "--appendonly", "yes", "--aof-use-rdb-preamble", "no", "--rdbcompression", "no")
	store, err := redisdb.Open(t.Context(), server.URL("/0"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	return store, func() map[string][]byte {
		if err := server.Client().Save(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		files := filesIn(t, server.Dir)
		if len(files) < 2 {
			t.Fatalf("expected an append-only file and a dump, found %d files", len(files))
		}
		return files
	}
}

// filesIn reads all files of a folder and those below it.
func filesIn(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files[filepath.Base(path)], err = os.ReadFile(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
