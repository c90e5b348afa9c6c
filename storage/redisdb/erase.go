package redisdb

import (
	"context"
	_ "embed" // the script
	"fmt"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
)

//go:embed erase.lua
var eraseSource string

// Erase implements storage.Store.
func (s *Store) Erase(ctx context.Context, community storage.ID) error {
	if err := checkName("community", string(community)); err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	defer s.door.Leave()
	leave, err := s.lanes.Enter(ctx, s.door, community)
	if err != nil {
		return fmt.Errorf("erase: %w", err)
	}
	defer leave()
	_, err = s.run(ctx, "erase", redis.NewScript(eraseSource), s.keys.home(community), string(community))
	s.cache.forget(community)
	return err
}
