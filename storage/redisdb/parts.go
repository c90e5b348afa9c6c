package redisdb

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/parts"
)

// askers ask the masters of a Cluster side by side: one that is away keeps from nobody what the others have to say.
type askers struct {
	unsent    parts.Asker[[][]string]
	due, next parts.Asker[[][]storage.WakeUp]
}

// eachPart asks something of all partitions, each master for its own. What masters said before ctx ended comes with an
// error that names the others. With late, what one still owed to an earlier question will do.
func eachPart[T any](
	ctx context.Context, s *Store, a *parts.Asker[[]T], late bool, q question[T],
) (all []T, err error) {
	if err := s.door.Enter(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", q.what, err)
	}
	defer s.door.Leave()
	of := s.masters(ctx)
	work := context.WithoutCancel(ctx)
	answers, err := a.Ask(ctx, slices.Sorted(maps.Keys(of)), late, func(master string) ([]T, error) {
		return each(work, s, of[master], question[T]{"ask its partitions", q.ask, q.read})
	})
	if err != nil {
		err = fmt.Errorf("%s: %w", q.what, err)
	}
	return slices.Concat(answers...), err
}

// masters are the partitions by the master that has them; a store that is no Cluster is one part without a name.
func (s *Store) masters(ctx context.Context) map[string][]int {
	cluster, is := s.client.(*redis.ClusterClient)
	if !is {
		return map[string][]int{"": layout.All()}
	}
	of := map[string][]int{}
	for _, partition := range layout.All() {
		name := "an unknown master"
		if master, err := cluster.MasterForKey(ctx, s.keys.Due(partition)); err == nil {
			name = "master " + master.Options().Addr
		}
		of[name] = append(of[name], partition)
	}
	return of
}

// Unsent implements storage.Store.
func (s *Store) Unsent(ctx context.Context) (ids []storage.ID, err error) {
	all, err := eachPart(ctx, s, &s.askers.unsent, false, question[[]string]{
		"list the unsent",
		func(p redis.Pipeliner, partition int) redis.Cmder {
			return p.SMembers(ctx, s.keys.Unsent(partition))
		},
		texts,
	})
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
		all, err := eachPart(ctx, s, &s.askers.due, true, s.earliest(ctx, high, n))
		found, more := parts.Front(all, n, func(a, b storage.WakeUp) int { return a.At.Compare(b.At) })
		if len(found) >= limit || !more || err != nil {
			return found[:min(len(found), limit)], err
		}
	}
}

// NextWake implements storage.Store. What a master owed to an earlier question will not do: it may not know a wake-up
// that was set since.
func (s *Store) NextWake(ctx context.Context) (next time.Time, err error) {
	all, err := eachPart(ctx, s, &s.askers.next, false, s.earliest(ctx, "+inf", 1))
	for _, w := range slices.Concat(all...) {
		if next.IsZero() || w.At.Before(next) {
			next = w.At
		}
	}
	return next, err
}

// earliest asks for the first n wake-ups of a partition that are not after high.
func (s *Store) earliest(ctx context.Context, high string, n int) question[[]storage.WakeUp] {
	return question[[]storage.WakeUp]{
		"look for what is due",
		func(p redis.Pipeliner, partition int) redis.Cmder {
			return p.ZRangeByScoreWithScores(ctx, s.keys.Due(partition),
				&redis.ZRangeBy{Min: "-inf", Max: high, Count: int64(n)})
		},
		wakesIn,
	}
}

// wakesIn reads wake-ups as they are kept.
func wakesIn(cmd redis.Cmder) (wakes []storage.WakeUp, err error) {
	list, err := cmd.(*redis.ZSliceCmd).Result()
	for _, z := range list {
		id, thing, err := layout.ParseDue(z.Member.(string))
		if err != nil {
			return nil, err
		}
		wakes = append(wakes, storage.WakeUp{Community: id, Thing: thing, At: layout.FromMillis(int64(z.Score))})
	}
	return wakes, err
}
