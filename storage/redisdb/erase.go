package redisdb

import (
	"context"
	"fmt"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
)

// Erase implements storage.Store.
func (s *Store) Erase(ctx context.Context, community storage.ID) error {
	if err := layout.CheckName("community", string(community)); err != nil {
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
	_, err = s.run(ctx, "erase", s.scripts.Erase, s.keys.Home(community), string(community))
	s.cache.Forget(community)
	return err
}
