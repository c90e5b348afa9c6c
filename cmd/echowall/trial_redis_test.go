package main

import (
	"math/rand/v2"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// redisServer is a redis-server that can be killed, and keeps what it has acknowledged.
type redisServer struct {
	t       *testing.T
	address string
	args    []string
	cmd     *exec.Cmd
}

func startRedis(t *testing.T) *redisServer {
	t.Helper()
	address, port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	r := &redisServer{t: t, address: address, args: []string{
		"--port", port, "--bind", "127.0.0.1", "--dir", t.TempDir(), "--save", "", "--appendonly", "yes", "--appendfsync", "always",
	}}
	r.start()
	t.Cleanup(r.kill)
	return r
}

// start starts it on what it has on disk.
func (r *redisServer) start() {
	r.t.Helper()
	r.cmd = exec.Command("redis-server", r.args...)
	if err := r.cmd.Start(); err != nil {
		r.t.Fatalf("redis-server: %v: install the package, as .ci/deps does", err)
	}
}

func (r *redisServer) kill() {
	_ = r.cmd.Process.Signal(syscall.SIGKILL) // it may be dead
	_ = r.cmd.Wait()                          // it ends with the signal, which is no news
}

// TestRedisKilledUnderLoad kills Redis, which has appendfsync always, again and again while everybody talks. All that was said is in
// the book once, and the bot answers again within ten seconds of Redis.
func TestRedisKilledUnderLoad(t *testing.T) {
	t.Parallel()
	tr, redis := newTrial(t, scale(2, 10), 5), startRedis(t)
	tr.onRedis("redis://" + redis.address)
	tr.byWebhook()
	kills, slowest := scale(2, 20), time.Duration(0)
	tr.live(t, func() {
		tr.found()
		stop, quiet := make(chan struct{}), make(chan struct{})
		go func() { defer close(quiet); tr.talk(30, stop) }()
		for range kills {
			time.Sleep(rand.N(500 * time.Millisecond)) // the moment of its death
			redis.kill()
			time.Sleep(rand.N(2 * time.Second)) // so long it is away
			redis.start()
			slowest = max(slowest, tr.answers())
		}
		close(stop)
		<-quiet
		tr.rest()
	})
	tr.judge(0)
	t.Logf("after %d kills of Redis the bot answered again within %s", kills, slowest.Round(time.Millisecond))
	if slowest > 10*time.Second {
		t.Error("that is too long")
	}
}

// answers presses a button and returns how long the answer took.
func (tr *trial) answers() time.Duration {
	tr.t.Helper()
	began := time.Now()
	h := tr.hamlets[0]
	q := h.people[0].PressData(h.chat, h.button, "vote 1.1 yes")
	h.did("vote by " + h.people[0].First)
	tr.await(func() bool { _, _, answered := q.Answer(); return answered }, func() string { return "a press is answered" })
	return time.Since(began)
}
