package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"syscall"
	"testing"
	"time"

	"echowall/bot/outbox"
	"echowall/bot/sim/people"
	"echowall/flows/procedure/openvote"
	"echowall/storage/testenv"
)

// echoEach is the promise of an echo in the trial: open cases are echoed all the time, as often as Telegram bears it in
// a group, where each echo makes three calls.
const echoEach = 12 * time.Second

// hardship is what three replicas go through.
type hardship struct {
	lasts, killEach, pauseAt, pauseFor time.Duration
	// lease is what their leases last; takeover is how long a promised echo may be late, which is as long as a community
	// may be without anybody, and the pace of a group.
	lease, takeover time.Duration
	// strict says that the machine is quiet enough for Telegram never to have to ask for patience.
	strict bool
}

// TestReplicas lets three processes serve a bot on one Redis. One after another is killed and started again, and one is
// paused and wakes up believing it still holds what others have taken. Nothing may be said twice or be missing, and
// each chat hears things in order. "make trial-replicas" plays the long one.
func TestReplicas(t *testing.T) {
	testenv.Long(t)
	h := hardship{
		lasts: 9 * time.Second, killEach: 4 * time.Second, pauseAt: time.Second, pauseFor: 5 * time.Second,
		lease: 2 * time.Second, takeover: 40 * time.Second, // the machine may be busy with other tests
	}
	if os.Getenv("ECHOWALL_TRIALS") == "1" {
		h = hardship{
			lasts: time.Minute, killEach: 5 * time.Second, pauseAt: 12 * time.Second, pauseFor: 30 * time.Second,
			lease: 3 * time.Second, takeover: 10*time.Second + outbox.Telegram().Group.Every, strict: true,
		}
	} else {
		t.Parallel()
	}
	tr := newOrdeal(t, h)
	tr.run()
	tr.judge()
}

// ordeal is a hardship at work.
type ordeal struct {
	*world
	t        *testing.T
	h        hardship
	replicas [3]*replica
	// clocks are groups with one case that is echoed all the time; talks are those where matters are raised one after
	// another.
	clocks, talks []*people.Chat
	raised        []int
	began         time.Time
	blows         []time.Time // when a process was killed or paused
}

// replica is one of the processes.
type replica struct {
	cmd  *exec.Cmd
	vars []string
}

func newOrdeal(t *testing.T, h hardship) *ordeal {
	dir := t.TempDir()
	w, err := newWorld(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.server.Close)
	tr := &ordeal{world: w, t: t, h: h}
	tr.must(t, os.WriteFile(filepath.Join(dir, "hurry.yaml"), openvote.Method("hurry", echoEach.String()), 0o600))
	w.vars = append(w.vars, "ECHOWALL_STORE="+redisStore(t)+"?lease="+h.lease.String(), "ECHOWALL_PROCEDURES="+dir)
	for i := range tr.replicas {
		listen, err := freeAddress()
		tr.must(t, err)
		tr.replicas[i] = &replica{vars: []string{"ECHOWALL_LISTEN=" + listen}}
		tr.start(i)
	}
	t.Cleanup(func() {
		for i := range tr.replicas {
			tr.kill(i)
		}
	})
	for i := range 6 {
		tr.clocks = append(tr.clocks, tr.found(fmt.Sprint("Clock ", i), "hurry"))
	}
	tr.must(t, tr.cast.Do("chen in private: /start")) // else the owner is reminded in the groups
	for i := range 3 {
		tr.talks = append(tr.talks, tr.found(fmt.Sprint("Talk ", i), "six-step"))
		tr.raised = append(tr.raised, 0)
	}
	for _, g := range tr.clocks {
		w.cast.Owner.Say(g, "/raise The lamp is dark at "+g.Title)
		tr.waitFor(func() bool { return len(tr.heard(g, card)) > 0 })
	}
	return tr
}

var (
	card = regexp.MustCompile(`^#(\d+) (?:The lamp is dark at .*|Matter (\d+))\n`)
	echo = regexp.MustCompile(`^#(\d+) ⏳`)
)

// found makes a community of a new group.
func (tr *ordeal) found(title, method string) *people.Chat {
	g := tr.server.AddGroup(title, tr.cast.Owner)
	tr.server.AddBot(g, tr.cast.Owner)
	tr.cast.Owner.Say(g, "/setup "+method+" en "+noon())
	tr.waitFor(func() bool { return len(tr.heard(g, regexp.MustCompile("All quiet"))) > 0 })
	return g
}

func (tr *ordeal) waitFor(ok func() bool) {
	tr.t.Helper()
	if err := tr.await(ok); err != nil {
		for _, g := range append(tr.clocks, tr.talks...) {
			tr.t.Logf("%s: %q", g.Title, texts(tr.server.Messages(g)))
		}
		tr.t.Fatal(err)
	}
}

func texts(all []people.Message) (found []string) {
	for _, m := range all {
		found = append(found, m.Text)
	}
	return found
}

// heard lists what the bot said in a group that a pattern matches.
func (tr *ordeal) heard(g *people.Chat, pattern *regexp.Regexp) (found []people.Message) {
	for _, m := range tr.server.Messages(g) {
		if m.FromBot() && !m.Deleted && pattern.MatchString(m.Text) {
			found = append(found, m)
		}
	}
	return found
}

func (tr *ordeal) start(i int) {
	tr.t.Helper()
	r := tr.replicas[i]
	r.cmd = tr.command(tr.t, "run")
	r.cmd.Env = append(r.cmd.Env, r.vars...)
	r.cmd.Stderr = &lines{t: tr.t, name: fmt.Sprint("replica ", i)}
	tr.must(tr.t, r.cmd.Start())
}

// lines logs what a process says.
type lines struct {
	t    *testing.T
	name string
}

// Write implements io.Writer.
func (l *lines) Write(b []byte) (int, error) {
	l.t.Logf("%s: %s", l.name, b)
	return len(b), nil
}

func (tr *ordeal) signal(i int, s syscall.Signal) {
	tr.t.Helper()
	if err := tr.replicas[i].cmd.Process.Signal(s); err != nil {
		tr.t.Errorf("replica %d had ended by itself: %v", i, err)
	}
}

func (tr *ordeal) kill(i int) {
	tr.signal(i, syscall.SIGKILL)
	_ = tr.replicas[i].cmd.Wait() // it ends with the signal, which is no news
}

// run plays the hardship. The third replica is the one that is paused; the others are killed by turns.
func (tr *ordeal) run() {
	tr.began = time.Now()
	after := func(d time.Duration) <-chan time.Time { return time.After(time.Until(tr.began.Add(d))) }
	end, pause, wake := after(tr.h.lasts), after(tr.h.pauseAt), after(tr.h.pauseAt+tr.h.pauseFor)
	kills, words := time.NewTicker(tr.h.killEach), time.NewTicker(700*time.Millisecond)
	defer kills.Stop()
	defer words.Stop()
	for deaths := 0; ; {
		select {
		case <-end:
			tr.settle()
			return
		case <-pause:
			tr.blows = append(tr.blows, time.Now())
			tr.signal(2, syscall.SIGSTOP)
		case <-wake:
			tr.signal(2, syscall.SIGCONT)
		case <-kills.C:
			tr.blows = append(tr.blows, time.Now())
			tr.kill(deaths % 2)
			tr.start(deaths % 2)
			deaths++
		case <-words.C:
			tr.raise(rand.IntN(len(tr.talks)))
		}
	}
}

// raise raises the next matter of a group, as often as the group bears what is said of it.
func (tr *ordeal) raise(i int) {
	if since := time.Since(tr.began); tr.raised[i] <= int(since/(10*time.Second)) {
		tr.raised[i]++
		tr.cast.Owner.Say(tr.talks[i], fmt.Sprint("/raise Matter ", tr.raised[i]))
	}
}

// settle waits until all that was raised is told, and every echo that was promised, of which each clock has one.
func (tr *ordeal) settle() {
	for i, g := range tr.talks {
		tr.waitFor(func() bool { return len(tr.heard(g, card)) >= tr.raised[i] })
	}
	promised := tr.promised()
	for _, g := range tr.clocks {
		tr.waitFor(func() bool { return len(tr.heard(g, echo)) >= max(len(promised[g.Title]), 1) })
	}
	tr.waitFor(func() bool { return tr.server.Pending() == 0 })
}
