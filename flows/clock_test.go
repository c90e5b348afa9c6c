package flows_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"echowall/flows"
	"echowall/flows/clock"
	"echowall/storage"
	"echowall/storage/storagetest/flaky"
)

// watched is a store that notes when the clock asks for what is due.
type watched struct {
	storage.Store
	mu    sync.Mutex
	asked int
}

func (w *watched) Due(ctx context.Context, now time.Time, limit int) ([]storage.WakeUp, error) {
	w.mu.Lock()
	w.asked++
	w.mu.Unlock()
	return w.Store.Due(ctx, now, limit)
}

// looks is how often the clock asked since it was last asked for.
func (w *watched) looks() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.asked
	w.asked = 0
	return n
}

// bubble is a village in a testing/synctest bubble whose clock runs.
func bubble(t *testing.T, fn func(v *village, w *watched)) {
	t.Helper()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(morning.AddDate(0, 0, 7*200)))
		v := bareIn(t, dir)
		v.clock.at = time.Now()
		v.admin(chen, "/setup lane en Asia/Shanghai")
		v.private(chen, "/start "+v.head().Door)
		v.group(wang, "/raise The lamp is dark") // its intake ends in 3 days
		v.news = nil
		fn(v, &watched{Store: v.store})
	})
}

// run lets the clock of an engine of its own run until stop is called, which returns what it ended with.
func (v *village) run(store storage.Store) (e *flows.Engine, stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	e = v.open(store, clock.Wall{})
	ended := make(chan error, 1)
	go func() { ended <- e.Run(ctx, storage.Sole{}) }()
	return e, func() error { cancel(); err := <-ended; e.Close(); return err }
}

// TestClockTicks lets time pass: what is due is done at its time, also what fell due while nobody looked, and in
// between the clock sleeps.
func TestClockTicks(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		_, stop := v.run(w)
		time.Sleep(3*24*time.Hour - time.Minute)
		synctest.Wait()
		if v.theCase(1).Stage != 0 {
			t.Error("the intake ended before its time")
		}
		if n := w.looks(); n < 71 || n > 77 {
			t.Errorf("in 72 hours the clock looked %d times, expected once an hour and twice at each of two reminders", n)
		}
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if v.theCase(1).Stage != 1 {
			t.Error("the intake did not end")
		}
		v.must(stop())
		v.news = append(v.news, v.deliver()...)
		v.news = nil
		time.Sleep(8 * 24 * time.Hour) // nobody looks
		_, stop = v.run(w)
		synctest.Wait()
		v.news = append(v.news, v.deliver()...)
		if told := v.heard(); !slices.Contains(told, "echo.silence") {
			t.Errorf("after a week down told %q", told)
		}
		v.must(stop())
	})
}

// TestClockWakes sets wake-ups while the clock sleeps: it looks at once when one is earlier than what it sleeps for,
// and is let sleep when it is later.
func TestClockWakes(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		e, stop := v.run(w)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		w.looks()
		for _, set := range []struct {
			line  string
			looks bool
		}{{"/settings echo_every 1d", false}, {"/raise", true}} { // the question what to raise has a patience of 30 minutes
			in := v.input(chen, set.line, alone)
			in.At = time.Now()
			if _, err := e.Do(context.Background(), v.id, in); err != nil {
				t.Error(err)
			}
			synctest.Wait()
			if looked := w.looks() > 0; looked != set.looks {
				t.Errorf("after %s the clock looked: %t", set.line, looked)
			}
		}
		time.Sleep(24*time.Hour - 9*time.Minute)
		synctest.Wait()
		v.news = append(v.news, v.deliver()...)
		if told := v.heard(); !slices.Contains(told, "echo.silence") {
			t.Errorf("told %q", told)
		}
		v.must(stop())
	})
}

// TestClockNeverSpins gives wake-ups to things that have nothing to do, or are none: they are looked at once.
func TestClockNeverSpins(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		v.wake("case:1", time.Now().Add(-time.Hour))
		v.wake("case:99", time.Now().Add(-time.Hour))
		v.wake("meeting:1", time.Now())
		v.wake("nonsense", time.Now())
		_, stop := v.run(w)
		synctest.Wait()
		if n := w.looks(); n > 5 {
			t.Errorf("the clock looked %d times at once", n)
		}
		wakes := v.wakes()
		if at := wakes["case:1"].At; len(wakes) != 1 || !at.After(time.Now()) {
			t.Errorf("what waits for the clock is %v", wakes)
		}
		v.must(stop())
	})
}

// TestTickFails lets a thing be impossible to look at: it is looked at again a minute later, and the others are not
// kept waiting.
func TestTickFails(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		v.tampered = true
		in := v.input(wang, "/raise The well is dry")
		in.At = time.Now()
		v.do(in)
		v.keep("case:1", faulty)
		question := "x:dialog:" + itoa(wang.ID) + ":" + itoa(lane)
		v.keep(question, `{"v":2}`)
		for _, thing := range []string{"case:1", "case:2", question} {
			v.wake(thing, time.Now())
		}
		_, stop := v.run(w)
		synctest.Wait()
		wakes := v.wakes()
		if at := wakes["case:1"].At; !at.Equal(time.Now().Add(time.Minute)) {
			t.Errorf("the faulty case is looked at %s, now it is %s", at, time.Now())
		}
		if at := wakes["case:2"].At; !at.After(time.Now().Add(time.Hour)) {
			t.Errorf("the other case is looked at %s", at)
		}
		w.looks()
		time.Sleep(time.Hour)
		synctest.Wait()
		if n := w.looks(); n > 200 {
			t.Errorf("within an hour the clock looked %d times", n)
		}
		v.must(stop())
		if log := v.log.String(); !strings.Contains(log, "tick failed") || strings.Contains(log, itoa(wang.ID)) {
			t.Errorf("the log says nothing of it, or who was asked:\n%s", log)
		}
	})
}

// TestClockAndStore lets the store fail under the clock: it rests and goes on.
func TestClockAndStore(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		v.wake("case:1", time.Now().Add(time.Second))
		v.store.FailNext(5, errDisk, flaky.Lists)
		v.store.FailNext(2, errDisk, flaky.Updates) // the tick, and its putting off
		_, stop := v.run(w)
		time.Sleep(4*time.Minute - time.Second)
		synctest.Wait()
		if n := w.looks(); n < 5 || n > 30 {
			t.Errorf("within four minutes the clock looked %d times, expected soon after each failure, and some times while "+
				"the case rests", n)
		}
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if n := w.looks(); n > 15 {
			t.Errorf("within ten minutes the clock looked %d times", n)
		}
		if at := v.wakes()["case:1"].At; !at.After(time.Now()) {
			t.Errorf("the case waits since %s", at)
		}
		v.must(stop())
	})
}

// slow is a store in which the commits of one community take long, and none of the others.
type slow struct {
	storage.Store
	of   storage.ID
	took time.Duration
}

func (s *slow) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	if id == s.of {
		time.Sleep(s.took)
	}
	return s.Store.Update(ctx, id, fn)
}

// TestNoCommunityKeepsAnotherWaiting lets the commits of one community take 5 seconds: what is due in 300 others is
// done within one.
func TestNoCommunityKeepsAnotherWaiting(t *testing.T) {
	bubble(t, func(v *village, _ *watched) {
		now := time.Now()
		v.wake("case:99", now)
		for n := range 300 {
			id := storage.ID("z" + itoa(int64(n)))
			v.must(v.file.Update(context.Background(), id,
				func(tx storage.Tx) error { return tx.Wake("case:99", now.Add(time.Second)) }))
		}
		_, stop := v.run(&slow{Store: v.store, of: v.id, took: 5 * time.Second})
		time.Sleep(1900 * time.Millisecond)
		synctest.Wait()
		late, err := v.file.Due(context.Background(), time.Now(), 1000)
		v.must(err)
		if len(late) != 1 || late[0].Community != v.id {
			t.Errorf("%d are due and not done after 0.9 s", len(late))
		}
		time.Sleep(10 * time.Second)
		v.must(stop())
	})
}

// parted is a store a part of which is away: it says what the rest has when it is asked no longer.
type parted struct {
	storage.Store
	away storage.ID
}

func (p *parted) Due(ctx context.Context, now time.Time, limit int) ([]storage.WakeUp, error) {
	<-ctx.Done()
	wakes, err := p.Store.Due(context.WithoutCancel(ctx), now, limit)
	return slices.DeleteFunc(wakes, func(w storage.WakeUp) bool { return w.Community == p.away }),
		errors.Join(err, context.Cause(ctx))
}

func (p *parted) NextWake(ctx context.Context) (time.Time, error) {
	<-ctx.Done()
	return time.Time{}, context.Cause(ctx)
}

// TestNoPartOfTheStoreThatIsAwayKeepsTheOthersWaiting lets a part of the store say nothing for a minute: what falls due
// in the others is done within a second, and the log says that not all is seen.
func TestNoPartOfTheStoreThatIsAwayKeepsTheOthersWaiting(t *testing.T) {
	bubble(t, func(v *village, _ *watched) {
		_, stop := v.run(&parted{Store: v.store, away: v.id})
		v.wake("case:99", time.Now())
		for n := range 60 {
			id := storage.ID("z" + itoa(int64(n)))
			v.must(v.file.Update(context.Background(), id,
				func(tx storage.Tx) error { return tx.Wake("case:99", time.Now()) }))
			time.Sleep(time.Second)
			synctest.Wait()
			late, err := v.file.Due(context.Background(), time.Now(), 1000)
			v.must(err)
			if len(late) != 1 || late[0].Community != v.id {
				t.Fatalf("after a second %d are due and not done", len(late))
			}
		}
		if !strings.Contains(v.log.String(), "the clock does not see all that is due") {
			t.Errorf("the log says %s", v.log.String())
		}
		v.must(stop())
	})
}

// TestClockEnds ends the clock with a store that is closed, and with an engine that is.
func TestClockEnds(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		v.wake("case:1", time.Now())
		e := v.open(w, clock.Wall{})
		e.Close()
		if err := e.Run(context.Background(), storage.Sole{}); !errors.Is(err, flows.ErrClosed) {
			t.Errorf("with a closed engine it ended with %v", err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		v.must(e.Run(ctx, storage.Sole{}))
		v.must(v.file.Close())
		v.tampered = true
		if err := e.Run(context.Background(), storage.Sole{}); !errors.Is(err, storage.ErrClosed) {
			t.Errorf("with a closed store it ended with %v", err)
		}
	})
}

// wake sets a wake-up past the engine.
func (v *village) wake(thing string, at time.Time) {
	v.t.Helper()
	v.must(v.file.Update(context.Background(), v.id, func(tx storage.Tx) error { return tx.Wake(thing, at) }))
}

// fencing is a store whose lease another process has taken: whatever is fenced is refused.
type fencing struct {
	storage.Store
	mu      sync.Mutex
	fenced  bool
	refused int
}

func (f *fencing) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	return f.Store.Update(ctx, id, func(tx storage.Tx) error {
		f.mu.Lock()
		f.fenced = false
		f.mu.Unlock()
		err := fn(tx)
		f.mu.Lock()
		defer f.mu.Unlock()
		if err == nil && f.fenced {
			f.refused++
			return storage.ErrNotHeld
		}
		return err
	})
}

// refusing is the lease of who has not noticed yet.
type refusing struct {
	storage.Sole
	f *fencing
}

func (l refusing) Fence(storage.Tx) {
	l.f.mu.Lock()
	defer l.f.mu.Unlock()
	l.f.fenced = true
}

// TestClockOfWhoLostTheLease lets a clock tick whose lease is another's by now: nothing comes of it, not even a line in
// the log, and the clock ends; who holds the lease ticks as if nothing had been.
func TestClockOfWhoLostTheLease(t *testing.T) {
	bubble(t, func(v *village, _ *watched) {
		f := &fencing{Store: v.store}
		e := v.open(f, clock.Wall{})
		entries := v.written()
		v.must(e.Run(context.Background(), refusing{f: f}))
		e.Close()
		if f.refused != 1 || v.written() != entries || strings.Contains(v.log.String(), "tick failed") {
			t.Errorf("%d ticks were refused, %d entries written; log: %s", f.refused, v.written()-entries, v.log.String())
		}
		_, stop := v.run(v.store)
		time.Sleep(4 * 24 * time.Hour)
		synctest.Wait()
		v.must(stop())
		if v.written() == entries {
			t.Error("who holds the lease did not tick")
		}
	})
}

// forgetful is a store that cannot say once when the clock is next to look.
type forgetful struct {
	*watched
	once sync.Once
}

func (f *forgetful) NextWake(ctx context.Context) (next time.Time, err error) {
	f.once.Do(func() { err = errDisk })
	if err != nil {
		return next, err
	}
	return f.watched.NextWake(ctx)
}

// TestClockAsksAgain rests for a minute when the store does not know what comes next, and asks again.
func TestClockAsksAgain(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		_, stop := v.run(&forgetful{watched: w})
		time.Sleep(600 * time.Millisecond)
		synctest.Wait()
		if n := w.looks(); n != 2 || !strings.Contains(v.log.String(), "next wake-up") {
			t.Errorf("the clock looked %d times, and the log says %s", n, v.log.String())
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := w.looks(); n > 121 {
			t.Errorf("in a minute the clock looked %d times", n)
		}
		v.must(stop())
	})
}

// busy is a store in which something is set while it says what the clock is to look at next.
type busy struct {
	*watched
	meanwhile func()
}

func (b *busy) NextWake(ctx context.Context) (time.Time, error) {
	next, err := b.watched.NextWake(ctx)
	b.meanwhile()
	return next, err
}

// TestClockIsNotKeptAwake sets wake-ups at the very moment the clock asks for the next: an earlier one is kept, and a
// later one, of which there are many in a rush, does not make it ask again.
func TestClockIsNotKeptAwake(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		var e *flows.Engine
		ready := make(chan struct{})
		soon := time.Now().Add(10 * time.Minute)
		e, stop := v.run(&busy{watched: w, meanwhile: func() {
			<-ready
			e.Wake(time.Now().AddDate(0, 1, 0))
			if time.Now().Before(soon) {
				e.Wake(soon)
			}
		}})
		close(ready)
		synctest.Wait()
		if n := w.looks(); n != 1 {
			t.Errorf("the clock looked %d times, expected once", n)
		}
		time.Sleep(9 * time.Minute)
		synctest.Wait()
		if n := w.looks(); n != 0 {
			t.Errorf("before its time the clock looked %d times", n)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if n := w.looks(); n != 1 {
			t.Errorf("at the time that was set the clock looked %d times", n)
		}
		v.must(stop())
	})
}
