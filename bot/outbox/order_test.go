package outbox_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
)

const village, town = "village", "town"

func TestOrderInAChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.delay = 300 * time.Millisecond
		var want []string
		for i := range 300 { // more than two pages
			if text := fmt.Sprint(i); i < 250 {
				w.queue(village, "", note{Chat: 1, Text: text})
			} else {
				w.tell(village, note{Chat: 1, Text: text})
			}
			if want = append(want, fmt.Sprint(i)); i == 270 {
				w.run()
			}
		}
		w.pass(6 * time.Minute)
		w.expect(1, strings.Join(want, " "))
		w.expectIdle()
		if got := w.store.records(village)["kept:250.0"]; got != "250" {
			t.Errorf("Keep was given message %q, want 250", got)
		}
	})
}

func TestHigherClassGoesFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.queue(village, "", note{Chat: -1, Text: "a"}, note{Chat: -1, Text: "b"}, note{Chat: -1, Text: "c"},
			note{Chat: -1, Text: "d"}, note{Chat: -1, Text: "e"})
		w.run()
		w.pass(1500 * time.Millisecond) // a to d are said
		w.tell(village, note{Chat: -1, Class: 1, Text: "x"}, note{Chat: -1, Class: 1, Text: "y"})
		w.pass(time.Minute)
		w.expect(-1, "a b c d x y e")
	})
}

func TestCommunitiesShareAPrivateChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run()
		for i := range 4 {
			w.tell(village, note{Chat: 1, Text: fmt.Sprint("v", i)})
			synctest.Wait()
			w.tell(town, note{Chat: 1, Text: fmt.Sprint("t", i)})
			synctest.Wait()
		}
		w.pass(time.Minute)
		w.expect(1, "v0 t0 v1 t1 v2 t2 v3 t3")
		for i, s := range w.calls(1) {
			if want := max(0, time.Duration(i-2)) * time.Second; s.at != want {
				t.Errorf("%s was said after %s, want %s", s.text, s.at, want)
			}
		}
	})
}

func TestChatsGoSideBySide(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.delay = time.Second
		for chat := range int64(30) {
			w.queue(village, "", note{Chat: chat + 1, Text: "hello"})
		}
		w.run()
		w.pass(time.Second)
		w.expectIdle()
		w.expect(30, "hello")
	})
}

// A hundred chats that must wait for their own limits keep no slot from one that need not, and an answer waits for no
// news.
func TestAnswerBesideABroadcast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for i := range int64(800) {
			w.queue(village, "", note{Chat: -1 - i%100, Text: "news"})
		}
		for i := range int64(500) {
			w.queue(village, "", note{Chat: 1 + i, Text: "news"})
		}
		w.run()
		w.pass(3 * time.Second)
		asked := []int64{5000}
		for chat := int64(1); len(asked) < 20; chat++ {
			if w.heard(chat) == "" {
				asked = append(asked, chat)
			}
		}
		for _, chat := range asked {
			w.tell(town, note{Chat: chat, Class: 1, Text: "answer"})
		}
		w.pass(4 * time.Second)
		for _, chat := range asked {
			if !strings.Contains(w.heard(chat), "answer") {
				t.Errorf("chat %d still waits for its answer", chat)
			}
		}
		w.pass(10 * time.Minute)
		w.expectIdle()
	})
}

func TestOutboxMessagesFollowAChatThatMoved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.trial = func(n note) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			if w.moved[n.Chat] == 0 {
				w.moved[n.Chat] = -100
				return &outbox.Again{}
			}
			return nil
		}
		w.queue(village, "", note{Chat: -1, Text: "a"}, note{Chat: -1, Text: "b"}, note{Chat: -1, Text: "c"})
		w.gate.Hold(-1, w.began.Add(time.Second))
		w.run()
		w.pass(time.Second)
		w.expect(-100, "a b c")
		w.expect(-1, "")
		w.expectIdle()
	})
}
