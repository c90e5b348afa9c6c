package outbox_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
)

// held lets the messages whose text begins with "h" wait for an hour after the test began, those with "H" for two.
func (w *world) held() {
	w.where = func(n note) (outbox.Slip, error) {
		s := outbox.Slip{Chat: n.Chat, Class: n.Class}
		switch {
		case strings.HasPrefix(n.Text, "h"):
			s.After = w.began.Add(time.Hour)
		case strings.HasPrefix(n.Text, "H"):
			s.After = w.began.Add(2 * time.Hour)
		}
		return s, nil
	}
}

// TestHeldOutboxMessagesKeepTheirOrder: what is held goes at its time in the order in which it came, before what came
// later; nobody waits for it, neither an answer nor news that is not held.
func TestHeldOutboxMessagesKeepTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.held()
		w.queue(village, "", note{Chat: 1, Text: "h1"}, note{Chat: 1, Text: "H"}, note{Chat: 1, Text: "h2"})
		w.run()
		w.pass(time.Minute)
		w.tell(village, note{Chat: 1, Class: 1, Text: "answer"}, note{Chat: 1, Text: "h3"}, note{Chat: 1, Text: "urgent"})
		w.pass(time.Minute)
		w.expect(1, "answer urgent")
		if n, since := w.Depth(); n != 0 || !since.IsZero() {
			t.Errorf("%d messages wait since %s; those that are held wait for nothing but their time", n, since)
		}
		w.pass(59 * time.Minute)
		w.expect(1, "answer urgent h1 h2 h3")
		w.tell(village, note{Chat: 1, Text: "news"})
		w.pass(2 * time.Hour)
		w.expect(1, "answer urgent h1 h2 h3 news H")
		w.expectIdle()
	})
}

// TestHeldOutboxMessagesOutliveTheProgram: they stand in the store, and a new start holds them until the same time.
func TestHeldOutboxMessagesOutliveTheProgram(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.held()
		w.run()
		w.tell(village, note{Chat: 1, Text: "h1"}, note{Chat: 2, Text: "h2"})
		w.pass(time.Minute)
		w.end()
		w.reopen()
		w.run()
		w.tell(village, note{Chat: 1, Text: "h3"})
		w.pass(50 * time.Minute)
		w.expect(1, "")
		w.pass(time.Hour)
		w.expect(1, "h1 h3")
		w.expect(2, "h2")
		w.expectIdle()
	})
}
