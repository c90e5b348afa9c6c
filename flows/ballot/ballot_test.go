package ballot_test

import (
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/procedure"
)

func fraction(t *testing.T, s string) procedure.Fraction {
	t.Helper()
	f, err := procedure.ParseFraction(s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// council is a rule of a council with a quorum, counted over a base.
func council(t *testing.T, base procedure.Base, quorum, majority string) procedure.Rule {
	t.Helper()
	return procedure.Rule{
		Electorate: procedure.Council, Base: base, Quorum: fraction(t, quorum), Majority: fraction(t, majority),
		Open: calendar.Span{Days: 3}, Remind: []calendar.Span{{Clock: 2 * time.Hour}, {Clock: 24 * time.Hour}},
	}
}

func TestTheResultByHand(t *testing.T) {
	for _, c := range []struct {
		name     string
		base     procedure.Base
		majority string
		b        ballot.Ballot
		want     ballot.Result
	}{
		{"a tie is no majority", procedure.Cast, ">1/2", ballot.Ballot{Entitled: 6, Tally: ballot.Tally{Yes: 3, No: 3}},
			ballot.Rejected},
		{"one more than a tie", procedure.Cast, ">1/2", ballot.Ballot{Entitled: 7, Tally: ballot.Tally{Yes: 4, No: 3}},
			ballot.Adopted},
		{"two thirds of 7 are 5", procedure.Entitled, "2/3", ballot.Ballot{Entitled: 7, Tally: ballot.Tally{Yes: 5}},
			ballot.Adopted},
		{"and not 4", procedure.Entitled, "2/3", ballot.Ballot{Entitled: 7, Tally: ballot.Tally{Yes: 4, No: 3}},
			ballot.Rejected},
		{"abstentions count as cast", procedure.Cast, ">1/2",
			ballot.Ballot{Entitled: 4, Tally: ballot.Tally{Yes: 2, Abstain: 2}}, ballot.Rejected},
		{"too few votes", procedure.Cast, ">1/2", ballot.Ballot{Entitled: 9, Tally: ballot.Tally{Yes: 4}}, ballot.NoQuorum},
		{"recusals lower the quorum", procedure.Cast, ">1/2",
			ballot.Ballot{Entitled: 9, Recused: 1, Tally: ballot.Tally{Yes: 4}}, ballot.Adopted},
		{"nobody voted", procedure.Cast, ">1/2", ballot.Ballot{}, ballot.NoQuorum},
		{"all recused", procedure.Entitled, ">1/2", ballot.Ballot{Entitled: 2, Recused: 2}, ballot.NoQuorum},
		{"those present and silent", procedure.Present, ">1/2",
			ballot.Ballot{Entitled: 9, Present: 8, Tally: ballot.Tally{Yes: 4, No: 1}}, ballot.Rejected},
		{"voters beyond those present", procedure.Present, ">1/2",
			ballot.Ballot{Entitled: 9, Present: 2, Tally: ballot.Tally{Yes: 3, No: 2}}, ballot.Adopted},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.b.Rule = council(t, c.base, "1/2", c.majority)
			if got := c.b.Decide(); got != c.want {
				t.Errorf("expected %s, got %s", c.want, got)
			}
		})
	}
}

// TestEveryCountUpToForty holds the result against counting on fingers: is three times yes at least two times the
// whole?
func TestEveryCountUpToForty(t *testing.T) {
	for _, base := range []procedure.Base{procedure.Entitled, procedure.Present, procedure.Cast} {
		rule := council(t, base, "1/2", "2/3")
		for entitled := 1; entitled <= 40; entitled++ {
			for recused := 0; recused <= entitled; recused += 1 + entitled/7 {
				voters := entitled - recused
				for cast := 0; cast <= voters; cast++ {
					for yes := 0; yes <= cast; yes++ {
						b := ballot.Ballot{
							Rule: rule, Entitled: entitled, Recused: recused, Present: voters / 2,
							Tally: ballot.Tally{Yes: yes, No: cast - yes},
						}
						whole := map[procedure.Base]int{
							procedure.Entitled: voters, procedure.Present: max(voters/2, cast), procedure.Cast: cast,
						}[base]
						want := ballot.Rejected
						if cast == 0 || cast*2 < voters {
							want = ballot.NoQuorum
						} else if yes*3 >= whole*2 {
							want = ballot.Adopted
						}
						if got := b.Decide(); got != want {
							t.Fatalf("%s: %d entitled, %d recused, %d yes of %d: expected %s, got %s", base, entitled, recused, yes, cast,
								want, got)
						}
						if b.Complete() != (cast == voters) {
							t.Fatalf("%d of %d voted: complete is %v", cast, voters, b.Complete())
						}
					}
				}
			}
		}
	}
}

func TestTheLastVoteCounts(t *testing.T) {
	b := ballot.Ballot{}
	for _, step := range []struct {
		old, choice ballot.Choice
		want        ballot.Tally
	}{
		{"", ballot.Yes, ballot.Tally{Yes: 1}},
		{ballot.Yes, ballot.No, ballot.Tally{No: 1}},
		{ballot.No, ballot.Abstain, ballot.Tally{Abstain: 1}},
		{"", ballot.Sealed, ballot.Tally{Abstain: 1, Sealed: 1}},
		{ballot.Abstain, "", ballot.Tally{Sealed: 1}},
	} {
		b.Cast(step.old, step.choice)
		if b.Tally != step.want {
			t.Fatalf("after %q for %q: expected %+v, got %+v", step.choice, step.old, step.want, b.Tally)
		}
	}
}

func TestWhoRecusesLeavesTheCount(t *testing.T) {
	b := ballot.Ballot{Entitled: 3, Present: 2, Tally: ballot.Tally{Yes: 1, No: 1}}
	b.Recuse(ballot.No, true)
	b.Recuse("", false)
	if b.Voters() != 1 || b.Present != 1 || b.Tally != (ballot.Tally{Yes: 1}) || !b.Complete() {
		t.Errorf("expected one voter, present, whose yes completes the ballot; got %+v", b)
	}
}

func TestABallotOfAllResidentsNeedsNoQuorumAndIsNeverComplete(t *testing.T) {
	b := ballot.Ballot{
		Rule:  procedure.Rule{Electorate: procedure.Residents, Base: procedure.Cast, Majority: fraction(t, ">1/2")},
		Tally: ballot.Tally{Yes: 1},
	}
	if b.Complete() || b.QuorumNeeded() != 0 || b.Voters() != 0 || b.Decide() != ballot.Adopted {
		t.Errorf("got complete %v, quorum %d, %s", b.Complete(), b.QuorumNeeded(), b.Decide())
	}
}

func TestABallotClosesASpanAfterItOpened(t *testing.T) {
	opened := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	b := ballot.Open(ballot.Ballot{Rule: council(t, procedure.Cast, "1/2", ">1/2")}, opened, calendar.Plain())
	if end := opened.AddDate(0, 0, 3); !b.IsOpen() || !b.Opened.Equal(opened) || !b.Closes.Equal(end) {
		t.Errorf("open %v from %v until %v, expected until %v", b.IsOpen(), b.Opened, b.Closes, end)
	}
}

func TestChoicesAndKeysAreReadAsWritten(t *testing.T) {
	for word, want := range map[string]bool{"yes": true, "no": true, "abstain": true, "sealed": false, "": false,
		"maybe": false} {
		if c, ok := ballot.ParseChoice(word); ok != want || ok && string(c) != word {
			t.Errorf("%q: read as %q, %v", word, c, ok)
		}
	}
	if ballot.Key(12, 1) != "12.1" || (&ballot.Ballot{Result: ballot.Void}).IsOpen() {
		t.Error("expected the first ballot of case 12 to be 12.1, and a void one not to be open")
	}
}
