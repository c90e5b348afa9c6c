package flaky_test

import (
	"context"
	"errors"
	"math"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/storagetest"
	"echowall/storage/storagetest/flaky"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

var errFault = errors.New("fault by the test")

func open(t *testing.T) *flaky.Store {
	t.Helper()
	s, err := boltdb.Open(filepath.Join(t.TempDir(), "store.db"), boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return flaky.New(s)
}

// opened is open for a test that does not close.
func opened(t *testing.T) *flaky.Store {
	f := open(t)
	t.Cleanup(func() {
		if err := errors.Join(f.Check(context.Background()), f.Close()); err != nil {
			t.Error(err)
		}
	})
	return f
}

// Without orders it is a store like any other. With every Update run twice, it also shows that the suite is fair to
// such stores.
func TestConformance(t *testing.T) {
	storagetest.Run(t, func(t *testing.T) storage.Store {
		f := open(t)
		f.Conflict(math.MaxInt)
		return f
	})
}

func put(f *flaky.Store, key storage.Key) error {
	return f.Update(context.Background(), "a", func(tx storage.Tx) error { return tx.Put(key, []byte("v")) })
}

func has(t *testing.T, f *flaky.Store, key storage.Key) (found bool) {
	t.Helper()
	err := f.View(t.Context(), "a", func(r storage.Reader) error {
		got, err := r.Get(key)
		found = got[0] != nil
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestFailNext(t *testing.T) {
	f := opened(t)
	f.FailNext(2, errFault)
	for i, want := range []error{errFault, errFault, nil} {
		if err := put(f, "k"); !errors.Is(err, want) {
			t.Errorf("call %d: got %v, want %v", i, err, want)
		}
	}
	if !has(t, f, "k") {
		t.Error("the last call was not done")
	}
}

// calls makes one call of each kind.
func calls(f *flaky.Store) map[flaky.Call]error {
	ctx := context.Background()
	_, errLook := f.Look(ctx, storage.Chats, "k")
	_, errUnsent := f.Unsent(ctx)
	return map[flaky.Call]error{
		flaky.Updates: put(f, "k"),
		flaky.Views:   f.View(ctx, "a", func(storage.Reader) error { return nil }),
		flaky.Lists:   errUnsent,
		flaky.Entries: errLook,
	}
}

func TestFailNextOnly(t *testing.T) {
	for _, only := range []flaky.Call{flaky.Updates, flaky.Views, flaky.Lists, flaky.Entries} {
		f := opened(t)
		f.FailNext(1, errFault, only)
		for call, err := range calls(f) {
			if errors.Is(err, errFault) != (call == only) {
				t.Errorf("orders for %d: call %d says %v", only, call, err)
			}
		}
		for call, err := range calls(f) {
			if err != nil {
				t.Errorf("after the orders: call %d says %v", call, err)
			}
		}
	}
}

func TestFailCommit(t *testing.T) {
	f := opened(t)
	f.FailCommit(1, errFault)
	ran := false
	err := f.Update(t.Context(), "a", func(tx storage.Tx) error {
		ran = true
		return tx.Put("k", nil)
	})
	if !ran || !errors.Is(err, errFault) || has(t, f, "k") {
		t.Errorf("ran: %t, error: %v, kept: %t", ran, err, has(t, f, "k"))
	}
	if err := put(f, "k"); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestLoseAnswer(t *testing.T) {
	f := opened(t)
	f.LoseAnswer(1, errFault)
	if err := put(f, "k"); !errors.Is(err, errFault) || !has(t, f, "k") {
		t.Errorf("error: %v, kept: %t", err, has(t, f, "k"))
	}
	if err := put(f, "k"); err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func TestConflict(t *testing.T) {
	f := opened(t)
	f.Conflict(1)
	runs := 0
	count := func() {
		err := f.Update(t.Context(), "a", func(tx storage.Tx) error {
			runs++
			_, err := tx.Append(nil)
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	count()
	count()
	err := f.View(t.Context(), "a", func(r storage.Reader) error {
		entries, err := r.Journal(0, 10)
		if runs != 3 || len(entries) != 2 {
			t.Errorf("%d runs left %d entries, want 3 and 2", runs, len(entries))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
