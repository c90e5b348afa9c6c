package redisdb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// patience is how long a test waits for what must come.
const testPatience = 20 * time.Second

// server is a redis-server of its own, on a free port and in a temporary directory. It ends with the test.
type server struct {
	t    testing.TB
	port int
	dir  string
	args []string
	cmd  *exec.Cmd
	log  *buffer
	dead chan struct{}
}

// buffer may be read while a process writes to it.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// freePort finds a port that nothing listens on. Cluster nodes also need the one 10,000 above.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		port := l.Addr().(*net.TCPAddr).Port
		bus, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa((port+10000)%65536))
		if err == nil {
			err = bus.Close()
		}
		if err := errors.Join(err, l.Close()); err == nil && port < 55000 {
			return port
		}
	}
	t.Fatal("no free port")
	return 0
}

// startServer starts a redis-server and waits until it answers.
func startServer(t testing.TB, args ...string) *server {
	t.Helper()
	s := &server{t: t, port: freePort(t), dir: t.TempDir()}
	s.args = append([]string{
		"--port", strconv.Itoa(s.port), "--bind", "127.0.0.1", "--dir", s.dir, "--save", "", "--daemonize", "no",
	}, args...)
	s.start("redis-server", s.args...)
	t.Cleanup(s.kill)
	s.answers()
	return s
}

// start starts a program of Debian's packages.
func (s *server) start(program string, args ...string) {
	s.t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		s.t.Fatalf("%s is missing: install the packages redis-server and redis-sentinel, as .ci/deps does", program)
	}
	s.log = &buffer{}
	s.cmd = exec.Command(path, args...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	cmd, dead := s.cmd, make(chan struct{})
	s.dead = dead
	go func() {
		defer close(dead)
		_ = cmd.Wait() // it is killed
	}()
}

// kill is kill -9.
func (s *server) kill() {
	_ = s.cmd.Process.Kill() // it may have ended
	<-s.dead
}

// restart starts it again on what it has on disk.
func (s *server) restart() {
	s.t.Helper()
	s.start("redis-server", s.args...)
	s.answers()
}

func (s *server) signal(sig syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Fatal(err)
	}
}

func (s *server) addr() string { return "127.0.0.1:" + strconv.Itoa(s.port) }

// client is a client of this server alone.
func (s *server) client() *redis.Client {
	c := redis.NewClient(&redis.Options{Addr: s.addr(), MaxRetries: -1})
	s.t.Cleanup(func() { _ = c.Close() }) // a test may have closed it
	return c
}

func (s *server) answers() {
	s.t.Helper()
	c := s.client()
	defer c.Close()
	s.eventually("it answers", func() bool {
		err := c.Ping(context.Background()).Err()
		return err == nil || redis.HasErrorPrefix(err, "NOAUTH")
	})
}

// eventually waits for a condition.
func (s *server) eventually(what string, condition func() bool) {
	s.t.Helper()
	eventually(s.t, what, condition, func() string { return s.log.String() })
}

func eventually(t testing.TB, what string, condition func() bool, log func() string) {
	t.Helper()
	end := time.NewTimer(testPatience)
	defer end.Stop()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !condition() {
		select {
		case <-end.C:
			t.Fatalf("not in time: %s\n%s", what, log())
		case <-tick.C:
		}
	}
}

// startCluster starts masters that share the slots. A node is down after two seconds.
func startCluster(t testing.TB, masters int) []*server {
	t.Helper()
	var all []*server
	for range masters {
		all = append(all, startServer(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--appendonly", "yes"))
	}
	ctx := context.Background()
	for i, s := range all {
		c := s.client()
		first, last := i*16384/masters, (i+1)*16384/masters-1
		if err := c.ClusterAddSlotsRange(ctx, first, last).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.Do(ctx, "cluster", "set-config-epoch", i+1).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.ClusterMeet(ctx, "127.0.0.1", strconv.Itoa(all[0].port)).Err(); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range all {
		s.clusterOK(masters)
	}
	return all
}

func (s *server) clusterOK(nodes int) {
	s.t.Helper()
	c := s.client()
	defer c.Close()
	s.eventually("the Cluster is whole", func() bool {
		info := c.ClusterInfo(context.Background()).Val()
		return strings.Contains(info, "cluster_state:ok") && strings.Contains(info, fmt.Sprintf("cluster_known_nodes:%d", nodes))
	})
}

func clusterURL(all []*server, query string) string {
	var addrs []string
	for _, s := range all {
		addrs = append(addrs, s.addr())
	}
	return "redis+cluster://" + strings.Join(addrs, ",") + query
}

// pair is a master, its replica, and the sentinel that watches them.
type pair struct{ master, replica, sentinel *server }

func startPair(t testing.TB) *pair {
	t.Helper()
	durable := []string{"--appendonly", "yes", "--appendfsync", "always", "--repl-diskless-sync-delay", "0"}
	p := &pair{master: startServer(t, durable...)}
	p.replica = startServer(t, append(durable, "--replicaof", "127.0.0.1 "+strconv.Itoa(p.master.port))...)
	p.replica.eventually("the replica has joined", func() bool {
		return strings.Contains(p.master.client().Info(context.Background(), "replication").Val(), "state=online")
	})
	p.sentinel = startSentinel(t, p.master)
	return p
}

func startSentinel(t testing.TB, master *server) *server {
	t.Helper()
	s := &server{t: t, port: freePort(t), dir: t.TempDir()}
	file := filepath.Join(s.dir, "sentinel.conf")
	config := fmt.Sprintf(`port %d
bind 127.0.0.1
dir %s
sentinel monitor village 127.0.0.1 %d 1
sentinel down-after-milliseconds village 500
sentinel failover-timeout village 3000
`, s.port, s.dir, master.port)
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s.start("redis-sentinel", file)
	t.Cleanup(s.kill)
	s.answers()
	c := s.client()
	defer c.Close()
	s.eventually("the sentinel knows the replica", func() bool {
		return strings.Contains(c.Info(context.Background(), "sentinel").Val(), "slaves=1")
	})
	return s
}

func (p *pair) url(query string) string {
	return "redis+sentinel://" + p.sentinel.addr() + "/village" + query
}

// opened opens a store, which the test closes in the end.
func opened(t testing.TB, url string) *Store {
	t.Helper()
	s, err := Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}
