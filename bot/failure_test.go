package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/deadletter"
	"echowall/storage"
)

// TestDeadLetters lets the program stumble over a record, and fail at a word that the store has trouble with: both
// updates are set aside and keep nobody waiting, however they came. The first is done, once, when the record is mended.
func TestDeadLetters(t *testing.T) {
	for name, words := range map[string][]string{"polling": {"en", "unlucky"}, "webhook": {"en", "unlucky", "webhook"}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				v := found(t, dir, words)
				v.wild = true
				home, chat := v.home(), v.cast.People["xiuying"].ID
				question := storage.Key(fmt.Sprintf("x:dialog:%d:%d", chat, chat))
				v.swap(home, question, "no question")
				v.do("xiuying in private: /raise The lamps are dark.")
				v.must(v.cast.Do("meihua: /bind unlucky"))
				for n := 1; v.hook != nil && n < 3; n++ {
					if v.server.Deliver(t.Context(), v.bot.Handler()) == nil {
						t.Errorf("try %d was taken", n)
					}
				}
				v.do("meihua: /raise The well is dry.")
				time.Sleep(time.Minute)
				v.settle()
				v.heard("#1 The well is dry")
				v.log.forgive("update set aside")

				all := v.deadLetters(2)
				if !strings.Contains(all[0].Reason, "panic: ") || !strings.Contains(all[1].Reason, errUnlucky.Error()) {
					t.Errorf("the reasons are %q and %q", all[0].Reason, all[1].Reason)
				}
				v.replay(false, false)
				v.deadLetters(2)
				v.swap(home, question, "")
				v.replay(true, false)
				v.settle()
				v.heard("#2 The lamps are dark")
				v.deadLetters(1)
				v.replay(false)
				if n := v.cases(home); n != 2 {
					t.Errorf("there are %d cases, want 2", n)
				}
				v.close()
			})
		})
	}
}

// unluckyStore has a word that it cannot look for, however often it is asked.
type unluckyStore struct{ storage.Store }

var errUnlucky = errors.New("no luck with this one")

func (s *unluckyStore) Look(ctx context.Context, space storage.Space, key string) (string, error) {
	if key == "unlucky" {
		return "", errUnlucky
	}
	return s.Store.Look(ctx, space, key)
}

// home is the only community there is.
func (v *village) home() storage.ID {
	v.t.Helper()
	ids, err := v.store.Communities(context.Background(), "", 10)
	v.must(err)
	if len(ids) != 1 {
		v.t.Fatalf("there are the communities %q", ids)
	}
	return ids[0]
}

// swap writes a record and returns the one that was there.
func (v *village) swap(id storage.ID, key storage.Key, value string) (was string) {
	v.t.Helper()
	v.must(v.store.Update(context.Background(), id, func(tx storage.Tx) error {
		values, err := tx.Get(key)
		if err != nil {
			return err
		}
		was = string(values[0])
		if value == "" {
			return tx.Delete(key)
		}
		return tx.Put(key, []byte(value))
	}))
	return was
}

// cases counts the cases of a community.
func (v *village) cases(id storage.ID) (n int) {
	v.t.Helper()
	v.must(v.store.View(context.Background(), id, func(r storage.Reader) error {
		all, err := r.Range("case:")
		n = len(all)
		return err
	}))
	return n
}

// deadLetters lists what is set aside, and how many that must be.
func (v *village) deadLetters(n int) []deadletter.Update {
	v.t.Helper()
	all, err := deadletter.List(context.Background(), v.store)
	v.must(err)
	if len(all) != n {
		v.t.Fatalf("set aside are %+v, want %d", all, n)
	}
	return all
}

// replay does what is set aside again, and says which of it must succeed.
func (v *village) replay(want ...bool) {
	v.t.Helper()
	n := 0
	v.must(v.bot.Replay(context.Background(), func(a deadletter.Update, err error) {
		if n >= len(want) || (err == nil) != want[n] {
			v.t.Errorf("replayed as the %d. of %v: %+v, %v", n+1, want, a, err)
		}
		n++
	}))
	if n != len(want) {
		v.t.Errorf("%d were replayed, want %d", n, len(want))
	}
}
