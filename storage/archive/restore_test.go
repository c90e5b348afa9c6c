package archive_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"sync"
	"testing"

	"echowall/storage"
	"echowall/storage/archive"
	"echowall/storage/storagetest/flaky"
	"echowall/storage/testenv"
)

var errFault = errors.New("fault by the test")

// Nothing is put over what a store holds, be it only a word in its directory.
func TestRestoreRefusesFullStores(t *testing.T) {
	from := open(t)
	village(t, from)
	file := write(t, from)
	for name, fill := range map[string]func(storage.Store) error{
		"a community": func(s storage.Store) error {
			return s.Update(t.Context(), "oak", func(tx storage.Tx) error { return tx.Put("k", nil) })
		},
		"a value": func(s storage.Store) error { return s.Assign(t.Context(), storage.Bot, "k", "v") },
		"a set":   func(s storage.Store) error { return s.Include(t.Context(), storage.Users, "k", "v") },
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t)
			if err := fill(s); err != nil {
				t.Fatal(err)
			}
			before := read(t, s)
			_, err := archive.Restore(t.Context(), s, bytes.NewReader(file), archive.Options{})
			if !errors.Is(err, archive.ErrNotEmpty) {
				t.Errorf("got %v, want ErrNotEmpty", err)
			}
			same(t, "content", before, read(t, s))
		})
	}
}

// Replacing leaves other communities alone, and nothing of those in the archive that is not in it.
func TestRestoreReplaces(t *testing.T) {
	s := open(t)
	village(t, s)
	before := read(t, s)
	file := write(t, s)
	for range 3 {
		village(t, s)
	}
	update(t, s, "willow", func(tx storage.Tx) error {
		_, err := tx.Once("update", about().At)
		return errors.Join(err, tx.Put("later", nil), tx.Wake("later", about().At), tx.Delete("case:1"))
	})
	update(t, s, "oak", func(tx storage.Tx) error { return tx.Put("k", []byte("v")) })
	before.Communities["oak"] = readCommunity(t, s, "oak")
	restore(t, s, file, archive.Options{Replace: true})
	same(t, "content", before, read(t, s))
}

// A restore that broke off is known as one, and is begun anew.
func TestRestoreInterrupted(t *testing.T) {
	from := open(t)
	village(t, from)
	update(t, from, "oak", func(tx storage.Tx) error { return tx.Put("k", []byte("v")) })
	file, want := write(t, from), read(t, from)
	for name, fail := range map[string]func(*flaky.Store){
		"at the first commit":      func(f *flaky.Store) { f.FailCommit(1, errFault) },
		"after a commit":           func(f *flaky.Store) { f.LoseAnswer(1, errFault) },
		"at the directory":         func(f *flaky.Store) { f.FailNext(1, errFault, flaky.Entries) },
		"before anything is known": func(f *flaky.Store) { f.FailNext(1, errFault, flaky.Lists) },
	} {
		t.Run(name, func(t *testing.T) {
			to := flaky.New(open(t))
			fail(to)
			if _, err := archive.Restore(t.Context(), to, bytes.NewReader(file), archive.Options{}); !errors.Is(err, errFault) {
				t.Fatalf("got %v, want the store's error", err)
			}
			restore(t, to, file, archive.Options{Replace: true})
			same(t, "content", want, read(t, to))
		})
	}
	t.Run("at the erasing", func(t *testing.T) {
		to := flaky.New(open(t))
		to.FailNext(1, errFault, flaky.Updates)
		_, err := archive.Restore(t.Context(), to, bytes.NewReader(file), archive.Options{Replace: true})
		if !errors.Is(err, errFault) {
			t.Errorf("got %v, want the store's error", err)
		}
	})
	t.Run("by its context", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := archive.Restore(ctx, open(t), bytes.NewReader(file), archive.Options{}); !errors.Is(err,
			context.Canceled) {
			t.Errorf("got %v, want context.Canceled", err)
		}
	})
}

// full takes so many bytes and no more.
type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return 0, errFault
	}
	f.room -= len(b)
	return len(b), nil
}

func TestWriteFails(t *testing.T) {
	testenv.Unraced(t)
	s := flaky.New(open(t))
	village(t, s)
	for _, only := range []flaky.Call{flaky.Lists, flaky.Views, flaky.Entries} {
		s.FailNext(1, errFault, only)
		var b bytes.Buffer
		if err := archive.Write(t.Context(), &b, s, about()); !errors.Is(err, errFault) {
			t.Errorf("got %v, want the store's error", err)
		}
		if _, err := archive.Inspect(bytes.NewReader(b.Bytes())); err == nil {
			t.Error("half an archive passes for one")
		}
	}
	for room := range len(write(t, s)) {
		if err := archive.Write(t.Context(), &full{room}, s, about()); !errors.Is(err, errFault) {
			t.Fatalf("room for %d bytes: got %v, want the writer's error", room, err)
		}
	}
}

// unreadable fails after so many bytes.
type unreadable struct {
	*bytes.Reader
	after int
}

func (u *unreadable) Read(b []byte) (int, error) {
	if u.after -= len(b); u.after < 0 {
		return 0, errFault
	}
	return u.Reader.Read(b)
}

// A disk that cannot be read is no damaged archive.
func TestReadFails(t *testing.T) {
	s := open(t)
	village(t, s)
	file := write(t, s)
	for _, after := range []int{0, 2, 100} {
		_, err := archive.Inspect(&unreadable{bytes.NewReader(file), after})
		if !errors.Is(err, errFault) || errors.Is(err, archive.ErrDamaged) {
			t.Errorf("after %d bytes: got %v, want the reader's error", after, err)
		}
	}
}

// TestWhileRunning takes archives of a store while many write to it. Every Update leaves as many records, entries,
// messages and wake-ups, so a community that is not of one moment would show it.
func TestWhileRunning(t *testing.T) {
	s := open(t)
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for g := range 8 {
		writers.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				id := storage.ID("c" + strconv.Itoa((g+i)%5))
				if err := s.Update(context.WithoutCancel(ctx), id, grow); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	largest := 0
	for largest < 200 {
		to := open(t)
		restore(t, to, write(t, s), archive.Options{})
		for id, c := range read(t, to).Communities {
			n := len(c.Journal)
			if len(c.Records) != n || len(c.Outbox) != n || len(c.Wakes) != n {
				t.Errorf("%s has %d entries, %d records, %d messages, %d wake-ups", id, n, len(c.Records), len(c.Outbox),
					len(c.Wakes))
			}
			if n > 0 && string(c.Journal[n-1].Data) != strconv.Itoa(n) {
				t.Errorf("entry %d of %s is %s", n, id, c.Journal[n-1].Data)
			}
			largest = max(largest, n)
		}
		if t.Failed() {
			break
		}
	}
	stop()
	writers.Wait()
}

// grow adds one of everything.
func grow(tx storage.Tx) error {
	all, err := tx.Journal(1, 1<<20)
	if err != nil {
		return err
	}
	n := strconv.Itoa(len(all) + 1)
	_, errAppend := tx.Append([]byte(n))
	_, errSend := tx.Send(storage.Message{Body: []byte(n)})
	return errors.Join(errAppend, errSend, tx.Put(storage.Key(n), []byte(n)), tx.Wake(n, about().At))
}

var _ io.ReadSeeker = (*unreadable)(nil)
