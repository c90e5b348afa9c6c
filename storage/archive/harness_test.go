package archive_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/boltdb"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// open opens an empty store, which is checked and closed in the end.
func open(t *testing.T) storage.Store {
	t.Helper()
	s, err := boltdb.Open(filepath.Join(t.TempDir(), "store.db"), boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.Check(context.Background()), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// about is what the tests write into archives.
func about() archive.About {
	return archive.About{At: time.Date(2026, 6, 1, 3, 0, 0, 0, time.UTC), Program: "echowall test"}
}

func write(t rapid.TB, s storage.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := archive.Write(context.Background(), &b, s, about()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func restore(t rapid.TB, s storage.Store, file []byte, o archive.Options) archive.Summary {
	t.Helper()
	sum, err := archive.Restore(context.Background(), s, bytes.NewReader(file), o)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// content is all that the contract lets one read of a store, but for numbers of messages.
type content struct {
	Communities map[storage.ID]community
	Directory   map[storage.Space][]storage.DirectoryEntry
}

type community struct {
	Records []storage.Record
	Journal []storage.Entry
	Outbox  []storage.Message
	Wakes   []storage.WakeUp
}

func (c community) empty() bool {
	return len(c.Records)+len(c.Journal)+len(c.Outbox)+len(c.Wakes) == 0
}

func read(t rapid.TB, s storage.Store) content {
	t.Helper()
	all := content{map[storage.ID]community{}, map[storage.Space][]storage.DirectoryEntry{}}
	ids, err := s.Communities(context.Background(), "", 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if c := readCommunity(t, s, id); !c.empty() {
			all.Communities[id] = c
		}
	}
	for _, space := range storage.Spaces() {
		err := s.Entries(context.Background(), space, func(e storage.DirectoryEntry) error {
			all.Directory[space] = append(all.Directory[space], e)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(all.Directory[space], func(a, b storage.DirectoryEntry) int {
			return strings.Compare(fmt.Sprint(a), fmt.Sprint(b))
		})
	}
	return all
}

func readCommunity(t rapid.TB, s storage.Store, id storage.ID) (c community) {
	t.Helper()
	err := s.View(context.Background(), id, func(r storage.Reader) error {
		var errs [4]error
		c.Records, errs[0] = r.Range("")
		c.Journal, errs[1] = r.Journal(0, 1<<20)
		c.Outbox, errs[2] = r.Outbox(0, 1<<20)
		c.Wakes, errs[3] = r.Wakes()
		return errors.Join(errs[:]...)
	})
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Outbox {
		c.Outbox[i].Seq, c.Outbox[i].Revision = 0, 0
	}
	slices.SortFunc(c.Wakes, func(a, b storage.WakeUp) int { return strings.Compare(a.Thing, b.Thing) })
	return c
}

func same(t rapid.TB, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%s (-want +got):\n%s", what, diff)
	}
}

func update(t rapid.TB, s storage.Store, id storage.ID, fn func(storage.Tx) error) {
	t.Helper()
	if err := s.Update(context.Background(), id, fn); err != nil {
		t.Fatal(err)
	}
}

// village fills a store with a little of everything.
func village(t rapid.TB, s storage.Store) {
	t.Helper()
	update(t, s, "willow", func(tx storage.Tx) error {
		_, errAppend := tx.Append([]byte(`{"events":[]}`))
		_, errSend := tx.Send(storage.Message{View: "wall", Body: []byte("the wall")})
		_, errNews := tx.Send(storage.Message{Body: []byte("news")})
		return errors.Join(errAppend, errSend, errNews, tx.Put("case:1", []byte(`{"v":1,"d":{"title":"路灯"}}`)),
			tx.Put("raw", []byte("\xff\x00")), tx.Wake("case:1", time.Date(2026, 6, 8, 9, 0, 0, 1, time.UTC)))
	})
	err := errors.Join(
		s.Assign(context.Background(), storage.Chats, "-100", "willow"),
		s.Include(context.Background(), storage.Users, "40", "willow"))
	if err != nil {
		t.Fatal(err)
	}
}
