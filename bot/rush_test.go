package bot_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"echowall/bot/sim/people"
	"echowall/flows/procedure"
	"echowall/flows/procedure/openvote"
)

// TestRushOfVotes lets 500 people vote within a minute in one group: each is answered within a second, the group is
// told the tally in no more calls than it bears, and the tally is right.
func TestRushOfVotes(t *testing.T) {
	const voters = 500
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		methods, err := procedure.Load(fstest.MapFS{"open.yaml": {Data: openvote.Method("six-step", "7d")}})
		if err != nil {
			t.Fatal(err)
		}
		v := foundBy(t, dir, []string{"en"}, methods)
		v.do("xiuying: /raise The new square: trees or a car park?", "secretary in private: /screen 1 accept",
			"secretary in private: /resolve 1 A Trees are planted on the new square.")
		ballot := v.ballot()
		for i := range voters {
			who := v.server.AddUser(people.User{First: fmt.Sprint("Voter", i), Lang: "en"})
			v.server.Join(v.cast.Group, who)
			v.cast.People[fmt.Sprint("voter", i)] = who
		}
		v.settle()
		time.Sleep(2 * time.Minute)
		began := time.Now()
		var presses []*people.Query
		for i := range voters {
			word := []string{"yes", "no", "yes", "abstain", "yes"}[i%5]
			presses = append(presses, v.cast.People[fmt.Sprint("voter", i)].PressData(v.cast.Group, ballot, "vote 1.1 "+word))
			time.Sleep(time.Minute / voters)
		}
		v.settle()
		v.onTime(presses, began)
		if n := v.server.Stats().MaxPerMinute(v.cast.Group.ID); n > 20 {
			t.Errorf("%d calls to the group in one minute", n)
		}
		tally, _ := v.server.Message(v.cast.Group, ballot)
		if !strings.Contains(tally.Text, "yes 300") || !strings.Contains(tally.Text, "no 100") ||
			!strings.Contains(tally.Text, "abstain 100") {
			t.Errorf("the tally is wrong:\n%s", tally.Text)
		}
		v.close()
	})
}

// ballot is the message with the open ballot.
func (v *village) ballot() int {
	for _, m := range v.server.Messages(v.cast.Group) {
		if len(m.Buttons) > 0 && slices.ContainsFunc(m.Buttons[0],
			func(b people.Button) bool { return strings.HasPrefix(b.Data, "vote ") }) {
			return m.ID
		}
	}
	v.t.Fatal("no ballot in the group")
	return 0
}

// onTime checks that each press was answered within a second.
func (v *village) onTime(presses []*people.Query, began time.Time) {
	pressed, slowest := map[int64]time.Time{}, time.Duration(0)
	for _, e := range v.server.Log() {
		switch {
		case e.Time.Before(began):
		case e.Kind == people.Pressed:
			pressed[e.User.ID] = e.Time
		case e.Kind == people.Answered:
			slowest = max(slowest, e.Time.Sub(pressed[e.User.ID]))
		}
	}
	for _, q := range presses {
		if text, _, answered := q.Answer(); !answered || !strings.Contains(text, "you voted") {
			v.t.Errorf("a voter was told %q", text)
		}
	}
	if slowest > time.Second {
		v.t.Errorf("a voter waited %s", slowest)
	}
	v.t.Logf("%d votes, the slowest answer after %s, %d calls to the group in the busiest minute",
		len(presses), slowest, v.server.Stats().MaxPerMinute(v.cast.Group.ID))
}
