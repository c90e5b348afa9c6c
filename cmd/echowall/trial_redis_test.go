package main

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"echowall/bot/sim/people"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/testenv"
)

// TestRedisKilledUnderLoad kills Redis, which has appendfsync always, again and again while everybody talks.
func TestRedisKilledUnderLoad(t *testing.T) {
	testenv.Long(t)
	t.Parallel()
	tr, redis := newTrial(t, scale(2, 10), 5), redistest.Start(t, redistest.Durable()...)
	tr.onRedis(redis.URL(""))
	tr.struck(scale(2, 20), func() {
		redis.Kill()
		time.Sleep(rand.N(2 * time.Second)) // so long it is away
		redis.Restart()
	})
}

// TestRedisFullUnderLoad takes Redis the room for anything more, again and again while everybody talks.
func TestRedisFullUnderLoad(t *testing.T) {
	testenv.Long(t)
	t.Parallel()
	tr, redis := newTrial(t, scale(2, 10), 5), redistest.Start(t, redistest.Durable()...)
	tr.onRedis(redis.URL(""))
	room := func(bytes string) {
		if err := redis.Client().ConfigSet(t.Context(), "maxmemory", bytes).Err(); err != nil {
			t.Error(err)
		}
	}
	tr.struck(scale(2, 10), func() {
		room("1")
		time.Sleep(rand.N(5 * time.Second)) // so long it is full
		room("0")
	})
}

// TestSentinelFailoverUnderLoad kills the master of a pair while everybody talks; its replica takes its place, and it
// comes back as the replica of that. Commits wait for a replica.
func TestSentinelFailoverUnderLoad(t *testing.T) {
	testenv.Long(t)
	t.Parallel()
	tr, pair := newTrial(t, scale(2, 10), 5), redistest.StartPair(t)
	tr.onRedis(pair.URL("?wait=1"))
	tr.struck(scale(1, 5), pair.Failover)
	if n := pair.Failovers(); n != scale(1, 5) {
		t.Errorf("the sentinel took a master that lived for dead: %d failovers", n)
	}
}

// TestClusterFailoverUnderLoad kills that master of a Cluster which holds most, while everybody talks; its replica
// takes its place.
func TestClusterFailoverUnderLoad(t *testing.T) {
	testenv.Long(t)
	t.Parallel()
	tr, twins := newTrial(t, scale(3, 10), 5), redistest.StartTwins(t, 3)
	tr.onRedis(twins.URL("?wait=1"))
	tr.struck(scale(1, 5), func() { twins.Failover(fullest(twins.Masters)) })
}

// fullest is the place of the node that holds most keys.
func fullest(nodes redistest.Nodes) int {
	var sizes []int64
	for _, s := range nodes {
		sizes = append(sizes, s.Client().DBSize(context.Background()).Val())
	}
	return slices.Index(sizes, slices.Max(sizes))
}

// recovery is how long after Redis is back the bot may need to answer again.
const recovery = 10 * time.Second

// struck lets everybody talk while the store is struck again and again. All that was said is in the journal once,
// nobody is told anything twice, and each time the bot answers again in every village soon after Redis is back.
func (tr *trial) struck(blows int, blow func()) {
	tr.t.Helper()
	tr.byWebhook()
	slowest := time.Duration(0)
	tr.live(tr.t, func() {
		tr.found()
		stop, quiet := make(chan struct{}), make(chan struct{})
		go func() { defer close(quiet); tr.talk(30, stop) }()
		for range blows {
			time.Sleep(rand.N(500 * time.Millisecond)) // the moment of its death
			blow()
			slowest = max(slowest, tr.answers())
		}
		close(stop)
		<-quiet
		tr.rest()
	})
	tr.judge(0)
	tr.t.Logf("after each of %d deaths of Redis the bot answered again within %s", blows, slowest.Round(time.Millisecond))
	if slowest > recovery {
		tr.t.Errorf("that is longer than %s", recovery)
	}
}

// answers presses a button in every village and returns how long the last answer took.
func (tr *trial) answers() time.Duration {
	tr.t.Helper()
	began := time.Now()
	var presses []*people.Query
	for _, h := range tr.hamlets {
		presses = append(presses, h.people[0].PressData(h.chat, h.button, "vote 1.1 yes"))
		h.did("vote by " + h.people[0].First)
	}
	for _, q := range presses {
		tr.await(func() bool { _, _, answered := q.Answer(); return answered },
			func() string { return "a press is answered" })
	}
	return time.Since(began)
}
