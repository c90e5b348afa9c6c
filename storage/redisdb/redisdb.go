package redisdb

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/storage"
	"echowall/storage/redisdb/cache"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/script"
)

// Store is a storage.Store in Redis.
type Store struct {
	client   redis.UniversalClient
	cluster  bool
	keys     layout.Keyspace
	scripts  script.Set
	wait     int
	patience time.Duration
	lanes    storage.Lanes
	cache    *cache.Cache
	askers   askers
	door     *storage.Door
	writer   string                // names this process in versions
	commits  atomic.Uint64         // numbers the commits of this process
	ttl      time.Duration         // how long the lease lasts without renewal
	held     atomic.Pointer[lease] // nil while another process holds it, or none
	address  string                // for those who look at the servers
}

var _ storage.Shared = (*Store)(nil)

// patientViews is how often a View is tried before it is given a copy of everything.
const patientViews = 3

// Update implements storage.Store.
func (s *Store) Update(ctx context.Context, community storage.ID, fn func(storage.Tx) error) error {
	if err := layout.CheckName("community", string(community)); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("update: %w", err)
	}
	defer s.door.Leave()
	leave, err := s.lanes.Enter(ctx, s.door, community)
	if err != nil {
		return fmt.Errorf("update: %w", err)
	}
	defer leave()
	known := &learned{seen: map[string]bool{}}
	for tries := 0; ; tries++ {
		t := newTx(ctx, s, community, known)
		err := t.run(fn)
		if !t.stale {
			return err
		}
		if err := s.yield(ctx, tries); err != nil {
			return fmt.Errorf("update: others commit to %s all the time: %w", community, err)
		}
	}
}

// View implements storage.Store. fn may run again when a commit comes between its reads.
func (s *Store) View(ctx context.Context, community storage.ID, fn func(storage.Reader) error) error {
	if err := s.door.Enter(ctx); err != nil {
		return fmt.Errorf("view: %w", err)
	}
	defer s.door.Leave()
	for tries := 0; tries < patientViews; tries++ {
		v := newView(ctx, s, community)
		err := fn(v)
		if !v.stale {
			return err
		}
		if err := s.yield(ctx, tries); err != nil {
			return fmt.Errorf("view: %w", err)
		}
	}
	c, err := copyAll(newView(ctx, s, community))
	if err != nil {
		return fmt.Errorf("view: %w", err)
	}
	return fn(c)
}

// Close implements storage.Store. It waits for what is under way, but for what waits to try again; closing again does
// nothing.
func (s *Store) Close() error {
	if !s.door.Close() {
		return nil
	}
	if err := s.client.Close(); err != nil {
		return fmt.Errorf("close the store: %w", err)
	}
	return nil
}
