package redisdb

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// waitTime is how long one WAIT lasts; those after it are under the store's patience.
const waitTime = time.Second

// run runs a script that is harmless when it runs twice, until it succeeds.
func (s *Store) run(ctx context.Context, what string, script *redis.Script, keys []string, args ...any) (reply any,
	err error) {
	err = s.try(ctx, what, func(ctx context.Context) (err error) {
		reply, err = script.Run(ctx, s.client, keys, args...).Result()
		return err
	})
	return reply, err
}

// runCommit runs commit.lua until it succeeds and enough replicas have it.
func (s *Store) runCommit(ctx context.Context, keys []string, args []any) (reply any, err error) {
	if s.wait == 0 {
		return s.run(ctx, "commit", s.scripts.Commit, keys, args...)
	}
	err = s.try(ctx, "commit", func(ctx context.Context) (err error) {
		reply, err = s.commitAndWait(ctx, keys, args)
		return err
	})
	return reply, err
}

// commitAndWait is one round trip. WAIT is about the writes of its own connection, so both must go through one, to one
// server.
func (s *Store) commitAndWait(ctx context.Context, keys []string, args []any) (any, error) {
	node, err := s.master(ctx, keys[0])
	if err != nil {
		return nil, err
	}
	run, have, err := pipeWait(ctx, node, s.wait, func(p redis.Pipeliner) *redis.Cmd {
		return s.scripts.Commit.EvalSha(ctx, p, keys, args...)
	})
	if redis.HasErrorPrefix(run.Err(), "NOSCRIPT") {
		run, have, err = pipeWait(ctx, node, s.wait, func(p redis.Pipeliner) *redis.Cmd {
			return s.scripts.Commit.Eval(ctx, p, keys, args...)
		})
	}
	if cluster, ok := s.client.(*redis.ClusterClient); ok && err != nil {
		cluster.ReloadState(ctx) // it may have moved; a node's own client does not follow
	}
	if err != nil {
		return nil, err
	}
	if have < s.wait {
		return nil, fmt.Errorf("%w: %d of %d", errReplicas, have, s.wait)
	}
	return run.Val(), nil
}

func pipeWait(ctx context.Context, c redis.Cmdable, n int, script func(redis.Pipeliner) *redis.Cmd) (run *redis.Cmd,
	have int, err error) {
	p := c.Pipeline()
	run = script(p)
	wait := p.Do(ctx, "wait", n, waitTime.Milliseconds())
	if _, err = p.Exec(ctx); err == nil {
		have, err = wait.Int()
	}
	return run, have, err
}

// master is the client of the server that holds a key.
func (s *Store) master(ctx context.Context, key string) (redis.Cmdable, error) {
	if cluster, ok := s.client.(*redis.ClusterClient); ok {
		return cluster.MasterForKey(ctx, key)
	}
	return s.client, nil
}
