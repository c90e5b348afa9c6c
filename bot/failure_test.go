package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/deadletter"
	"echowall/storage"
)

// TestDeadLetters lets the program stumble over a record: the update is set aside and keeps nobody waiting, however it
// came. It is done, once, when the record is mended.
func TestDeadLetters(t *testing.T) {
	for name, words := range map[string][]string{"polling": {"en"}, "webhook": {"en", "webhook"}} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				v := found(t, dir, words)
				v.wild = true
				home, chat := v.home(), v.cast.People["xiuying"].ID
				question := storage.Key(fmt.Sprintf("x:dialog:%d:%d", chat, chat))
				v.swap(home, question, "no question")
				v.do("xiuying in private: /raise named The lamps are dark.", "meihua: /raise The well is dry.")
				time.Sleep(time.Minute)
				v.settle()
				v.heard("#1 The well is dry")
				v.log.forgive("update set aside")

				all := v.deadLetters(1)
				if !strings.Contains(all[0].Reason, "panic: ") {
					t.Errorf("the reason is %q", all[0].Reason)
				}
				v.replay(false)
				v.deadLetters(1)
				v.swap(home, question, "")
				v.replay(true)
				v.settle()
				v.heard("#2 The lamps are dark")
				v.deadLetters(0)
				v.replay()
				if n := v.cases(home); n != 2 {
					t.Errorf("there are %d cases, want 2", n)
				}
				v.close()
			})
		})
	}
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
