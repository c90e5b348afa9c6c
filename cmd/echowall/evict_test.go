package main

import (
	"errors"
	"os/exec"
	"strings"
	"testing"

	"echowall/storage/redisdb/redistest"
)

// TestNoEvictingRedisIsRunOn starts the program on a Redis that throws keys away when it is full, in each way that
// Redis has: it does not serve, and says in one line what to set.
func TestNoEvictingRedisIsRunOn(t *testing.T) {
	t.Parallel()
	w, err := newWorld(t.TempDir())
	w.must(t, err)
	defer w.server.Close()
	redis := redistest.Start(t)
	w.vars = append(w.vars, "ECHOWALL_STORE="+redis.URL(""))
	for _, policy := range []string{"allkeys-lru", "allkeys-lfu", "allkeys-random", "volatile-lru", "volatile-lfu",
		"volatile-random", "volatile-ttl"} {
		w.must(t, redis.Client().ConfigSet(t.Context(), "maxmemory-policy", policy).Err())
		out, err := w.command(t, "run").CombinedOutput()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 2 {
			t.Errorf("%s: %v", policy, err)
		}
		said := string(out)
		if strings.Count(said, "\n") != 1 || !strings.Contains(said, policy) ||
			!strings.Contains(said, "set maxmemory-policy noeviction") {
			t.Errorf("%s: it says\n%s", policy, said)
		}
	}
}
