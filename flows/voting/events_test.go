package voting_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/voting"
)

func TestWhatEventsOfVotingChange(t *testing.T) {
	at := village.Monday.Add(2 * village.Day)
	b := ballot.Ballot{ID: "1.1", Case: 1, Purpose: ballot.Resolution, Text: "benches", Entitled: 4, Closes: at}
	opened := voting.BallotOpened{Ballot: b, Entitled: []int{2, 3, 4, 5}}
	voted := func(p int, c ballot.Choice) life.Event { return voting.VoteCast{Ballot: "1.1", Person: p, Choice: c} }
	for _, c := range []struct {
		rule   string
		events []life.Event
		holds  func(c cases.Case, b ballot.Ballot, votes map[int]ballot.Vote) bool
	}{
		{
			"a ballot is open, and nobody has voted", []life.Event{opened},
			func(c cases.Case, b ballot.Ballot, votes map[int]ballot.Vote) bool {
				return c.Talk.Ballot == "1.1" && c.Talk.Ballots == 1 && b.IsOpen() && len(votes) == 4 &&
					votes[2] == ballot.Vote{}
			},
		},
		{
			"the last word of each counts", []life.Event{opened, voted(2, "no"), voted(3, "yes"), voted(2, "yes")},
			func(_ cases.Case, b ballot.Ballot, votes map[int]ballot.Vote) bool {
				return b.Tally == ballot.Tally{Yes: 2} && votes[2].Choice == "yes"
			},
		},
		{
			"who entered a vote, and who saw it, is kept", []life.Event{
				opened, voting.VoteCast{Ballot: "1.1", Person: 5, Choice: "no", EnteredBy: 1, Witness: "the postman"},
			},
			func(_ cases.Case, _ ballot.Ballot, votes map[int]ballot.Vote) bool {
				return votes[5].EnteredBy == 1 && votes[5].Witness == "the postman"
			},
		},
		{
			"a vote of one's own later leaves nothing of that", []life.Event{
				opened, voting.VoteCast{Ballot: "1.1", Person: 5, Choice: "no", EnteredBy: 1}, voted(5, "yes"),
			},
			func(_ cases.Case, b ballot.Ballot, votes map[int]ballot.Vote) bool {
				return votes[5].EnteredBy == 0 && b.Tally == ballot.Tally{Yes: 1}
			},
		},
		{
			"who gives up their vote takes it along", []life.Event{
				opened, voted(4, "yes"), voting.Recused{Ballot: "1.1", Person: 4, Reason: "a cousin"},
			},
			func(_ cases.Case, b ballot.Ballot, votes map[int]ballot.Vote) bool {
				return b.Tally.Cast() == 0 && b.Voters() == 3 && votes[4].Recused && votes[4].Choice == ""
			},
		},
		{
			"reminders are counted", []life.Event{opened, voting.BallotReminded{Ballot: "1.1", Count: 2}},
			func(_ cases.Case, b ballot.Ballot, _ map[int]ballot.Vote) bool { return b.Reminded == 2 },
		},
		{
			"a closed one is as it was counted", []life.Event{
				opened, voted(2, "yes"),
				voting.BallotClosed{Ballot: "1.1", Result: ballot.Adopted, Tally: ballot.Tally{Yes: 9}, Winner: 3},
			},
			func(c cases.Case, b ballot.Ballot, _ map[int]ballot.Vote) bool {
				return b.Tally.Yes == 9 && b.Winner == 3 && !b.IsOpen() && c.Talk.Ballot == "" && c.Talk.Ballots == 1
			},
		},
		{
			"a round that failed is followed by another", []life.Event{
				opened, voting.RoundFailed{Case: 1, Result: ballot.NoQuorum},
			},
			func(c cases.Case, _ ballot.Ballot, _ map[int]ballot.Vote) bool {
				return c.Talk.Round == 2 && !c.Talk.Heard && c.Closed == nil
			},
		},
		{
			"of two resolutions the last stands", []life.Event{
				opened, voting.ResolutionAdopted{Case: 1, Ballot: "1.1", Text: "one", Class: ballot.A},
				voting.ResolutionAdopted{Case: 1, Ballot: "1.1", Text: "two", Class: ballot.C},
			},
			func(c cases.Case, _ ballot.Ballot, _ map[int]ballot.Vote) bool {
				return c.Resolution.Text == "two" && c.Resolution.Class == ballot.C
			},
		},
		{
			"a ballot of the community that leads names it", []life.Event{
				voting.BallotOpened{Ballot: b, Lead: "7.3", Motion: &cases.Verdict{Kind: cases.Accept}},
			},
			func(c cases.Case, _ ballot.Ballot, _ map[int]ballot.Vote) bool {
				return c.Lead == nil && c.Motion != nil && c.Motion.Kind == cases.Accept
			},
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Talked()
			v.Now = v.Now.Add(time.Hour)
			v.Happen(0, func(*life.State) []life.Event { return c.events })
			votes := village.Look(v, func(s *life.State) map[int]ballot.Vote {
				all := map[int]ballot.Vote{}
				for _, x := range s.Votes("1.1") {
					all[record.Atoi(x.Key)] = *x.Value
				}
				return all
			})
			found, kept := v.Find(n), v.Ballot("1.1")
			if !c.holds(found, kept, votes) || !found.Echoed.Equal(v.Now) && kept.Reminded == 0 {
				t.Errorf("kept are %+v, %+v and the votes of %v", found, kept, slices.Sorted(maps.Keys(votes)))
			}
			v.ProvesJournal()
		})
	}
}

func TestWhatIsReadFromWords(t *testing.T) {
	verbs := life.TableOf(voting.Verbs())
	for _, c := range []struct {
		rule string
		verb permission.Verb
		said form.Values
		want any
	}{
		{
			"a text and its class", permission.Resolve, form.Values{"class": "B", "text": "benches"},
			voting.Resolve{Class: ballot.B, Text: "benches"},
		},
		{
			"a question", permission.Choose, form.Values{"manner": "several", "class": "C", "text": "Which?\na\nb"},
			voting.Choose{Manner: ballot.Approval, Class: ballot.C, Text: "Which?\na\nb"},
		},
		{
			"a vote in a ballot by its number", permission.Vote, form.Values{"ballot": "12.3", "choice": "no"},
			voting.Vote{Ballot: "12.3", Choice: ballot.No},
		},
		{
			"a vote in the only one", permission.Vote, form.Values{"ballot": "12", "choice": "1,3"},
			voting.Vote{Choice: "1,3"},
		},
		{"a ballot nobody can mean", permission.Vote, form.Values{"ballot": "12.x"}, voting.Vote{}},
		{
			"what is marked", permission.Mark, form.Values{"ballot": "2.1", "choice": "1"},
			voting.Vote{Ballot: "2.1", Choice: "1"},
		},
		{
			"a vote on paper", permission.Proxy, form.Values{"choice": "yes", "witness": "6"},
			voting.Proxy{Choice: ballot.Yes, Witness: 6},
		},
		{"a reason", permission.Recuse, form.Values{"text": "a cousin"}, life.Prose{Text: "a cousin"}},
		{"a receipt", permission.Receipt, form.Values{"receipt": "1-1-ROSE"}, voting.Receipt{Receipt: "1-1-ROSE"}},
	} {
		if got := verbs.Read(c.verb, life.Reading{Said: c.said, Zone: time.UTC}); got != c.want {
			t.Errorf("%s: expected %+v, read %+v", c.rule, c.want, got)
		}
	}
}
