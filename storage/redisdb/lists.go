package redisdb

import (
	"context"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/parts"
)

// question is what is asked of a partition, and how the answer is read.
type question[T any] struct {
	what string // for errors
	ask  func(p redis.Pipeliner, partition int) redis.Cmder
	read func(redis.Cmder) (T, error)
}

// each asks something of partitions, in one round trip to each server, and gives the answers in order.
func each[T any](ctx context.Context, s *Store, partitions []int, q question[T]) (all []T, err error) {
	if err := s.door.Enter(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", q.what, err)
	}
	defer s.door.Leave()
	err = s.try(ctx, q.what, func(ctx context.Context) error {
		p := s.client.Pipeline()
		var asked []redis.Cmder
		for _, partition := range partitions {
			asked = append(asked, q.ask(p, partition))
		}
		if _, err := p.Exec(ctx); err != nil {
			return err
		}
		all = make([]T, len(asked))
		for i, cmd := range asked {
			if all[i], err = q.read(cmd); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// none is what is left of a call that asks for nothing.
func (s *Store) none(ctx context.Context, what string) error {
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	s.door.Leave()
	return nil
}

func texts(cmd redis.Cmder) ([]string, error) { return cmd.(*redis.StringSliceCmd).Result() }

// portion is how much to ask of each partition so that together they most likely give n.
func portion(n int) int { return min(n, n/(layout.Partitions/4)+8) }

// Communities implements storage.Store. Each partition is asked for its next few. Where one may have more, its last is
// how far the answer is known to be whole, and the next round begins there.
func (s *Store) Communities(ctx context.Context, after storage.ID, limit int) (ids []storage.ID, err error) {
	if limit <= 0 {
		return nil, s.none(ctx, "list the communities")
	}
	for len(ids) < limit {
		n := portion(limit - len(ids))
		low := "-"
		if after != "" {
			low = "(" + string(after)
		}
		all, err := each(ctx, s, layout.All(), question[[]string]{
			"list the communities",
			func(p redis.Pipeliner, partition int) redis.Cmder {
				return p.ZRangeByLex(ctx, s.keys.Communities(partition), &redis.ZRangeBy{Min: low, Max: "+", Count: int64(n)})
			}, texts,
		})
		if err != nil {
			return nil, err
		}
		found, end := parts.Front(all, n, strings.Compare)
		for _, id := range found {
			ids = append(ids, storage.ID(id))
		}
		if !end {
			break
		}
		after = ids[len(ids)-1]
	}
	return ids[:min(len(ids), limit)], nil
}
