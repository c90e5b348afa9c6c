package flows_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"echowall/flows"
	"echowall/storage/storagetest/flaky"
)

var errDisk = errors.New("the disk is full")

// TestStoreFails lets the store fail in every way it may while somebody new raises a case: the error is told, nothing
// is kept, and the same input given again does all of it once.
func TestStoreFails(t *testing.T) {
	tests := map[string]struct {
		fail func(*flaky.Store)
		// kept says that the first answer was lost, but not what was done; fine that there is no error at all.
		kept, fine bool
	}{
		"an update is refused": {fail: func(s *flaky.Store) { s.FailNext(1, errDisk, flaky.Updates) }},
		"a commit fails":       {fail: func(s *flaky.Store) { s.FailCommit(1, errDisk) }},
		"the directory fails":  {fail: func(s *flaky.Store) { s.FailNext(1, errDisk, flaky.Entries) }},
		"an answer is lost":    {fail: func(s *flaky.Store) { s.LoseAnswer(1, errDisk) }, kept: true},
		"a conflict":           {fail: func(s *flaky.Store) { s.Conflict(2) }, fine: true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := found(t)
			entries, records := v.written(), v.records()
			in := v.input(wang, "/raise The lamp is dark")
			tt.fail(v.store)
			reply, err := v.engine.Do(t.Context(), v.id, in)
			switch {
			case tt.fine && err != nil, !tt.fine && !errors.Is(err, errDisk), flows.IsFault(err):
				t.Fatalf("the failure is told as %+v, %v", reply, err)
			case !tt.fine && !tt.kept && (v.written() != entries || len(v.records()) != len(records) || len(v.deliver()) > 0):
				t.Fatal("something was kept of what failed")
			}
			again, err := v.engine.Do(t.Context(), v.id, in)
			if err != nil || again.Again != (tt.kept || tt.fine) {
				t.Fatalf("given again, it came to %+v, %v", again, err)
			}
			if h := v.head(); h.Cases != 1 || h.People != 4 || v.written() != entries+1 {
				t.Errorf("%d cases, %d people, %d entries; expected 1, 4, %d", h.Cases, h.People, v.written(), entries+1)
			}
			cards := slices.DeleteFunc(v.deliver(), func(x told) bool { return x.View != "card:1" })
			if len(cards) != 1 || !slices.Equal(v.communities(wang), []string{string(willow)}) {
				t.Errorf("%d cards, known in %q", len(cards), v.communities(wang))
			}
		})
	}
}

// TestDirectoryFirst fails the commit after the directory was told: the entry stands alone, and harms nobody.
func TestDirectoryFirst(t *testing.T) {
	v := found(t)
	v.store.FailCommit(1, errDisk)
	in := v.input(chen, "/invite member", alone)
	if _, err := v.engine.Do(t.Context(), v.id, in); !errors.Is(err, errDisk) {
		t.Fatal(err)
	}
	if to, err := flows.Lead(t.Context(), v.store, in.Code); err != nil || to != v.id {
		t.Fatalf("the directory was not told first: %q %v", to, err)
	}
	v.expect(v.private(yang, "/start "+in.Code), "refuse.code")
	v.expect(v.do(in), "whisper:receipt.invited")
	v.expect(v.private(yang, "/start "+in.Code), "receipt.joined")
}

// TestForgettingFails lets the directory fail after an erasure: the community knows nothing of the user, and the log
// says so.
func TestForgettingFails(t *testing.T) {
	v := found(t)
	for range 2 {
		v.store.FailNext(1, errDisk, flaky.Entries)
	}
	v.expect(v.private(wu, "/erase"), "receipt.erased")
	if !strings.Contains(v.log.String(), "directory not updated") || strings.Contains(v.log.String(), itoa(wu.ID)) {
		t.Errorf("the log says %s", v.log.String())
	}
	if v.known(wu) != 0 {
		t.Error("the user is still known")
	}
	v.expect(v.private(wu, "/privacy"), "privacy.show") // somebody new
}

// TestDamagedRecord holds a record that cannot be read: who needs it meets a fault, and the others are served.
func TestDamagedRecord(t *testing.T) {
	v := found(t)
	v.tampered = true
	v.group(wang, "/raise The lamp is dark")
	v.keep("case:1", `{"v":1,"d":"no case"}`)
	in := v.input(wang, "/support 1")
	if _, err := v.engine.Do(t.Context(), v.id, in); !flows.IsFault(err) || !strings.Contains(err.Error(), "case") {
		t.Errorf("told %v", err)
	}
	v.expect(v.group(yang, "/raise The well is dry"), "")
	if err := flows.Read(context.Background(), v.store, v.methods, v.id,
		func(s *stateOf) error { s.Case(1); return nil }); err == nil {
		t.Error("a damaged record was read")
	}
}
