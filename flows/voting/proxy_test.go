package voting_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// entered is a vote that the secretary enters for somebody, and that a witness is to confirm.
func entered(n, voter, witness int, c ballot.Choice) life.Command {
	return life.Command{
		Verb: permission.Proxy, By: village.Secretary, Case: n, Person: voter,
		Values: voting.Proxy{Choice: c, Witness: witness},
	}
}

// saw is the press of a witness.
func saw(id string, by, voter int, c ballot.Choice) life.Command {
	return life.Command{
		Verb: permission.Witness, By: by, Case: 1, Values: voting.Witness{Ballot: id, Voter: voter, Choice: c},
	}
}

func putToVote(t *testing.T) (v *village.Village, n int, id string) {
	t.Helper()
	v = village.Found(t, "six-step")
	n = v.Heard()
	return v, n, v.Put(n, ballot.A)
}

func TestNoSecretaryForgesABallot(t *testing.T) {
	v, n, id := putToVote(t)
	v.Votes(n, ballot.No, village.Convener, village.Member, village.Lawyer)
	for _, voter := range []int{village.Convener, village.Member, village.Lawyer} {
		v.Refused("refuse.proxy_voted", entered(n, voter, village.Power, ballot.Yes))
	}
	v.Must(entered(n, village.Elder, village.Power, ballot.Yes))
	if b := v.Ballot(id); b.Tally != (ballot.Tally{No: 3}) {
		t.Errorf("a vote nobody has seen counts: %+v", b.Tally)
	}
	v.Pass(v.Ballot(id).Closes.Sub(v.Now))
	if b := v.Ballot(id); b.Result != ballot.Rejected || b.Tally != (ballot.Tally{No: 3}) {
		t.Errorf("%s with %+v", b.Result, b.Tally)
	}
}

func TestNobodyButTheNamedWitnessLetsAnEnteredVoteCount(t *testing.T) {
	v, n, id := putToVote(t)
	v.Refused("refuse.witness_self", entered(n, village.Elder, village.Secretary, ballot.Yes))
	v.Refused("refuse.witness_self", entered(n, village.Elder, village.Elder, ballot.Yes))
	v.Refused("refuse.witness_unreached", entered(n, village.Elder, 99, ballot.Yes))
	v.Refused("refuse.proxy_not_entitled", entered(n, village.Widow, village.Power, ballot.Yes))
	v.Must(entered(n, village.Elder, village.Power, ballot.Yes))
	v.Told("notice.witness", village.Power)
	v.Told("notice.proxy", village.Elder)
	for _, by := range []int{village.Secretary, village.Convener, village.Elder, village.Widow} {
		v.Refused("refuse.witness_other", saw(id, by, village.Elder, ballot.Yes))
	}
	v.Refused("refuse.witness_nothing", saw(id, village.Power, village.Elder, ballot.No))
	v.Refused("refuse.witness_nothing", saw(id, village.Power, village.Lawyer, ballot.Yes))
	v.Must(saw(id, village.Power, village.Elder, ballot.Yes))
	v.HeardIn(say.Council, "notice.entered")
	vote := village.Look(v, func(s *life.State) ballot.Vote { return *s.Vote(id, village.Elder) })
	if vote.EnteredBy != village.Secretary || vote.SeenBy != village.Power || vote.Choice != ballot.Yes {
		t.Errorf("kept as %+v", vote)
	}
	v.Refused("refuse.witness_nothing", saw(id, village.Power, village.Elder, ballot.Yes))
	v.Refused("refuse.proxy_entered", entered(n, village.Elder, village.Water, ballot.No))
}

func TestNoWitnessConfirmsWhatWasEnteredOtherwiseSince(t *testing.T) {
	v, n, id := putToVote(t)
	v.Must(entered(n, village.Elder, village.Power, ballot.Yes))
	v.Must(entered(n, village.Elder, village.Water, ballot.No))
	v.Refused("refuse.witness_nothing", saw(id, village.Power, village.Elder, ballot.Yes))
	v.Refused("refuse.witness_other", saw(id, village.Power, village.Elder, ballot.No))
	v.Votes(n, ballot.Abstain, village.Elder)
	v.Refused("refuse.witness_nothing", saw(id, village.Water, village.Elder, ballot.No))
	v.Must(life.Command{Verb: permission.Recuse, By: village.Member, Case: n, Values: life.Prose{Text: "a cousin"}})
	v.Refused("refuse.proxy_not_entitled", entered(n, village.Member, village.Power, ballot.Yes))
	v.Now = v.Ballot(id).Closes
	v.Refused("refuse.ballot_closed", saw(id, village.Water, village.Elder, ballot.No))
}

func TestNoBallotWithEnteredVotesEndsEarly(t *testing.T) {
	v, n, id := putToVote(t)
	v.Must(entered(n, village.Elder, village.Power, ballot.Yes))
	v.Must(saw(id, village.Power, village.Elder, ballot.Yes))
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer)
	v.Is(n, procedure.Deliberation)
	v.Votes(n, ballot.Yes, village.Elder)
	v.Is(n, procedure.Publicity)
}

func TestNoBallotEndsWithinADayOfAnEnteredVote(t *testing.T) {
	v, n, id := putToVote(t)
	v.Pass(v.Ballot(id).Closes.Add(-time.Hour).Sub(v.Now))
	v.Must(entered(n, village.Elder, village.Power, ballot.Yes))
	late := v.Now.Add(10 * time.Minute)
	v.Now = late
	v.Must(saw(id, village.Power, village.Elder, ballot.Yes))
	if got, want := v.Ballot(id).Closes, late.Add(24*time.Hour); !got.Equal(want) {
		t.Fatalf("closes %s, expected %s", got, want)
	}
	v.Pass(24*time.Hour - time.Minute)
	rungs := village.Look(v, func(s *life.State) int { return len(life.BallotRungs(s, s.Case(n), s.Ballot(id))) })
	if b := v.Ballot(id); b.Result != "" || b.Reminded != rungs {
		t.Errorf("within the day it is %q, with %d reminders of %d", b.Result, b.Reminded, rungs)
	}
	v.Pass(time.Minute)
	if b := v.Ballot(id); b.Result == "" {
		t.Error("did not end after a day")
	}
}

func TestNobodyCountsEarlyWhatTheRestCouldChange(t *testing.T) {
	v, n, id := putToVote(t)
	tally := life.Command{Verb: permission.Tally, By: village.Secretary, Case: n}
	v.Refused("refuse.too_early", tally)
	v.Votes(n, ballot.Yes, village.Convener, village.Member)
	v.Votes(n, ballot.No, village.Lawyer)
	v.Refused("refuse.too_early", tally) // the quorum is there, and the last vote may tie it
	v.Votes(n, ballot.Yes, village.Lawyer)
	late := v.Copy(t)
	v.Must(entered(n, village.Elder, village.Power, ballot.Yes))
	v.Must(saw(id, village.Power, village.Elder, ballot.Yes))
	v.Refused("refuse.early_entered", tally)
	late.Must(tally)
	if b := late.Ballot(id); b.Result != ballot.Adopted {
		t.Errorf("counted as %q", b.Result)
	}
}

func TestNobodyCountsABallotOfAllResidentsEarly(t *testing.T) {
	v := village.Found(t, "street")
	n := inTheStreet(v)
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, village.Widow, village.Neighbour)
	v.Refused("refuse.too_early", life.Command{Verb: permission.Tally, By: village.Secretary, Case: n})
}

// inTheStreet is a case that all residents vote on.
func inTheStreet(v *village.Village) int {
	v.TB.Helper()
	v.Must(life.Command{
		Verb: permission.Settings, By: village.Secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "street"},
	})
	n := v.Raised()
	for _, by := range []int{village.Convener, village.Secretary} {
		v.Must(life.Command{
			Verb: permission.Screen, By: by, Case: n, Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
		})
	}
	return n
}

func TestNoResultHidesWhichVotesWereEntered(t *testing.T) {
	v, n, id := putToVote(t)
	v.Must(entered(n, village.Elder, village.Power, ballot.Yes))
	v.Must(saw(id, village.Power, village.Elder, ballot.Yes))
	v.Must(entered(n, village.Lawyer, village.Power, ballot.Yes))
	v.Must(saw(id, village.Power, village.Lawyer, ballot.Yes))
	v.Votes(n, ballot.Yes, village.Member, village.Convener, village.Lawyer)
	v.Pass(v.Ballot(id).Closes.Sub(v.Now))
	if got := v.Ballot(id).Entered; !slices.Equal(got, []ballot.Entered{
		{Person: village.Elder, By: village.Secretary, SeenBy: village.Power},
	}) {
		t.Errorf("kept as %+v", got)
	}
	i := slices.IndexFunc(v.Notices, func(n say.Notice) bool { return n.Message.ID == "echo.adopted" })
	if i < 0 {
		t.Fatalf("said were %v", v.Said())
	}
	told := v.Notices[i].Message.Args["Entered"].Msg
	if told == nil || *told.Args["Count"].Num != 1 {
		t.Errorf("the echo says %+v", told)
	}
}
