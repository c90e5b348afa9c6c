package redisdb

import (
	"context"
	"maps"
	"slices"
	"testing"

	"echowall/storage"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/storagetest"
)

func TestShared(t *testing.T) {
	server := redistest.Start(t)
	shared(t, server.URL(""), server)
}

func TestSharedOnMany(t *testing.T) {
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		all := redistest.StartCluster(t, 3)
		shared(t, all.URL(""), all...)
	})
	t.Run("sentinel", func(t *testing.T) {
		t.Parallel()
		p := redistest.StartPair(t)
		shared(t, p.URL(""), p.Master)
	})
}

func shared(t *testing.T, url string, servers ...*redistest.Server) {
	storagetest.RunShared(t, func(t *testing.T) func() storage.Shared {
		for _, s := range servers {
			c := s.Client()
			defer c.Close()
			if err := c.FlushAll(context.Background()).Err(); err != nil {
				t.Fatal(err)
			}
		}
		return func() storage.Shared {
			s, err := Open(context.Background(), url+"?lease=600ms")
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
	})
}

// Whoever comes or goes, all is divided fairly, and little moves that need not.
func TestAssign(t *testing.T) {
	members := []string{}
	before := assign(members)
	for _, m := range []string{"a.1", "b.1", "c.4", "d.1", "e.2"} {
		members = append(members, m)
		now := assign(members)
		parts, moved := map[string]int{}, 0
		for slot, owner := range now {
			parts[owner]++
			if owner != before[slot] && owner != m {
				moved++
			}
		}
		sizes := slices.Sorted(maps.Values(parts))
		if len(sizes) != len(members) || sizes[len(sizes)-1]-sizes[0] > 1 {
			t.Errorf("%d share as %v", len(members), sizes)
		}
		if moved > slots/10 {
			t.Errorf("%d slots moved between those who were there before %s", moved, m)
		}
		before = now
	}
}
