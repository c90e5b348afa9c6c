package screening_test

import (
	"fmt"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func TestScreeningAcceptsOnEachTrack(t *testing.T) {
	for track, want := range map[procedure.Track]procedure.Kind{
		"": procedure.Research, procedure.Big: procedure.Research, procedure.Hard: procedure.Research,
		procedure.Small: procedure.Deliberation, procedure.Urgent: procedure.Deliberation,
	} {
		t.Run("track "+string(track), func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Accepted(track)
			v.Is(n, want)
			v.HeardIn(say.Wall, "echo.accepted")
			if got := v.Find(n).Track; got != track && got != procedure.Big {
				t.Errorf("goes on the track %q", got)
			}
		})
	}
}

func TestScreeningClosesWithAReason(t *testing.T) {
	for _, verdict := range []cases.Verdict{
		{Kind: cases.Decline, Ground: cases.Policy}, {Kind: cases.Decline, Ground: cases.Ordered},
		{Kind: cases.Decline, Ground: cases.Discriminatory},
		{Kind: cases.Decline, Ground: cases.Other, Text: "it is private"},
		{Kind: cases.Answer, Text: "it is ordered"},
	} {
		t.Run(fmt.Sprint(verdict.Kind, verdict.Ground), func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Raised()
			if r := v.Do(screen(village.Secretary, n, verdict)); r != nil {
				t.Fatal(r)
			}
			v.Is(n, procedure.Closed)
			how := v.Find(n).Closed
			if how.Ground != verdict.Ground || how.Reason != verdict.Text {
				t.Errorf("closed as %+v", how)
			}
			id := "echo.closed." + string(how.Outcome)
			if verdict.Text == "" {
				id += ".plain"
			}
			if verdict.Kind == cases.Decline {
				id = "echo.declined." + string(verdict.Ground) // each exclusion has its own words
			}
			v.HeardIn(say.Wall, id)
			v.Refused("refuse.closed", life.Command{Verb: permission.Support, By: village.Widow, Case: n})
		})
	}
}

func TestAMergedCaseTakesItsPeopleAlong(t *testing.T) {
	v := village.Found(t, "six-step")
	first, second, third := v.Raised(), v.Raised(), v.Raised()
	v.Must(life.Command{
		Verb: permission.Raise, By: village.Shy, Values: intake.Raise{Anonymous: true, Text: "The lamps again, please"},
	})
	fourth := v.Head().Cases
	for _, p := range []int{village.Widow, village.Neighbour} {
		v.Must(life.Command{Verb: permission.Support, By: p, Case: fourth})
	}
	v.Must(life.Command{Verb: permission.Support, By: village.Widow, Case: third})
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: fourth,
		Values: cases.Verdict{Kind: cases.Merge, Into: third},
	})
	v.Ended(fourth, cases.Merged)
	if got := v.Find(third).Supporters; got != 3 {
		t.Errorf("expected the widow, the neighbour and the raiser to support it, got %d", got)
	}
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: third,
		Values: cases.Verdict{Kind: cases.Merge, Into: second},
	})
	if got := v.Find(second).Supporters; got != 3 {
		t.Errorf("after the second merge: %d", got)
	}
	for id, into := range map[string]int{
		"refuse.merge_self": first, "refuse.merge_closed": third, "refuse.no_case": 99,
	} {
		v.Refused(id, life.Command{
			Verb: permission.Screen, By: village.Secretary, Case: first,
			Values: cases.Verdict{Kind: cases.Merge, Into: into},
		})
	}
	v.Refused("refuse.merged", life.Command{
		Verb: permission.Reopen, By: village.Secretary, Case: fourth, Values: life.Prose{Text: "no"},
	})
}

func TestThoseWhoMoveAlongMayBeEnough(t *testing.T) {
	v := village.Found(t, "hall")
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "six-step"},
	})
	from := v.Raised()
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "hall"},
	})
	v.Must(life.Command{Verb: permission.Raise, By: village.Widow, Values: intake.Raise{Text: "The lamps are dark"}})
	into := v.Head().Cases
	for _, p := range []int{village.Member, village.Elder} {
		v.Must(life.Command{Verb: permission.Support, By: p, Case: from})
	}
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: from,
		Values: cases.Verdict{Kind: cases.Merge, Into: into},
	})
	v.Is(into, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.supported")
}

// motion is a case whose screening lies before the council.
func motion(t *testing.T, verdict cases.Verdict) (*village.Village, int) {
	v := village.Found(t, "hall")
	n := v.Raised()
	v.Must(life.Command{Verb: permission.Screen, By: village.Secretary, Case: n, Values: verdict})
	v.Told("notice.vote.screening", village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Refused("refuse.ballot_open", life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n, Values: verdict,
	})
	v.Refused("refuse.ballot_open", life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n})
	return v, n
}

func TestTheCouncilScreens(t *testing.T) {
	v, n := motion(t, cases.Verdict{Kind: cases.Decline, Ground: cases.Ordered})
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Ended(n, cases.Declined)

	v, n = motion(t, cases.Verdict{Kind: cases.Accept, Track: procedure.Urgent})
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer)
	v.Pass(2 * village.Day)
	v.Is(n, procedure.Implementation)

	v, n = motion(t, cases.Verdict{Kind: cases.Answer, Text: "done"})
	v.Votes(n, ballot.No, village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.motion_failed")
	v.Told("task.screen.now", village.Secretary, village.Convener)
}

func TestAMotionToMergeFollowsTheCaseThatWasMergedMeanwhile(t *testing.T) {
	for _, c := range []struct {
		name    string
		verdict cases.Verdict // of what becomes of the second case
		merged  bool
	}{
		{"into a third", cases.Verdict{Kind: cases.Merge, Into: 3}, true},
		{"into this one", cases.Verdict{Kind: cases.Merge, Into: 1}, false},
		{"answered", cases.Verdict{Kind: cases.Answer, Text: "done"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := village.Found(t, "hall")
			for range 3 {
				v.Raised()
			}
			v.Must(life.Command{
				Verb: permission.Screen, By: village.Secretary, Case: 1,
				Values: cases.Verdict{Kind: cases.Merge, Into: 2},
			})
			v.Must(life.Command{Verb: permission.Screen, By: village.Secretary, Case: 2, Values: c.verdict})
			v.Votes(2, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
			v.Votes(1, ballot.Yes, village.Convener, village.Member, village.Lawyer, village.Elder)
			if c.merged {
				if v.Ended(1, cases.Merged); v.Find(1).Closed.Into != 3 {
					t.Errorf("merged into %d", v.Find(1).Closed.Into)
				}
				return
			}
			v.Is(1, procedure.Screening)
			if got := v.Ballot("1.1").Result; got != ballot.Void {
				t.Errorf("the ballot ended %s", got)
			}
		})
	}
}

func TestWithoutACouncilThereIsNoBallot(t *testing.T) {
	v := village.Found(t, "hall")
	for p, role := range map[int]people.Role{
		village.Convener: people.Convener, village.Member: people.Member, village.Lawyer: people.Member,
		village.Elder: people.Member,
	} {
		v.Must(life.Command{
			Verb: permission.Dismiss, By: village.Secretary, Person: p, Values: people.Grant{Role: role},
		})
	}
	n := v.Raised()
	v.Refused("refuse.no_council", life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept},
	})
}

func TestWhoScreensIsTheProceduresToSay(t *testing.T) {
	v := village.Found(t, "street")
	n := v.Raised()
	accept := cases.Verdict{Kind: cases.Accept, Track: procedure.Small}
	v.Refused("refuse.role", life.Command{Verb: permission.Screen, By: village.Secretary, Case: n, Values: accept})
	v.Must(life.Command{Verb: permission.Screen, By: village.Convener, Case: n, Values: accept})
	if got := v.Find(n).Stage; got != 2 {
		t.Errorf("after the first screening expected the second, got stage %d", got)
	}
	v.Must(life.Command{Verb: permission.Screen, By: village.Secretary, Case: n, Values: accept})
	v.Is(n, procedure.Deliberation)
}

func TestEachExclusionHasItsWords(t *testing.T) {
	for _, ground := range []cases.Ground{cases.Policy, cases.Ordered, cases.Discriminatory, cases.Other} {
		v := village.Found(t, "six-step")
		n := v.Raised()
		v.Must(life.Command{
			Verb: permission.Screen, By: village.Secretary, Case: n,
			Values: cases.Verdict{Kind: cases.Decline, Ground: ground, Text: "so it is"},
		})
		v.Told("echo.declined."+string(ground), v.Find(n).Raiser)
	}
}
