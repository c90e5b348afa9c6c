package boltdb_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/boltdb"
)

// sample writes a store with branch pages, nested and inline buckets, overflow pages and free pages, and returns its
// bytes.
func sample(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sample.db")
	s := open(t, path, boltdb.Options{NoSync: true})
	for i := range 40 {
		id := storage.ID(fmt.Sprintf("community %d", i%7))
		err := s.Update(t.Context(), id, func(tx storage.Tx) error { return fill(tx, i) })
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Assign(t.Context(), storage.Chats, fmt.Sprint(i), string(id)); err != nil {
			t.Fatal(err)
		}
	}
	closeStore(t, s)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func fill(tx storage.Tx, i int) error {
	at := time.Unix(int64(i), 0)
	_, err1 := tx.Append(make([]byte, 100*i))
	_, err2 := tx.Send(storage.Message{View: fmt.Sprint("view ", i%3), Body: make([]byte, 50)})
	_, err3 := tx.Once(fmt.Sprint("update ", i), at)
	err4 := tx.Put(storage.Key(fmt.Sprint("case:", i)), make([]byte, 300))
	err5 := tx.Put("large", make([]byte, 10000+i))
	return errors.Join(err1, err2, err3, err4, err5, tx.Wake(fmt.Sprint("case:", i), at))
}

func TestTruncated(t *testing.T) {
	content := sample(t)
	for part := range 40 {
		size := max(1, len(content)*part/64)
		path := filepath.Join(t.TempDir(), "store.db")
		if err := os.WriteFile(path, content[:size], 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := boltdb.Open(path, boltdb.Options{}); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%d of %d bytes: got %v, want ErrDamaged", size, len(content), err)
		}
	}
}

// Any damage is found, or does no harm to the program: no panic, no standing still, and no error but ErrDamaged.
func TestDamaged(t *testing.T) {
	content := sample(t)
	path := filepath.Join(t.TempDir(), "store.db")
	found := 0
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 0))
		if err := os.WriteFile(path, spoil(random, content), 0o600); err != nil {
			t.Fatal(err)
		}
		err := useAll(t, path)
		if err != nil && !errors.Is(err, storage.ErrDamaged) {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if err != nil {
			found++
		}
	}
	t.Logf("%d of 300 damages were found", found)
	if found < 100 {
		t.Errorf("only %d of 300 damages were found", found)
	}
}

// spoil overwrites a byte, or a page with noise or with another page.
func spoil(random *rand.Rand, content []byte) []byte {
	const page = 4096
	spoilt := append([]byte(nil), content...)
	at := random.IntN(len(content)/page) * page
	switch random.IntN(3) {
	case 0:
		// Heads of pages and elements stand in front.
		spoilt[at+random.IntN(256)] ^= byte(1 + random.IntN(255))
	case 1:
		for i := at; i < at+page; i++ {
			spoilt[i] = byte(random.Uint32())
		}
	default:
		copy(spoilt[at:at+page], content[random.IntN(len(content)/page)*page:])
	}
	return spoilt
}

// useAll opens, checks, reads and writes a store, and returns the first error.
func useAll(t *testing.T, path string) error {
	s, err := boltdb.Open(path, boltdb.Options{NoSync: true})
	if err != nil {
		return err
	}
	errs := []error{s.Check(t.Context())}
	for i := range 7 {
		id := storage.ID(fmt.Sprintf("community %d", i))
		errs = append(errs, s.View(t.Context(), id, readAll))
		errs = append(errs, s.Update(t.Context(), id, func(tx storage.Tx) error { return fill(tx, i) }))
	}
	_, err = s.Due(t.Context(), time.Unix(1000, 0), 100)
	errs = append(errs, err, s.Close())
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func readAll(r storage.Reader) error {
	_, err1 := r.Range("")
	_, err2 := r.Journal(0, 1000)
	_, err3 := r.Outbox(0, 1000)
	_, err4 := r.Wakes()
	return errors.Join(err1, err2, err3, err4)
}
