package doctor

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"echowall/bot/deadletter"
	"echowall/storage"
	"echowall/storage/redisdb"
	"echowall/storage/redisdb/redistest"
)

// onRedis moves a clinic's store to Redis, and sets the server right.
func (c *clinic) onRedis() (server *redis.Client, store *redisdb.Store) {
	c.t.Helper()
	url := redistest.Start(c.t).URL("")
	server = redis.NewClient(&redis.Options{Addr: strings.TrimPrefix(url, "redis://"), DisableIdentity: true})
	store, err := redisdb.Open(c.t.Context(), url)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(func() {
		if err := errors.Join(server.Close(), store.Close()); err != nil {
			c.t.Error(err)
		}
	})
	c.doctor.Store = url
	for name, value := range map[string]string{"appendonly": "yes", "appendfsync": "always"} {
		if err := server.ConfigSet(c.t.Context(), name, value).Err(); err != nil {
			c.t.Fatal(err)
		}
	}
	return server, store
}

// Everything the doctor says of Redis is said when it is well, and each illness is found alone.
func TestDoctorLooksAtRedis(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		fall func(*redis.Client) error
		want string
	}{
		"well": {nil, ""},
		"no file": {set("appendonly", "no"),
			`has appendonly no: what is committed is lost when it ends; set appendonly yes`},
		"a late file": {set("appendfsync", "everysec"),
			`has appendfsync everysec: up to a second of commits is lost when its machine fails; set appendfsync always`},
		"it forgets": {set("maxmemory-policy", "allkeys-lru"),
			`has maxmemory-policy allkeys-lru: it throws data away when its memory is full; set maxmemory-policy noeviction`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClinic(t, false)
			server, _ := c.onRedis()
			if x.fall != nil {
				if err := x.fall(server); err != nil {
					t.Fatal(err)
				}
			}
			found, err := c.examine()
			if x.want != "" && (err == nil || strings.Count(found, "wrong ") != 1 || !strings.Contains(found, x.want)) {
				t.Errorf("got %v and\n%swant one wrong line with\n%s", err, found, x.want)
			}
			for _, want := range []string{
				"ok     redis     127.0.0.1:", " is redis ", "ok     disk      ", "has appendonly yes", "has appendfsync always",
				"has maxmemory-policy noeviction",
				"ok     followers 127.0.0.1:", "has 0 replicas, commits wait for 0",
				"-      lease     no process serves the store now",
			} {
				if x.want == "" && (err != nil || !strings.Contains(found, want)) {
					t.Errorf("got %v and\n%swant %q", err, found, want)
				}
			}
		})
	}
}

func set(name, value string) func(*redis.Client) error {
	return func(c *redis.Client) error { return c.ConfigSet(context.Background(), name, value).Err() }
}

// The followers of a server must be waited for, and the version be new enough.
func TestDoctorLooksAtServers(t *testing.T) {
	t.Parallel()
	well := map[string]string{"appendonly": "yes", "appendfsync": "always", "maxmemory-policy": "noeviction",
		"min-replicas-to-write": "1"}
	lax := map[string]string{"min-replicas-to-write": "0"}
	for want, s := range map[string]redisdb.Server{
		"ok     redis     a:1 is redis 7.0.15\n": {Version: "7.0.15",
			Settings: well},
		"ok     redis     a:1 is valkey 8.1.0\n": {Name: "valkey",
			Version: "8.1.0", Settings: well},
		"wrong  redis     a:1 is redis 5.0.3; run 6.2 or newer\n": {Version: "5.0.3",
			Settings: well},
		"ok     followers a:1 has 2 replicas, commits wait for 1\n": {Version: "7.0",
			Replicas: 2, Wait: 1, Settings: well},
		"wrong  followers a:1 has 1 replica, commits wait for 0: a failover may lose": {Version: "7.0",
			Replicas: 1, Settings: well},
		"wrong  followers a:1 has 0 replicas, commits wait for 1; start its replicas": {Version: "7.0", Wait: 1,
			Settings: well},
		"wrong  followers a:1 has 1 replica, commits wait for 1, but a master that is cut off": {Version: "7.0",
			Replicas: 1, Wait: 1, Settings: lax},
		"-      settings  a:1: not all may be read, give the user +config|get: NOPERM no, not you": {Version: "7.0",
			Unread: errors.New("NOPERM no, not you")},
	} {
		var out strings.Builder
		d := &doctor{report: report{out: &out}}
		s.Addr = "a:1"
		if s.Name == "" {
			s.Name = "redis"
		}
		d.server(s)
		if !strings.Contains(out.String(), want) {
			t.Errorf("got\n%swant\n%s", &out, want)
		}
	}
}

// Who sends is told.
func TestDoctorLooksAtTheLease(t *testing.T) {
	t.Parallel()
	c := newClinic(t, false)
	_, store := c.onRedis()
	found, done := "", errors.New("done")
	err := store.Hold(t.Context(), func(storage.News) {}, func(context.Context, storage.Lease) (err error) {
		found, err = c.examine()
		return errors.Join(err, done)
	})
	if !errors.Is(err, done) || !strings.Contains(found, "ok     lease     process ") ||
		!strings.Contains(found, " sends, keeps the clock and polls\n") {
		t.Errorf("got %v and\n%s", err, found)
	}
}

// What is set aside is listed, and replayed once, by polling or webhook alike, on either store.
func TestDoctorReplays(t *testing.T) {
	for name, place := range map[string]func(*clinic){"bolt": func(*clinic) {}, "redis": func(c *clinic) { c.onRedis() }} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClinic(t, false)
			place(c)
			c.keepAside()
			found, err := c.examine()
			want := "wrong  aside     update 8 of 2026-06-01 "
			if err == nil || !strings.Contains(found, want) ||
				!strings.Contains(found, ": it stumbled; report it, and run echowall doctor --replay") {
				t.Errorf("got %v and\n%swant %q", err, found, want)
			}
			c.doctor.Replay = true
			for _, want := range []string{"ok     replay    update 8 is done\n",
				"ok     replay    there is nothing to replay\n"} {
				found, err = c.examine()
				if err != nil || !strings.Contains(found, want) ||
					!strings.Contains(found, "ok     aside     no update is set aside\n") {
					t.Errorf("got %v and\n%swant %q", err, found, want)
				}
			}
			said := 0
			for _, m := range c.server.Messages(c.other) {
				if m.FromBot() && strings.Contains(m.Text, "/setup") {
					said++
				}
			}
			if said != 1 {
				t.Errorf("the update was answered %d times", said)
			}
		})
	}
}

// keepAside sets aside that somebody asked for the wall of a group that is not set up.
func (c *clinic) keepAside() {
	c.t.Helper()
	store, err := c.doctor.Open(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	defer store.Close()
	c.other = c.server.AddGroup("Elsewhere", c.owner)
	c.server.AddBot(c.other, c.owner)
	raw := `{"update_id":8,"message":{"message_id":1,"date":1,"text":"/wall","chat":{"id":%d,"type":"group"},` +
		`"from":{"id":%d,"first_name":"Chen"},` +
		`"entities":[{"type":"bot_command","offset":0,"length":5}]}}`
	a := deadletter.Update{ID: 8, Reason: "it stumbled", At: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}
	if err := deadletter.Keep(c.t.Context(), store, a, []byte(fmt.Sprintf(raw, c.other.ID, c.owner.ID))); err != nil {
		c.t.Fatal(err)
	}
}
