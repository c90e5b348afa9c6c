package redisdb

import (
	"fmt"
	"testing"

	"echowall/storage"
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
	if s.cache.used > s.cache.room || len(s.cache.all) > 11 || s.cache.used == 0 {
		t.Errorf("%d bytes of %d communities are remembered", s.cache.used, len(s.cache.all))
	}
	if err := s.Update(t.Context(), "large",
		func(tx storage.Tx) error { return tx.Put("k", make([]byte, 2<<20)) }); err != nil {
		t.Fatal(err)
	}
	if s.cache.used > s.cache.room {
		t.Errorf("%d bytes are remembered, more than %d", s.cache.used, s.cache.room)
	}
}
