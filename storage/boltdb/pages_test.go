package boltdb

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"echowall/storage"
)

// grown writes a store that has branch pages and free ones, and returns its bytes and page size.
func grown(t *testing.T) (content []byte, size int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := Open(path, Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	size = s.db.Info().PageSize
	for i := range 20 {
		err := s.Update(t.Context(), "a", func(tx storage.Tx) error {
			return tx.Put(storage.Key(rune('a'+i)), make([]byte, 1500))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if content, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	return content, size
}

// newest returns the meta page that counts.
func newest(content []byte, size int) []byte {
	if binary.NativeEndian.Uint64(content[metaTx:]) > binary.NativeEndian.Uint64(content[size+metaTx:]) {
		return content
	}
	return content[size:]
}

// firstBranch returns where in the file the first branch page in use begins.
func firstBranch(t *testing.T, content []byte, size int) int {
	t.Helper()
	free := content[int(binary.NativeEndian.Uint64(newest(content, size)[metaFree:]))*size:]
	unused := map[int]bool{}
	for i := range int(binary.NativeEndian.Uint16(free[10:])) {
		unused[int(binary.NativeEndian.Uint64(free[pageHead+8*i:]))] = true
	}
	for id := 2; id*size < len(content); id++ {
		if !unused[id] && binary.NativeEndian.Uint16(content[id*size+8:]) == branchPage {
			return id * size
		}
	}
	t.Fatal("there is no branch page")
	return 0
}

// These damages would not let bolt fail but run for ever, or write over what is in use.
func TestOpenBadPages(t *testing.T) {
	content, size := grown(t)
	branch := firstBranch(t, content, size)
	free := int(binary.NativeEndian.Uint64(newest(content, size)[metaFree:])) * size
	for name, c := range map[string]struct {
		at   int    // where a page's number is put
		page int    // which
		want string // in the error
	}{
		"a branch that leads to itself":     {branch + pageHead + 8, branch / size, "reached twice"},
		"a branch that leads out":           {branch + pageHead + 8, 1 << 30, "not in the file"},
		"a free page that is in use":        {free + pageHead, branch / size, "cannot be free"},
		"a free page out of the file":       {free + pageHead, 1 << 30, "cannot be free"},
		"a free page that is a meta page":   {free + pageHead, 1, "cannot be free"},
		"a page that calls itself another":  {branch, 3, "calls itself"},
		"a page that flows over the others": {branch + 8, 1<<48 | 1<<16 | branchPage, "reaches beyond"},
	} {
		t.Run(name, func(t *testing.T) {
			spoilt := append([]byte(nil), content...)
			binary.NativeEndian.PutUint64(spoilt[c.at:], uint64(c.page))
			path := filepath.Join(t.TempDir(), "store.db")
			if err := os.WriteFile(path, spoilt, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Open(path, Options{})
			if !errors.Is(err, storage.ErrDamaged) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want ErrDamaged with %q", err, c.want)
			}
		})
	}
}
