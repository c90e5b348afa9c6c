package community_test

import (
	"fmt"
	"testing"

	"echowall/flows/community/village"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func screen(v *village.Village, n, by int, verdict cases.Verdict) *life.Refusal {
	v.TB.Helper()
	return v.Do(command{Verb: permission.Screen, By: by, Case: n, Values: verdict})
}

func TestIntakeEndsWhenTaken(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Told("task.screen", secretary, convener)
	v.Must(command{Verb: permission.Take, By: secretary, Case: n})
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.taken")
	v.Told("task.screen.now", secretary, convener)
	v.Refused("refuse.stage", command{Verb: permission.Take, By: secretary, Case: n})
}

func TestIntakeEndsWithEnoughSupporters(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.Raised()
	for i, p := range []int{member, elder, widow} {
		v.Is(n, procedure.Intake)
		v.Must(command{Verb: permission.Support, By: p, Case: n})
		if got := v.Find(n).Supporters; got != i+1 {
			t.Fatalf("%d supporters after %d", got, i+1)
		}
	}
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.supported")
	v.Told("echo.entered.supported", member, elder, resident, widow)
}

func TestIntakeEndsWithTime(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Pass(3*day - 1)
	v.Is(n, procedure.Intake)
	v.Pass(1)
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.time")
}

func TestOneSupportsOnceAndNotOnesOwn(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	v.Refused("refuse.own_case", command{Verb: permission.Support, By: resident, Case: n})
	v.Must(command{Verb: permission.Support, By: widow, Case: n})
	v.Refused("refuse.supported", command{Verb: permission.Support, By: widow, Case: n})
	v.Refused("refuse.no_case", command{Verb: permission.Support, By: widow, Case: 99})
}

func TestAnAnonymousRaiserIsNotToldThatTheCaseIsTheirs(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Must(command{
		Verb: permission.Raise, By: shy, Values: intake.Raise{Anonymous: true, Text: "My landlord cuts the water"},
	})
	for _, n := range v.Notices {
		if n.Message.ID == "task.screen" && n.Message.Args["By"].Msg == nil {
			t.Error("the office is told who raised it")
		}
	}
	v.Refused("refuse.supported", command{Verb: permission.Support, By: shy, Case: 1})
}

func TestTheTextIsTheRaisersUntilItIsTaken(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Refused("refuse.too_short", command{Verb: permission.Raise, By: resident, Values: intake.Raise{Text: " ab "}})
	n := v.Raised()
	v.Must(command{
		Verb: permission.Reword, By: resident, Case: n,
		Values: life.Prose{Text: "The lamps and the benches. All of them."},
	})
	v.Must(command{Verb: permission.Photo, By: resident, Case: n, Photos: []string{"a", "b"}})
	v.Must(command{Verb: permission.Photo, By: resident, Case: n, Photos: make([]string, 9)})
	v.Must(command{Verb: permission.Reword, By: resident, Case: n, Values: life.Prose{Text: "no"}})
	c := v.Find(n)
	if c.Title != "The lamps and the benches" || len(c.Photos) != 2 || len(v.Events) != 0 {
		t.Errorf("got %q with %d photos", c.Title, len(c.Photos))
	}
	v.Must(command{Verb: permission.Raise, By: resident, Photos: []string{"a"}})
	v.HeardIn(say.Group, "case.photos")
}

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
		{Kind: cases.Decline, Ground: cases.Discriminatory}, {Kind: cases.Decline, Ground: cases.Other, Text: "it is private"},
		{Kind: cases.Answer, Text: "it is ordered"}, {Kind: cases.Refer, Text: "the county builds roads"},
	} {
		t.Run(fmt.Sprint(verdict.Kind, verdict.Ground), func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Raised()
			if r := screen(v, n, secretary, verdict); r != nil {
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
			v.Refused("refuse.closed", command{Verb: permission.Support, By: widow, Case: n})
		})
	}
}

func TestAMergedCaseTakesItsPeopleAlong(t *testing.T) {
	v := village.Found(t, "six-step")
	first, second, third := v.Raised(), v.Raised(), v.Raised()
	v.Must(command{
		Verb: permission.Raise, By: shy, Values: intake.Raise{Anonymous: true, Text: "The lamps again, please"},
	})
	fourth := v.Head().Cases
	for _, p := range []int{widow, neighbour} {
		v.Must(command{Verb: permission.Support, By: p, Case: fourth})
	}
	v.Must(command{Verb: permission.Support, By: widow, Case: third})
	v.Must(command{
		Verb: permission.Screen, By: secretary, Case: fourth, Values: cases.Verdict{Kind: cases.Merge, Into: third},
	})
	v.Ended(fourth, cases.Merged)
	if got := v.Find(third).Supporters; got != 3 {
		t.Errorf("expected the widow, the neighbour and the raiser to support it, got %d", got)
	}
	v.Must(command{
		Verb: permission.Screen, By: secretary, Case: third, Values: cases.Verdict{Kind: cases.Merge, Into: second},
	})
	if got := v.Find(second).Supporters; got != 3 {
		t.Errorf("after the second merge: %d", got)
	}
	for id, into := range map[string]int{"refuse.merge_self": first, "refuse.merge_closed": third, "refuse.no_case": 99} {
		v.Refused(id, command{
			Verb: permission.Screen, By: secretary, Case: first, Values: cases.Verdict{Kind: cases.Merge, Into: into},
		})
	}
	v.Refused("refuse.merged", command{
		Verb: permission.Reopen, By: secretary, Case: fourth, Values: life.Prose{Text: "no"},
	})
}

func TestThoseWhoMoveAlongMayBeEnough(t *testing.T) {
	v := village.Found(t, "hall")
	v.Must(command{
		Verb: permission.Settings, By: secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "six-step"},
	})
	from := v.Raised()
	v.Must(command{
		Verb: permission.Settings, By: secretary, Values: office.Setting{Name: office.SettingProcedure, Value: "hall"},
	})
	v.Must(command{Verb: permission.Raise, By: widow, Values: intake.Raise{Text: "The lamps are dark"}})
	into := v.Head().Cases
	for _, p := range []int{member, elder} {
		v.Must(command{Verb: permission.Support, By: p, Case: from})
	}
	v.Must(command{
		Verb: permission.Screen, By: secretary, Case: from, Values: cases.Verdict{Kind: cases.Merge, Into: into},
	})
	v.Is(into, procedure.Screening)
	v.HeardIn(say.Wall, "echo.entered.supported")
}

// motion is a case whose screening lies before the council.
func motion(t *testing.T, verdict cases.Verdict) (*village.Village, int) {
	v := village.Found(t, "hall")
	n := v.Raised()
	v.Must(command{Verb: permission.Screen, By: secretary, Case: n, Values: verdict})
	v.Told("notice.vote.screening", convener, member, lawyer, elder)
	v.Refused("refuse.ballot_open", command{Verb: permission.Screen, By: secretary, Case: n, Values: verdict})
	v.Refused("refuse.ballot_open", command{Verb: permission.Withdraw, By: resident, Case: n})
	return v, n
}

func TestTheCouncilScreens(t *testing.T) {
	v, n := motion(t, cases.Verdict{Kind: cases.Decline, Ground: cases.Ordered})
	v.Votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.Ended(n, cases.Declined)

	v, n = motion(t, cases.Verdict{Kind: cases.Accept, Track: procedure.Urgent})
	v.Votes(n, ballot.Yes, convener, member, lawyer)
	v.Pass(2 * day)
	v.Is(n, procedure.Implementation)

	v, n = motion(t, cases.Verdict{Kind: cases.Answer, Text: "done"})
	v.Votes(n, ballot.No, convener, member, lawyer, elder)
	v.Is(n, procedure.Screening)
	v.HeardIn(say.Wall, "echo.motion_failed")
	v.Told("task.screen.now", secretary, convener)
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
			v.Must(command{
				Verb: permission.Screen, By: secretary, Case: 1, Values: cases.Verdict{Kind: cases.Merge, Into: 2},
			})
			v.Must(command{Verb: permission.Screen, By: secretary, Case: 2, Values: c.verdict})
			v.Votes(2, ballot.Yes, convener, member, lawyer, elder)
			v.Votes(1, ballot.Yes, convener, member, lawyer, elder)
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
	for p, role := range map[int]people.Role{convener: people.Convener, member: people.Member, lawyer: people.Member, elder: people.Member} {
		v.Must(command{Verb: permission.Dismiss, By: secretary, Person: p, Values: people.Grant{Role: role}})
	}
	n := v.Raised()
	v.Refused("refuse.no_council", command{
		Verb: permission.Screen, By: secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept},
	})
}

func TestWhoScreensIsTheProceduresToSay(t *testing.T) {
	v := village.Found(t, "street")
	n := v.Raised()
	accept := cases.Verdict{Kind: cases.Accept, Track: procedure.Small}
	v.Refused("refuse.role", command{Verb: permission.Screen, By: secretary, Case: n, Values: accept})
	v.Must(command{Verb: permission.Screen, By: convener, Case: n, Values: accept})
	if got := v.Find(n).Stage; got != 2 {
		t.Errorf("after the first screening expected the second, got stage %d", got)
	}
	v.Must(command{Verb: permission.Screen, By: secretary, Case: n, Values: accept})
	v.Is(n, procedure.Deliberation)
}

func TestWithdrawingEndsACase(t *testing.T) {
	for _, road := range []func(*village.Village) int{(*village.Village).Raised, (*village.Village).Screened, (*village.Village).Talked} {
		v := village.Found(t, "six-step")
		n := road(v)
		v.Refused("refuse.role", command{Verb: permission.Withdraw, By: widow, Case: n})
		v.Must(command{Verb: permission.Withdraw, By: resident, Case: n, Values: life.Prose{Text: "they burn again"}})
		v.Ended(n, cases.Withdrawn)
	}
}
