package outbox_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"echowall/bot/outbox"
	"echowall/storage"
)

var errTrouble = errors.New("trouble with https://api.telegram.org/bot123:secret")

// once returns err for the first n notes of this text.
func once(n int, text string, err error) func(note) error {
	return func(got note) error {
		if got.Text != text || n == 0 {
			return nil
		}
		n--
		return err
	}
}

func (w *world) expectSaidAt(chat int64, want ...time.Duration) {
	w.t.Helper()
	var got []time.Duration
	for _, s := range w.calls(chat) {
		got = append(got, s.at)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		w.t.Errorf("said to %d at %s, want %s", chat, got, want)
	}
}

func (w *world) expectDropped(seq int, reason string) {
	w.t.Helper()
	if got := w.store.records(village)[storage.Key(fmt.Sprintf("dropped:%d.0", seq))]; got != reason {
		w.t.Errorf("letter %d was dropped for %q, want %q", seq, got, reason)
	}
}

func TestRetryAfterIsObeyed(t *testing.T) {
	for _, all := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.trial = once(1, "a", &outbox.Later{After: 17 * time.Second, All: all})
			w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
			w.run()
			w.pass(time.Second)
			w.tell(village, note{Chat: 2, Text: "c"})
			w.pass(time.Minute)
			w.expectSaidAt(1, 17*time.Second, 17*time.Second)
			if all {
				w.expectSaidAt(2, 17*time.Second)
			} else {
				w.expectSaidAt(2, time.Second)
			}
		})
	}
}

func TestPassingFailureBlocksOnlyItsChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.trial = once(4, "a", errTrouble)
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"}, note{Chat: 2, Text: "c"})
		w.run()
		w.pass(time.Minute)
		w.expect(1, "a b")
		w.expectSaidAt(1, 15*time.Second, 15*time.Second) // 1 + 2 + 4 + 8
		w.expectSaidAt(2, 0)
		w.expectIdle()
	})
}

func TestHopelessLettersAreDroppedOnce(t *testing.T) {
	refused := errors.New("blocked")
	tests := map[string]struct {
		err    error
		reason string
	}{
		"never":             {&outbox.Never{Reason: refused}, "blocked"},
		"never, wrapped":    {fmt.Errorf("send: %w", &outbox.Never{Reason: refused}), "blocked"},
		"never, unreasoned": {&outbox.Never{}, "cannot be sent"},
		"nowhere":           {fmt.Errorf("person 7: %w", outbox.ErrNowhere), "person 7: nowhere to send it"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				w.trial = once(1, "a", test.err)
				w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
				w.run()
				w.pass(time.Second)
				w.expect(1, "b")
				w.expectDropped(1, test.reason)
				w.expectIdle()
			})
		})
	}
}

func TestLettersToNowhereAreDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.where = func(n note) (outbox.Slip, error) {
			if n.Text == "a" {
				return outbox.Slip{}, fmt.Errorf("no such room: %w", outbox.ErrNowhere)
			}
			return outbox.Slip{Chat: n.Chat}, nil
		}
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
		w.run()
		w.pass(0)
		w.expect(1, "b")
		w.expectDropped(1, "no such room: nowhere to send it")
		w.expectIdle()
	})
}

func TestFailingForADayIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		tries := 0
		w.trial = func(n note) error {
			if n.Text == "a" {
				tries++
				return errTrouble
			}
			return nil
		}
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"})
		w.run()
		w.pass(24 * time.Hour)
		w.expect(1, "")
		w.pass(6 * time.Minute)
		w.expect(1, "b")
		w.expectDropped(1, "tried for too long: "+errTrouble.Error())
		if tries < 280 || tries > 310 {
			t.Errorf("%d tries in a day", tries)
		}
	})
}

func TestAgainWithoutEndIsAFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.trial = once(8, "a", &outbox.Again{})
		w.queue(village, "", note{Chat: 1, Text: "a"})
		w.run()
		w.pass(time.Minute)
		w.expectSaidAt(1, 7*time.Second) // a burst of three; then one a second, but for the two of the second backoff
	})
}

func TestPanicsDropTheLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.trial = func(n note) error {
			if n.Text == "a" {
				panic("the text of a resident")
			}
			return nil
		}
		w.kept = func(_ storage.Tx, n note) error {
			if n.Text == "b" {
				panic(n.Text)
			}
			return nil
		}
		w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"}, note{Chat: 1, Text: "c"})
		w.run()
		w.pass(time.Minute)
		w.expect(1, "b c")
		w.expectDropped(1, outbox.ErrPanic.Error())
		w.expectIdle()
		if logs := w.logs.String(); strings.Contains(logs, "resident") || !strings.Contains(logs, "seq=1") {
			t.Errorf("the log must name the letter and not quote it: %s", logs)
		}
	})
}

func TestLogsHoldNoErrorTexts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.trial = once(1, "a", errTrouble)
		w.queue(village, "", note{Chat: 1, Text: "a"})
		w.run()
		w.pass(time.Minute)
		logs := w.logs.String()
		if strings.Contains(logs, "secret") ||
			!strings.Contains(logs, "community=village seq=1 class=passing type=*errors.errorString try=1 after=1s") {
			t.Errorf("log: %s", logs)
		}
	})
}
