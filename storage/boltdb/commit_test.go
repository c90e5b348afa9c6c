package boltdb

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// opened returns a store, which the test's end checks and closes.
func opened(t *testing.T) *Store {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "store.db"), Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Check(context.Background()); err != nil && !s.queue.closed() {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// held keeps the committer from taking anything until release is called.
func held(s *Store) (release func()) {
	let := make(chan struct{})
	s.queue.alone <- func() { <-let }
	return func() { close(let) }
}

// crowd runs each fn as an Update of the community that of says, in order, while the committer is held up; it returns
// their answers.
func crowd(t *testing.T, s *Store, of func(i int) storage.ID, all ...func(storage.Tx) error) []error {
	t.Helper()
	release := held(s)
	errs := make([]error, len(all))
	var wg sync.WaitGroup
	for i, fn := range all {
		wg.Go(func() { errs[i] = s.Update(t.Context(), of(i), fn) })
		synctest.Wait() // so that they wait in this order
	}
	release()
	wg.Wait()
	return errs
}

func putter(key storage.Key) func(storage.Tx) error {
	return func(tx storage.Tx) error { return tx.Put(key, []byte("v")) }
}

func recordsOf(t *testing.T, s *Store, id storage.ID) string {
	t.Helper()
	var all []string
	err := s.View(context.Background(), id, func(r storage.Reader) error {
		found, err := r.Range("")
		for _, each := range found {
			all = append(all, string(each.Key))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

func TestOneCommitForAllThatWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := opened(t)
		var all []func(storage.Tx) error
		for i := range 50 {
			all = append(all, putter(storage.Key(fmt.Sprint("k", i))))
		}
		own := func(i int) storage.ID { return storage.ID(fmt.Sprint("community ", i)) }
		if err := errors.Join(crowd(t, s, own, all...)...); err != nil {
			t.Fatal(err)
		}
		if got, want := s.Stats(), (Stats{Commits: 1, Updates: 50}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

// An Update that takes long keeps no other community waiting.
func TestSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := opened(t)
		release := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			if err := s.Update(t.Context(), "a", func(storage.Tx) error { <-release; return nil }); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		if err := s.Update(t.Context(), "b", putter("k")); err != nil {
			t.Error(err)
		}
		close(release)
		wg.Wait()
	})
}

// The failures of some, of every kind, are theirs alone; and those behind see what those before wrote.
func TestFailuresInACrowd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := opened(t)
		refused := errors.New("refused")
		errs := crowd(t, s, func(int) storage.ID { return "a" },
			putter("one"),
			func(tx storage.Tx) error { return errors.Join(putter("refused")(tx), refused) },
			func(tx storage.Tx) error { panic(errors.Join(putter("panics")(tx), refused)) },
			func(tx storage.Tx) error { return tx.Put("", nil) },
			func(tx storage.Tx) error { return tx.Put(storage.Key(strings.Repeat("k", maxName+1)), nil) },
			func(tx storage.Tx) error {
				if found, err := tx.Range(""); len(found) != 1 || err != nil {
					return fmt.Errorf("sees %v, %w", found, err)
				}
				return tx.Put("two", nil)
			},
		)
		for i, wantErr := range []bool{false, true, true, true, true, false} {
			if (errs[i] != nil) != wantErr {
				t.Errorf("update %d: %v", i, errs[i])
			}
		}
		if errs[2] == nil || !errors.Is(errs[2], refused) || !strings.Contains(errs[2].Error(), "commit_test.go") {
			t.Errorf("the panic's error does not tell what and where: %v", errs[2])
		}
		if got := recordsOf(t, s, "a"); got != "one two" {
			t.Errorf("records %s", got)
		}
		if got, want := s.Stats(), (Stats{Commits: 2, Updates: 2}); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

// An fn that ends its goroutine, as t.FailNow does, must not take the committer along.
func TestGoexit(t *testing.T) {
	s := opened(t)
	var wg sync.WaitGroup
	wg.Go(func() {
		_ = s.Update(t.Context(), "a", func(tx storage.Tx) error {
			defer runtime.Goexit()
			return tx.Put("never", nil)
		})
	})
	wg.Wait()
	if err := s.Update(t.Context(), "a", putter("k")); err != nil {
		t.Fatal(err)
	}
	if got := recordsOf(t, s, "a"); got != "k" {
		t.Errorf("records %s", got)
	}
}

// spoiled makes a commit fail behind a good Update of the same batch, and before another that must not be committed
// with them.
func spoiled(t *testing.T, s *Store, broken plan) (good, bad, behind error) {
	t.Helper()
	release := held(s)
	var wg sync.WaitGroup
	wg.Go(func() { good = s.Update(t.Context(), "good", putter("lost")) })
	synctest.Wait()
	wg.Go(func() {
		bad = s.queue.do(t.Context(), func(*bolt.Tx) (plan, error) { return broken, nil })
	})
	synctest.Wait()
	wg.Go(func() { behind = s.Update(t.Context(), "behind", putter("k")) })
	synctest.Wait()
	release()
	wg.Wait()
	return good, bad, behind
}

func TestFailedCommit(t *testing.T) {
	full := errors.New("disk full")
	for name, c := range map[string]struct {
		broken plan
		want   error
	}{
		"error": {func() error { return full }, full},
		"panic": {func() error { panic("page 7: unexpected") }, storage.ErrDamaged},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := opened(t)
				good, bad, behind := spoiled(t, s, c.broken)
				if !errors.Is(good, c.want) || !errors.Is(bad, c.want) {
					t.Errorf("got %v and %v, want %v for both", good, bad, c.want)
				}
				if behind != nil {
					t.Errorf("after the failure: %v", behind)
				}
				if lost, kept := recordsOf(t, s, "good"), recordsOf(t, s, "behind"); lost != "" || kept != "k" {
					t.Errorf("records %q and %q", lost, kept)
				}
			})
		})
	}
}

// When bolt cannot end a transaction, its lock stays taken. The store must say so instead of waiting for ever.
func TestStuck(t *testing.T) {
	s := opened(t)
	s.queue.alone <- func() { s.queue.stuck = damaged("cannot roll back") }
	if err := s.Update(t.Context(), "a", putter("k")); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("got %v, want ErrDamaged", err)
	}
	s.queue.alone <- func() { s.queue.stuck = nil }
}

func TestContextEndsWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := opened(t)
		release := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			_ = s.Update(t.Context(), "a", func(storage.Tx) error {
				<-release
				return nil
			})
		})
		synctest.Wait()
		ctx, cancel := context.WithCancel(t.Context())
		var err error
		wg.Go(func() { err = s.Update(ctx, "a", putter("never")) })
		synctest.Wait()
		cancel()
		synctest.Wait()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v while another has its turn, want context.Canceled", err)
		}
		close(release)
		wg.Wait()
		if got := recordsOf(t, s, "a"); got != "" {
			t.Errorf("records %s", got)
		}
	})
}

// A context that ends after fn has run no longer matters: the answer is whether it was committed.
func TestContextEndsTooLate(t *testing.T) {
	s := opened(t)
	ctx, cancel := context.WithCancel(t.Context())
	err := s.Update(ctx, "a", func(tx storage.Tx) error {
		cancel()
		return tx.Put("k", nil)
	})
	if err != nil {
		t.Error(err)
	}
	if got := recordsOf(t, s, "a"); got != "k" {
		t.Errorf("records %s", got)
	}
}

// Close finishes the Update that runs and refuses the one that waits.
func TestCloseFinishesWhatWasBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "store.db")
		s, err := Open(path, Options{})
		if err != nil {
			t.Fatal(err)
		}
		release := make(chan struct{})
		var begun, waiting, closing error
		var wg sync.WaitGroup
		wg.Go(func() {
			begun = s.Update(t.Context(), "a", func(tx storage.Tx) error {
				<-release
				return tx.Put("k", nil)
			})
		})
		synctest.Wait()
		wg.Go(func() { waiting = s.Update(t.Context(), "a", putter("never")) })
		synctest.Wait()
		wg.Go(func() { closing = s.Close() })
		synctest.Wait()
		close(release)
		wg.Wait()
		if begun != nil || closing != nil || !errors.Is(waiting, storage.ErrClosed) {
			t.Errorf("begun: %v, close: %v, waiting: %v", begun, closing, waiting)
		}
		if s, err = Open(path, Options{}); err != nil {
			t.Fatal(err)
		}
		if got := recordsOf(t, s, "a"); got != "k" {
			t.Errorf("records %s", got)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}
