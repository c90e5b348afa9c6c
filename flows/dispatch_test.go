package flows_test

import (
	"context"
	"strings"
	"testing"

	"echowall/flows"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/flows/ties"
	"echowall/storage"
)

// township is a second community beside the village, on the same store and engine.
func (v *village) township() *village {
	v.t.Helper()
	other := &village{
		t: v.t, id: "township", chat: -200, methods: v.methods, file: v.file, store: v.store, engine: v.engine,
		clock: v.clock,
	}
	other.admin(liu, "/setup lane en UTC")
	other.private(yang, "/start "+other.head().Door)
	other.private(liu, "/appoint member @liuguoqiang")
	return other
}

// postTo brings the dispatches that wait in a community's outbox to the other, each so many times, and takes them out.
func (v *village) postTo(other *village, times int) {
	v.t.Helper()
	for _, n := range v.waitingDispatches() {
		for range times {
			v.bring(other, n)
		}
	}
	v.must(v.file.Update(context.Background(), v.id, func(tx storage.Tx) error {
		messages, err := tx.Outbox(0, 10_000)
		for _, l := range messages {
			if _, err := tx.Sent(l.Seq, l.Revision); err != nil {
				return err
			}
		}
		return err
	}))
}

// waitingDispatches are the dispatches to other communities that wait in the outbox.
func (v *village) waitingDispatches() (all []say.Notice) {
	v.t.Helper()
	v.must(v.file.View(context.Background(), v.id, func(r storage.Reader) error {
		messages, err := r.Outbox(0, 10_000)
		for _, l := range messages {
			n, err := flows.OpenMessage(l)
			v.must(err)
			if n.Dispatch != nil {
				all = append(all, n)
			}
		}
		return err
	}))
	return all
}

// bring delivers a dispatch, as the outbox does.
func (v *village) bring(other *village, n say.Notice) flows.Reply {
	v.t.Helper()
	if n.To.Community != string(other.id) {
		v.t.Fatalf("a dispatch to %q", n.To.Community)
	}
	l, err := ties.OpenDispatch(string(v.id), n.Dispatch)
	v.must(err)
	reply, err := v.engine.Do(context.Background(), other.id,
		flows.Input{At: v.clock.Now(), Code: v.engine.Code(), Dispatch: &l, DispatchID: n.Dispatch.ID})
	v.must(err)
	return reply
}

// tied are a village and its township, tied by a code.
func tied(t *testing.T, times int) (v, up *village) {
	t.Helper()
	v = found(t)
	up = v.township()
	in := up.input(liu, "/link below", alone)
	up.expect(up.do(in), "whisper:receipt.link.below")
	v.expect(v.private(chen, "/link "+in.Code, func(x *flows.Input) { x.Other = up.id }), "receipt.link_asked")
	v.postTo(up, times)
	up.postTo(v, times)
	return v, up
}

// mailed are two communities that post to one another until both outboxes are empty.
func mailed(v, up *village, times int) {
	for len(v.waitingDispatches())+len(up.waitingDispatches()) > 0 {
		v.postTo(up, times)
		up.postTo(v, times)
	}
}

// TestDispatchesAreTakenOnce delivers every dispatch three times: what comes of it comes once.
func TestDispatchesAreTakenOnce(t *testing.T) {
	for _, times := range []int{1, 3} {
		v, up := tied(t, times)
		v.group(wang, "/raise The bus leaves too early")
		v.private(chen, "/screen 1 refer It is the township's")
		mailed(v, up, times)
		if up.head().Cases != 1 || v.theCase(1).Lead == nil || v.theCase(1).Lead.Case != 1 {
			t.Fatalf("%d times: the township has %d cases, the village follows %+v", times, up.head().Cases, v.theCase(1).Lead)
		}
		up.private(liu, "/screen 1 accept")
		mailed(v, up, times)
		up.private(liu, "/research 1 Seen")
		up.private(liu, "/confirm 1")
		mailed(v, up, times)
		if n := v.entered("case.heard"); n != 3 {
			t.Errorf("%d times: %d echoes were heard, expected 3", times, n)
		}
	}
}

// TestAProcessDiesBetweenTwoCommunities ends the engine after a dispatch was committed by its reader and before it was
// taken out of the outbox of its writer: the next process brings it again, and nothing comes of it twice.
func TestAProcessDiesBetweenTwoCommunities(t *testing.T) {
	v, up := tied(t, 1)
	v.group(wang, "/raise The bus leaves too early")
	v.private(chen, "/screen 1 refer It is the township's")
	dispatches := v.waitingDispatches()
	if len(dispatches) != 1 {
		t.Fatalf("%d dispatches wait", len(dispatches))
	}
	v.bring(up, dispatches[0])
	v.engine.Close()
	v.engine = v.open(v.store, v.clock)
	up.engine = v.engine
	if again := v.waitingDispatches(); len(again) != 1 || again[0].Dispatch.ID != dispatches[0].Dispatch.ID {
		t.Fatalf("after the death %d dispatches wait", len(again))
	}
	if reply := v.bring(up, dispatches[0]); !reply.Again {
		t.Error("the second delivery is not known as one")
	}
	mailed(v, up, 1)
	if up.head().Cases != 1 {
		t.Errorf("the township has %d cases", up.head().Cases)
	}
}

// TestACommitOfTheReaderFails keeps the dispatch with its writer until its reader has it.
func TestACommitOfTheReaderFails(t *testing.T) {
	v, up := tied(t, 1)
	v.group(wang, "/raise The bus leaves too early")
	v.private(chen, "/screen 1 refer It is the township's")
	n := v.waitingDispatches()[0]
	l, err := ties.OpenDispatch(string(v.id), n.Dispatch)
	v.must(err)
	v.store.FailCommit(1, errDisk)
	if _, err := v.engine.Do(t.Context(), up.id,
		flows.Input{At: v.clock.Now(), Dispatch: &l, DispatchID: n.Dispatch.ID}); err == nil {
		t.Fatal("the failure was not told")
	}
	if up.head().Cases != 0 || len(v.waitingDispatches()) != 1 {
		t.Error("something was kept of what failed")
	}
	mailed(v, up, 1)
	if up.head().Cases != 1 {
		t.Errorf("the township has %d cases", up.head().Cases)
	}
}

// TestADispatchToAStranger comes back: a case handed to a community that has ended the tie is not closed for that: the
// secretary takes it to the level above by hand.
func TestADispatchToAStranger(t *testing.T) {
	v, up := tied(t, 1)
	v.group(wang, "/raise The bus leaves too early")
	v.private(chen, "/screen 1 refer It is the township's")
	up.expect(up.private(liu, "/unlink 1"), "receipt.unlinked") // it has not heard of the case yet
	mailed(v, up, 1)
	if c := v.theCase(1); c.Closed != nil || !c.Follows(cases.ByHand) || c.Due.IsZero() || up.head().Cases != 0 {
		t.Errorf("the case is %+v, the township has %d", c.Closed, up.head().Cases)
	}
	if v.head().Above != "" {
		t.Error("the level above is still known")
	}
}

// TestWrongCodes refuses a code that is nobody's, one's own, used up, too old, or of another use.
func TestWrongCodes(t *testing.T) {
	v, up := tied(t, 1)
	third := &village{t: t, id: "third", chat: -300, methods: v.methods, file: v.file, store: v.store, engine: v.engine,
		clock: v.clock}
	third.admin(wu, "/setup lane en UTC")
	third.expect(third.private(wu, "/link NOSUCH"), "refuse.code")
	third.expect(third.private(wu, "/link X", func(x *flows.Input) { x.Other = third.id }), "refuse.code")
	v.expect(v.private(chen, "/link X", func(x *flows.Input) { x.Other = up.id }), "refuse.linked")
	for _, code := range []string{up.head().Door, "GONE"} {
		third.expect(third.private(wu, "/link "+code, func(x *flows.Input) { x.Other = up.id }), "receipt.link_asked")
		third.postTo(up, 1)
		up.postTo(third, 1)
		if ties := look(third, func(s *life.State) int { return len(s.Ties()) }); ties != 0 {
			t.Errorf("the code %q made a tie", code)
		}
	}
	// A community has one level above it: the second is refused by the one whose code it is.
	in := third.input(wu, "/link below", alone)
	third.do(in)
	v.expect(v.private(chen, "/link "+in.Code, func(x *flows.Input) { x.Other = third.id }), "receipt.link_asked")
	v.postTo(third, 1)
	third.postTo(v, 1)
	if got := v.head().Above; got != string(up.id) {
		t.Errorf("the level above became %q", got)
	}
}

// entered counts the entries of the journal in which an event stands.
func (v *village) entered(event string) (n int) {
	for _, e := range v.entries() {
		n += strings.Count(string(e.Data), `"type":"`+event+`"`)
	}
	return n
}
