package boltdb

import (
	"context"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// Erase implements storage.Store.
func (s *Store) Erase(ctx context.Context, community storage.ID) error {
	if err := checkName("community", string(community)); err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	return s.inLane(ctx, "erase", community, func() error {
		return s.queue.do(ctx, func(btx *bolt.Tx) (p plan, err error) {
			defer trap(&err)()
			all := btx.Bucket([]byte(communitiesBucket))
			if all.Bucket([]byte(community)) == nil {
				return nil, nil
			}
			return func() error { return erase(btx, all, community) }, nil
		})
	})
}

// erase takes a community out of the indexes and out of all.
func erase(btx *bolt.Tx, all *bolt.Bucket, community storage.ID) error {
	due := btx.Bucket([]byte(dueBucket))
	for thing, at := range inBucket(all.Bucket([]byte(community)).Bucket([]byte(wakes)), nil) {
		if err := due.Delete(dueKey(at, community, string(thing))); err != nil {
			return fmt.Errorf("erase %s: index of wake-ups: %w", community, err)
		}
	}
	if err := btx.Bucket([]byte(unsentBucket)).Delete([]byte(community)); err != nil {
		return fmt.Errorf("erase %s: index of the unsent: %w", community, err)
	}
	if err := all.DeleteBucket([]byte(community)); err != nil {
		return fmt.Errorf("erase %s: %w", community, err)
	}
	return nil
}
