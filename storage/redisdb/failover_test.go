package redisdb

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"echowall/storage"
	"echowall/storage/redisdb/address"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/testenv"
)

// load writes to communities until it is stopped, and keeps count of what was acknowledged.
type load struct {
	s     *Store
	stop  context.CancelFunc
	ctx   context.Context
	wg    sync.WaitGroup
	acked []atomic.Int64
	total atomic.Int64
	// gap is the longest time that any community waited for its next Update, in nanoseconds.
	gap atomic.Int64
}

func startLoad(t *testing.T, s *Store, communities int) *load {
	l := &load{s: s, acked: make([]atomic.Int64, communities)}
	l.ctx, l.stop = context.WithCancel(context.Background())
	t.Cleanup(func() { l.stop(); l.wg.Wait() })
	for i := range communities {
		l.wg.Go(func() { l.run(t, i) })
	}
	return l
}

func loadID(i int) storage.ID { return storage.ID(fmt.Sprint("c", i)) }

func (l *load) run(t *testing.T, i int) {
	for l.ctx.Err() == nil {
		n, began := strconv.FormatInt(l.acked[i].Load()+1, 10), time.Now()
		err := l.s.Update(context.Background(), loadID(i), func(tx storage.Tx) error {
			_, err := tx.Append([]byte(n))
			return errors.Join(err, tx.Put("last", []byte(n)))
		})
		if err != nil {
			t.Errorf("update %s of %s: %v", n, loadID(i), err)
			return
		}
		l.acked[i].Add(1)
		l.total.Add(1)
		for took := int64(time.Since(began)); ; {
			if longest := l.gap.Load(); took <= longest || l.gap.CompareAndSwap(longest, took) {
				break
			}
		}
	}
}

// more waits until n more Updates have been acknowledged.
func (l *load) more(t *testing.T, n int64) {
	t.Helper()
	until := l.total.Load() + n
	redistest.Eventually(t, fmt.Sprint(n, " more updates"), func() bool { return l.total.Load() >= until || t.Failed() },
		func() string { return "" })
}

// end stops the load and looks whether each Update that was acknowledged is there, once.
func (l *load) end(t *testing.T) {
	t.Helper()
	l.stop()
	l.wg.Wait()
	for i := range l.acked {
		err := l.s.View(context.Background(), loadID(i), func(r storage.Reader) error {
			all, err := r.Journal(1, 1<<20)
			for at, e := range all {
				if string(e.Data) != strconv.Itoa(at+1) {
					return fmt.Errorf("entry %d says %s", at+1, e.Data)
				}
			}
			if len(all) != int(l.acked[i].Load()) {
				return fmt.Errorf("%d entries, but %d were acknowledged", len(all), l.acked[i].Load())
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", loadID(i), err)
		}
	}
	if err := l.s.Check(context.Background()); err != nil {
		t.Error(err)
	}
	t.Logf("%d updates acknowledged, each there once; the longest wait was %s", l.total.Load(),
		time.Duration(l.gap.Load()).Round(time.Millisecond))
}

// A master that dies under load is replaced, and nothing is lost that was acknowledged.
func TestSentinelFailover(t *testing.T) {
	testenv.Long(t)
	t.Parallel() // it mostly waits
	p := redistest.StartPair(t)
	s := opened(t, p.URL("?wait=1"))
	l := startLoad(t, s, 8)
	l.more(t, 200)
	p.Failover()
	l.more(t, 200)
	l.end(t)
}

// A master of a Cluster that dies under load and comes back has lost nothing, and the others go on meanwhile.
func TestClusterMasterRestarts(t *testing.T) {
	testenv.Long(t)
	t.Parallel() // it mostly waits
	all := redistest.StartCluster(t, 3)
	for _, server := range all {
		server.Set("appendfsync", "always")
	}
	l := startLoad(t, opened(t, all.URL("")), 12)
	l.more(t, 300)
	all[1].Kill()
	all[1].Restart()
	l.more(t, 300)
	l.end(t)
}

// A replica in the Cluster takes its master's place.
func TestClusterFailover(t *testing.T) {
	testenv.Long(t)
	t.Parallel() // it mostly waits
	all := redistest.StartCluster(t, 3)
	replica := all.Follow(all[0], 4)
	l := startLoad(t, opened(t, all.URL("")), 12)
	l.more(t, 300)
	replica.TakesOver()
	l.more(t, 300)
	l.end(t)
}

// A master of a Cluster that dies under load is replaced by its replica. Every commit waited for a replica (wait=1),
// and a master without one takes nothing (min-replicas-to-write), so nothing is lost that was acknowledged.
func TestClusterMasterDies(t *testing.T) {
	testenv.Long(t)
	t.Parallel() // it mostly waits
	twins := redistest.StartTwins(t, 3)
	l := startLoad(t, opened(t, twins.URL("?wait=1")), 12)
	l.more(t, 300)
	twins.Failover(1)
	l.more(t, 300)
	l.end(t)
}

// A server that stands still answers late: what it was asked twice it does once.
func TestStandstill(t *testing.T) {
	t.Parallel() // it mostly waits
	server := redistest.Start(t)
	c, err := address.Parse(server.URL(""))
	if err != nil {
		t.Fatal(err)
	}
	c.Redis.ReadTimeout = 50 * time.Millisecond
	s, err := open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	l := startLoad(t, s, 8)
	for range 3 {
		l.more(t, 50)
		before := s.client.PoolStats().StaleConns
		server.Signal(syscall.SIGSTOP)
		// Every Update under way has waited once in vain when there have been as many new connections.
		redistest.Eventually(t, "they try again", func() bool { return s.client.PoolStats().StaleConns >= before+8 },
			func() string { return "" })
		server.Signal(syscall.SIGCONT)
	}
	l.more(t, 50)
	l.end(t)
}

// While Redis is away an Update waits for it, but not for ever, and not after its context has ended or the store is
// closed.
func TestAway(t *testing.T) {
	t.Parallel() // it mostly waits
	server := redistest.Start(t)
	s := opened(t, server.URL("?patience=300ms"))
	server.Kill()
	err := s.Update(t.Context(), "a", increment)
	if err == nil || !strings.Contains(err.Error(), "read a") {
		t.Errorf("got %v, want an error that names the operation", err)
	}
	s.patience = time.Hour
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := s.Update(ctx, "a", increment); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want that the context has ended", err)
	}
	answer, begun := make(chan error), make(chan struct{})
	begins := sync.OnceFunc(func() { close(begun) })
	go func() {
		answer <- s.Update(context.WithoutCancel(t.Context()), "a",
			func(tx storage.Tx) error { begins(); return increment(tx) })
	}()
	<-begun
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := <-answer; !errors.Is(err, storage.ErrClosed) {
		t.Errorf("got %v, want that the store is closed", err)
	}
}

// With wait, a commit that no replica has is no success, but it takes place once.
func TestTooFewReplicas(t *testing.T) {
	t.Parallel() // it mostly waits
	server := redistest.Start(t)
	url := server.URL("")
	s := opened(t, url+"?wait=1&patience=10ms")
	if err := s.Update(t.Context(), "a", increment); !errors.Is(err, errReplicas) {
		t.Fatalf("got %v, want that there are too few replicas", err)
	}
	counts(t, opened(t, url), 1)
}

// Scripts that the server has forgotten are sent again.
func TestForgottenScripts(t *testing.T) {
	server := redistest.Start(t)
	s := opened(t, server.URL(""))
	for range 3 {
		if err := errors.Join(server.Client().ScriptFlush(t.Context()).Err(),
			s.Update(t.Context(), "a", increment)); err != nil {
			t.Fatal(err)
		}
	}
	counts(t, s, 3)
}
