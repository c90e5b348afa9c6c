package storagetest

import (
	"context"
	"errors"

	"echowall/storage"
)

// A process that serves a store alone holds the lease, whatever the store.
func leaseCases() []testCase {
	return []testCase{
		{"who is alone holds it", leaseAlone},
		{"what ends the work under it", leaseEnds},
	}
}

func leaseAlone(s *subject) {
	s.send("a", "", "news")
	done := errors.New("done")
	err := storage.Hold(s.ctx, s.Store, func(storage.News) {}, func(_ context.Context, l storage.Lease) error {
		s.same("it stands", true, l.Valid())
		s.update("a", func(tx storage.Tx) error {
			l.Fence(tx)
			_, err := tx.Sent(1, 0)
			return err
		})
		return done
	})
	s.same("what the work says", true, errors.Is(err, done))
	s.same("outbox after a fenced commit", "", s.outbox("a"))
}

func leaseEnds(s *subject) {
	ctx, cancel := context.WithCancel(s.ctx)
	s.ok(storage.Hold(ctx, s.Store, func(storage.News) {}, func(inner context.Context, _ storage.Lease) error {
		cancel()
		<-inner.Done()
		return inner.Err()
	}))
}
