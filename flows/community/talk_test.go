package community_test

import (
	"strings"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/voting"
)

func TestABallotOpensAfterAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	resolve := command{
		Verb: permission.Resolve, By: secretary, Case: n, Values: voting.Resolve{Class: ballot.A, Text: "New lamps"},
	}
	v.Refused("refuse.not_heard", resolve)
	v.Meets(n)
	v.Must(resolve)
	v.Told("notice.vote.resolution", convener, member, lawyer, elder)
	v.Refused("refuse.ballot_open", resolve)
	v.Refused("refuse.ballot_open", command{
		Verb: permission.Schedule, By: secretary, Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(day)},
	})
	v.Refused("refuse.ballot_open", command{Verb: permission.Withdraw, By: resident, Case: n})
}

func TestAStakeholderVotesWithTheCouncil(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	invite := command{Verb: permission.Involve, By: convener, Case: n, Person: widow}
	v.Must(invite)
	v.Told("notice.involved", widow)
	v.Refused("refuse.involved", invite)
	v.Refused("refuse.no_person", command{Verb: permission.Involve, By: convener, Case: n, Person: 99})
	v.Must(command{Verb: permission.Involve, By: convener, Case: n, Person: neighbour})
	v.Must(command{Verb: permission.Erase, By: neighbour})
	v.Meets(n)
	id := v.Put(n, ballot.A)
	if b := v.Ballot(id); b.Entitled != 5 {
		t.Errorf("expected the council of four and the widow, got %d", b.Entitled)
	}
	v.Votes(n, ballot.Yes, widow)
	v.Refused("refuse.not_entitled", command{
		Verb: permission.Vote, By: resident, Values: voting.Vote{Ballot: id, Choice: ballot.No},
	})
}

func TestRoundsWithoutConsensusEndInAReferral(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	refer := cases.Verdict{Kind: cases.Refer, Text: "above us"}
	v.Refused("refuse.screened", command{Verb: permission.Screen, By: secretary, Case: n, Values: refer})
	for round := 1; round <= 3; round++ {
		if got := v.Find(n).Talk.Round; got != round {
			t.Fatalf("expected round %d, got %d", round, got)
		}
		v.Meets(n)
		v.Put(n, ballot.A)
		v.Votes(n, ballot.No, convener, member, lawyer, elder)
		v.HeardIn(say.Wall, "echo.round.rejected")
	}
	v.Meets(n)
	v.Refused("refuse.rounds", command{
		Verb: permission.Resolve, By: secretary, Case: n, Values: voting.Resolve{Class: ballot.A, Text: "again"},
	})
	v.Refused("refuse.screened", command{
		Verb: permission.Screen, By: secretary, Case: n, Values: cases.Verdict{Kind: cases.Answer},
	})
	v.Must(command{Verb: permission.Screen, By: secretary, Case: n, Values: refer})
	v.Ended(n, cases.Referred)
	v.Must(command{Verb: permission.Reopen, By: supervisor, Case: n, Values: life.Prose{Text: "they sent it back"}})
	v.Must(command{
		Verb: permission.Screen, By: secretary, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.Meets(n)
	v.Put(n, ballot.A)
}

func TestClassesGoTheirWays(t *testing.T) {
	for class, want := range map[ballot.Class]procedure.Kind{
		ballot.A: procedure.Approval, ballot.B: procedure.Approval, ballot.C: procedure.Closed,
	} {
		v := village.Found(t, "six-step")
		n := v.Published(class)
		v.HeardIn(say.Wall, "echo.published")
		v.Pass(v.Find(n).Publicity.Until.Sub(v.Now))
		if v.Is(n, want); want == procedure.Closed {
			v.Ended(n, cases.Explained)
			v.Must(command{
				Verb: permission.Reopen, By: secretary, Case: n, Values: life.Prose{Text: "there is money now"},
			})
			v.Is(n, procedure.Deliberation)
		}
	}
}

func TestTheLastVoteCountsAndTheLastVoterClosesTheBallot(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, ballot.A)
	v.Votes(n, ballot.No, convener, member)
	v.Votes(n, ballot.Yes, member, lawyer)
	if got := v.Ballot(id).Tally; got != (ballot.Tally{Yes: 2, No: 1}) {
		t.Errorf("tally %+v", got)
	}
	v.Votes(n, ballot.Yes, elder)
	v.Is(n, procedure.Publicity)
	v.Refused("refuse.ballot_closed", command{
		Verb: permission.Vote, By: elder, Values: voting.Vote{Ballot: id, Choice: ballot.No},
	})
	v.Refused("refuse.no_ballot", command{
		Verb: permission.Vote, By: elder, Values: voting.Vote{Ballot: "9.9", Choice: ballot.No},
	})
	v.Refused("refuse.stage", command{
		Verb: permission.Vote, By: elder, Case: n, Values: voting.Vote{Choice: ballot.No},
	})
}

func TestOnlyThoseWhoHaveNotVotedAreReminded(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, member)
	v.Must(command{Verb: permission.Recuse, By: lawyer, Case: n, Values: life.Prose{Text: "my cousin sells lamps"}})
	v.Pass(2 * day)
	v.Told("notice.reminder.vote", convener, elder)
	v.Now = v.Now.Add(23 * 3600e9)
	v.Votes(n, ballot.Yes, elder)
	if v.Tick(village.ThingOf(n)); len(v.Events) != 1 {
		t.Fatalf("the last reminder came to %v", v.Events)
	}
	v.Told("notice.reminder.vote", convener)
	v.Pass(day)
	v.Is(n, procedure.Publicity)
}

func TestABallotIsClosedEarlyWithItsQuorum(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	tally := command{Verb: permission.Tally, By: convener, Case: n}
	v.Refused("refuse.no_ballot", tally)
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, member, elder)
	v.Refused("refuse.too_early", tally)
	v.Votes(n, ballot.Yes, lawyer)
	v.Must(tally)
	v.Is(n, procedure.Publicity)
}

func TestAfterItsTimeABallotTakesNothing(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, ballot.A)
	v.Now = v.Ballot(id).Closes
	v.Refused("refuse.ballot_closed", command{
		Verb: permission.Vote, By: elder, Case: n, Values: voting.Vote{Choice: ballot.Yes},
	})
	v.Refused("refuse.ballot_closed", command{
		Verb: permission.Proxy, By: secretary, Person: elder, Case: n, Values: voting.Proxy{Choice: ballot.Yes},
	})
	v.Refused("refuse.ballot_closed", command{
		Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "late"},
	})
	v.Must(command{Verb: permission.Tally, By: secretary, Case: n})
	v.HeardIn(say.Wall, "echo.round.no_quorum")
}

func TestWhenAllRecuseThemselvesTheBallotEnds(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, ballot.A)
	for _, p := range []int{convener, member, lawyer, elder} {
		v.Must(command{Verb: permission.Recuse, By: p, Case: n, Values: life.Prose{Text: "a cousin"}})
	}
	v.HeardIn(say.Wall, "echo.round.no_quorum")
}

func TestASecretVoteIsNowhereButInTheReceipt(t *testing.T) {
	v := village.Found(t, "street")
	v.Must(command{
		Verb: permission.Settings, By: secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "street"},
	})
	n := v.Raised()
	for _, by := range []int{convener, secretary} {
		v.Must(command{
			Verb: permission.Screen, By: by, Case: n, Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
		})
	}
	id := v.Put(n, ballot.A)
	v.Must(command{Verb: permission.Vote, By: widow, Case: n, Values: voting.Vote{Choice: ballot.Yes}, Code: "rose"})
	v.Must(command{Verb: permission.Vote, By: neighbour, Case: n, Values: voting.Vote{Choice: ballot.No}, Code: "lily"})
	v.Must(command{
		Verb: permission.Vote, By: neighbour, Case: n, Values: voting.Vote{Choice: ballot.Abstain}, Code: "iris",
	})
	v.Refused("refuse.secret_proxy", command{
		Verb: permission.Proxy, By: secretary, Case: n, Person: widow, Values: voting.Proxy{Choice: ballot.Yes},
	})
	if got := v.Ballot(id).Tally; got != (ballot.Tally{Sealed: 2}) {
		t.Errorf("the tally tells %+v", got)
	}
	v.Keep()
	for _, e := range v.Journal {
		if text := string(e.Data); e.Name == "ballot.vote" &&
			(strings.Contains(text, "yes") || strings.Contains(text, "rose")) {
			t.Errorf("the journal tells %s", text)
		}
	}
	if got := string(v.Kept["x:seal:"+id+":13"]); got == "" || strings.Contains(got, "rose") ||
		strings.Contains(got, "yes") {
		t.Errorf("the seal is %q", got)
	}
	v.Pass(2 * day)
	v.HeardIn(say.Council, "notice.receipts")
	v.Keep()
	for key := range v.Kept {
		if strings.HasPrefix(key, "x:seal:") {
			t.Errorf("%s outlived the ballot", key)
		}
	}
	if got := v.Ballot(id); got.Tally != (ballot.Tally{Yes: 1, Abstain: 1}) || got.Result != ballot.Rejected {
		t.Errorf("counted %+v, %s", got.Tally, got.Result)
	}
}

func TestWhoRecusesThemselvesLastTakesTheirSealedVoteAlong(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.HeardInHall()
	id := v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, convener, member, lawyer)
	v.Must(command{Verb: permission.Vote, By: lawyer, Case: n, Values: voting.Vote{Choice: ballot.No}})
	v.Must(command{Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.Ballot(id); got.Tally != (ballot.Tally{Yes: 2, No: 1}) || got.Result != ballot.Adopted {
		t.Errorf("counted %+v, %s", got.Tally, got.Result)
	}

	n = v.HeardInHall()
	id = v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, convener, member)
	v.Votes(n, ballot.No, lawyer)
	v.Must(command{Verb: permission.Recuse, By: lawyer, Case: n, Values: life.Prose{Text: "a cousin"}})
	v.Must(command{Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.Ballot(id); got.Tally != (ballot.Tally{Yes: 2}) {
		t.Errorf("counted %+v", got.Tally)
	}
	v.Refused("refuse.stage", command{
		Verb: permission.Vote, By: lawyer, Case: n, Values: voting.Vote{Choice: ballot.Yes},
	})
}
