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
	"echowall/storage/testenv"
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
		w.t.Errorf("message %d was dropped for %q, want %q", seq, got, reason)
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
		w.expectSaidAt(1, 12*time.Second, 12*time.Second) // 1 + 2 + 4 + 5
		w.expectSaidAt(2, 0)
		w.expectIdle()
	})
}

func TestHopelessOutboxMessagesAreDroppedOnce(t *testing.T) {
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

func TestOutboxMessagesToNowhereAreDropped(t *testing.T) {
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

// What fails without a word about the message is tried until it is said, in its order, and soon after the trouble has
// ended.
func TestADayOfTroubleThrowsNothingAway(t *testing.T) {
	days := []int{1}
	if testenv.IsLong() {
		days = append(days, 3)
	}
	for _, days := range days {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			ends := time.Now().Add(time.Duration(days) * 24 * time.Hour)
			w.trial = func(note) error {
				if time.Now().Before(ends) {
					return errTrouble
				}
				return nil
			}
			w.queue(village, "", note{Chat: 1, Text: "a"}, note{Chat: 1, Text: "b"}, note{Chat: -2, Text: "c"})
			w.run()
			w.pass(time.Until(ends) - 1)
			w.expect(1, "")
			w.pass(10 * time.Second)
			w.expect(1, "a b")
			w.expect(-2, "c")
			w.expectIdle()
			if n := strings.Count(w.logs.String(), "\n"); n > 40 {
				t.Errorf("%d lines of log", n)
			}
		})
	}
}

// A message that fails again and again while others get through keeps its chat waiting for no more than some seconds
// after it could be said.
func TestLostAnswersKeepNoChatWaitingForMinutes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.trial = once(9, "a", errTrouble)
		w.queue(village, "", note{Chat: -1, Text: "a"}, note{Chat: -1, Text: "b"})
		w.run()
		w.pass(10 * time.Minute)
		w.expectSaidAt(-1, 37*time.Second, 37*time.Second)
	})
}

// What is for a place that is shut waits in its order, whatever else is said elsewhere, and is said once when the place
// opens: at the next look, or at once when somebody knows.
func TestWhatCannotBePostedForTheMomentIsPostedLater(t *testing.T) {
	for name, known := range map[string]bool{"at the next look": false, "when it is known": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				shut := true
				tries := 0
				w.trial = func(n note) error {
					if n.Chat == -1 && shut {
						tries++
						return &outbox.Shut{Reason: "muted"}
					}
					return nil
				}
				w.queue(village, "", note{Chat: -1, Text: "a"}, note{Chat: -1, Text: "b", Class: 1}, note{Chat: -2, Text: "c"})
				w.queue(village, "wall", note{Chat: -1, Text: "wall"})
				w.run()
				w.pass(48 * time.Hour)
				w.expect(-1, "")
				w.expect(-2, "c")
				if n, _ := w.Depth(); n != 0 {
					t.Errorf("%d messages count as waiting", n)
				}
				if got := w.store.records(village)["shut:-1.0"]; got != "muted" {
					t.Errorf("the place is shut for %q", got)
				}
				if tries > 250 {
					t.Errorf("%d looks in two days", tries)
				}
				w.mu.Lock()
				shut = false
				w.mu.Unlock()
				if known {
					w.Look(-1)
					w.pass(5 * time.Second) // for what a group bears
				} else {
					w.pass(15*time.Minute + time.Second)
				}
				w.expect(-1, "b a wall")
				w.expectIdle()
			})
		})
	}
}

// A topic that is closed holds up neither the other topics of its chat nor the chat itself.
func TestAClosedTopicHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.where = func(n note) (outbox.Slip, error) {
			return outbox.Slip{Chat: n.Chat, Thread: len(n.Text)}, nil
		}
		w.trial = func(n note) error {
			if n.Text == "topic" {
				return &outbox.Shut{Reason: "closed"}
			}
			return nil
		}
		w.queue(village, "", note{Chat: 1, Text: "topic"}, note{Chat: 1, Text: "a"})
		w.run()
		w.pass(time.Minute)
		w.expect(1, "a")
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

func TestPanicsDropTheOutboxMessage(t *testing.T) {
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
			t.Errorf("the log must name the message and not quote it: %s", logs)
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
