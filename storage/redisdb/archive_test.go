package redisdb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/redistest"
)

// TestArchive takes a store from a file to Redis, to a Cluster and back to a file: the way from one driver to another.
func TestArchive(t *testing.T) {
	from := openBolt(t)
	fillStore(t, from)
	single := openURL(t, redistest.Start(t).URL(""))
	cluster := openURL(t, redistest.StartCluster(t, 3).URL(""))
	first := lines(t, from)
	for _, to := range []storage.Store{single, cluster, openBolt(t)} {
		if _, err := archive.Restore(t.Context(), to, bytes.NewReader(first), archive.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := to.Check(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := archive.Restore(t.Context(), to, bytes.NewReader(first), archive.Options{}); !errors.Is(err,
			archive.ErrNotEmpty) {
			t.Errorf("got %v, want ErrNotEmpty", err)
		}
		if _, err := archive.Restore(t.Context(), to, bytes.NewReader(first), archive.Options{Replace: true}); err != nil {
			t.Error(err)
		}
		next := lines(t, to)
		if want, got := summary(t, first), summary(t, next); want != got {
			t.Errorf("%T holds %+v, want %+v", to, got, want)
		}
		if err := to.View(t.Context(), "c07", func(r storage.Reader) error { return sameAsFilled(r, 7) }); err != nil {
			t.Errorf("%T: %v", to, err)
		}
		first = next
	}
}

func openBolt(t *testing.T) storage.Store {
	t.Helper()
	s, err := boltdb.Open(filepath.Join(t.TempDir(), "store.db"), boltdb.Options{NoSync: true})
	return closedLater(t, s, err)
}

func openURL(t *testing.T, url string) storage.Store {
	t.Helper()
	s, err := Open(t.Context(), url)
	return closedLater(t, s, err)
}

func closedLater(t *testing.T, s storage.Store, err error) storage.Store {
	t.Helper()
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

func fillStore(t *testing.T, s storage.Store) {
	t.Helper()
	for i := range 20 {
		id := storage.ID(fmt.Sprintf("c%02d", i))
		err := s.Update(t.Context(), id, func(tx storage.Tx) (err error) {
			for k := range 20 * i {
				_, errAppend := tx.Append(fmt.Append(nil, k))
				_, errSend := tx.Send(storage.Message{View: fmt.Sprint("view", k%7*(k%2)), Body: fmt.Append(nil, k)})
				err = errors.Join(err, errAppend, errSend, tx.Put(storage.Key(fmt.Sprint("k", k)), fmt.Append(nil, k)),
					tx.Wake(fmt.Sprint(k), layout.FromMillis(int64(k+1))))
			}
			return err
		})
		err = errors.Join(err, s.Assign(t.Context(), storage.Chats, fmt.Sprint(-i), string(id)),
			s.Include(t.Context(), storage.Users, "40", string(id)))
		if err != nil {
			t.Fatal(err)
		}
	}
}

// sameAsFilled looks whether a community is what fillStore made of it.
func sameAsFilled(r storage.Reader, i int) error {
	records, errRecords := r.Range("")
	entries, errJournal := r.Journal(1, 10_000)
	messages, errOutbox := r.Outbox(0, 10_000)
	wakes, errWakes := r.Wakes()
	n := 20 * i
	if len(records) != n || len(entries) != n || len(messages) == 0 || len(wakes) != n ||
		string(entries[n-1].Data) != fmt.Sprint(n-1) {
		return fmt.Errorf("%d records, %d entries, %d messages, %d wake-ups", len(records), len(entries), len(messages),
			len(wakes))
	}
	return errors.Join(errRecords, errJournal, errOutbox, errWakes)
}

func lines(t *testing.T, s storage.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := archive.Write(context.Background(), &b, s, archive.About{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func summary(t *testing.T, file []byte) archive.Summary {
	t.Helper()
	sum, err := archive.Inspect(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
