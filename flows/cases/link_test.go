package cases_test

import (
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
)

// river is a case about a river that the hill and the mill deliberate together with its own community, and that the
// farm has referred to it.
func river() *cases.Case {
	return &cases.Case{Number: 4, Followers: []cases.Link{
		{Community: "hill", Case: 7, Kind: cases.Joint}, {Community: "farm", Case: 2, Kind: cases.ReferredUp},
		{Community: "mill", Kind: cases.Joint},
	}}
}

func TestWhyACaseFollowsAnother(t *testing.T) {
	for name, c := range map[string]struct {
		lead           *cases.Link
		referred, with bool
	}{
		"its own":             {nil, false, false},
		"referred":            {&cases.Link{Community: "town", Kind: cases.ReferredUp}, true, false},
		"talked over jointly": {&cases.Link{Community: "town", Kind: cases.Joint}, false, true},
	} {
		x := &cases.Case{Lead: c.lead}
		if x.Follows(cases.ReferredUp) != c.referred || x.Follows(cases.Joint) != c.with {
			t.Errorf("%s: follows as referred %v, jointly %v", name, x.Follows(cases.ReferredUp), x.Follows(cases.Joint))
		}
	}
}

func TestWhoFollowsACase(t *testing.T) {
	c := river()
	for community, want := range map[string]struct {
		number  int
		follows bool
		partner bool
	}{"hill": {7, true, true}, "farm": {2, true, false}, "mill": {0, true, true}, "town": {0, false, false}} {
		f := c.Follower(community)
		if (f != nil) != want.follows || f != nil && f.Case != want.number || c.Partner(community) != want.partner {
			t.Errorf("%s: expected %+v, got %+v, partner %v", community, want, f, c.Partner(community))
		}
	}
	if c.Follower("mill").Case = 9; c.Followers[2].Case != 9 {
		t.Error("the number that the mill told is not kept")
	}
}

func TestPartnersAreThoseWhoDeliberateTogether(t *testing.T) {
	c := river()
	partners := c.Partners()
	if len(partners) != 2 || partners[0].Community != "hill" || partners[1].Community != "mill" {
		t.Errorf("partners are %+v", partners)
	}
	if len(c.Followers) != 3 || c.Followers[1].Community != "farm" {
		t.Errorf("asking who the partners are took a follower away: %+v", c.Followers)
	}
	if got := (&cases.Case{}).Partners(); len(got) != 0 {
		t.Errorf("a case of one community has the partners %+v", got)
	}
}

func TestResultsAreGatheredUntilEveryCommunityHasCounted(t *testing.T) {
	own, hill, mill := cases.Count{Result: ballot.Adopted}, cases.Count{Community: "hill", Result: ballot.Rejected},
		cases.Count{Community: "mill", Result: ballot.Adopted}
	for _, s := range []struct {
		name   string
		ballot string
		counts []cases.Count
		want   bool
	}{
		{"nobody has voted yet", "", nil, false},
		{"its own ballot is open, and the hill has counted", "4.1", []cases.Count{hill}, false},
		{"its own is counted", "", []cases.Count{own}, true},
		{"the mill is still awaited", "", []cases.Count{own, hill}, true},
		{"all have counted", "", []cases.Count{own, hill, mill}, false},
	} {
		c := river()
		c.Talk.Ballot, c.Talk.Counts = s.ballot, s.counts
		if got := c.Counting(); got != s.want {
			t.Errorf("%s: counting %v", s.name, got)
		}
	}
}

func TestWhoFollowsPromisesNoDayOfItsOwn(t *testing.T) {
	c := &cases.Case{Due: monday, Overdue: true, Motion: &cases.Verdict{}, Talk: cases.Talk{Ballot: "4.1", Round: 2}}
	c.Follow(cases.Link{Community: "town", Name: "The town", Kind: cases.ReferredUp, At: monday})
	if c.Lead == nil || c.Lead.Name != "The town" || !c.Follows(cases.ReferredUp) {
		t.Errorf("follows %+v", c.Lead)
	}
	if !c.Due.IsZero() || c.Late() || c.Motion != nil || c.Talk.Ballot != "" {
		t.Errorf("still waits here: %+v", c)
	}
	if c.Talk.Round != 2 || c.Closed != nil {
		t.Errorf("what was talked over is forgotten, or the case closed: %+v", c)
	}
}

// A case that was merged into another brings its followers along. A community that deliberates with both is one partner
// all the same: awaited once, and enough when it has counted once.
func TestAPartnerOfMergedCasesCountsOnce(t *testing.T) {
	c := &cases.Case{Followers: []cases.Link{
		{Community: "low", Kind: cases.Joint, Case: 5}, {Community: "low", Kind: cases.Joint, Case: 7},
		{Community: "mill", Kind: cases.Joint},
	}}
	if got := c.Partners(); len(got) != 2 || got[0].Case != 5 || got[1].Community != "mill" {
		t.Errorf("partners: %+v", got)
	}
	for n, counting := range []bool{false, true, true, false} {
		c.Talk.Counts = make([]cases.Count, n)
		if c.Counting() != counting {
			t.Errorf("after %d counts of 3, more are awaited: %v", n, !counting)
		}
	}
}
