package redisdb

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/redisdb/layout"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/storagetest/shared"
)

func TestShared(t *testing.T) {
	server := redistest.Start(t)
	serve(t, server.URL(""), server)
}

func TestSharedOnMany(t *testing.T) {
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		all := redistest.StartCluster(t, 3)
		serve(t, all.URL(""), all...)
	})
	t.Run("sentinel", func(t *testing.T) {
		t.Parallel()
		p := redistest.StartPair(t)
		serve(t, p.URL(""), p.Master)
	})
}

func serve(t *testing.T, url string, servers ...*redistest.Server) {
	shared.Run(t, func(t *testing.T) func() storage.Shared {
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

// A failover may lose the last that was written, in one place or another. Whoever takes the lease afterwards has a
// token above all that any partition has seen, and a partition that has seen less learns of it from the first commit.
func TestLeaseAfterAFailover(t *testing.T) {
	server := redistest.Start(t)
	s, client := opened(t, server.URL("")), server.Client()
	high := time.Now().Add(time.Hour).UnixMilli()
	err := errors.Join(
		client.Del(t.Context(), s.keys.Lease()).Err(), client.Set(t.Context(), s.keys.Token(7), high, 0).Err(),
	)
	if err != nil {
		t.Fatal(err)
	}
	done := errors.New("done")
	err = s.Hold(t.Context(), func(storage.News) {}, func(ctx context.Context, l storage.Lease) error {
		key := s.keys.Token(layout.PartitionOf("a"))
		seen, err1 := client.Get(ctx, key).Int64()
		err2 := client.Set(ctx, key, strconv.FormatInt(high-1, 10), 0).Err()
		err3 := s.Update(ctx, "a", func(tx storage.Tx) error { l.Fence(tx); return tx.Put("k", nil) })
		again, err4 := client.Get(ctx, key).Int64()
		if seen <= high || again != seen {
			t.Errorf("the token is %d, and %d after a commit; want one above %d", seen, again, high)
		}
		return errors.Join(err1, err2, err3, err4, done)
	})
	if !errors.Is(err, done) {
		t.Error(err)
	}
}

// Where the lease cannot be had for good, whoever wants it is told.
func TestLeaseThatCannotBeHad(t *testing.T) {
	server := redistest.Start(t)
	s := opened(t, server.URL(""))
	if err := server.Client().LPush(t.Context(), s.keys.Token(7), "x").Err(); err != nil {
		t.Fatal(err)
	}
	err := s.Hold(t.Context(), func(storage.News) {}, func(context.Context, storage.Lease) error { return nil })
	if err == nil || !strings.Contains(err.Error(), "take the lease: what is there is not an Echo Wall store") {
		t.Errorf("got %v", err)
	}
	if name, err := s.Holder(t.Context()); name != "" || err != nil {
		t.Errorf("it is held by %q, %v", name, err)
	}
}
