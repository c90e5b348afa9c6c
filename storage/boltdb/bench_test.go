package boltdb_test

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"echowall/storage"
	"echowall/storage/boltdb"
)

// BenchmarkUpdate shows what sharing commits brings: serial Updates each pay for a commit, concurrent ones share it.
func BenchmarkUpdate(b *testing.B) {
	for _, goroutines := range []int{1, 8, 64, 512} {
		b.Run(fmt.Sprintf("goroutines=%d", goroutines), func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "store.db"), boltdb.Options{})
			defer closeStore(b, s)
			b.ResetTimer()
			var wg sync.WaitGroup
			for g := range goroutines {
				wg.Go(func() {
					for i := g; i < b.N; i += goroutines {
						vote(b, s, i)
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(s.Stats().Commits)/float64(b.N), "commits/op")
		})
	}
}

// vote is about what a vote costs: a record, a tally, an entry and a view.
func vote(b *testing.B, s storage.Store, i int) {
	err := s.Update(b.Context(), "village", func(tx storage.Tx) error {
		if _, err := tx.Get("ballot:1"); err != nil {
			return err
		}
		if err := tx.Put(storage.Key(fmt.Sprint("vote:1:", i)), []byte("yes")); err != nil {
			return err
		}
		if _, err := tx.Append(make([]byte, 200)); err != nil {
			return err
		}
		if _, err := tx.Send(storage.Message{View: "ballot:1", Body: make([]byte, 300)}); err != nil {
			return err
		}
		return tx.Put("ballot:1", make([]byte, 400))
	})
	if err != nil {
		b.Error(err)
	}
}
