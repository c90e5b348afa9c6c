package deadletter_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"echowall/bot/deadletter"
	"echowall/storage"
	"echowall/storage/boltdb"
)

func open(t *testing.T) storage.Store {
	t.Helper()
	s, err := boltdb.Open(filepath.Join(t.TempDir(), "echo.db"), boltdb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// TestLetters keeps dead letters of many sizes, lists them in the order in which the updates came, reads each as it
// came, and drops them.
func TestLetters(t *testing.T) {
	store := open(t)
	noon := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	updates := map[int64][]byte{
		1002: []byte("{}"), 9: nil, 1001: bytes.Repeat([]byte("路灯"), 3000), 70: bytes.Repeat([]byte("x"), 6000),
	}
	for id, raw := range updates {
		l := deadletter.Update{ID: id, Reason: strings.Repeat("it stumbled ", 100), At: noon}
		if err := deadletter.Keep(t.Context(), store, l, raw); err != nil {
			t.Fatal(err)
		}
	}
	all, err := deadletter.List(t.Context(), store)
	if err != nil || len(all) != len(updates) {
		t.Fatalf("listed are %+v, %v", all, err)
	}
	for i, want := range []int64{9, 70, 1001, 1002} {
		l := all[i]
		if l.ID != want || !l.At.Equal(noon) || !strings.HasPrefix(l.Reason, "it stumbled") || len(l.Reason) > 500 {
			t.Errorf("number %d is %+v, want update %d", i, l, want)
		}
		raw, err := deadletter.Read(t.Context(), store, l)
		if err != nil || !bytes.Equal(raw, updates[want]) {
			t.Errorf("update %d reads %d bytes, want %d: %v", want, len(raw), len(updates[want]), err)
		}
		if err := deadletter.Drop(t.Context(), store, l); err != nil {
			t.Fatal(err)
		}
	}
	entries := 0
	err = store.Entries(t.Context(), storage.DeadLetters, func(storage.DirectoryEntry) error { entries++; return nil })
	if err != nil || entries != 0 {
		t.Errorf("%d entries are left, %v", entries, err)
	}
}

func TestAReasonIsCutBetweenCharacters(t *testing.T) {
	store := open(t)
	for id, reason := range []string{strings.Repeat("灯", 300), "x" + strings.Repeat("灯", 300), strings.Repeat("🏮", 200)} {
		u := deadletter.Update{ID: int64(id), Reason: reason}
		if err := deadletter.Keep(t.Context(), store, u, nil); err != nil {
			t.Fatal(err)
		}
		all, err := deadletter.List(t.Context(), store)
		if err != nil {
			t.Fatal(err)
		}
		if got := all[id].Reason; !strings.HasPrefix(reason, got) || len(got) < 497 || len(got) > 500 {
			t.Errorf("%d bytes are cut to %d: %q", len(reason), len(got), got)
		}
	}
}
