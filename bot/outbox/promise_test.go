package outbox_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
	"echowall/storage"
)

// whispered says a text in a chat, past the store.
func (w *world) whispered(text string) func(context.Context, outbox.Slip) error {
	return func(ctx context.Context, to outbox.Slip) error {
		_, err := w.Send(ctx, "willow", storage.Message{Body: note{Chat: to.Chat, Text: text}.body()}, to)
		return err
	}
}

// TestWhatIsPromisedGoesBeforeTheNews takes places in a chat, whose news are in the store and read before it is known
// what comes of the promises. What is kept is said first, in the order of the places; what is broken keeps nobody
// waiting, and no other chat waits at all.
func TestWhatIsPromisedGoesBeforeTheNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run()
		w.pass(0)
		to := outbox.Slip{Chat: 7, Class: 2}
		first, broken, second := w.Promise(to), w.Promise(to), w.Promise(to)
		w.tell("willow", note{Chat: 7, Text: "news"}, note{Chat: 8, Text: "elsewhere"})
		w.pass(time.Hour)
		w.expect(7, "")
		w.expect(8, "elsewhere")
		second.Keep(w.whispered("second"))
		w.pass(time.Minute)
		w.expect(7, "")
		broken.Break()
		first.Keep(w.whispered("first"))
		w.pass(time.Minute)
		w.expect(7, "first second news")
		w.expectIdle()
		w.end()
	})
}

// TestAPromiseIsKeptInTrouble has Telegram ask for patience, fail, and refuse: what was promised is tried again, in its
// place, as a message is, and given up when nothing helps.
func TestAPromiseIsKeptInTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run()
		w.pass(0)
		troubles := []error{&outbox.Later{After: time.Minute}, errors.New("no line"), nil, &outbox.Never{}}
		w.trial = func(n note) error {
			if n.Text == "news" {
				return nil
			}
			err := troubles[0]
			troubles = troubles[1:]
			return err
		}
		w.Promise(outbox.Slip{Chat: 7, Class: 2}).Keep(w.whispered("receipt"))
		w.tell("willow", note{Chat: 7, Text: "news"})
		w.pass(10 * time.Minute)
		w.expect(7, "receipt news")
		w.Promise(outbox.Slip{Chat: 7, Class: 2}).Keep(w.whispered("refused"))
		w.Promise(outbox.Slip{Chat: 7, Class: 2}).Keep(func(context.Context, outbox.Slip) error { panic("a name") })
		w.tell("willow", note{Chat: 7, Text: "news"})
		w.pass(10 * time.Minute)
		w.expect(7, "receipt news news")
		w.expectIdle()
		w.end()
		if w.Promise(outbox.Slip{Chat: 7}) != nil {
			t.Error("a place was given when nothing is delivered")
		}
	})
}
