package redisdb

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

// each asks something of all partitions, in one round trip to each server, and gives the answers in order.
func each[T any](ctx context.Context, s *Store, what string, ask func(p redis.Pipeliner, partition int) redis.Cmder,
	answer func(redis.Cmder) T) (all []T, err error) {
	if err := s.door.Enter(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	defer s.door.Leave()
	err = s.try(ctx, what, func(ctx context.Context) error {
		p := s.client.Pipeline()
		var asked []redis.Cmder
		for partition := range layout.Partitions {
			asked = append(asked, ask(p, partition))
		}
		if _, err := p.Exec(ctx); err != nil {
			return err
		}
		all = make([]T, 0, layout.Partitions)
		for _, cmd := range asked {
			all = append(all, answer(cmd))
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

func texts(cmd redis.Cmder) []string { return cmd.(*redis.StringSliceCmd).Val() }

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
		all, err := each(ctx, s, "list the communities", func(p redis.Pipeliner, partition int) redis.Cmder {
			low := "-"
			if after != "" {
				low = "(" + string(after)
			}
			return p.ZRangeByLex(ctx, s.keys.Communities(partition), &redis.ZRangeBy{Min: low, Max: "+", Count: int64(n)})
		}, texts)
		if err != nil {
			return nil, err
		}
		found, end := front(all, n, strings.Compare)
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

// front merges sorted lists as far as they are known to be whole: those with n elements may go on. It tells whether one
// may.
func front[T any](lists [][]T, n int, compare func(a, b T) int) (all []T, more bool) {
	var horizon T
	for _, list := range lists {
		all = append(all, list...)
		if len(list) == n && (!more || compare(list[n-1], horizon) < 0) {
			horizon, more = list[n-1], true
		}
	}
	slices.SortFunc(all, compare)
	if more {
		end := slices.IndexFunc(all, func(x T) bool { return compare(x, horizon) > 0 })
		if end >= 0 {
			all = all[:end]
		}
	}
	return all, more
}

// Unsent implements storage.Store.
func (s *Store) Unsent(ctx context.Context) (ids []storage.ID, err error) {
	all, err := each(ctx, s, "list the unsent", func(p redis.Pipeliner, partition int) redis.Cmder {
		return p.SMembers(ctx, s.keys.Unsent(partition))
	}, texts)
	for _, id := range slices.Concat(all...) {
		ids = append(ids, storage.ID(id))
	}
	slices.Sort(ids)
	return ids, err
}

// Due implements storage.Store.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]storage.WakeUp, error) {
	if limit <= 0 {
		return nil, s.none(ctx, "look for what is due")
	}
	high := strconv.FormatInt(now.UnixMilli(), 10)
	for n := portion(limit); ; n = limit {
		all, err := s.earliest(ctx, high, n)
		if err != nil {
			return nil, err
		}
		found, more := front(all, n, func(a, b storage.WakeUp) int { return a.At.Compare(b.At) })
		if len(found) >= limit || !more {
			return found[:min(len(found), limit)], nil
		}
	}
}

// NextWake implements storage.Store.
func (s *Store) NextWake(ctx context.Context) (next time.Time, err error) {
	all, err := s.earliest(ctx, "+inf", 1)
	for _, w := range slices.Concat(all...) {
		if next.IsZero() || w.At.Before(next) {
			next = w.At
		}
	}
	return next, err
}

// earliest reads the first n wake-ups of each partition that are not after high.
func (s *Store) earliest(ctx context.Context, high string, n int) ([][]storage.WakeUp, error) {
	all, err := each(ctx, s, "look for what is due", func(p redis.Pipeliner, partition int) redis.Cmder {
		return p.ZRangeByScoreWithScores(ctx, s.keys.Due(partition), &redis.ZRangeBy{Min: "-inf", Max: high, Count: int64(n)})
	}, func(cmd redis.Cmder) []redis.Z { return cmd.(*redis.ZSliceCmd).Val() })
	if err != nil {
		return nil, err
	}
	wakes := make([][]storage.WakeUp, len(all))
	for i, list := range all {
		for _, z := range list {
			id, thing, err := layout.ParseDue(z.Member.(string))
			if err != nil {
				return nil, fmt.Errorf("look for what is due: %w", err)
			}
			wakes[i] = append(wakes[i], storage.WakeUp{Community: id, Thing: thing, At: layout.FromMillis(int64(z.Score))})
		}
	}
	return wakes, nil
}
