package boltdb

import (
	"context"
	"time"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// Communities implements storage.Store.
func (s *Store) Communities(ctx context.Context, after storage.ID, limit int) (ids []storage.ID, err error) {
	err = s.read(ctx, func(btx *bolt.Tx) (err error) {
		defer trap(&err)()
		for id := range inBucket(btx.Bucket([]byte(communitiesBucket)), []byte(after)) {
			if len(ids) >= limit {
				return nil
			}
			if string(id) != string(after) {
				ids = append(ids, storage.ID(id))
			}
		}
		return nil
	})
	return ids, err
}

// Unsent implements storage.Store.
func (s *Store) Unsent(ctx context.Context) (ids []storage.ID, err error) {
	err = s.read(ctx, func(btx *bolt.Tx) (err error) {
		defer trap(&err)()
		for id := range inBucket(btx.Bucket([]byte(unsentBucket)), nil) {
			ids = append(ids, storage.ID(id))
		}
		return nil
	})
	return ids, err
}

// Due implements storage.Store.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) (due []storage.WakeUp, err error) {
	err = s.read(ctx, func(btx *bolt.Tx) (err error) {
		defer trap(&err)()
		for key := range inBucket(btx.Bucket([]byte(dueBucket)), nil) {
			w, err := parseDue(key)
			if err != nil {
				return err
			}
			if len(due) >= limit || w.At.After(now) {
				return nil
			}
			due = append(due, w)
		}
		return nil
	})
	return due, err
}

// NextWake implements storage.Store.
func (s *Store) NextWake(ctx context.Context) (at time.Time, err error) {
	err = s.read(ctx, func(btx *bolt.Tx) (err error) {
		defer trap(&err)()
		for key := range inBucket(btx.Bucket([]byte(dueBucket)), nil) {
			at, _, err = cutTime(key)
			return err
		}
		return nil
	})
	return at, err
}
