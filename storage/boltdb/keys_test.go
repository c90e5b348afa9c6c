package boltdb

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/storage"
)

// moment draws times, far ones and those beside one another.
func moment() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		sec := rapid.OneOf(rapid.Int64Range(-3, 3), rapid.Int64Range(-1<<40, 1<<40)).Draw(t, "seconds")
		return time.Unix(sec, rapid.SampledFrom([]int64{0, 1, 999_999_999}).Draw(t, "nanoseconds")).UTC()
	})
}

// anyName draws names with what parts and ends names elsewhere.
func anyName() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.RuneFrom([]rune("a:\x00\x01\xff村")), 0, 12, -1)
}

func TestTheOrderOfKeysIsThatOfTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := moment().Draw(t, "a"), moment().Draw(t, "b")
		if got, want := bytes.Compare(appendTime(nil, a), appendTime(nil, b)), a.Compare(b); got != want {
			t.Fatalf("%v and %v compare %d, their keys %d", a, b, want, got)
		}
	})
}

func TestTheOrderOfKeysIsThatOfNumbers(t *testing.T) {
	all := []uint64{0, 1, 255, 256, 1 << 32, math.MaxUint64}
	for i, seq := range all {
		got, err := parseSeq(seqKey(seq))
		if err != nil || got != seq {
			t.Errorf("%d reads %d: %v", seq, got, err)
		}
		if i > 0 && bytes.Compare(seqKey(all[i-1]), seqKey(seq)) >= 0 {
			t.Errorf("%d does not stand before %d", all[i-1], seq)
		}
	}
}

func TestAnyWakeUpReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := storage.WakeUp{
			Community: storage.ID(anyName().Draw(t, "community")), Thing: anyName().Draw(t, "thing"), At: moment().Draw(t,
				"at"),
		}
		got, err := parseDue(dueKey(appendTime(nil, want.At), want.Community, want.Thing))
		if err != nil || got != want {
			t.Fatalf("%+v reads %+v: %v", want, got, err)
		}
	})
}

func TestAnyOutboxMessageReadsAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := storage.Message{
			Seq: rapid.Uint64().Draw(t, "seq"), Revision: rapid.Uint64().Draw(t, "revision"), View: anyName().Draw(t, "view"),
			Body: rapid.SliceOf(rapid.Byte()).Draw(t, "body"),
		}
		got, err := parseMessage(seqKey(want.Seq), formatMessage(want))
		if err != nil || got.Seq != want.Seq || got.Revision != want.Revision || got.View != want.View ||
			!bytes.Equal(got.Body, want.Body) {
			t.Fatalf("%+v reads %+v: %v", want, got, err)
		}
	})
}

func TestWhatIsCutShortIsDamaged(t *testing.T) {
	messages := formatMessage(storage.Message{View: "card", Body: []byte("b")})
	for name, c := range map[string]struct {
		whole []byte
		least int // how much of it can be read
		read  func([]byte) error
	}{
		"a time": {appendTime(nil, time.Unix(1, 2)), timeSize,
			func(b []byte) error { _, _, err := cutTime(b); return err }},
		"a name":   {appendName(nil, "name"), 6, func(b []byte) error { _, _, err := cutName(b); return err }},
		"a number": {seqKey(7), 8, func(b []byte) error { _, err := parseSeq(b); return err }},
		"a wake-up": {dueKey(appendTime(nil, time.Unix(1, 2)), "a", ""), timeSize + 3,
			func(b []byte) error { _, err := parseDue(b); return err }},
		"a message": {messages, messageHead + 4, func(b []byte) error { _, err := parseMessage(seqKey(1), b); return err }},
	} {
		for n := range len(c.whole) + 1 {
			if err := c.read(c.whole[:n]); errors.Is(err, storage.ErrDamaged) != (n < c.least) || err != nil && n >= c.least {
				t.Errorf("%s of which %d of %d bytes are left: %v", name, n, len(c.whole), err)
			}
		}
	}
	if _, err := parseSeq(append(seqKey(7), 0)); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("a number with a byte too many: %v", err)
	}
	if _, err := parseMessage(nil, messages); !errors.Is(err, storage.ErrDamaged) {
		t.Errorf("a message without a number: %v", err)
	}
}

// empty opens a store that closes with the test.
func empty(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.TempDir()+"/store.db", Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.Check(context.Background()), s.Close()); err != nil { // the test's own context has ended
			t.Error(err)
		}
	})
	return s
}

// inTx is a call of a transaction with a name.
func inTx(s *Store, call func(tx storage.Tx, name string) error) func(t *testing.T, name string) error {
	return func(t *testing.T, name string) error {
		return s.Update(t.Context(), "a", func(tx storage.Tx) error { return call(tx, name) })
	}
}

func TestANameIsAsLongAsKeysAllowAndNoLonger(t *testing.T) {
	s, at := empty(t), time.Unix(1000, 0)
	for what, c := range map[string]struct {
		call  func(t *testing.T, name string) error
		empty bool // whether it may be empty
	}{
		"community": {func(t *testing.T, name string) error {
			return s.Update(t.Context(), storage.ID(name), func(tx storage.Tx) error { return tx.Wake("thing", at) })
		}, false},
		"erased": {func(t *testing.T, name string) error { return s.Erase(t.Context(), storage.ID(name)) }, false},
		"record": {inTx(s, func(tx storage.Tx, name string) error { return tx.Put(storage.Key(name), nil) }), false},
		"thing":  {inTx(s, func(tx storage.Tx, name string) error { return tx.Wake(name, at) }), false},
		"update": {inTx(s, func(tx storage.Tx, name string) error { _, err := tx.Once(name, at); return err }), false},
		"view": {inTx(s, func(tx storage.Tx, name string) error {
			_,
				err := tx.Send(storage.Message{View: name})
			return err
		}), true},
		"key":   {func(t *testing.T, name string) error { return s.Assign(t.Context(), storage.Bot, name, "v") }, true},
		"value": {func(t *testing.T, name string) error { return s.Assign(t.Context(), storage.Bot, "k", name) }, true},
		"space": {func(t *testing.T, name string) error { return s.Assign(t.Context(), storage.Space(name), "k", "v") },
			true},
		"member": {func(t *testing.T, name string) error { return s.Include(t.Context(), storage.Bot, "k", name) }, true},
		"set":    {func(t *testing.T, name string) error { return s.Exclude(t.Context(), storage.Bot, name, "m") }, true},
		"claim": {func(t *testing.T, name string) error {
			_, err := s.Claim(t.Context(), storage.Chats, name, "v")
			return err
		}, true},
	} {
		if err := c.call(t, strings.Repeat("n", maxName)); err != nil {
			t.Errorf("%s: the longest name: %v", what, err)
		}
		if err := c.call(t, strings.Repeat("n", maxName+1)); err == nil || !strings.Contains(err.Error(), "8193 bytes") {
			t.Errorf("%s: a longer name: %v", what, err)
		}
		if err := c.call(t, ""); (err == nil) != c.empty {
			t.Errorf("%s: an empty name: %v", what, err)
		}
	}
}

func TestWhatIsSoAlreadyCostsNoCommit(t *testing.T) {
	s, ctx, at := empty(t), t.Context(), time.Unix(1000, 0)
	for _, err := range []error{
		s.Assign(ctx, storage.Bot, "k", "v"), s.Include(ctx, storage.Bot, "k", "m"),
		s.Update(ctx, "a", func(tx storage.Tx) error { return errors.Join(tx.Wake("thing", at), tx.Put("k", nil)) }),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for what, c := range map[string]struct {
		call    func() error
		commits uint64
	}{
		"the same value":          {func() error { return s.Assign(ctx, storage.Bot, "k", "v") }, 0},
		"another value":           {func() error { return s.Assign(ctx, storage.Bot, "k2", "w") }, 1},
		"none where there is":     {func() error { return s.Assign(ctx, storage.Bot, "none", "") }, 0},
		"a member that is in":     {func() error { return s.Include(ctx, storage.Bot, "k", "m") }, 0},
		"a member that is not":    {func() error { return s.Exclude(ctx, storage.Bot, "k", "n") }, 0},
		"a claim that comes late": {func() error { _, err := s.Claim(ctx, storage.Bot, "k", "x"); return err }, 0},
		"a claim to nothing":      {func() error { _, err := s.Claim(ctx, storage.Bot, "none", ""); return err }, 0},
		"who was never there":     {func() error { return s.Erase(ctx, "nobody") }, 0},
		"the same wake-up": {func() error {
			return s.Update(ctx, "a", func(tx storage.Tx) error { return tx.Wake("thing", at) })
		}, 0},
		"no wake-up where there is none": {func() error {
			return s.Update(ctx, "a", func(tx storage.Tx) error { return tx.Wake("another", time.Time{}) })
		}, 0},
		"what comes and goes": {func() error {
			return s.Update(ctx, "a", func(tx storage.Tx) error { return errors.Join(tx.Put("new", nil), tx.Delete("new")) })
		}, 0},
		"reading": {func() error {
			return s.Update(ctx, "a", func(tx storage.Tx) error { _, err := tx.Range(""); return err })
		}, 0},
		"a message sent at once": {func() error {
			return s.Update(ctx, "a", func(tx storage.Tx) error {
				seq, err := tx.Send(storage.Message{})
				_, errSent := tx.Sent(seq, 0)
				return errors.Join(err, errSent)
			})
		}, 1}, // its number is not given again
	} {
		before := s.Stats().Commits
		if err := c.call(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if n := s.Stats().Commits - before; n != c.commits {
			t.Errorf("%s costs %d commits, want %d", what, n, c.commits)
		}
	}
}

func TestAWalkGoesOnWhereWhatStoodNextHasGone(t *testing.T) {
	s, ctx := empty(t), t.Context()
	name := func(i int) string { return fmt.Sprintf("%05d", i) }
	for i := range entriesPage + 2 {
		if err := s.Assign(ctx, storage.Bot, name(i), "v"); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	err := s.Entries(ctx, storage.Bot, func(e storage.DirectoryEntry) error {
		seen[e.Key] = true
		if len(seen) == 1 { // the first of the page: the next page has been found, and goes
			return s.Assign(ctx, storage.Bot, name(entriesPage), "")
		}
		return nil
	})
	if err != nil || len(seen) != entriesPage+1 || seen[name(entriesPage)] || !seen[name(entriesPage+1)] {
		t.Errorf("%d entries were seen, %v", len(seen), err)
	}
}
