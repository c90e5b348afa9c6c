package redisdb

import (
	"context"
	"flag"
	"testing"

	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"echowall/storage"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/storagetest"
)

func TestMain(m *testing.M) {
	// Where a server is away go-redis looks for it once a second, and notices only then that its client has been closed.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/redis/go-redis/v9/internal/pool.(*ConnPool).tryDial"))
}

func TestConformance(t *testing.T) {
	s := redistest.Start(t)
	conformance(t, s.URL(""), s)
}

// On several servers everything takes longer, so properties are tried less often.
func TestConformanceOnMany(t *testing.T) {
	runs := flag.Lookup("rapid.checks").Value
	before := runs.String()
	if err := runs.Set("15"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = runs.Set(before) }) // it was so before
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		all := redistest.StartCluster(t, 3)
		conformance(t, all.URL(""), all...)
	})
	t.Run("sentinel", func(t *testing.T) {
		t.Parallel()
		p := redistest.StartPair(t)
		conformance(t, p.URL("?wait=1"), p.Master) // with wait, commits go another way
	})
}

// conformance runs the suite on servers that are emptied for each of its tests.
func conformance(t *testing.T, url string, servers ...*redistest.Server) {
	var clients []*redis.Client
	for _, s := range servers {
		clients = append(clients, s.Client())
	}
	storagetest.Run(t, func(t *testing.T) storage.Store {
		for _, c := range clients {
			if err := c.FlushAll(context.Background()).Err(); err != nil {
				t.Fatal(err)
			}
		}
		s, err := Open(context.Background(), url)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
