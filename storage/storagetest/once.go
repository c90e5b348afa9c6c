package storagetest

import (
	"errors"
	"fmt"
	"time"

	"echowall/storage"
)

func onceCases() []testCase {
	return []testCase{
		{"the first time only", onceFirst},
		{"the first time only in one tx", onceOwn},
		{"a refused update has not seen it", onceRefused},
		{"each community has its own", onceApart},
		{"remembered for 48 hours", onceRemembered},
		{"many of one moment are remembered", onceMany},
	}
}

// once tells whether id is new.
func (s *subject) once(community storage.ID, id string, at time.Time) (first bool) {
	s.t.Helper()
	s.update(community, func(tx storage.Tx) (err error) {
		first, err = tx.Once(id, at)
		return err
	})
	return first
}

func onceFirst(s *subject) {
	s.same("first", true, s.once("a", "update 1", noon()))
	s.same("second", false, s.once("a", "update 1", noon()))
	s.same("later", false, s.once("a", "update 1", after(time.Hour)))
	s.same("another", true, s.once("a", "update 2", noon()))
}

func onceOwn(s *subject) {
	s.update("a", func(tx storage.Tx) error {
		first, err1 := tx.Once("update 1", noon())
		second, err2 := tx.Once("update 1", noon())
		s.same("in one tx", []bool{true, false}, []bool{first, second})
		return errors.Join(err1, err2)
	})
}

func onceRefused(s *subject) {
	err := s.Update(s.ctx, "a", func(tx storage.Tx) error {
		_, err := tx.Once("update 1", noon())
		return errors.Join(err, errRefused)
	})
	if !errors.Is(err, errRefused) {
		s.t.Fatalf("got %v", err)
	}
	s.same("first", true, s.once("a", "update 1", noon()))
}

func onceApart(s *subject) {
	s.same("in a", true, s.once("a", "update 1", noon()))
	s.same("in b", true, s.once("b", "update 1", noon()))
	s.same("in a again", false, s.once("a", "update 1", noon()))
}

// onceRemembered lets time go on, with other ids coming, which is when a store forgets.
func onceRemembered(s *subject) {
	s.once("a", "old", noon())
	for h := time.Duration(1); h <= 48; h++ {
		s.once("a", fmt.Sprintf("hour %d", h), after(h*time.Hour))
		if s.once("a", "old", after(h*time.Hour)) {
			s.t.Fatalf("forgotten after %d hours", h)
		}
	}
}

func onceMany(s *subject) {
	all := func(want bool, at time.Time) {
		s.update("a", func(tx storage.Tx) error {
			for i := range 300 {
				first, err := tx.Once(fmt.Sprintf("update %d", i), at)
				if err != nil {
					return err
				}
				if first != want {
					return fmt.Errorf("update %d is new: %t", i, first)
				}
			}
			return nil
		})
	}
	all(true, noon())
	all(false, after(47*time.Hour))
}
