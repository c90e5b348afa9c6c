package storagetest

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"

	"echowall/storage"
)

func concurrentCases() []testCase {
	return []testCase{
		{"no increment is lost on few communities", func(s *subject) { increments(s, 24, 12, 2) }},
		{"no increment is lost on many communities", func(s *subject) { increments(s, 24, 12, 48) }},
		{"the refused do not disturb the others", concurrentRefusals},
		{"views are consistent", consistentViews},
	}
}

// increment adds one to a counter, the slow way, and writes it down.
func increment(tx storage.Tx) error {
	n, err := counter(tx)
	if err != nil {
		return err
	}
	_, errAppend := tx.Append([]byte(strconv.Itoa(n + 1)))
	_, errSend := tx.Send(storage.Message{View: "counter", Body: []byte(strconv.Itoa(n + 1))})
	return errors.Join(tx.Put("counter", []byte(strconv.Itoa(n+1))), errAppend, errSend)
}

func counter(r storage.Reader) (int, error) {
	got, err := r.Get("counter")
	if err != nil || got[0] == nil {
		return 0, err
	}
	return strconv.Atoi(string(got[0]))
}

// counted looks whether community id was incremented n times.
func (s *subject) counted(id storage.ID, n int) {
	s.t.Helper()
	c := s.content(id)
	last := strconv.Itoa(n)
	if len(c.Outbox) == 0 {
		s.t.Fatalf("community %s has no message", id)
	}
	s.same("counter", "counter="+last+" ", keys(c.Records))
	want := []storage.Message{{Seq: c.Outbox[0].Seq, Revision: uint64(n - 1), View: "counter", Body: []byte(last)}}
	s.same("message", want, c.Outbox)
	s.same("entries", n, len(c.Journal))
	for i, e := range c.Journal {
		if e.Seq != uint64(i+1) || string(e.Data) != strconv.Itoa(i+1) {
			s.t.Fatalf("entry %d is number %d and says %s", i+1, e.Seq, e.Data)
		}
	}
}

func increments(s *subject, goroutines, each, communities int) {
	done := make([]int, communities)
	var wg sync.WaitGroup
	for g := range goroutines {
		for i := range each {
			done[(g*each+i)%communities]++
		}
		wg.Go(func() {
			for i := range each {
				if err := s.Update(s.ctx, countedID((g*each+i)%communities), increment); err != nil {
					s.t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	for i, n := range done {
		s.counted(countedID(i), n)
	}
}

func countedID(i int) storage.ID {
	return storage.ID(fmt.Sprintf("c%03d", i))
}

// concurrentRefusals lets every third Update fail, after it wrote.
func concurrentRefusals(s *subject) {
	const goroutines = 30
	var wg sync.WaitGroup
	for g := range goroutines {
		wg.Go(func() {
			err := s.Update(s.ctx, "a", func(tx storage.Tx) error {
				if err := increment(tx); err != nil || g%3 != 0 {
					return err
				}
				return errRefused
			})
			if refused := errors.Is(err, errRefused); refused != (g%3 == 0) || err != nil && !refused {
				s.t.Errorf("update %d: %v", g, err)
			}
		})
	}
	wg.Wait()
	s.counted("a", goroutines-goroutines/3)
}

// consistentViews writes two records that are always the same, and looks at one after the other.
func consistentViews(s *subject) {
	ctx, cancel := context.WithCancel(s.ctx)
	defer cancel()
	var wg sync.WaitGroup
	wg.Go(func() {
		defer cancel()
		for i := range 60 {
			err := s.Update(s.ctx, "a", func(tx storage.Tx) error {
				n := []byte(strconv.Itoa(i))
				return errors.Join(tx.Put("left", n), tx.Put("right", n))
			})
			if err != nil {
				s.t.Error(err)
				return
			}
		}
	})
	defer wg.Wait()
	for ctx.Err() == nil {
		var left, right [][]byte
		s.view("a", func(r storage.Reader) error {
			var err1, err2 error
			left, err1 = r.Get("left")
			right, err2 = r.Get("right")
			return errors.Join(err1, err2)
		})
		if string(left[0]) != string(right[0]) {
			s.t.Errorf("a view saw %q and then %q", left[0], right[0])
			return
		}
	}
}
