package redisdb

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/redisdb/redistest"
)

// increment adds one to a counter and writes it down.
func increment(tx storage.Tx) error {
	got, err := tx.Get("counter")
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(string(got[0])) // nothing is 0
	next := []byte(strconv.Itoa(n + 1))
	_, err1 := tx.Append(next)
	_, err2 := tx.Send(storage.Message{View: "counter", Body: next})
	return errors.Join(tx.Put("counter", next), err1, err2)
}

// counts looks whether community a was incremented n times.
func counts(t *testing.T, s *Store, n int) {
	t.Helper()
	var got [][]byte
	var journal []storage.Entry
	err := s.View(context.Background(), "a", func(r storage.Reader) (err error) {
		var err1 error
		got, err = r.Get("counter")
		journal, err1 = r.Journal(1, 1<<20)
		return errors.Join(err, err1)
	})
	if err := errors.Join(err, s.Check(context.Background())); err != nil {
		t.Fatal(err)
	}
	if want := strconv.Itoa(n); string(got[0]) != want || len(journal) != n || string(journal[n-1].Data) != want {
		t.Errorf("the counter is %s with %d entries, want %s", got[0], len(journal), want)
	}
}

// Processes that share a community lose nothing of one another.
func TestManyProcesses(t *testing.T) {
	url := redistest.Start(t).URL("")
	var stores []*Store
	for range 4 {
		stores = append(stores, opened(t, url))
	}
	const each = 50
	var wg sync.WaitGroup
	for _, s := range stores {
		for range 2 {
			wg.Go(func() {
				for range each {
					if err := s.Update(t.Context(), "a", increment); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
	}
	wg.Wait()
	counts(t, stores[0], 2*each*len(stores))
}

// An Update between whose reads others commit runs again, and never sees two states.
func TestCommitsBetweenReads(t *testing.T) {
	url := redistest.Start(t).URL("")
	s, other := opened(t, url), opened(t, url)
	for round := range 3 { // first nothing is remembered, then much
		for _, between := range []int{1, 2, 3} {
			runs := 0
			err := s.Update(t.Context(), "a", func(tx storage.Tx) error {
				runs++
				before, err := tx.Get("counter")
				if err != nil {
					return err
				}
				if runs <= between {
					if err := other.Update(t.Context(), "a", increment); err != nil {
						t.Error(err)
					}
				}
				unread := storage.Key(fmt.Sprint(round, between, runs))
				if _, err := tx.Get(unread); err != nil {
					return err
				}
				after, err := tx.Range("counter")
				if err != nil {
					return err
				}
				if len(after) > 0 && string(after[0].Value) != string(before[0]) {
					t.Errorf("saw %s and then %s", before[0], after[0].Value)
				}
				return increment(tx)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	counts(t, s, 3*(1+2+3+3))
}

// What an Update without writes says is true, also where it is remembered.
func TestReadsAreConfirmed(t *testing.T) {
	url := redistest.Start(t).URL("")
	s, other := opened(t, url), opened(t, url)
	refused := errors.New("refused")
	for i := range 5 {
		if err := s.Update(t.Context(), "a", increment); err != nil {
			t.Fatal(err)
		}
		if err := other.Update(t.Context(), "a", increment); err != nil {
			t.Fatal(err)
		}
		want := strconv.Itoa(2 * (i + 1))
		var got [][]byte
		err := s.Update(t.Context(), "a", func(tx storage.Tx) (err error) {
			if got, err = tx.Get("counter"); err == nil && i%2 == 0 {
				err = refused
			}
			return err
		})
		if i%2 == 0 && !errors.Is(err, refused) || i%2 == 1 && err != nil || string(got[0]) != want {
			t.Errorf("read %s, want %s; %v", got[0], want, err)
		}
	}
}

// An id counts once, whichever process asks.
func TestOnceAmongProcesses(t *testing.T) {
	url := redistest.Start(t).URL("")
	stores := []*Store{opened(t, url), opened(t, url), opened(t, url)}
	firsts := make([]int, len(stores))
	var wg sync.WaitGroup
	for g, s := range stores {
		wg.Go(func() {
			for i := range 100 {
				var first bool
				err := s.Update(t.Context(), "a", func(tx storage.Tx) (err error) {
					if first, err = tx.Once(fmt.Sprint("update ", i), time.Unix(1, 0)); !first || err != nil {
						return err
					}
					return increment(tx)
				})
				if err != nil {
					t.Error(err)
				}
				if first {
					firsts[g]++
				}
			}
		})
	}
	wg.Wait()
	if sum := firsts[0] + firsts[1] + firsts[2]; sum != 100 {
		t.Errorf("%v first times, want 100 together", firsts)
	}
	counts(t, stores[0], 100)
}

// An error that fn owes to a wrong guess of Once is not returned.
func TestErrorAfterAWrongGuess(t *testing.T) {
	s := opened(t, redistest.Start(t).URL(""))
	fn := func(tx storage.Tx) error {
		for i := range 5 {
			if first, err := tx.Once(fmt.Sprint("update ", i), time.Unix(1, 0)); err != nil || first {
				return fmt.Errorf("update %d is new: %t, %w", i, first, err)
			}
		}
		return nil
	}
	if err := s.Update(t.Context(), "a", fn); err == nil {
		t.Fatal("the ids are new")
	}
	err := s.Update(t.Context(), "a", func(tx storage.Tx) (err error) {
		for i := range 5 {
			_, err1 := tx.Once(fmt.Sprint("update ", i), time.Unix(1, 0))
			err = errors.Join(err, err1)
		}
		return err
	})
	if err := errors.Join(err, s.Update(t.Context(), "a", fn)); err != nil {
		t.Error(err)
	}
}

// A View between whose reads others commit all the time ends in spite of them, and sees one state.
func TestViewAmongCommits(t *testing.T) {
	url := redistest.Start(t).URL("")
	s, other := opened(t, url), opened(t, url)
	runs := 0
	err := s.View(t.Context(), "a", func(r storage.Reader) error {
		runs++
		before, err := r.Range("")
		if err != nil {
			return err
		}
		if err := other.Update(context.Background(), "a", increment); err != nil {
			t.Error(err)
		}
		after, err1 := r.Get("counter")
		journal, err2 := r.Journal(1, 100)
		messages, err3 := r.Outbox(0, 100)
		wakes, err4 := r.Wakes()
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			return err
		}
		if n := runs - 1; string(before[0].Value) != string(after[0]) || len(journal) != n || len(messages) != 1 ||
			len(wakes) != 0 ||
			string(messages[0].Body) != strconv.Itoa(n) {
			t.Errorf("saw %s, then %s, %d entries, messages %v and wake-ups %v", before, after, len(journal), messages, wakes)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if runs != patientViews+1 {
		t.Errorf("%d runs, want %d", runs, patientViews+1)
	}
}
