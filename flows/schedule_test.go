package flows_test

import (
	"encoding/json"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"echowall/flows/journal"
	"echowall/flows/rounds"
)

// TestTwoClocksCallOnce lets two engines look at the same village at the same moments, as two replicas do while one
// takes over from the other: the commit that notes a call is the one that makes it, so each is made once.
func TestTwoClocksCallOnce(t *testing.T) {
	bubble(t, func(v *village, w *watched) {
		v.private(chen, "/settings schedule digest 0 9 * * *")
		_, stopOne := v.run(w)
		_, stopTwo := v.run(w)
		time.Sleep(10 * 24 * time.Hour)
		synctest.Wait()
		v.must(errors.Join(stopOne(), stopTwo()))
		calls := map[time.Time]int{}
		for _, raw := range v.entries() {
			e, err := journal.Open(raw.Data)
			v.must(err)
			for _, x := range e.Events {
				var called rounds.ScheduleCalled
				if x.Type == "schedule.called" {
					v.must(json.Unmarshal(x.Data, &called))
					calls[called.For]++
				}
			}
		}
		for at, n := range calls {
			if n != 1 {
				t.Errorf("the digest of %s was called %d times", at, n)
			}
		}
		if len(calls) != 10 {
			t.Errorf("%d digests in ten days", len(calls))
		}
	})
}
