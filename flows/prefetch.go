package flows

import (
	"echowall/flows/life"
	"echowall/flows/record"
)

// looks is how often in a batch others are let ask: as often as it takes to find a user, the person, and what a command
// about a case needs.
const looks = 5

// prefetch is a prefetch: what a batch knows of those behind whose records are not at hand.
type prefetch struct {
	looks     int
	strangers []*job
}

// prefetch lets the inputs behind the one at hand ask for what they need, so that the store is asked once for all of
// them. In a rush of people who were not heard lately each would else cost questions of its own, one after the other.
// It decides nothing: each is decided in its turn, on what those before it came to.
func (t *batch) prefetch() {
	a := &t.fetching
	if a.looks == 0 {
		for _, j := range t.behind {
			if j.in.spoken() && !record.AtHand(t.state.Records, j.in.User.ID) {
				a.strangers = append(a.strangers, j)
			}
		}
	}
	a.looks++
	if a.looks > looks {
		return
	}
	mine := t.seed
	defer func() { t.seed = mine }()
	for _, j := range a.strangers {
		t.seed = j.seed
		_ = guarded(func() error { // what goes wrong will be seen when its turn comes
			_, err := record.Attempt(func() error {
				return t.interpret(j.in, &done{sheet: t.state.Fork(), meta: life.Meta{At: j.in.At.UTC()}})
			})
			return err
		})
	}
}
