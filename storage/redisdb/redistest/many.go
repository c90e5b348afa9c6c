package redistest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Nodes are servers that belong together.
type Nodes []*Server

// StartCluster starts masters that share the slots. A node is down after two seconds.
func StartCluster(t testing.TB, masters int) Nodes {
	t.Helper()
	var all Nodes
	for range masters {
		all = append(all, startNode(t))
	}
	ctx := context.Background()
	for i, s := range all {
		c := s.Client()
		first, last := i*16384/masters, (i+1)*16384/masters-1
		if err := c.ClusterAddSlotsRange(ctx, first, last).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.Do(ctx, "cluster", "set-config-epoch", i+1).Err(); err != nil {
			t.Fatal(err)
		}
		if err := c.ClusterMeet(ctx, "127.0.0.1", strconv.Itoa(all[0].Port)).Err(); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range all {
		s.knows(masters)
	}
	return all
}

func startNode(t testing.TB) *Server {
	t.Helper()
	return Start(t, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000", "--appendonly", "yes",
		"--repl-diskless-sync-delay", "0")
}

// Follow adds a replica for a master of the Cluster, one of many nodes by now.
func (all Nodes) Follow(master *Server, nodes int) *Server {
	master.t.Helper()
	ctx := context.Background()
	r := startNode(master.t)
	c := r.Client()
	if err := c.ClusterMeet(ctx, "127.0.0.1", strconv.Itoa(all[0].Port)).Err(); err != nil {
		r.t.Fatal(err)
	}
	r.knows(nodes)
	id := master.Client().ClusterMyID(ctx).Val()
	r.Eventually("it knows its master", func() bool { return c.ClusterReplicate(ctx, id).Err() == nil })
	master.HasReplica()
	return r
}

// giveUp is when a server has given up an orderly failover that was asked for, as a slow one does.
const giveUp = 6 * time.Second

// TakesOver lets a replica in a Cluster take its master's place in an orderly way: it has everything by then.
func (s *Server) TakesOver() {
	s.t.Helper()
	c, asked := s.Client(), time.Time{}
	s.Eventually("it takes over", func() bool {
		if time.Since(asked) > giveUp {
			asked = time.Now()
			_ = c.ClusterFailover(context.Background()).Err() // one that has just become master refuses
		}
		return s.Says("replication", "role:master")
	})
}

// Twins are a Cluster in which each master has a replica: the two have the same place in both lists.
type Twins struct{ Masters, Replicas Nodes }

// StartTwins starts a Cluster as it must be run to lose nothing: all write to disk before they answer, and a master
// without a replica takes nothing.
func StartTwins(t testing.TB, masters int) *Twins {
	t.Helper()
	w := &Twins{Masters: StartCluster(t, masters)}
	for i, m := range w.Masters {
		w.Replicas = append(w.Replicas, w.Masters.Follow(m, masters+i+1))
	}
	for _, s := range append(w.Masters, w.Replicas...) {
		s.Set("appendfsync", "always", "min-replicas-to-write", "1", "min-replicas-max-lag", "10")
	}
	return w
}

// URL names the Cluster as a store, with what comes after the addresses.
func (w *Twins) URL(rest string) string { return w.Masters.URL(rest) }

// Failover kills a master, waits until its replica is in its place, and starts the old master again, which the Cluster
// makes the replica of the new one. It returns when both are there and have changed places.
func (w *Twins) Failover(i int) {
	old, heir := w.Masters[i], w.Replicas[i]
	old.t.Helper()
	old.Kill()
	heir.BecomesMaster()
	old.Restart() // the new master needs a replica to take anything
	heir.HasReplica()
	w.Masters[i], w.Replicas[i] = heir, old
}

func (s *Server) knows(nodes int) {
	s.t.Helper()
	c := s.client()
	defer c.Close()
	s.Eventually("the Cluster is whole", func() bool {
		info := c.ClusterInfo(context.Background()).Val()
		return strings.Contains(info, "cluster_state:ok") &&
			strings.Contains(info, fmt.Sprintf("cluster_known_nodes:%d", nodes))
	})
}

// URL names a Cluster as a store, with what comes after the addresses.
func (all Nodes) URL(rest string) string {
	var addrs []string
	for _, s := range all {
		addrs = append(addrs, s.Addr())
	}
	return "redis+cluster://" + strings.Join(addrs, ",") + rest
}

// Pair is a master, its replica, and the sentinel that watches them.
type Pair struct{ Master, Replica, Sentinel *Server }

// StartPair starts a pair. A master is down after two seconds: on a busy machine half a second of silence is none, and
// when the sentinel takes a master that lives for dead, ten seconds go by until it makes that one a replica.
func StartPair(t testing.TB) *Pair {
	t.Helper()
	settings := append(Durable(), "--repl-diskless-sync-delay", "0")
	p := &Pair{Master: Start(t, settings...)}
	p.Replica = Start(t, append(settings, "--replicaof", "127.0.0.1 "+strconv.Itoa(p.Master.Port))...)
	p.Master.HasReplica()
	p.Sentinel = startSentinel(t, p.Master)
	p.settled()
	return p
}

func startSentinel(t testing.TB, master *Server) *Server {
	t.Helper()
	s := &Server{t: t, Port: FreePort(t), Dir: t.TempDir()}
	file := filepath.Join(s.Dir, "sentinel.conf")
	config := fmt.Sprintf(`port %d
bind 127.0.0.1
dir %s
sentinel monitor village 127.0.0.1 %d 1
sentinel down-after-milliseconds village 2000
sentinel failover-timeout village 3000
`, s.Port, s.Dir, master.Port)
	if err := os.WriteFile(file, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	s.run("sentinel", file)
	t.Cleanup(s.Kill)
	s.answers()
	return s
}

// URL names a pair as a store, with what comes after the name of the master.
func (p *Pair) URL(rest string) string {
	return "redis+sentinel://" + p.Sentinel.Addr() + "/village" + rest
}

// Failover kills the master, waits until the replica is in its place, and starts the old master again as the new one's
// replica. It returns when both are there, by turns master and replica, and the sentinel knows.
func (p *Pair) Failover() {
	p.Master.t.Helper()
	p.Master.Kill()
	p.Replica.BecomesMaster()
	// Now there is no replica to wait for until the old master comes back as one. Sentinel would see to that in ten
	// seconds.
	p.Master.Restart()
	p.Master.Follow(p.Replica)
	p.Master, p.Replica = p.Replica, p.Master
	p.Master.HasReplica()
	p.settled()
}

// Failovers is how often the sentinel has put the replica in the master's place, by itself or because somebody killed
// the master.
func (p *Pair) Failovers() int {
	p.Master.t.Helper()
	c := redis.NewSentinelClient(&redis.Options{Addr: p.Sentinel.Addr()})
	defer c.Close()
	master, err := c.Master(context.Background(), "village").Result()
	if err != nil {
		p.Master.t.Fatal(err)
	}
	n, err := strconv.Atoi(master["config-epoch"])
	if err != nil {
		p.Master.t.Fatal(err)
	}
	return n
}

// settled waits until the sentinel names the master and its replica, and finds both well.
func (p *Pair) settled() {
	p.Master.t.Helper()
	p.Sentinel.Eventually("the sentinel knows master and replica", func() bool {
		return p.Sentinel.Says("sentinel", fmt.Sprintf("status=ok,address=127.0.0.1:%d,slaves=1,", p.Master.Port)) &&
			p.Replica.Says("replication", "role:slave") && p.Replica.Says("replication", "master_link_status:up")
	})
}

// Follow makes a server that is no node of a Cluster the replica of another.
func (s *Server) Follow(master *Server) {
	s.t.Helper()
	if err := s.Client().ReplicaOf(context.Background(), "127.0.0.1", strconv.Itoa(master.Port)).Err(); err != nil {
		s.t.Fatal(err)
	}
}
