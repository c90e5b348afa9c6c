package voting_test

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
	"echowall/flows/screening"
	"echowall/flows/voting"
)

func TestABallotOpensAfterAMeeting(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	resolve := life.Command{
		Verb: permission.Resolve, By: village.Secretary, Case: n,
		Values: voting.Resolve{Class: ballot.A, Text: "New lamps"},
	}
	v.Refused("refuse.not_heard", resolve)
	v.Meets(n)
	v.Must(resolve)
	v.Told("notice.vote.resolution", village.Convener, village.Member, village.Lawyer, village.Elder)
	v.Refused("refuse.ballot_open", resolve)
	v.Refused("refuse.ballot_open", life.Command{
		Verb: permission.Schedule, By: village.Secretary,
		Values: convening.Schedule{Cases: []int{n}, When: v.Now.Add(village.Day)},
	})
	v.Refused("refuse.ballot_open", life.Command{Verb: permission.Withdraw, By: village.Resident, Case: n})
}

func TestAStakeholderVotesWithTheCouncil(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	invite := life.Command{Verb: permission.Involve, By: village.Convener, Case: n, Person: village.Widow}
	v.Must(invite)
	v.Told("notice.involved", village.Widow)
	v.Refused("refuse.involved", invite)
	v.Refused("refuse.no_person", life.Command{Verb: permission.Involve, By: village.Convener, Case: n, Person: 99})
	v.Must(life.Command{Verb: permission.Involve, By: village.Convener, Case: n, Person: village.Neighbour})
	v.Must(life.Command{Verb: permission.Erase, By: village.Neighbour})
	v.Meets(n)
	id := v.Put(n, ballot.A)
	if b := v.Ballot(id); b.Entitled != 5 {
		t.Errorf("expected the council of four and the widow, got %d", b.Entitled)
	}
	v.Votes(n, ballot.Yes, village.Widow)
	v.Refused("refuse.not_entitled", life.Command{
		Verb: permission.Vote, By: village.Resident, Values: voting.Vote{Ballot: id, Choice: ballot.No},
	})
}

func TestRoundsWithoutConsensusEndInAReferral(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	refer := cases.Verdict{Kind: cases.Refer, Text: "above us"}
	v.Refused("refuse.screened", life.Command{Verb: permission.Screen, By: village.Secretary, Case: n, Values: refer})
	for round := 1; round <= 3; round++ {
		if got := v.Find(n).Talk.Round; got != round {
			t.Fatalf("expected round %d, got %d", round, got)
		}
		v.Meets(n)
		v.Put(n, ballot.A)
		v.Votes(n, ballot.No, village.Convener, village.Member, village.Lawyer, village.Elder)
		v.HeardIn(say.Wall, "echo.round.rejected")
	}
	v.Meets(n)
	v.Refused("refuse.rounds", life.Command{
		Verb: permission.Resolve, By: village.Secretary, Case: n,
		Values: voting.Resolve{Class: ballot.A, Text: "again"},
	})
	v.Refused("refuse.screened", life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n, Values: cases.Verdict{Kind: cases.Answer},
	})
	v.Must(life.Command{Verb: permission.Screen, By: village.Secretary, Case: n, Values: refer})
	v.Must(life.Command{
		Verb: permission.Brought, By: village.Secretary, Case: n, Values: screening.Brought{Text: "not this year"},
	})
	v.Ended(n, cases.Referred)
	v.Must(life.Command{
		Verb: permission.Reopen, By: village.Supervisor, Case: n, Values: life.Prose{Text: "they sent it back"},
	})
	v.Must(life.Command{
		Verb: permission.Screen, By: village.Secretary, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.Meets(n)
	v.Put(n, ballot.A)
}

func TestTheLastVoteCountsAndTheLastVoterClosesTheBallot(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, ballot.A)
	v.Votes(n, ballot.No, village.Convener, village.Member)
	v.Votes(n, ballot.Yes, village.Member, village.Lawyer)
	if got := v.Ballot(id).Tally; got != (ballot.Tally{Yes: 2, No: 1}) {
		t.Errorf("tally %+v", got)
	}
	v.Votes(n, ballot.Yes, village.Elder)
	v.Is(n, procedure.Publicity)
	v.Refused("refuse.ballot_closed", life.Command{
		Verb: permission.Vote, By: village.Elder, Values: voting.Vote{Ballot: id, Choice: ballot.No},
	})
	v.Refused("refuse.no_ballot", life.Command{
		Verb: permission.Vote, By: village.Elder, Values: voting.Vote{Ballot: "9.9", Choice: ballot.No},
	})
	v.Refused("refuse.stage", life.Command{
		Verb: permission.Vote, By: village.Elder, Case: n, Values: voting.Vote{Choice: ballot.No},
	})
}

func TestOnlyThoseWhoHaveNotVotedAreReminded(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, village.Member)
	v.Must(life.Command{
		Verb: permission.Recuse, By: village.Lawyer, Case: n, Values: life.Prose{Text: "my cousin sells lamps"},
	})
	v.Pass(2 * village.Day)
	v.Told("notice.reminder.vote", village.Convener, village.Elder)
	v.Now = v.Now.Add(23 * 3600e9)
	v.Votes(n, ballot.Yes, village.Elder)
	if v.Tick(village.ThingOf(n)); len(v.Events) != 1 {
		t.Fatalf("the last reminder came to %v", v.Events)
	}
	v.Told("notice.reminder.vote", village.Convener)
	v.Pass(village.Day)
	v.Is(n, procedure.Publicity)
}

func TestABallotIsClosedEarlyWithItsQuorum(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	tally := life.Command{Verb: permission.Tally, By: village.Convener, Case: n}
	v.Refused("refuse.no_ballot", tally)
	v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, village.Member, village.Elder)
	v.Refused("refuse.too_early", tally)
	v.Votes(n, ballot.Yes, village.Lawyer)
	v.Must(tally)
	v.Is(n, procedure.Publicity)
}

func TestAfterItsTimeABallotTakesNothing(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, ballot.A)
	v.Now = v.Ballot(id).Closes
	v.Refused("refuse.ballot_closed", life.Command{
		Verb: permission.Vote, By: village.Elder, Case: n, Values: voting.Vote{Choice: ballot.Yes},
	})
	v.Refused("refuse.ballot_closed", life.Command{
		Verb: permission.Proxy, By: village.Secretary, Person: village.Elder, Case: n,
		Values: voting.Proxy{Choice: ballot.Yes},
	})
	v.Refused("refuse.ballot_closed", life.Command{
		Verb: permission.Recuse, By: village.Elder, Case: n, Values: life.Prose{Text: "late"},
	})
	v.Must(life.Command{Verb: permission.Tally, By: village.Secretary, Case: n})
	v.HeardIn(say.Wall, "echo.round.no_quorum")
}

func TestWhenAllRecuseThemselvesTheBallotEnds(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, ballot.A)
	for _, p := range []int{village.Convener, village.Member, village.Lawyer, village.Elder} {
		v.Must(life.Command{Verb: permission.Recuse, By: p, Case: n, Values: life.Prose{Text: "a cousin"}})
	}
	v.HeardIn(say.Wall, "echo.round.no_quorum")
}

func TestASecretVoteIsNowhereButInTheReceipt(t *testing.T) {
	v := village.Found(t, "street")
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
	id := v.Put(n, ballot.A)
	v.Must(life.Command{
		Verb: permission.Vote, By: village.Widow, Case: n, Values: voting.Vote{Choice: ballot.Yes}, Code: "rose",
	})
	v.Must(life.Command{
		Verb: permission.Vote, By: village.Neighbour, Case: n, Values: voting.Vote{Choice: ballot.No}, Code: "lily",
	})
	v.Must(life.Command{
		Verb: permission.Vote, By: village.Neighbour, Case: n,
		Values: voting.Vote{Choice: ballot.Abstain}, Code: "iris",
	})
	v.Refused("refuse.secret_proxy", life.Command{
		Verb: permission.Proxy, By: village.Secretary, Case: n, Person: village.Widow,
		Values: voting.Proxy{Choice: ballot.Yes},
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
	v.Pass(2 * village.Day)
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
	v.Votes(n, ballot.Yes, village.Convener, village.Member, village.Lawyer)
	v.Must(life.Command{Verb: permission.Vote, By: village.Lawyer, Case: n, Values: voting.Vote{Choice: ballot.No}})
	v.Must(life.Command{Verb: permission.Recuse, By: village.Elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.Ballot(id); got.Tally != (ballot.Tally{Yes: 2, No: 1}) || got.Result != ballot.Adopted {
		t.Errorf("counted %+v, %s", got.Tally, got.Result)
	}

	n = v.HeardInHall()
	id = v.Put(n, ballot.A)
	v.Votes(n, ballot.Yes, village.Convener, village.Member)
	v.Votes(n, ballot.No, village.Lawyer)
	v.Must(life.Command{Verb: permission.Recuse, By: village.Lawyer, Case: n, Values: life.Prose{Text: "a cousin"}})
	v.Must(life.Command{Verb: permission.Recuse, By: village.Elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.Ballot(id); got.Tally != (ballot.Tally{Yes: 2}) {
		t.Errorf("counted %+v", got.Tally)
	}
	v.Refused("refuse.stage", life.Command{
		Verb: permission.Vote, By: village.Lawyer, Case: n, Values: voting.Vote{Choice: ballot.Yes},
	})
}
