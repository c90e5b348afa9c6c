package outbox_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
)

func TestRestartTakesUpWhatIsUnsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run()
		for i := range 8 {
			w.tell(village, note{Chat: 1, Text: fmt.Sprint(i)})
		}
		w.pass(1500 * time.Millisecond)
		w.end()
		w.expect(1, "0 1 2 3")
		w.tell(village, note{Chat: 1, Text: "8"}) // nobody is there to send it
		w.pass(time.Minute)
		w.expect(1, "0 1 2 3")

		w.reopen()
		w.run()
		w.pass(time.Minute)
		w.expect(1, "0 1 2 3 4 5 6 7 8")
		w.expectIdle()
	})
}

// A message that was sent while the commit never happened is the one that is said twice.
func TestCrashBetweenSendingAndCommit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
		w.store.fault = firstFew(1, "update")
		w.run()
		w.pass(0)
		w.end()
		w.reopen()
		w.run()
		w.pass(time.Minute)
		w.expect(1, "a a b")
	})
}

// The call under way comes back and is committed; what waits stays; nothing is left running, or the bubble would not
// end.
func TestShutdownFinishesWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.delay = time.Second
		w.gate.Hold(2, time.Now().Add(time.Hour))
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"}, note{Chat: 2, Text: "c"},
			note{Chat: 3, Text: "d"})
		w.trial = once(1, "d", errTrouble)
		w.run()
		w.pass(500 * time.Millisecond)
		w.end()
		if got := time.Since(w.began); got != time.Second {
			t.Errorf("it ended after %s, want 1s", got)
		}
		w.expect(1, "a")
		if n := w.store.unsent(village); n != 3 {
			t.Errorf("%d messages are unsent, want 3", n)
		}
	})
}

func TestShutdownDoesNotWaitForEver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.delay = time.Hour
		w.queue(village, "", note{Chat: 1, Text: "a"})
		w.run()
		w.pass(time.Second)
		w.end()
		if got := time.Since(w.began); got != 6*time.Second {
			t.Errorf("it ended after %s, want 6s", got)
		}
	})
}

// TestNoStoreThatCannotTellKeepsWhatIsUnsent lets the store fail to say what is unsent, for long: it is asked again
// until it can.
func TestNoStoreThatCannotTellKeepsWhatIsUnsent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.queue(village, "", note{Chat: 1, Text: "a"})
		w.store.fault = firstFew(40, "unsent")
		w.run()
		w.pass(time.Minute)
		w.expect(1, "a")
		w.expectIdle()
	})
}

func TestDepth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
		w.gate.Hold(0, time.Now().Add(time.Hour))
		w.run()
		w.pass(time.Second)
		w.tell(village, note{Chat: 2, Text: "c"})
		w.pass(time.Second)
		if n, since := w.Depth(); n != 3 || !since.Equal(w.began) {
			t.Errorf("depth %d since %s, want 3 since %s", n, since, w.began)
		}
		w.pass(time.Hour)
		w.expectIdle()

		w.where = func(n note) (outbox.Slip, error) {
			time.Sleep(time.Second)
			return outbox.Slip{Chat: n.Chat}, nil
		}
		w.tell(village, note{Chat: 2, Text: "d"})
		w.pass(time.Millisecond)
		if n, _ := w.Depth(); n != 1 {
			t.Errorf("depth %d while a message is being read, want 1", n)
		}
		w.pass(time.Minute)
		w.expectIdle()
	})
}

// Messages that another process has sent meanwhile are not sent.
func TestOutboxMessagesSentByAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.queue(village, "", note{Chat: 1, Text: "a"})
		w.gate.Hold(1, time.Now().Add(time.Minute))
		w.run()
		w.pass(time.Second)
		other := newWorld(t)
		other.store = w.store
		other.reopen()
		other.run()
		other.pass(time.Second)
		other.expect(1, "a")
		w.pass(time.Hour)
		w.expect(1, "")
		w.expectIdle()
	})
}

var _ outbox.Sender = (*world)(nil)
