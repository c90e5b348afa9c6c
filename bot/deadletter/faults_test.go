package deadletter_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"echowall/bot/deadletter"
	"echowall/storage"
	"echowall/storage/storagetest/flaky"
)

var errFull = errors.New("the disk is full")

// listed are the dead letters of a store.
func listed(t *testing.T, dir storage.Directory) []deadletter.Update {
	t.Helper()
	all, err := deadletter.List(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// keep keeps three pieces of update 7.
func keep(ctx context.Context, dir storage.Directory) error {
	return deadletter.Keep(ctx, dir, deadletter.Update{ID: 7, Reason: "it stumbled"}, bytes.Repeat([]byte("abc"), 5000))
}

func TestALetterOfWhichAPieceCannotBeKeptIsNotListed(t *testing.T) {
	for written := range 4 { // three pieces and the head
		t.Run(fmt.Sprint("after ", written), func(t *testing.T) {
			store := flaky.New(open(t))
			dir := &failing{Store: store, left: written}
			if err := keep(t.Context(), dir); !errors.Is(err, errFull) || !strings.Contains(err.Error(), "update 7") {
				t.Errorf("got %v, want that update 7 could not be kept, and why", err)
			}
			if all := listed(t, store); len(all) != 0 {
				t.Errorf("listed are %+v", all)
			}
			if err := keep(t.Context(), store); err != nil || len(listed(t, store)) != 1 {
				t.Errorf("tried again: %v", err)
			}
		})
	}
}

func TestALetterThatIsDroppedInPartIsNotListed(t *testing.T) {
	for written := 1; written < 4; written++ {
		store := flaky.New(open(t))
		if err := keep(t.Context(), store); err != nil {
			t.Fatal(err)
		}
		u := listed(t, store)[0]
		if err := deadletter.Drop(t.Context(), &failing{Store: store, left: written}, u); !errors.Is(err, errFull) {
			t.Errorf("got %v, want that it could not be dropped", err)
		}
		if all := listed(t, store); len(all) != 0 {
			t.Errorf("after %d writes listed are %+v", written, all)
		}
	}
}

// failing lets some writes pass and fails the one after them.
type failing struct {
	*flaky.Store
	left int
}

func (f *failing) Assign(ctx context.Context, space storage.Space, key, value string) error {
	if f.left--; f.left == -1 {
		return errFull
	}
	return f.Store.Assign(ctx, space, key, value)
}

func TestALetterIsKeptOnceHoweverOftenItComes(t *testing.T) {
	store := open(t)
	for _, raw := range []string{strings.Repeat("long", 4000), "short"} {
		if err := deadletter.Keep(t.Context(), store, deadletter.Update{ID: 7}, []byte(raw)); err != nil {
			t.Fatal(err)
		}
		all := listed(t, store)
		if len(all) != 1 {
			t.Fatalf("listed are %+v", all)
		}
		if got, err := deadletter.Read(t.Context(), store, all[0]); err != nil || string(got) != raw {
			t.Errorf("it reads %d bytes, want %d: %v", len(got), len(raw), err)
		}
	}
}

func TestAnyUpdateReadsAsItCame(t *testing.T) {
	store, ctx := open(t), t.Context()
	rapid.Check(t, func(rt *rapid.T) {
		u := deadletter.Update{ID: rapid.Int64().Draw(rt, "id"), Reason: rapid.StringN(0, 400, 1200).Draw(rt, "reason")}
		size := rapid.SampledFrom([]int{0, 1, 5999, 6000, 6001, 12000, 12001}).Draw(rt, "size")
		raw := rapid.SliceOfN(rapid.Byte(), size, size).Draw(rt, "raw")
		if err := deadletter.Keep(ctx, store, u, raw); err != nil {
			rt.Fatal(err)
		}
		all, err := deadletter.List(ctx, store)
		if err != nil || len(all) != 1 || all[0].ID != u.ID || !utf8.ValidString(all[0].Reason) {
			rt.Fatalf("listed are %+v, %v", all, err)
		}
		if got, err := deadletter.Read(ctx, store, all[0]); err != nil || !bytes.Equal(got, raw) {
			rt.Fatalf("it reads %d bytes, want %d: %v", len(got), len(raw), err)
		}
		if err := deadletter.Drop(ctx, store, all[0]); err != nil {
			rt.Fatal(err)
		}
	})
}

func TestAHeadThatCannotBeReadIsSaidAndNotPassedOver(t *testing.T) {
	for name, head := range map[string]string{"no envelope": "{", "of a newer program": `{"v":99,"d":{}}`} {
		store := open(t)
		if err := store.Assign(t.Context(), storage.DeadLetters, "7", head); err != nil {
			t.Fatal(err)
		}
		if all, err := deadletter.List(t.Context(), store); err == nil || !strings.Contains(err.Error(), "set aside") {
			t.Errorf("%s: listed are %+v, %v", name, all, err)
		}
	}
}

func TestAPieceThatCannotBeReadFailsItsUpdate(t *testing.T) {
	store := flaky.New(open(t))
	if err := keep(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	u := listed(t, store)[0]
	store.FailNext(1, errFull, flaky.Entries)
	if _, err := deadletter.Read(t.Context(), store, u); !errors.Is(err, errFull) {
		t.Errorf("got %v, want why it could not be read", err)
	}
	if err := store.Assign(t.Context(), storage.DeadLetters, "7/1", "*"); err != nil {
		t.Fatal(err)
	}
	if raw, err := deadletter.Read(t.Context(), store, u); err == nil || !strings.Contains(err.Error(), "update 7") {
		t.Errorf("a spoiled piece reads %d bytes, %v", len(raw), err)
	}
}
