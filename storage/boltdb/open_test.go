package boltdb_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
	"echowall/storage/boltdb"
)

func put(t testing.TB, s storage.Store, id storage.ID, key storage.Key, value string) {
	t.Helper()
	if err := s.Update(t.Context(), id, func(tx storage.Tx) error { return tx.Put(key, []byte(value)) }); err != nil {
		t.Fatal(err)
	}
}

func get(t testing.TB, s storage.Store, id storage.ID, key storage.Key) (value string) {
	t.Helper()
	err := s.View(t.Context(), id, func(r storage.Reader) error {
		got, err := r.Get(key)
		value = string(got[0])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func closeStore(t testing.TB, s storage.Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, boltdb.Options{})
	put(t, s, "a", "k", "v")
	closeStore(t, s)
	closeStore(t, s) // again does nothing
	s = open(t, path, boltdb.Options{})
	defer closeStore(t, s)
	if got := get(t, s, "a", "k"); got != "v" {
		t.Errorf("got %q after reopening", got)
	}
}

func TestOpenLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path, boltdb.Options{})
	put(t, s, "a", "k", "v")
	if _, err := boltdb.Open(path, boltdb.Options{}); !errors.Is(err, storage.ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
	put(t, s, "a", "k", "w") // the owner does not mind
	closeStore(t, s)
	closeStore(t, open(t, path, boltdb.Options{}))
}

// The errors of the operating system stay what they are.
func TestOpenPlainErrors(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, nil, 0); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"a directory":       dir,
		"no path":           "",
		"no parent":         filepath.Join(dir, "missing", "store.db"),
		"a file as parent":  filepath.Join(secret, "store.db"),
		"no permission":     secret,
		"a device of sorts": "/dev/null/store.db",
	} {
		t.Run(name, func(t *testing.T) {
			if path == secret && os.Geteuid() == 0 {
				t.Skip("root may read everything")
			}
			s, err := boltdb.Open(path, boltdb.Options{})
			if err == nil {
				closeStore(t, s)
			}
			var pathError *fs.PathError
			if !errors.As(err, &pathError) || errors.Is(err, storage.ErrDamaged) {
				t.Errorf("got %v, want a plain error of the file system", err)
			}
		})
	}
}

func TestOpenForeign(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	long := make([]byte, 1<<16)
	for i := range long {
		long[i] = byte(i * 7)
	}
	for name, path := range map[string]string{
		"short text":         write("short", "this is no store"),
		"one byte":           write("byte", "x"),
		"long noise":         write("long", string(long)),
		"long zeros":         write("zeros", string(make([]byte, 1<<16))),
		"another bolt file":  edit(t, filepath.Join(dir, "other"), func(btx *bolt.Tx) error { return bucket(btx, "other") }),
		"a meta bucket only": edit(t, filepath.Join(dir, "meta"), func(btx *bolt.Tx) error { return bucket(btx, "meta") }),
	} {
		t.Run(name, func(t *testing.T) { refused(t, path) })
	}
}

// refused opens a bad file twice: it must be left as it was, and unlocked.
func refused(t *testing.T, path string) {
	t.Helper()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		s, err := boltdb.Open(path, boltdb.Options{})
		if err == nil {
			closeStore(t, s)
		}
		if !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("got %v, want ErrDamaged", err)
		}
	}
	if now, err := os.ReadFile(path); err != nil || string(now) != string(before) {
		t.Errorf("the file was changed (%v)", err)
	}
}

func bucket(btx *bolt.Tx, name string) error {
	_, err := btx.CreateBucketIfNotExists([]byte(name))
	return err
}

// edit changes a file by bolt itself and returns its path.
func edit(t *testing.T, path string, fn func(*bolt.Tx) error) string {
	t.Helper()
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(fn), db.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenFormat(t *testing.T) {
	for format, wantDamaged := range map[string]bool{"2": false, "99": false, "0": true, "": true, "one": true} {
		t.Run("format "+format, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "store.db")
			closeStore(t, open(t, path, boltdb.Options{}))
			edit(t, path, func(btx *bolt.Tx) error { return btx.Bucket([]byte("meta")).Put([]byte("format"), []byte(format)) })
			s, err := boltdb.Open(path, boltdb.Options{})
			if err == nil {
				closeStore(t, s)
				t.Fatal("the format was accepted")
			}
			if errors.Is(err, storage.ErrDamaged) != wantDamaged {
				t.Errorf("got %v", err)
			}
		})
	}
}

// An empty file is a new one: it is what a crash between making the file and its first write leaves.
func TestOpenEmpty(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, boltdb.Options{})
	defer closeStore(t, s)
	put(t, s, "a", "k", "v")
}
