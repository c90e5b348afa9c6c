package doctor

import (
	"context"
	"fmt"
	"strconv"

	"echowall/cmd/echowall/backup"
	"echowall/storage"
	"echowall/storage/redisdb"
)

// oldestRedis is the first version whose scripts do what those of the store need: 6.2, as major and minor.
const oldestRedis = 602

// redis looks at the servers of a store in Redis, and at who sends what is in it.
func (d *doctor) redis(ctx context.Context, store storage.Store) {
	if shared, ok := store.(storage.Shared); ok {
		d.lease(ctx, shared)
	}
	r, ok := store.(*redisdb.Store)
	if !ok {
		return
	}
	all, err := r.Servers(ctx)
	if err != nil {
		d.failed("redis", err)
	}
	for _, s := range all {
		d.server(s)
	}
}

// lease looks whether a process sends, keeps the clock and polls.
func (d *doctor) lease(ctx context.Context, store storage.Shared) {
	switch holder, err := store.Holder(ctx); {
	case err != nil:
		d.failed("lease", err)
	case holder == "":
		d.skip("lease", "no process serves the store now")
	default:
		d.ok("lease", "process %s sends, keeps the clock and polls", holder)
	}
}

// server looks whether a server may lose anything.
func (d *doctor) server(s redisdb.Server) {
	version := fmt.Sprintf("%s is %s %s", s.Addr, s.Name, s.Version)
	if s.Name == "redis" && versionNumber(s.Version) < oldestRedis {
		d.bad("redis", "run 6.2 or newer", "%s", version)
	} else {
		d.ok("redis", "%s", version)
	}
	if s.Unread != nil {
		d.skip("settings", "%s: not all may be read, give the user +config|get: %v", s.Addr, s.Unread)
	}
	for _, x := range []struct{ what, name, want, harm string }{
		{"disk", "appendonly", "yes", "what is committed is lost when it ends"},
		{"disk", "appendfsync", "always", "up to a second of commits is lost when its machine fails"},
		{"memory", "maxmemory-policy", "noeviction", "it throws data away when its memory is full"},
	} {
		switch got, known := s.Settings[x.name]; {
		case !known:
		case got != x.want:
			d.bad(x.what, "set "+x.name+" "+x.want, "%s has %s %s: %s", s.Addr, x.name, got, x.harm)
		default:
			d.ok(x.what, "%s has %s %s", s.Addr, x.name, got)
		}
	}
	d.followers(s)
}

// followers looks whether a failover may lose anything.
func (d *doctor) followers(s redisdb.Server) {
	text := fmt.Sprintf("%s has %s, commits wait for %d", s.Addr, backup.Number(s.Replicas, "replica", "replicas"), s.Wait)
	least, known := s.Settings["min-replicas-to-write"]
	switch n, _ := strconv.Atoi(least); {
	case s.Replicas < s.Wait:
		d.bad("followers", "start its replicas: until then nothing is committed", "%s", text)
	case s.Replicas > 0 && s.Wait == 0:
		d.bad("followers", "add wait=1 to ECHOWALL_STORE, as redis://HOST:6379?wait=1",
			"%s: a failover may lose what was acknowledged", text)
	case s.Wait > 0 && known && n == 0:
		d.bad("followers", "set min-replicas-to-write 1", "%s, but a master that is cut off from them goes on accepting",
			text)
	default:
		d.ok("followers", "%s", text)
	}
}

// versionNumber is 602 for 6.2.14.
func versionNumber(version string) int {
	var major, minor int
	_, _ = fmt.Sscanf(version, "%d.%d", &major, &minor) // 0 where it is none
	return 100*major + minor
}
