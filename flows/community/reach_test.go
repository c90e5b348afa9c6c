package community_test

import (
	"strings"
	"testing"

	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/proof"
	"echowall/flows/publicity"
)

// TestNoWordReachesFurtherThanItsRight puts words that somebody had the right to together with what they do not bring:
// the same in another case, a case that goes on twice, a stage that is left for nothing, nothing at all.
func TestNoWordReachesFurtherThanItsRight(t *testing.T) {
	v := village.Found(t, "six-step")
	approved, other := v.Unopposed(), v.Unopposed()
	own, others := v.Raised(), v.Raised()
	v.Must(command{Verb: permission.Take, By: secretary, Case: others})
	withdrawn := func(n int) life.Event {
		return life.CaseClosed{Case: n, How: cases.Closing{Outcome: cases.Withdrawn}}
	}
	next := v.Find(approved).Stage + 1
	on := func(n, stage int) life.Event { return life.StageEntered{Case: n, Stage: stage} }
	word := publicity.Approved{Case: approved, By: authority}
	for name, x := range map[string]struct {
		by     int
		cause  permission.Verb
		events []life.Event
		want   string
	}{
		"another case":    {resident, permission.Withdraw, []life.Event{withdrawn(own), withdrawn(others)}, "was not about"},
		"closed twice":    {resident, permission.Withdraw, []life.Event{withdrawn(own), withdrawn(own)}, "twice"},
		"another goes on": {authority, permission.Approve, []life.Event{word, on(other, next)}, "was not about"},
		"two stages on": {
			authority, permission.Approve, []life.Event{word, on(approved, next), on(approved, next+1)}, "twice",
		},
		"without the word": {authority, permission.Approve, []life.Event{on(approved, next)}, "comes without"},
		"left for nothing": {
			secretary, permission.Screen,
			[]life.Event{life.StageEntered{Case: own, Stage: 1, Why: life.Quietly}}, "screened",
		},
		"nothing": {resident, permission.Withdraw, nil, "nothing happened"},
		"a letter on a case that nobody else leads": {
			0, proof.FromLetter,
			[]life.Event{life.CaseClosed{Case: own, How: cases.Closing{Outcome: cases.Solved}}}, "without a count",
		},
		"nothing of the clock": {0, proof.FromClock, nil, "nothing happened"},
	} {
		if err := v.Rules(x.by, x.cause, x.events...); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v, expected %q", name, err, x.want)
		}
	}
	if err := v.Rules(authority, permission.Approve, word, on(approved, next)); err != nil {
		t.Errorf("the word alone: %v", err)
	}
}
