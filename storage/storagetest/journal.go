package storagetest

import (
	"errors"
	"fmt"

	"echowall/storage"
)

func journalCases() []testCase {
	return []testCase{
		{"numbers begin at 1 and have no gaps", journalNumbers},
		{"numbers of refused updates are given again", journalRefused},
		{"read from a number, at most limit", journalPages},
		{"reads see the entries of the tx", journalOwn},
		{"each community has its own", journalApart},
	}
}

// appendOne appends one entry and returns its number.
func (s *subject) appendOne(id storage.ID, entry string) (seq uint64) {
	s.t.Helper()
	s.update(id, func(tx storage.Tx) (err error) {
		seq, err = tx.Append([]byte(entry))
		return err
	})
	return seq
}

func entries(all []storage.Entry) string {
	var b string
	for _, e := range all {
		b += fmt.Sprintf("%d=%s ", e.Seq, e.Data)
	}
	return b
}

func journalNumbers(s *subject) {
	s.same("first", uint64(1), s.appendOne("a", "one"))
	s.same("second", uint64(2), s.appendOne("a", "two"))
	s.update("a", func(tx storage.Tx) error {
		third, err1 := tx.Append([]byte("three"))
		fourth, err2 := tx.Append(nil)
		s.same("numbers in one tx", []uint64{3, 4}, []uint64{third, fourth})
		return errors.Join(err1, err2)
	})
	s.same("journal", "1=one 2=two 3=three 4= ", entries(s.content("a").Journal))
}

func journalRefused(s *subject) {
	s.appendOne("a", "one")
	err := s.Update(s.ctx, "a", func(tx storage.Tx) error {
		_, err := tx.Append([]byte("never"))
		return errors.Join(err, errRefused)
	})
	if !errors.Is(err, errRefused) {
		s.t.Fatalf("got %v", err)
	}
	s.same("next", uint64(2), s.appendOne("a", "two"))
	s.same("journal", "1=one 2=two ", entries(s.content("a").Journal))
}

func journalPages(s *subject) {
	for _, entry := range []string{"one", "two", "three", "four"} {
		s.appendOne("a", entry)
	}
	for _, c := range []struct {
		from  uint64
		limit int
		want  string
	}{
		{0, 2, "1=one 2=two "},
		{1, 2, "1=one 2=two "},
		{3, 100, "3=three 4=four "},
		{4, 1, "4=four "},
		{5, 1, ""},
		{1, 0, ""},
	} {
		s.view("a", func(r storage.Reader) error {
			got, err := r.Journal(c.from, c.limit)
			s.same(fmt.Sprintf("from %d, at most %d", c.from, c.limit), c.want, entries(got))
			return err
		})
	}
}

func journalOwn(s *subject) {
	s.appendOne("a", "one")
	s.update("a", func(tx storage.Tx) error {
		_, err1 := tx.Append([]byte("two"))
		_, err2 := tx.Append([]byte("three"))
		got, err3 := tx.Journal(1, 2)
		s.same("first two", "1=one 2=two ", entries(got))
		got, err4 := tx.Journal(2, 10)
		s.same("from 2", "2=two 3=three ", entries(got))
		return errors.Join(err1, err2, err3, err4)
	})
}

func journalApart(s *subject) {
	s.appendOne("a", "one")
	s.same("first of b", uint64(1), s.appendOne("b", "other"))
	s.same("journal of a", "1=one ", entries(s.content("a").Journal))
	s.same("journal of b", "1=other ", entries(s.content("b").Journal))
}
