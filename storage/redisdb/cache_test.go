package redisdb

import (
	"fmt"
	"testing"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/redistest"
)

// What is remembered is bounded, and what is forgotten is read again.
func TestCacheForgets(t *testing.T) {
	url := redistest.Start(t).URL("")
	s := opened(t, url+"?cache=1")
	for round := range 2 {
		for i := range 40 {
			id := storage.ID(fmt.Sprint("c", i))
			err := s.Update(t.Context(), id, func(tx storage.Tx) error {
				got, err := tx.Get("k")
				if err != nil || round > 0 && len(got[0]) != 100_000 {
					return fmt.Errorf("read %d bytes, %w", len(got[0]), err)
				}
				return tx.Put("k", make([]byte, 100_000))
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	remembered := 0
	for i := 39; i >= 0; i-- { // the last first, for looking at one that is forgotten takes a little room as well
		remembered += rememberedOf(s, storage.ID(fmt.Sprint("c", i)))
	}
	if remembered < 1 || remembered > 10 {
		t.Errorf("the records of %d communities are remembered, want some of those that fit into a megabyte", remembered)
	}
	if err := s.Update(t.Context(), "large",
		func(tx storage.Tx) error { return tx.Put("k", make([]byte, 2<<20)) }); err != nil {
		t.Fatal(err)
	}
	if n := rememberedOf(s, "large"); n != 0 {
		t.Errorf("%d records of two megabytes are remembered in one", n)
	}
}

// rememberedOf is how many records of a community are remembered.
func rememberedOf(s *Store, id storage.ID) (n int) {
	s.cache.With(id, func(c *cache.Community) { n = len(c.Records) })
	return n
}
