package redisdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
)

// entriesPage is how many values or sets of the directory are read at once.
const entriesPage = 500

// Entries implements storage.Directory. The keys are found first, for all servers together.
func (s *Store) Entries(ctx context.Context, space storage.Space, fn func(storage.DirectoryEntry) error) error {
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("entries: %w", err)
	}
	defer s.door.Leave()
	if err := s.eachPage(ctx, s.keys.Value(space, ""), s.readValues, fn); err != nil {
		return err
	}
	return s.eachPage(ctx, s.keys.Members(space, ""), s.readSets, fn)
}

// reading reads what stands under keys of the directory, all of which begin with prefix.
type reading func(ctx context.Context, prefix string, keys []string) ([]storage.DirectoryEntry, error)

// eachPage runs fn on all that read finds under the keys that begin with prefix.
func (s *Store) eachPage(ctx context.Context, prefix string, read reading,
	fn func(storage.DirectoryEntry) error) error {
	var keys []string
	err := s.try(ctx, "entries", func(ctx context.Context) (err error) {
		keys, err = s.keysBelow(ctx, prefix)
		return err
	})
	if err != nil {
		return err
	}
	for page := range slices.Chunk(keys, entriesPage) {
		var entries []storage.DirectoryEntry
		err := s.try(ctx, "entries", func(ctx context.Context) (err error) {
			entries, err = read(ctx, prefix, page)
			return err
		})
		if err != nil {
			return err
		}
		for _, e := range entries {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// keysBelow lists the keys that begin with prefix, which has nothing in it that SCAN would take for a pattern.
func (s *Store) keysBelow(ctx context.Context, prefix string) ([]string, error) {
	var mu sync.Mutex
	var all []string
	scan := func(ctx context.Context, node redis.Cmdable) error {
		keys := node.Scan(ctx, 0, prefix+"*", 1000).Iterator()
		for keys.Next(ctx) {
			mu.Lock()
			all = append(all, keys.Val())
			mu.Unlock()
		}
		return keys.Err()
	}
	if cluster, ok := s.client.(*redis.ClusterClient); ok {
		err := cluster.ForEachMaster(ctx, func(ctx context.Context, node *redis.Client) error { return scan(ctx, node) })
		return all, err
	}
	return all, scan(ctx, s.client)
}

// readValues reads values; one that has gone meanwhile is left out.
func (s *Store) readValues(ctx context.Context, prefix string, keys []string) (entries []storage.DirectoryEntry,
	err error) {
	p := s.client.Pipeline()
	asked := make([]*redis.StringCmd, len(keys))
	for i, key := range keys {
		asked[i] = p.Get(ctx, key)
	}
	// What goes wrong stands in each answer as well; that a key is gone is an error to Exec.
	_, _ = p.Exec(ctx)
	for i, key := range keys {
		value, err := asked[i].Result()
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err != nil {
			return nil, err
		}
		entries = append(entries, storage.DirectoryEntry{Key: strings.TrimPrefix(key, prefix), Value: value})
	}
	return entries, nil
}

func (s *Store) readSets(ctx context.Context, prefix string, keys []string) (entries []storage.DirectoryEntry,
	err error) {
	p := s.client.Pipeline()
	asked := make([]*redis.StringSliceCmd, len(keys))
	for i, key := range keys {
		asked[i] = p.SMembers(ctx, key)
	}
	if _, err := p.Exec(ctx); err != nil {
		return nil, err
	}
	for i, key := range keys {
		for _, member := range asked[i].Val() {
			entries = append(entries, storage.DirectoryEntry{Key: strings.TrimPrefix(key, prefix), Value: member, Member: true})
		}
	}
	return entries, nil
}
