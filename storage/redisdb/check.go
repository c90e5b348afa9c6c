package redisdb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

// findings are the communities of which there is any trace, with the things that the indexes of wake-ups name for them.
type findings struct {
	mu  sync.Mutex
	all map[storage.ID][]any
}

func (f *findings) add(id storage.ID, things ...any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.all[id] = append(f.all[id], things...)
}

// Check implements storage.Store. It looks at every key below the prefix; commits go on meanwhile. Each community is
// looked at in one piece, which for one of 100,000 records holds the server up for a tenth of a second or so.
func (s *Store) Check(ctx context.Context) error {
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	defer s.door.Leave()
	if err := s.check(ctx); err != nil {
		return fmt.Errorf("check: %w", err)
	}
	return nil
}

func (s *Store) check(ctx context.Context) error {
	if err := s.checkFormat(ctx); err != nil {
		return err
	}
	f := &findings{all: map[storage.ID][]any{}}
	if err := errors.Join(s.try(ctx, "look through the keys", func(ctx context.Context) error { return s.scan(ctx, f) }),
		s.indexed(ctx, f)); err != nil {
		return err
	}
	for _, id := range sortedKeys(f.all) {
		fault, err := s.run(ctx, "check "+string(id), s.scripts.Check, s.keys.Home(id),
			append([]any{string(id)}, f.all[id]...)...)
		if err != nil {
			return err
		}
		if fault != "" {
			return layout.Damaged("community %s: %v", id, fault)
		}
	}
	return nil
}

// scan finds communities by their keys.
func (s *Store) scan(ctx context.Context, f *findings) error {
	cluster, ok := s.client.(*redis.ClusterClient)
	if !ok {
		return s.scanNode(ctx, s.client, f)
	}
	return cluster.ForEachMaster(ctx,
		func(ctx context.Context, node *redis.Client) error { return s.scanNode(ctx, node, f) })
}

func (s *Store) scanNode(ctx context.Context, node redis.Cmdable, f *findings) error {
	keys := node.Scan(ctx, 0, s.keys.OfPartitions(), 1000).Iterator()
	for keys.Next(ctx) {
		id, part, partition, ok := s.keys.Parse(keys.Val())
		if !ok {
			continue
		}
		if partition != layout.PartitionOf(id) || !slices.Contains(layout.Parts(), part) {
			return layout.Damaged("the key %q is not one of a community", keys.Val())
		}
		f.add(id)
	}
	return keys.Err()
}

// indexed finds communities by the indexes.
func (s *Store) indexed(ctx context.Context, f *findings) error {
	for partition := range layout.Partitions {
		var found *findings
		err := s.try(ctx, "read the indexes", func(ctx context.Context) (err error) {
			found, err = s.index(ctx, partition)
			return err
		})
		if err != nil {
			return err
		}
		for id, things := range found.all {
			if layout.PartitionOf(id) != partition {
				return layout.Damaged("community %s is in the indexes of partition %d", id, partition)
			}
			f.add(id, things...)
		}
	}
	return nil
}

// index reads the indexes of one partition.
func (s *Store) index(ctx context.Context, partition int) (*findings, error) {
	p := s.client.Pipeline()
	listed := p.ZRange(ctx, s.keys.Communities(partition), 0, -1)
	unsent := p.SMembers(ctx, s.keys.Unsent(partition))
	due := p.ZRange(ctx, s.keys.Due(partition), 0, -1)
	if _, err := p.Exec(ctx); redis.HasErrorPrefix(err, "WRONGTYPE") {
		return nil, layout.Damaged("an index of partition %d: %w", partition, err)
	} else if err != nil {
		return nil, err
	}
	f := &findings{all: map[storage.ID][]any{}}
	for _, id := range slices.Concat(listed.Val(), unsent.Val()) {
		f.add(storage.ID(id))
	}
	for _, member := range due.Val() {
		id, thing, err := layout.ParseDue(member)
		if err != nil {
			return nil, err
		}
		f.add(id, thing)
	}
	return f, nil
}
