package storagetest

import (
	"errors"
	"fmt"
	"time"

	"echowall/storage"
)

func communityCases() []testCase {
	return []testCase{
		{"anything held is listed", communitiesAnything},
		{"in order, after an id, at most limit", communitiesPages},
		{"reading lists nobody", communitiesRead},
		{"who holds nothing any more is not listed", communitiesEmptied},
	}
}

func communitiesAnything(s *subject) {
	s.put("record", "k", "v")
	s.appendOne("journal", "entry")
	s.send("message", "", "body")
	s.wake("wake", "thing", noon())
	s.same("communities", []storage.ID{"journal", "message", "record", "wake"}, s.communities("", 10))
}

func communitiesPages(s *subject) {
	for i := range 25 {
		s.put(storage.ID(fmt.Sprintf("c%02d", (i*7)%25)), "k", "v")
	}
	var all []storage.ID
	for last := storage.ID(""); ; last = all[len(all)-1] {
		page := s.communities(last, 10)
		if len(page) > 10 {
			s.t.Fatalf("%d communities on a page of 10", len(page))
		}
		if len(page) == 0 {
			break
		}
		all = append(all, page...)
	}
	var want []storage.ID
	for i := range 25 {
		want = append(want, storage.ID(fmt.Sprintf("c%02d", i)))
	}
	s.same("communities", want, all)
	s.same("after one that is not there", []storage.ID{"c03", "c04"}, s.communities("c02x", 2))
	s.same("none", []storage.ID(nil), s.communities("", 0))
}

func communitiesRead(s *subject) {
	s.content("a")
	s.update("a", func(tx storage.Tx) error {
		_, err := tx.Get("k")
		return err
	})
	s.update("a", func(tx storage.Tx) error {
		return errors.Join(tx.Put("k", []byte("v")), tx.Delete("k"), tx.Wake("thing", noon()), tx.Wake("thing", time.Time{}))
	})
	s.same("communities", []storage.ID(nil), s.communities("", 10))
}

func communitiesEmptied(s *subject) {
	s.put("a", "k", "v")
	s.wake("a", "thing", noon())
	s.put("b", "k", "v")
	s.update("a", func(tx storage.Tx) error { return tx.Delete("k") })
	s.same("communities", []storage.ID{"a", "b"}, s.communities("", 10))
	s.wake("a", "thing", time.Time{})
	s.same("communities", []storage.ID{"b"}, s.communities("", 10))
	s.put("a", "k", "again")
	s.same("communities", []storage.ID{"a", "b"}, s.communities("", 10))
}
