package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"echowall/bot/sim/people"
	"echowall/cmd/echowall/config"
	"echowall/flows/procedure/openvote"
	"echowall/storage"
	"echowall/storage/boltdb"
	"echowall/storage/redisdb"
	"echowall/storage/redisdb/redistest"
	"echowall/storage/testenv"
)

// trials tells whether the long versions run, as `make trials` has it; else each is over in seconds.
func trials() bool { return os.Getenv("ECHOWALL_TRIALS") != "" }

// trialTime is how long a trial waits for what must come: a group bears fifteen messages a minute.
const trialTime = 5 * time.Minute

// scale is how much of something a trial does.
func scale(short, long int) int {
	if trials() {
		return long
	}
	return short
}

// trial is the real program with villages that never stop talking, while something is killed under it.
type trial struct {
	*world
	t       *testing.T
	hamlets []*hamlet
	open    func(context.Context) (storage.Store, error)
}

// newTrial makes villages of a few size each, with a vote that is open and work that is under way.
func newTrial(t *testing.T, hamlets, size int) *trial {
	t.Helper()
	dir := t.TempDir()
	w, err := newWorld(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.server.Close)
	file := filepath.Join(dir, "echowall.db")
	tr := &trial{world: w, t: t, open: func(context.Context) (storage.Store,
		error) {
		return boltdb.Open(file, boltdb.Options{})
	}}
	methods := filepath.Join(dir, "procedures")
	w.must(t, os.Mkdir(methods, 0o755))
	w.must(t, os.WriteFile(filepath.Join(methods, "trial.yaml"), openvote.Method("trial", "7d"), 0o600))
	w.vars = append(w.vars, "ECHOWALL_PROCEDURES="+methods)
	for i := range hamlets {
		tr.hamlets = append(tr.hamlets, newHamlet(w.server, i, size))
	}
	return tr
}

// onRedis keeps the trial's data in a Redis.
func (tr *trial) onRedis(url string) {
	tr.vars = append(tr.vars, "ECHOWALL_STORE="+url)
	tr.open = func(ctx context.Context) (storage.Store, error) { return redisdb.Open(ctx, url) }
}

// byWebhook has Telegram bring the updates, many at a time.
func (tr *trial) byWebhook() {
	tr.t.Helper()
	listen, err := freeAddress()
	tr.must(tr.t, err)
	tr.vars = append(tr.vars, "ECHOWALL_LISTEN="+listen, "ECHOWALL_WEBHOOK=on",
		"ECHOWALL_PUBLIC_URL=https://willow.example",
		"ECHOWALL_WEBHOOK_SECRET=a-secret-of-the-trial")
	go tr.server.Push(tr.t.Context(), client(), "http://"+listen+config.WebhookPath)
}

// settle waits until the bot has taken all that was said.
func (tr *trial) settle() {
	tr.t.Helper()
	tr.await(func() bool { return tr.server.Pending() == 0 }, func() string { return "all updates are taken" })
}

func (tr *trial) await(ok func() bool, what func() string) {
	tr.t.Helper()
	ctx, cancel := context.WithTimeout(tr.t.Context(), trialTime)
	defer cancel()
	if err := tr.server.Await(ctx, ok); err != nil {
		tr.t.Fatalf("in %s it never came that %s", trialTime, what())
	}
}

// found sets all villages up.
func (tr *trial) found() {
	tr.t.Helper()
	for step := 0; ; step++ {
		more := false
		for _, h := range tr.hamlets {
			more = h.founding(step) || more
		}
		if step == 0 { // who runs the group is asked beside the road
			tr.await(tr.founded, func() string { return "every hamlet is founded" })
		}
		tr.settle()
		if !more {
			return
		}
	}
}

// founded tells whether the wall of each hamlet is there.
func (tr *trial) founded() bool {
	for _, h := range tr.hamlets {
		if !slices.ContainsFunc(tr.server.Messages(h.chat), func(m people.Message) bool {
			return m.FromBot() && strings.Contains(m.Text, "All quiet")
		}) {
			return false
		}
	}
	return true
}

// talk lets the size talk until stop is closed, so many things a second.
func (tr *trial) talk(rate int, stop <-chan struct{}) {
	tick := time.NewTicker(time.Second / time.Duration(rate))
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			tr.hamlets[rand.IntN(len(tr.hamlets))].speak()
		case <-stop:
			return
		}
	}
}

// TestKilledUnderLoad kills the process at random moments while everybody talks. All that was said is in the journal
// once, and everybody was told at least once; what was told twice is counted, at most once for each kill.
func TestKilledUnderLoad(t *testing.T) {
	testenv.Long(t)
	t.Run("bolt, by polling", func(t *testing.T) {
		t.Parallel()
		killedUnderLoad(t, newTrial(t, scale(2, 10), 5))
	})
	t.Run("redis, by webhook", func(t *testing.T) {
		t.Parallel()
		tr := newTrial(t, scale(2, 10), 5)
		tr.onRedis(redistest.Start(t, redistest.Durable()...).URL(""))
		tr.byWebhook()
		killedUnderLoad(t, tr)
	})
}

func killedUnderLoad(t *testing.T, tr *trial) {
	kills := scale(6, 200)
	tr.live(t, tr.found)
	stop, quiet := make(chan struct{}), make(chan struct{})
	go func() { defer close(quiet); tr.talk(30, stop) }()
	for range kills {
		tr.live(t, func() {
			before := len(tr.server.Stats().Calls)
			tr.await(func() bool { return len(tr.server.Stats().Calls) > before }, func() string { return "it calls" })
			time.Sleep(rand.N(400 * time.Millisecond)) // the moment of its death
		})
	}
	close(stop)
	<-quiet
	tr.live(t, tr.rest)
	tr.judge(kills)
}

// rest waits until everybody has been told everything.
func (tr *trial) rest() {
	tr.t.Helper()
	tr.settle()
	for _, h := range tr.hamlets {
		tr.await(func() bool { return len(h.untold(tr.server)) == 0 }, func() string {
			return fmt.Sprintf("all is told in %s; %q is not", h.chat.Title, h.untold(tr.server))
		})
	}
}

// judge holds the journal and what was told against what size did; no more may be told twice than there were kills of
// the program.
func (tr *trial) judge(kills int) {
	tr.t.Helper()
	if out, err := tr.command(tr.t, "verify").CombinedOutput(); err != nil {
		tr.t.Errorf("verify: %v\n%s", err, out)
	}
	store, err := tr.open(tr.t.Context())
	tr.must(tr.t, err)
	defer store.Close()
	said, told, twice := 0, 0, 0
	for _, h := range tr.hamlets {
		want, got := h.said(), h.booked(tr.t, store)
		if diff := cmp.Diff(want, got); diff != "" {
			tr.t.Errorf("%s: what was said is not what is in the book (-said +booked):\n%s", h.chat.Title, diff)
		}
		for _, n := range want {
			said += n
		}
		t, d := h.heard(tr.server)
		told, twice = told+t, twice+d
	}
	if twice > kills {
		tr.t.Errorf("%d messages were told twice, after %d kills", twice, kills)
	}
	tr.t.Logf("%d kills of the program: %d commands, each in the book once; %d messages told, %d of them twice", kills,
		said, told, twice)
}
