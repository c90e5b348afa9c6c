package redisdb

import (
	"context"
	"fmt"

	"echowall/storage"
)

// Replicas implements storage.Shared.
func (s *Store) Replicas(ctx context.Context) (all []storage.Replica, orphans int, err error) {
	if err := s.door.Enter(ctx); err != nil {
		return nil, 0, fmt.Errorf("list the replicas: %w", err)
	}
	defer s.door.Leave()
	err = s.try(ctx, "list the replicas", func(ctx context.Context) error {
		all, orphans, err = s.census(ctx)
		return err
	})
	return all, orphans, err
}

func (s *Store) census(ctx context.Context) (all []storage.Replica, orphans int, err error) {
	holders, err := s.share.holders(ctx, append(everywhere(), alone))
	if err != nil {
		return nil, 0, err
	}
	tokens, err := s.members(ctx, "", 0, "", "")
	if err != nil {
		return nil, 0, err
	}
	at := map[string]*storage.Replica{}
	all = make([]storage.Replica, len(tokens))
	for i, token := range tokens {
		all[i].Name = processOf(token)
		at[token] = &all[i]
	}
	for slot, token := range holders {
		switch m := at[token]; {
		case m == nil && slot != alone:
			orphans++
		case m == nil:
		case slot == alone:
			m.Alone = true
		default:
			m.Parts++
		}
	}
	return all, orphans, nil
}
