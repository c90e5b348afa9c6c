package outbox_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
	"echowall/storage"
)

// A store that is away for a while delays; it makes nothing be said twice.
func TestStoreAwayForAWhile(t *testing.T) {
	for _, op := range []string{"view", "update"} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
			w.gate.Hold(1, w.began.Add(2*time.Second))
			w.store.fault = func(got string) error {
				if now := time.Since(w.began); got == op && now > time.Second && now < 48*time.Hour {
					return errTrouble
				}
				return nil
			}
			if op == "update" {
				w.store.fault = firstFew(5, op)
			}
			w.run()
			w.pass(49 * time.Hour)
			w.expect(1, "a b")
			w.expectIdle()
		})
	}
}

func firstFew(n int, op string) func(string) error {
	return func(got string) error {
		if got != op || n == 0 {
			return nil
		}
		n--
		return errTrouble
	}
}

// A commit that happened though the store says otherwise is not written twice.
func TestCommitWithALostAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.queue(village, "", note{Chat: 1, Text: "a"})
		w.trial = once(1, "a", &outbox.Never{Reason: errors.New("blocked")})
		lose := true
		w.store.lost = func() error {
			if lose {
				lose = false
				return errTrouble
			}
			return nil
		}
		told := 0
		w.dropped = func(storage.Tx) error {
			told++
			return nil
		}
		w.run()
		w.pass(time.Minute)
		if told != 2 { // the store of these tests runs each commit twice
			t.Errorf("Drop ran %d times, want 2", told)
		}
		w.expectIdle()
	})
}

// What Keep cannot write must not block a chat for ever.
func TestKeepFailingForADay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.kept = func(_ storage.Tx, n note) error {
			if n.Text == "a" {
				return errTrouble
			}
			return nil
		}
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
		w.run()
		w.pass(23 * time.Hour)
		w.expect(1, "a")
		w.pass(2 * time.Hour)
		w.expect(1, "a b")
		w.expectIdle()
	})
}

// An address that cannot be had delays its community for some minutes, and then only itself.
func TestAddressThatCannotBeHad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.where = func(n note) (outbox.Slip, error) {
			if n.Text == "a" && time.Since(w.began) < 30*time.Hour {
				return outbox.Slip{}, errTrouble
			}
			return outbox.Slip{Chat: n.Chat}, nil
		}
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
		w.run()
		w.pass(4 * time.Minute)
		w.expect(1, "")
		w.pass(time.Minute)
		w.expect(1, "b")
		w.pass(30 * time.Hour)
		w.expect(1, "b a")
		w.expectIdle()
	})
}

// What Drop itself says is sent without a Poke.
func TestOutboxMessagesOfDrop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.trial = once(1, "a", &outbox.Never{})
		w.dropped = func(tx storage.Tx) error {
			_, err := tx.Send(storage.Message{Body: note{Chat: 2, Text: "undeliverable"}.body()})
			return err
		}
		w.queue(village, "", note{Chat: 1, Text: "a"})
		w.run()
		w.pass(time.Second)
		w.expect(2, "undeliverable")
		w.expectIdle()
	})
}
