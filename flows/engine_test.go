package flows_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"echowall/flows"
	"echowall/flows/talk"
	"echowall/storage"
)

// gate is a store whose Updates wait until they are let through.
type gate struct {
	storage.Store
	closed chan struct{}
	began  chan struct{}
	mu     sync.Mutex
	count  int
}

func newGate(s storage.Store) *gate {
	return &gate{Store: s, closed: make(chan struct{}), began: make(chan struct{}, 1000)}
}

func (g *gate) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	g.began <- struct{}{}
	<-g.closed
	g.mu.Lock()
	g.count++
	g.mu.Unlock()
	return g.Store.Update(ctx, id, fn)
}

// waiting submits inputs while a first one is held up, then lets all go and returns what became of each.
func (v *village) waiting(inputs ...flows.Input) (g *gate, replies []flows.Reply, errs []error) {
	v.t.Helper()
	return v.waitingOn(v.store, inputs...)
}

// waitingOn is waiting on a store of its own.
func (v *village) waitingOn(store storage.Store, inputs ...flows.Input) (g *gate, replies []flows.Reply, errs []error) {
	v.t.Helper()
	g = newGate(store)
	e := v.open(g, v.clock)
	var waits []func(context.Context) (flows.Reply, error)
	for i, in := range inputs {
		waits = append(waits, e.Submit(context.Background(), v.id, in))
		if i == 0 {
			<-g.began
		}
	}
	close(g.closed)
	for _, wait := range waits {
		reply, err := wait(context.Background())
		replies, errs = append(replies, reply), append(errs, err)
	}
	e.Close()
	return g, replies, errs
}

// TestOrder submits many inputs of people who are known: they are done in order, and all that waited were committed at
// once.
func TestOrder(t *testing.T) {
	v := found(t)
	v.private(chen, "/settings raises 1000")
	v.private(chen, "/settings commands 1000")
	var inputs []flows.Input
	for i := range 200 {
		inputs = append(inputs, v.input(chen, fmt.Sprintf("/raise Matter of concern %d", i+1)))
	}
	g, replies, errs := v.waiting(inputs...)
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	for i := range inputs {
		if text, want := v.caseText(i+1), fmt.Sprintf("Matter of concern %d", i+1); text != want || replies[i].Refused {
			t.Fatalf("case %d says %q, expected %q", i+1, text, want)
		}
	}
	if g.count != 2 {
		t.Errorf("%d commits, expected one for the first and one for all others", g.count)
	}
	if n := v.poked.Load(); n < 2 {
		t.Errorf("the outbox was poked %d times", n)
	}
}

// TestBatchesEnd lets more wait than one commit takes.
func TestBatchesEnd(t *testing.T) {
	v := found(t)
	var inputs []flows.Input
	for range 600 {
		inputs = append(inputs, v.input(chen, "/wall"))
	}
	if g, _, errs := v.waiting(inputs...); g.count != 4 || errors.Join(errs...) != nil {
		t.Errorf("%d commits of at most 256, %v", g.count, errors.Join(errs...))
	}
}

// TestNewcomersShareACommit lets many who are new do something at once: the directory is told of all before the one
// commit.
func TestNewcomersShareACommit(t *testing.T) {
	v := found(t)
	var inputs []flows.Input
	for i := range 50 {
		inputs = append(inputs, v.input(talk.User{ID: 9000 + int64(i)}, "/raise The lamp is dark"))
	}
	g, _, errs := v.waiting(inputs...)
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	if g.count > 4 {
		t.Errorf("%d commits", g.count)
	}
	for i := range 50 {
		if all := v.communities(talk.User{ID: 9000 + int64(i)}); len(all) != 1 {
			t.Fatalf("the directory leads newcomer %d to %q", i, all)
		}
	}
}

// faulty is the case whose record is whole but impossible: who looks at it stumbles.
const faulty = `{"v":1,"d":{"number":1,"title":"x","text":"x","raiser":1,"raised":"2026-06-03T01:00:00Z",` +
	`"procedure":"gone","version":9,` +
	`"stage":0,"entered":"2026-06-03T01:00:00Z"}}`

// TestNeighbours puts a refusal, a fault of the program and two good inputs into one batch: each has its own end.
func TestNeighbours(t *testing.T) {
	v := found(t)
	v.tampered = true
	v.group(wang, "/raise The lamp is dark")
	sound := v.kept("case:1")
	v.keep("case:1", faulty)
	inputs := []flows.Input{
		v.input(chen, "/wall"), v.input(wang, "/raise The well is dry"), v.input(yang, "/screen 2 accept"),
		v.input(yang, "/support 1"), v.input(yang, "/support 2"),
	}
	_, replies, errs := v.waiting(inputs...)
	if errs[1] != nil || errs[2] != nil || errs[4] != nil || !replies[2].Refused || replies[4].Refused {
		t.Errorf("the others came to %+v, %v", replies, errs)
	}
	if !flows.IsFault(errs[3]) || !strings.Contains(errs[3].Error(), "panic") {
		t.Errorf("the fault is told as %v", errs[3])
	}
	if v.caseText(2) != "The well is dry" {
		t.Error("what came before the fault is lost")
	}
	again := inputs[3]
	if reply, err := v.engine.Do(t.Context(), v.id, again); !flows.IsFault(err) {
		t.Errorf("the faulty input, given again, came to %+v, %v", reply, err)
	}
	v.keep("case:1", sound)
	for i := range 2 {
		if reply, err := v.engine.Do(t.Context(), v.id, again); err != nil || reply.Again != (i == 1) {
			t.Errorf("given for the %d. time after the record was mended, it came to %+v, %v", i+1, reply, err)
		}
	}
}

// TestFaultOfTheCommit stumbles over something that no input does alone: the inputs are committed one by one.
func TestFaultOfTheCommit(t *testing.T) {
	v := found(t)
	g := newGate(&stumbling{Store: v.store, when: "case:1"})
	e := v.open(g, v.clock)
	first := e.Submit(t.Context(), v.id, v.input(chen, "/wall"))
	<-g.began
	bad := e.Submit(t.Context(), v.id, v.input(chen, "/raise The lamp is dark"))
	good := e.Submit(t.Context(), v.id, v.input(chen, "/language en", alone))
	close(g.closed)
	for _, wait := range []func(context.Context) (flows.Reply, error){first, good} {
		if _, err := wait(t.Context()); err != nil {
			t.Error(err)
		}
	}
	if _, err := bad(t.Context()); !flows.IsFault(err) {
		t.Errorf("the fault is told as %v", err)
	}
	e.Close()
}

// stumbling is a store in which setting the wake-up of a thing is a fault.
type stumbling struct {
	storage.Store
	when string
}

func (s *stumbling) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	return s.Store.Update(ctx, id, func(tx storage.Tx) error { return fn(&stumblingTx{tx, s.when}) })
}

type stumblingTx struct {
	storage.Tx
	when string
}

func (tx *stumblingTx) Wake(thing string, at time.Time) error {
	if thing == tx.when {
		panic("stumbled")
	}
	return tx.Tx.Wake(thing, at)
}

// TestOnce gives the same update again: it changes nothing, and is told as such.
func TestOnce(t *testing.T) {
	v := found(t)
	in := v.input(wang, "/raise The lamp is dark")
	_, replies, errs := v.waiting(in, in)
	if errors.Join(errs...) != nil || replies[0].Again || !replies[1].Again {
		t.Fatalf("%+v %v", replies, errs)
	}
	entries := v.written()
	if reply, err := v.engine.Do(t.Context(), v.id, in); err != nil || !reply.Again {
		t.Errorf("%+v %v", reply, err)
	}
	if v.written() != entries || v.head().Cases != 1 {
		t.Error("the same update was done again")
	}
	in.ID = ""
	if reply, err := v.engine.Do(t.Context(), v.id, in); err != nil || reply.Again || v.head().Cases != 2 {
		t.Errorf("what has no id is never the same: %+v %v", reply, err)
	}
}

// TestClose finishes what was begun and refuses what comes later; who waits may go before.
func TestClose(t *testing.T) {
	v := found(t)
	g := newGate(v.store)
	e := v.open(g, v.clock)
	ctx, leave := context.WithCancel(t.Context())
	first := e.Submit(ctx, v.id, v.input(wang, "/raise The lamp is dark"))
	<-g.began
	second := e.Submit(ctx, v.id, v.input(yang, "/raise The well is dry"))
	leave()
	if _, err := first(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("who left was told %v", err)
	}
	closed := make(chan struct{})
	go func() { defer close(closed); e.Close() }()
	for {
		if _, err := e.Do(ctx, "elsewhere", flows.Input{}); errors.Is(err, flows.ErrClosed) {
			break
		}
	}
	select {
	case <-closed:
		t.Fatal("closed before what was begun was finished")
	default:
	}
	close(g.closed)
	<-closed
	if reply, err := second(t.Context()); err != nil || reply.Refused {
		t.Errorf("%+v %v", reply, err)
	}
	if n := v.head().Cases; n != 2 {
		t.Errorf("%d cases, expected 2", n)
	}
}

// hanging is a store in which the commits to all communities but one hang until they are let go.
type hanging struct {
	storage.Store
	but   storage.ID
	began chan struct{}
	let   chan struct{}
}

func (h *hanging) Update(ctx context.Context, id storage.ID, fn func(storage.Tx) error) error {
	if id != h.but {
		h.began <- struct{}{}
		<-h.let
	}
	return h.Store.Update(ctx, id, fn)
}

// TestHangingCommitsKeepNobody lets more commits hang than there are turns: that of another community takes place.
func TestHangingCommitsKeepNobody(t *testing.T) {
	v := found(t)
	h := &hanging{Store: v.store, but: v.id, began: make(chan struct{}), let: make(chan struct{})}
	e := v.open(h, v.clock)
	var waits []func(context.Context) (flows.Reply, error)
	for i := range 2 * runtime.GOMAXPROCS(0) {
		waits = append(waits, e.Submit(t.Context(), storage.ID(fmt.Sprint("far", i)), v.input(chen, "/wall")))
		<-h.began
	}
	if _, err := e.Do(t.Context(), v.id, v.input(wang, "/raise The lamp is dark")); err != nil ||
		v.caseText(1) != "The lamp is dark" {
		t.Error("the others kept it", err)
	}
	close(h.let)
	for _, wait := range waits {
		if _, err := wait(t.Context()); err != nil {
			t.Error(err)
		}
	}
	e.Close()
}
