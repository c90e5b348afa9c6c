package outbox_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestViewIsSentAsItIsWhenItsTurnComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.run()
		w.gate.Hold(-1, time.Now().Add(time.Minute))
		for i := range 10 {
			w.show(village, "wall", note{Chat: -1, Text: fmt.Sprint("wall", i)})
			synctest.Wait()
		}
		w.tell(village, note{Chat: -1, Text: "news"})
		w.pass(2 * time.Minute)
		w.expect(-1, "wall9 news")
		w.expectIdle()
	})
}

func TestViewRefreshedWhileSentIsSentAgainBehindWhatWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.delay = 100 * time.Millisecond
		w.queue(village, "wall", note{Chat: -1, Text: "wall0"})
		w.queue(village, "", note{Chat: -1, Text: "a"}, note{Chat: -1, Text: "b"})
		w.run()
		w.pass(50 * time.Millisecond)
		w.queue(village, "wall", note{Chat: -1, Text: "wall1"}) // not even poked
		w.pass(time.Minute)
		w.expect(-1, "wall0 a b wall1")
		w.expectIdle()
		records := w.store.records(village)
		if records["kept:1.0"] == "" || records["kept:1.1"] == "" {
			t.Errorf("both sendings of the view must be kept: %v", records)
		}
	})
}

// 500 votes in a minute: the limits of the group hold, the news are said, and at the end the last state stands.
func TestViewRefreshedAllTheTime(t *testing.T) {
	for _, class := range []int{0, 1} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			w.delay = 200 * time.Millisecond
			w.run()
			var news []string
			for i := range 500 {
				w.show(village, "ballot:1", note{Chat: -1, Class: class, Text: fmt.Sprint("tally", i)})
				if i%100 == 50 {
					news = append(news, fmt.Sprint("news", i))
					w.tell(village, note{Chat: -1, Text: news[len(news)-1]})
				}
				w.pass(time.Minute / 500)
			}
			w.pass(12 * time.Second)
			w.expectIdle()
			calls := w.calls(-1)
			if last := calls[len(calls)-1].text; last != "tally499" {
				t.Errorf("the last state said is %s", last)
			}
			calls = slices.DeleteFunc(calls, func(s said) bool { return strings.HasPrefix(s.text, "tally") })
			for i, s := range calls {
				if s.text != news[i] {
					t.Errorf("news %s, want %s", s.text, news[i])
				}
				if late := s.at - time.Duration(i*100+50)*time.Minute/500; late > 9*time.Second {
					t.Errorf("%s was said %s late", s.text, late)
				}
			}
			if len(calls) != len(news) {
				t.Errorf("%d news were said, want %d", len(calls), len(news))
			}
			expectAtMost20AMinute(t, w.calls(-1))
		})
	}
}

func expectAtMost20AMinute(t *testing.T, calls []said) {
	t.Helper()
	for i, first := range calls {
		n := 0
		for _, s := range calls[i:] {
			if s.at < first.at+time.Minute {
				n++
			}
		}
		if n > 20 {
			t.Errorf("%d calls in the minute from %s", n, first.at)
		}
	}
}
