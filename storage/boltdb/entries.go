package boltdb

import (
	"bytes"
	"context"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// entriesPage is how many entries of the directory are read at once. Between pages commits go on, and the file may
// grow.
const entriesPage = 1000

// Entries implements storage.Directory.
func (s *Store) Entries(ctx context.Context, space storage.Space, fn func(storage.DirectoryEntry) error) error {
	if err := s.walk(ctx, valuesBucket, space, fn, func(rest, value []byte) (storage.DirectoryEntry, error) {
		return storage.DirectoryEntry{Key: string(rest), Value: string(value)}, nil
	}); err != nil {
		return err
	}
	return s.walk(ctx, membersBucket, space, fn, func(rest, _ []byte) (storage.DirectoryEntry, error) {
		key, member, err := cutName(rest)
		return storage.DirectoryEntry{Key: key, Value: string(member), Member: true}, err
	})
}

// walk runs fn on what parse makes of each key of a space, without the space, and its value.
func (s *Store) walk(
	ctx context.Context, bucket string, space storage.Space, fn func(storage.DirectoryEntry) error,
	parse func(rest, value []byte) (storage.DirectoryEntry, error),
) error {
	prefix := appendName(nil, string(space))
	for from := prefix; from != nil; {
		var page []storage.DirectoryEntry
		err := s.read(ctx, func(btx *bolt.Tx) (err error) {
			defer trap(&err)()
			page, from, err = readPage(btx.Bucket([]byte(bucket)), from, prefix, parse)
			return err
		})
		if err != nil {
			return err
		}
		for _, e := range page {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// readPage reads entries from a key on, and returns the key to go on from, nil at the end.
func readPage(
	b *bolt.Bucket, from, prefix []byte, parse func(rest, value []byte) (storage.DirectoryEntry, error),
) (page []storage.DirectoryEntry, next []byte, err error) {
	for k, v := range inBucket(b, from) {
		if !bytes.HasPrefix(k, prefix) {
			return page, nil, nil
		}
		if len(page) == entriesPage {
			return page, bytes.Clone(k), nil
		}
		e, err := parse(k[len(prefix):], v)
		if err != nil {
			return nil, nil, err
		}
		page = append(page, e)
	}
	return page, nil, nil
}
