package boltdb

import (
	"context"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"echowall/storage"
)

// valueKey is where a value stands; setKey is what the keys of a set begin with.
func valueKey(space storage.Space, key string) []byte {
	return append(appendName(nil, string(space)), key...)
}

func setKey(space storage.Space, key string) []byte {
	return appendName(appendName(nil, string(space)), key)
}

func memberKey(space storage.Space, key, member string) []byte {
	return append(setKey(space, key), member...)
}

// Look implements storage.Directory.
func (s *Store) Look(ctx context.Context, space storage.Space, key string) (value string, err error) {
	err = s.read(ctx, func(btx *bolt.Tx) (err error) {
		defer trap(&err)()
		value = string(btx.Bucket([]byte(valuesBucket)).Get(valueKey(space, key)))
		return nil
	})
	return value, err
}

// Claim implements storage.Directory.
func (s *Store) Claim(ctx context.Context, space storage.Space, key, value string) (holds string, err error) {
	if err := checkEntry(space, key, value); err != nil {
		return "", fmt.Errorf("claim: %w", err)
	}
	err = s.queue.do(ctx, func(btx *bolt.Tx) (p plan, err error) {
		defer trap(&err)()
		b, at := btx.Bucket([]byte(valuesBucket)), valueKey(space, key)
		if holds = string(b.Get(at)); holds != "" || value == "" {
			return nil, nil
		}
		holds = value
		return func() error { return b.Put(at, []byte(value)) }, nil
	})
	if err != nil {
		return "", err
	}
	return holds, nil
}

// Assign implements storage.Directory.
func (s *Store) Assign(ctx context.Context, space storage.Space, key, value string) error {
	if err := checkEntry(space, key, value); err != nil {
		return fmt.Errorf("assign: %w", err)
	}
	var kept []byte
	if value != "" {
		kept = []byte(value)
	}
	return s.set(ctx, valuesBucket, valueKey(space, key), kept)
}

// Include implements storage.Directory.
func (s *Store) Include(ctx context.Context, space storage.Space, key, member string) error {
	if err := checkEntry(space, key, member); err != nil {
		return fmt.Errorf("include: %w", err)
	}
	return s.set(ctx, membersBucket, memberKey(space, key, member), []byte{})
}

// Exclude implements storage.Directory.
func (s *Store) Exclude(ctx context.Context, space storage.Space, key, member string) error {
	if err := checkEntry(space, key, member); err != nil {
		return fmt.Errorf("exclude: %w", err)
	}
	return s.set(ctx, membersBucket, memberKey(space, key, member), nil)
}

// set writes one key of the directory, nil deletes it. What is already so costs no commit.
func (s *Store) set(ctx context.Context, bucket string, key, value []byte) error {
	return s.queue.do(ctx, func(btx *bolt.Tx) (p plan, err error) {
		defer trap(&err)()
		b := btx.Bucket([]byte(bucket))
		if old := b.Get(key); (old == nil) == (value == nil) && string(old) == string(value) {
			return nil, nil
		}
		return func() error { return write(b, key, value) }, nil
	})
}

// Members implements storage.Directory.
func (s *Store) Members(ctx context.Context, space storage.Space, key string) (members []string, err error) {
	err = s.read(ctx, func(btx *bolt.Tx) (err error) {
		defer trap(&err)()
		prefix := setKey(space, key)
		for k := range inPrefix(btx.Bucket([]byte(membersBucket)), prefix) {
			members = append(members, string(k[len(prefix):]))
		}
		return nil
	})
	return members, err
}

func checkEntry(space storage.Space, key, value string) error {
	return errors.Join(checkLength("space", string(space)), checkLength("key", key), checkLength("value", value))
}
