package flows_test

import (
	"errors"
	"maps"
	"testing"
	"time"

	"echowall/flows"
	"echowall/flows/extract"
	"echowall/flows/rounds"
	"echowall/flows/say"
	"echowall/storage"
)

// TestAnyCallMayFail breaks each call to the store that an input makes, one after the other: it is told, it is no fault
// of the program, nothing is kept, and in the end the same input does all of it once.
func TestAnyCallMayFail(t *testing.T) {
	tests := map[string]struct {
		input   func(v *village) flows.Input
		entries int
	}{
		"somebody new raises a case": {func(v *village) flows.Input { return v.input(yang, "/raise The well is dry") }, 1},
		"somebody votes in secret": {func(v *village) flows.Input {
			v.private(chen, "/resolve 1 A The lamp is mended")
			return v.input(liu, "/vote 1.1 yes", alone)
		}, 1},
		"a question is asked": {func(v *village) flows.Input { return v.input(chen, "/raise", alone) }, 0},
		"somebody is erased": {func(v *village) flows.Input {
			v.private(wu, "/raise")
			return v.input(wu, "/erase", alone)
		}, 1},
		"a step is late": {func(v *village) flows.Input {
			v.group(wang, "/raise The bus is late")
			v.clock.pass(4 * 24 * time.Hour)
			return flows.Input{At: v.clock.Now(), Tick: "case:2", Code: v.engine.Code()}
		}, 1},
		"the community is looked at": {func(v *village) flows.Input {
			return flows.Input{At: v.clock.Now(), Tick: rounds.Whole, Code: v.engine.Code()}
		}, 0},
		"another system files a case": {func(v *village) flows.Input {
			key := v.filingKey()
			return flows.Input{
				At: v.clock.Now(), Code: v.engine.Code(),
				Filing: &flows.Filing{Key: key, Token: "t1", Text: "The bridge is cracked"},
			}
		}, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := deliberated(t)
			in := tt.input(v)
			v.deliver()
			records, entries, wakes := v.records(), v.written(), v.wakes()
			b := &breaking{Store: v.file}
			e := v.open(b, v.clock)
			defer e.Close()
			calls := b.eachCall(t, func() error {
				_, err := e.Do(t.Context(), v.id, in)
				return err
			}, func(call int, err error) {
				t.Helper()
				if !errors.Is(err, errDisk) || flows.IsFault(err) {
					t.Errorf("call %d broke, and is told as %v", call, err)
				}
				if !maps.Equal(v.records(), records) || v.written() != entries || !maps.Equal(v.wakes(), wakes) ||
					len(v.deliver()) > 0 {
					t.Fatalf("something was kept of what broke at call %d", call)
				}
			})
			if calls < 3 || v.written() != entries+tt.entries {
				t.Errorf("it makes %d calls, and %d entries", calls, v.written()-entries)
			}
		})
	}
}

// TestAnyReadingMayFail breaks each call of what only reads, or writes what became of a message: the error is told, and
// never a wrong answer.
func TestAnyReadingMayFail(t *testing.T) {
	v := live(t)
	b := &breaking{Store: v.file}
	head, err := flows.Verify(t.Context(), v.file, v.methods, v.id)
	v.must(err)
	view := func(fn func(storage.Reader) error) error { return b.View(t.Context(), v.id, fn) }
	update := func(fn func(storage.Tx) error) error { return b.Update(t.Context(), v.id, fn) }
	for name, do := range map[string]func() error{
		"verify": func() error {
			_, err := flows.Verify(t.Context(), b, v.methods, v.id)
			return err
		},
		"holds": func() error {
			holds, err := flows.Holds(t.Context(), b, v.id, head.Head)
			if holds != (err == nil) {
				t.Errorf("the journal holds: %v, %v", holds, err)
			}
			return err
		},
		"extract": func() error {
			return view(func(r storage.Reader) error { return extract.Each(r, func(extract.Fact) error { return nil }) })
		},
		"last entry": func() error {
			return view(func(r storage.Reader) error {
				seq, err := flows.LastEntry(r)
				if err == nil && seq != head.Seq || err != nil && seq != 0 {
					t.Errorf("the last entry is %d, %v", seq, err)
				}
				return err
			})
		},
		"read": func() error {
			return flows.Read(t.Context(), b, v.methods, v.id,
				func(s *stateOf) error { _ = s.Case(1); _ = s.Votes("1.1"); return nil })
		},
		"keep where it was posted": func() error {
			return update(func(tx storage.Tx) error {
				return flows.KeepPosted(tx, say.Notice{View: "card:1", To: say.Address{Room: say.Group}},
					flows.Posted{Chat: lane, Message: 5})
			})
		},
		"keep what a private message is about": func() error {
			return update(func(tx storage.Tx) error {
				return flows.KeepPosted(tx, say.Notice{About: "fill x", To: say.Address{Person: 1}},
					flows.Posted{Chat: chen.ID, Message: 5})
			})
		},
		"could not be delivered": func() error {
			return update(func(tx storage.Tx) error {
				return flows.Undelivered(tx, v.methods, say.Notice{To: say.Address{Person: 2}})
			})
		},
	} {
		calls := b.eachCall(t, do, func(call int, err error) {
			t.Helper()
			if !errors.Is(err, errDisk) {
				t.Errorf("%s: call %d broke, and is told as %v", name, call, err)
			}
		})
		if calls == 0 {
			t.Errorf("%s makes no calls", name)
		}
	}
}
