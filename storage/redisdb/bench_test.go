package redisdb

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"echowall/storage"
	"echowall/storage/redisdb/redistest"
)

// BenchmarkUpdate is boltdb's: votes by many at once, in one community, where they wait for one another, and in as many
// as there are voters. The server writes as it must in earnest: appendfsync always.
func BenchmarkUpdate(b *testing.B) {
	for _, spread := range []bool{false, true} {
		for _, goroutines := range []int{1, 8, 64, 512} {
			b.Run(fmt.Sprintf("spread=%t/goroutines=%d", spread, goroutines), func(b *testing.B) {
				server := redistest.Start(b, "--appendonly", "yes", "--appendfsync", "always")
				s, count := counted(b, server.URL(""))
				vote(b, s, "scripts", 0)
				before := count.trips.Load()
				b.ResetTimer()
				var wg sync.WaitGroup
				for g := range goroutines {
					id := storage.ID("village")
					if spread {
						id = storage.ID(fmt.Sprint("village ", g))
					}
					wg.Go(func() {
						for i := g; i < b.N; i += goroutines {
							vote(b, s, id, i)
						}
					})
				}
				wg.Wait()
				b.ReportMetric(float64(count.trips.Load()-before)/float64(b.N), "trips/op")
			})
		}
	}
}

// BenchmarkBatch is what the engine makes of a rush: 256 votes in one Update.
func BenchmarkBatch(b *testing.B) {
	server := redistest.Start(b, "--appendonly", "yes", "--appendfsync", "always")
	s := opened(b, server.URL(""))
	b.ResetTimer()
	for i := 0; i < b.N; i += 256 {
		err := s.Update(b.Context(), "village", func(tx storage.Tx) (err error) {
			for j := range 256 {
				err = errors.Join(err, voteIn(tx, i+j))
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// vote is about what a vote costs: a record, a tally, an entry and a view.
func vote(b *testing.B, s storage.Store, id storage.ID, i int) {
	if err := s.Update(b.Context(), id, func(tx storage.Tx) error { return voteIn(tx, i) }); err != nil {
		b.Error(err)
	}
}

func voteIn(tx storage.Tx, i int) error {
	if _, err := tx.Get("ballot:1"); err != nil {
		return err
	}
	_, err1 := tx.Append(make([]byte, 200))
	_, err2 := tx.Send(storage.Message{View: "ballot:1", Body: make([]byte, 300)})
	return errors.Join(tx.Put(storage.Key(fmt.Sprint("vote:1:", i)), []byte("yes")), err1, err2,
		tx.Put("ballot:1", make([]byte, 400)))
}
