package redisdb

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

// Look implements storage.Directory.
func (s *Store) Look(ctx context.Context, space storage.Space, key string) (value string, err error) {
	err = s.entry(ctx, "look", space, key, "", func(ctx context.Context) error {
		value, err = s.client.Get(ctx, s.keys.Value(space, key)).Result()
		if errors.Is(err, redis.Nil) {
			return nil
		}
		return err
	})
	return value, err
}

// Claim implements storage.Directory.
func (s *Store) Claim(ctx context.Context, space storage.Space, key, value string) (holds string, err error) {
	if value == "" {
		return s.Look(ctx, space, key)
	}
	err = s.entry(ctx, "claim", space, key, value, func(ctx context.Context) error {
		holds, err = s.claim(ctx, s.keys.Value(space, key), value)
		return err
	})
	return holds, err
}

func (s *Store) claim(ctx context.Context, key, value string) (string, error) {
	reply, err := s.run(ctx, "claim", s.scripts.Claim, []string{key}, value)
	holds, _ := reply.(string)
	return holds, err
}

// Assign implements storage.Directory.
func (s *Store) Assign(ctx context.Context, space storage.Space, key, value string) error {
	return s.entry(ctx, "assign", space, key, value, func(ctx context.Context) error {
		if value == "" {
			return s.client.Del(ctx, s.keys.Value(space, key)).Err()
		}
		return s.client.Set(ctx, s.keys.Value(space, key), value, 0).Err()
	})
}

// Include implements storage.Directory.
func (s *Store) Include(ctx context.Context, space storage.Space, key, member string) error {
	return s.entry(ctx, "include", space, key, member, func(ctx context.Context) error {
		return s.client.SAdd(ctx, s.keys.Members(space, key), member).Err()
	})
}

// Exclude implements storage.Directory.
func (s *Store) Exclude(ctx context.Context, space storage.Space, key, member string) error {
	return s.entry(ctx, "exclude", space, key, member, func(ctx context.Context) error {
		return s.client.SRem(ctx, s.keys.Members(space, key), member).Err()
	})
}

// Members implements storage.Directory.
func (s *Store) Members(ctx context.Context, space storage.Space, key string) (members []string, err error) {
	err = s.entry(ctx, "members", space, key, "", func(ctx context.Context) error {
		members, err = s.client.SMembers(ctx, s.keys.Members(space, key)).Result()
		return err
	})
	slices.Sort(members)
	return members, err
}

// entry makes one call about one entry. All of them may be made twice.
func (s *Store) entry(ctx context.Context, what string, space storage.Space, key, value string,
	fn func(context.Context) error) error {
	if err := layout.CheckEntry(space, key, value); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer s.door.Leave()
	return s.try(ctx, what, fn)
}
