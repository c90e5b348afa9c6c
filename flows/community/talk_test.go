package community_test

import (
	"strings"
	"testing"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/voting"
)

func (v *village) researched() int {
	v.tb.Helper()
	n := v.accepted(procedure.Big)
	v.must(command{Verb: permission.Research, By: convener, Case: n, Values: life.Prose{Text: "the cable is rotten"}})
	return n
}

func TestFindingsAreConfirmedBySomebodyElse(t *testing.T) {
	v := found(t, "six-step")
	n := v.accepted(procedure.Big)
	v.refused("refuse.no_findings", command{Verb: permission.Confirm, By: secretary, Case: n})
	n = v.researched()
	v.told("task.confirm", secretary)
	v.refused("refuse.own_findings", command{Verb: permission.Confirm, By: convener, Case: n})
	v.must(command{Verb: permission.Confirm, By: secretary, Case: n})
	v.is(n, procedure.Deliberation)
	v.heardIn(say.Wall, "echo.confirmed")
	if got := v.find(n).Findings.Confirmed; got != secretary {
		t.Errorf("confirmed by %d", got)
	}
}

func TestALoneOfficerConfirmsTheirOwnFindings(t *testing.T) {
	v := found(t, "six-step")
	n := v.researched()
	v.must(command{
		Verb: permission.Appoint, By: secretary, Person: convener,
		Values: office.Appoint{Grant: people.Grant{Role: people.Secretary}},
	})
	v.must(command{
		Verb: permission.Dismiss, By: convener, Person: secretary, Values: people.Grant{Role: people.Secretary},
	})
	v.must(command{Verb: permission.Confirm, By: convener, Case: n})
	v.is(n, procedure.Deliberation)
}

func TestStatementsAreKeptInOrder(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	for _, p := range []int{member, authority} {
		v.must(command{Verb: permission.Statement, By: p, Case: n, Values: research.Statement{Text: "LED, please"}})
		v.heardIn(say.Council, "notice.statement")
	}
	if got := v.find(n).Statements; got != 2 {
		t.Errorf("%d statements", got)
	}
}

func TestABallotOpensAfterAMeeting(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	resolve := command{
		Verb: permission.Resolve, By: secretary, Case: n, Values: voting.Resolve{Class: ballot.A, Text: "New lamps"},
	}
	v.refused("refuse.not_heard", resolve)
	v.meets(n)
	v.must(resolve)
	v.told("notice.vote.resolution", convener, member, lawyer, elder)
	v.refused("refuse.ballot_open", resolve)
	v.refused("refuse.ballot_open", command{
		Verb: permission.Schedule, By: secretary, Values: convening.Schedule{Cases: []int{n}, When: v.now.Add(day)},
	})
	v.refused("refuse.ballot_open", command{Verb: permission.Withdraw, By: resident, Case: n})
}

func TestAStakeholderVotesWithTheCouncil(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	invite := command{Verb: permission.Involve, By: convener, Case: n, Person: widow}
	v.must(invite)
	v.told("notice.involved", widow)
	v.refused("refuse.involved", invite)
	v.refused("refuse.no_person", command{Verb: permission.Involve, By: convener, Case: n, Person: 99})
	v.must(command{Verb: permission.Involve, By: convener, Case: n, Person: neighbour})
	v.must(command{Verb: permission.Erase, By: neighbour})
	v.meets(n)
	id := v.put(n, ballot.A)
	if b := v.ballot(id); b.Entitled != 5 {
		t.Errorf("expected the council of four and the widow, got %d", b.Entitled)
	}
	v.votes(n, ballot.Yes, widow)
	v.refused("refuse.not_entitled", command{
		Verb: permission.Vote, By: resident, Values: voting.Vote{Ballot: id, Choice: ballot.No},
	})
}

func TestRoundsWithoutConsensusEndInAReferral(t *testing.T) {
	v := found(t, "six-step")
	n := v.talked()
	refer := cases.Verdict{Kind: cases.Refer, Text: "above us"}
	v.refused("refuse.screened", command{Verb: permission.Screen, By: secretary, Case: n, Values: refer})
	for round := 1; round <= 3; round++ {
		if got := v.find(n).Talk.Round; got != round {
			t.Fatalf("expected round %d, got %d", round, got)
		}
		v.meets(n)
		v.put(n, ballot.A)
		v.votes(n, ballot.No, convener, member, lawyer, elder)
		v.heardIn(say.Wall, "echo.round.rejected")
	}
	v.meets(n)
	v.refused("refuse.rounds", command{
		Verb: permission.Resolve, By: secretary, Case: n, Values: voting.Resolve{Class: ballot.A, Text: "again"},
	})
	v.refused("refuse.screened", command{
		Verb: permission.Screen, By: secretary, Case: n, Values: cases.Verdict{Kind: cases.Answer},
	})
	v.must(command{Verb: permission.Screen, By: secretary, Case: n, Values: refer})
	v.ended(n, cases.Referred)
	v.must(command{Verb: permission.Reopen, By: supervisor, Case: n, Values: life.Prose{Text: "they sent it back"}})
	v.must(command{
		Verb: permission.Screen, By: secretary, Case: n,
		Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
	})
	v.meets(n)
	v.put(n, ballot.A)
}

func TestClassesGoTheirWays(t *testing.T) {
	for class, want := range map[ballot.Class]procedure.Kind{
		ballot.A: procedure.Approval, ballot.B: procedure.Approval, ballot.C: procedure.Closed,
	} {
		v := found(t, "six-step")
		n := v.published(class)
		v.heardIn(say.Wall, "echo.published")
		v.pass(v.find(n).Publicity.Until.Sub(v.now))
		if v.is(n, want); want == procedure.Closed {
			v.ended(n, cases.Explained)
			v.must(command{
				Verb: permission.Reopen, By: secretary, Case: n, Values: life.Prose{Text: "there is money now"},
			})
			v.is(n, procedure.Deliberation)
		}
	}
}

func TestTheLastVoteCountsAndTheLastVoterClosesTheBallot(t *testing.T) {
	v := found(t, "six-step")
	n := v.heard()
	id := v.put(n, ballot.A)
	v.votes(n, ballot.No, convener, member)
	v.votes(n, ballot.Yes, member, lawyer)
	if got := v.ballot(id).Tally; got != (ballot.Tally{Yes: 2, No: 1}) {
		t.Errorf("tally %+v", got)
	}
	v.votes(n, ballot.Yes, elder)
	v.is(n, procedure.Publicity)
	v.refused("refuse.ballot_closed", command{
		Verb: permission.Vote, By: elder, Values: voting.Vote{Ballot: id, Choice: ballot.No},
	})
	v.refused("refuse.no_ballot", command{
		Verb: permission.Vote, By: elder, Values: voting.Vote{Ballot: "9.9", Choice: ballot.No},
	})
	v.refused("refuse.stage", command{
		Verb: permission.Vote, By: elder, Case: n, Values: voting.Vote{Choice: ballot.No},
	})
}

func TestOnlyThoseWhoHaveNotVotedAreReminded(t *testing.T) {
	v := found(t, "six-step")
	n := v.heard()
	v.put(n, ballot.A)
	v.votes(n, ballot.Yes, member)
	v.must(command{Verb: permission.Recuse, By: lawyer, Case: n, Values: life.Prose{Text: "my cousin sells lamps"}})
	v.pass(2 * day)
	v.told("notice.reminder.vote", convener, elder)
	v.now = v.now.Add(23 * 3600e9)
	v.votes(n, ballot.Yes, elder)
	if v.tick(thingOf(n)); len(v.events) != 1 {
		t.Fatalf("the last reminder came to %v", v.events)
	}
	v.told("notice.reminder.vote", convener)
	v.pass(day)
	v.is(n, procedure.Publicity)
}

func TestPaperVotesNeedAWitnessAndTellTheVoter(t *testing.T) {
	v := found(t, "six-step")
	n := v.heard()
	id := v.put(n, ballot.A)
	paper := command{
		Verb: permission.Proxy, By: secretary, Case: n, Person: elder,
		Values: voting.Proxy{Choice: ballot.Yes, Witness: "the clerk"},
	}
	v.must(paper)
	v.told("notice.proxy", elder)
	vote := look(v, func(s *life.State) ballot.Vote { return *s.Vote(id, elder) })
	if vote.EnteredBy != secretary || vote.Witness != "the clerk" {
		t.Errorf("kept as %+v", vote)
	}
	paper.Person = widow
	v.refused("refuse.proxy_not_entitled", paper)
}

func TestABallotIsClosedEarlyWithItsQuorum(t *testing.T) {
	v := found(t, "six-step")
	n := v.heard()
	tally := command{Verb: permission.Tally, By: convener, Case: n}
	v.refused("refuse.no_ballot", tally)
	v.put(n, ballot.A)
	v.votes(n, ballot.Yes, member, elder)
	v.refused("refuse.too_early", tally)
	v.votes(n, ballot.Yes, lawyer)
	v.must(tally)
	v.is(n, procedure.Publicity)
}

func TestAfterItsTimeABallotTakesNothing(t *testing.T) {
	v := found(t, "six-step")
	n := v.heard()
	id := v.put(n, ballot.A)
	v.now = v.ballot(id).Closes
	v.refused("refuse.ballot_closed", command{
		Verb: permission.Vote, By: elder, Case: n, Values: voting.Vote{Choice: ballot.Yes},
	})
	v.refused("refuse.ballot_closed", command{
		Verb: permission.Proxy, By: secretary, Person: elder, Case: n, Values: voting.Proxy{Choice: ballot.Yes},
	})
	v.refused("refuse.ballot_closed", command{
		Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "late"},
	})
	v.must(command{Verb: permission.Tally, By: secretary, Case: n})
	v.heardIn(say.Wall, "echo.round.no_quorum")
}

func TestWhenAllRecuseThemselvesTheBallotEnds(t *testing.T) {
	v := found(t, "six-step")
	n := v.heard()
	v.put(n, ballot.A)
	for _, p := range []int{convener, member, lawyer, elder} {
		v.must(command{Verb: permission.Recuse, By: p, Case: n, Values: life.Prose{Text: "a cousin"}})
	}
	v.heardIn(say.Wall, "echo.round.no_quorum")
}

func TestASecretVoteIsNowhereButInTheReceipt(t *testing.T) {
	v := found(t, "street")
	v.must(command{
		Verb: permission.Settings, By: secretary,
		Values: office.Setting{Name: office.SettingProcedure, Value: "street"},
	})
	n := v.raised()
	for _, by := range []int{convener, secretary} {
		v.must(command{
			Verb: permission.Screen, By: by, Case: n, Values: cases.Verdict{Kind: cases.Accept, Track: procedure.Small},
		})
	}
	id := v.put(n, ballot.A)
	v.must(command{Verb: permission.Vote, By: widow, Case: n, Values: voting.Vote{Choice: ballot.Yes}, Code: "rose"})
	v.must(command{Verb: permission.Vote, By: neighbour, Case: n, Values: voting.Vote{Choice: ballot.No}, Code: "lily"})
	v.must(command{
		Verb: permission.Vote, By: neighbour, Case: n, Values: voting.Vote{Choice: ballot.Abstain}, Code: "iris",
	})
	v.refused("refuse.secret_proxy", command{
		Verb: permission.Proxy, By: secretary, Case: n, Person: widow, Values: voting.Proxy{Choice: ballot.Yes},
	})
	if got := v.ballot(id).Tally; got != (ballot.Tally{Sealed: 2}) {
		t.Errorf("the tally tells %+v", got)
	}
	v.keep()
	for _, e := range v.journal {
		if text := string(e.data); e.name == "ballot.vote" &&
			(strings.Contains(text, "yes") || strings.Contains(text, "rose")) {
			t.Errorf("the journal tells %s", text)
		}
	}
	if got := string(v.kept["x:seal:"+id+":13"]); got == "" || strings.Contains(got, "rose") ||
		strings.Contains(got, "yes") {
		t.Errorf("the seal is %q", got)
	}
	v.pass(2 * day)
	v.heardIn(say.Council, "notice.receipts")
	v.keep()
	for key := range v.kept {
		if strings.HasPrefix(key, "x:seal:") {
			t.Errorf("%s outlived the ballot", key)
		}
	}
	if got := v.ballot(id); got.Tally != (ballot.Tally{Yes: 1, Abstain: 1}) || got.Result != ballot.Rejected {
		t.Errorf("counted %+v, %s", got.Tally, got.Result)
	}
}

func TestWhoRecusesThemselvesLastTakesTheirSealedVoteAlong(t *testing.T) {
	v := found(t, "hall")
	n := v.heardInHall()
	id := v.put(n, ballot.A)
	v.votes(n, ballot.Yes, convener, member, lawyer)
	v.must(command{Verb: permission.Vote, By: lawyer, Case: n, Values: voting.Vote{Choice: ballot.No}})
	v.must(command{Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.ballot(id); got.Tally != (ballot.Tally{Yes: 2, No: 1}) || got.Result != ballot.Adopted {
		t.Errorf("counted %+v, %s", got.Tally, got.Result)
	}

	n = v.heardInHall()
	id = v.put(n, ballot.A)
	v.votes(n, ballot.Yes, convener, member)
	v.votes(n, ballot.No, lawyer)
	v.must(command{Verb: permission.Recuse, By: lawyer, Case: n, Values: life.Prose{Text: "a cousin"}})
	v.must(command{Verb: permission.Recuse, By: elder, Case: n, Values: life.Prose{Text: "a cousin"}})
	if got := v.ballot(id); got.Tally != (ballot.Tally{Yes: 2}) {
		t.Errorf("counted %+v", got.Tally)
	}
	v.refused("refuse.stage", command{
		Verb: permission.Vote, By: lawyer, Case: n, Values: voting.Vote{Choice: ballot.Yes},
	})
}

// heardInHall is a case of the hall that was heard in a meeting.
func (v *village) heardInHall() int {
	v.tb.Helper()
	n := v.raised()
	v.must(command{Verb: permission.Screen, By: secretary, Case: n, Values: cases.Verdict{Kind: cases.Accept}})
	v.votes(n, ballot.Yes, convener, member, lawyer, elder)
	v.meets(n)
	return n
}
