package outbox_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

// TestNobodysAnswersDelayTheFirstOfAnother queues two hundred answers to one person in a group: whoever asks meanwhile
// is answered next, and each hears the own answers in order.
func TestNobodysAnswersDelayTheFirstOfAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		for i := range 200 {
			w.queue(village, "", note{Chat: -1, Class: 2, Asker: 7, Text: fmt.Sprint("flood", i)})
		}
		w.run()
		w.pass(time.Minute)
		for _, asker := range []int64{8, 9, 8} {
			asked := time.Since(w.began)
			text := fmt.Sprint("answer to ", asker, " at ", asked)
			w.tell(village, note{Chat: -1, Class: 2, Asker: asker, Text: text})
			w.pass(5 * time.Second)
			if all := w.calls(-1); !strings.Contains(fmt.Sprint(all[len(all)-2:]), text) {
				t.Errorf("who asked after %s still waits 5 s later: %v", asked, all[len(all)-5:])
			}
		}
		w.pass(20 * time.Minute)
		flood := 0
		for _, s := range w.calls(-1) {
			if strings.HasPrefix(s.text, "flood") {
				if want := fmt.Sprint("flood", flood); s.text != want {
					t.Fatalf("said is %s before %s", s.text, want)
				}
				flood++
			}
		}
		if flood != 200 {
			t.Errorf("%d of 200 answers were given", flood)
		}
		w.expectIdle()
	})
}

// TestNobodyWaitsForMoreThanOneAnswerOfEachOther draws who asks how often: the k-th answer to somebody comes before the
// k+1st to anybody else who had asked by then, and nobody's answers change places.
func TestNobodyWaitsForMoreThanOneAnswerOfEachOther(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		askers := rapid.SliceOfN(rapid.Int64Range(1, 4), 1, 40).Draw(rt, "askers")
		var heard []string
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t)
			count := map[int64]int{}
			for _, asker := range askers {
				count[asker]++
				w.queue(village, "", note{Chat: -1, Class: 2, Asker: asker, Text: fmt.Sprintf("%d/%d", count[asker], asker)})
			}
			w.run()
			w.pass(5 * time.Minute)
			heard = strings.Fields(w.heard(-1))
			w.stop()
		})
		if len(heard) != len(askers) {
			rt.Fatalf("%d of %d answers were given", len(heard), len(askers))
		}
		// The first that is read may go before the others are known.
		round := 0
		for _, text := range heard[1:] {
			var turn, asker int
			if _, err := fmt.Sscanf(text, "%d/%d", &turn, &asker); err != nil {
				rt.Fatal(err)
			}
			if turn < round-1 {
				rt.Fatalf("%s comes after an answer of round %d: %v", text, round, heard)
			}
			round = max(round, turn)
		}
	})
}

// What nobody asked for keeps its order, and so does what is said in private, whoever asked.
func TestNothingElseChangesPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var want []string
		for i := range 20 {
			text := fmt.Sprint(i)
			want = append(want, text)
			w.queue(village, "", note{Chat: -1, Text: text}, note{Chat: 5, Class: 2, Asker: int64(1 + i%3), Text: text})
		}
		w.run()
		w.pass(5 * time.Minute)
		w.expect(-1, strings.Join(want, " "))
		w.expect(5, strings.Join(want, " "))
		w.expectIdle()
	})
}
