package voting_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/residency"
	"echowall/flows/rollcall"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// says is a vote of one's own in the open ballot of a case.
func says(by, n int, c ballot.Choice) life.Command {
	return on(permission.Vote, by, n, voting.Vote{Choice: c})
}

// leaves gives up one's vote.
func leaves(by, n int) life.Command {
	return on(permission.Recuse, by, n, life.Prose{Text: "the bench stands before my door"})
}

// paper is a vote that came on paper.
func paper(by, n, of int, c ballot.Choice) life.Command {
	cmd := on(permission.Proxy, by, n, voting.Proxy{Choice: c, Witness: village.Supervisor})
	cmd.Person = of
	return cmd
}

// street is a case of the street, on which every resident votes in secret.
func street(v *village.Village) int {
	v.TB.Helper()
	n := v.Raised()
	for _, by := range []int{village.Convener, village.Secretary} {
		v.Must(on(permission.Screen, by, n, cases.Verdict{Kind: cases.Accept, Track: procedure.Small}))
	}
	return n
}

func TestWhoVotes(t *testing.T) {
	v := village.Found(t, "six-step")
	n, quiet := v.Heard(), v.Heard()
	id := v.Put(n, ballot.A)
	v.Must(leaves(village.Lawyer, n))
	v.Must(says(village.Elder, n, ballot.No))
	named := func(id string, c ballot.Choice) life.Command {
		return life.Command{Verb: permission.Vote, By: village.Member, Values: voting.Vote{Ballot: id, Choice: c}}
	}
	cast, view := []string{"ballot.vote"}, []string{"council: " + say.BallotView(id)}
	v.Plays(t, []village.Row{
		{Rule: "a case must be there", Cmd: says(village.Member, 99, ballot.Yes), Refused: "refuse.no_case"},
		{Rule: "there must be a ballot", Cmd: says(village.Member, quiet, ballot.Yes), Refused: "refuse.no_ballot"},
		{Rule: "the one named must be there", Cmd: named("1.2", ballot.Yes), Refused: "refuse.no_ballot"},
		{Rule: "whoever has no vote", Cmd: says(village.Widow, n, ballot.Yes), Refused: "refuse.not_entitled"},
		{Rule: "the office has none by itself", Cmd: says(village.Secretary, n, ballot.No), Refused: "refuse.not_entitled"},
		{Rule: "who gave it up", Cmd: says(village.Lawyer, n, ballot.Yes), Refused: "refuse.recused"},
		{Rule: "nothing is no choice", Cmd: says(village.Member, n, ""), Refused: "refuse.choice"},
		{Rule: "an option of none", Cmd: says(village.Member, n, "1"), Refused: "refuse.choice"},
		{Rule: "nobody votes sealed by themselves", Cmd: says(village.Member, n, ballot.Sealed), Refused: "refuse.choice"},
		{
			Rule: "a yes", Cmd: says(village.Member, n, ballot.Yes), Answer: "receipt.voted", Events: cast, Told: view,
		},
		{Rule: "to the ballot by its number", Cmd: named(id, ballot.Abstain), Answer: "receipt.voted", Events: cast},
		{
			Rule: "another word later", Cmd: says(village.Elder, n, ballot.Yes), Answer: "receipt.voted.again",
			Events: cast, Told: view,
		},
		{
			Rule: "the same word again", Cmd: says(village.Elder, n, ballot.No), Answer: "receipt.voted.again",
			Events: cast,
		},
	})
	v.Must(says(village.Member, n, ballot.Abstain))
	v.Must(says(village.Elder, n, ballot.Abstain))
	if got := v.Ballot(id).Tally; got != (ballot.Tally{Abstain: 2}) {
		t.Errorf("counted %+v", got)
	}
	v.Plays(t, []village.Row{{
		Rule: "the last one closes it", Cmd: says(village.Convener, n, ballot.Yes), Answer: "receipt.voted.last",
		Events: []string{"ballot.vote", "ballot.closed", "ballot.failed"},
		Told: slices.Concat(view, view, village.Echoed(n, "echo.round.rejected", "resident"),
			[]string{"secretary: duty task.next", "convener: duty task.next"}),
	}})
	v.Now = v.Ballot(id).Closes
	v.Refused("refuse.ballot_closed", named(id, ballot.Yes))
	v.Now = v.Now.Add(-time.Second)
	v.Must(named(id, ballot.No))
}

func TestHowOneChooses(t *testing.T) {
	for _, c := range []struct {
		rule    string
		manner  ballot.Manner
		choice  ballot.Choice
		refused bool
	}{
		{"one of them", ballot.Plurality, "2", false}, {"none of them", ballot.Plurality, ballot.Abstain, false},
		{"two where one is to be chosen", ballot.Plurality, "1,2", true},
		{"one that is not there", ballot.Plurality, "4", true}, {"a yes to which", ballot.Plurality, ballot.Yes, true},
		{"several", ballot.Approval, "1,3", false}, {"all", ballot.Approval, "1,2,3", false},
		{"one of several", ballot.Approval, "3", false}, {"one too many", ballot.Approval, "1,2,3,4", true},
		{"a no to which", ballot.Approval, ballot.No, true}, {"nothing at all", ballot.Approval, "", true},
	} {
		v := village.Found(t, "six-step")
		n := v.Heard()
		v.Must(choose(n, c.manner, "Which colour?", "red", "blue", "green"))
		r := v.Do(says(village.Member, n, c.choice))
		if (r != nil) != c.refused || r != nil && r.Message.ID != "refuse.choice" {
			t.Errorf("%s: %v", c.rule, r)
		}
		if r != nil && *r.Message.Args["Choices"].Msg.Args["Count"].Num != 3 {
			t.Errorf("%s: may be said is %+v", c.rule, r.Message.Args["Choices"])
		}
	}
}

func TestWhereAllResidentsVoteInSecret(t *testing.T) {
	v := village.Found(t, "street")
	n := street(v)
	id := v.Put(n, ballot.A)
	v.Must(says(village.Neighbour, n, ballot.No))
	v.Happen(0, func(s *life.State) []life.Event { return residency.Found(s, village.Widow, true) })
	aloud, late := says(village.Widow, n, ballot.Yes), says(village.Widow, n, ballot.Yes)
	aloud.Aloud = true
	view := []string{"council: " + say.BallotView(id)}
	v.Plays(t, []village.Row{
		{Rule: "not aloud", Cmd: aloud, Refused: "refuse.secret_aloud"},
		{
			Rule: "nobody votes for another", Cmd: paper(village.Secretary, n, village.Widow, ballot.Yes),
			Refused: "refuse.secret_proxy",
		},
		{Rule: "a resident gives up nothing", Cmd: leaves(village.Widow, n), Refused: "refuse.role"},
		{
			Rule: "anybody may", Cmd: says(village.Widow, n, ballot.Yes), Answer: "receipt.voted.secret",
			Events: []string{"ballot.vote"}, Told: view,
		},
		{
			Rule: "again", Cmd: says(village.Neighbour, n, ballot.Yes), Answer: "receipt.voted.again.secret",
			Events: []string{"ballot.vote"}, Told: view,
		},
	})
	v.Must(late)
	if !v.Answer.Unwritten || v.Answer.Message.Args["Receipt"].Text == nil {
		t.Errorf("answered with %+v", v.Answer)
	}
	for _, e := range v.Events {
		if e.(voting.VoteCast).Choice != ballot.Sealed {
			t.Errorf("the journal is told of %+v", e)
		}
	}
	v.Now = v.Ballot(id).Closes
	v.Refused("refuse.ballot_closed", says(village.Shy, n, ballot.Yes))
}

func TestWhoVotesForAnother(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, ballot.A)
	v.Must(leaves(village.Lawyer, n))
	v.Plays(t, []village.Row{
		{
			Rule: "a convener enters none", Cmd: paper(village.Convener, n, village.Elder, ballot.Yes),
			Refused: "refuse.role",
		},
		{
			Rule: "none of who has no vote", Cmd: paper(village.Secretary, n, village.Widow, ballot.Yes),
			Refused: "refuse.proxy_not_entitled",
		},
		{
			Rule: "none of nobody", Cmd: paper(village.Secretary, n, 99, ballot.Yes),
			Refused: "refuse.proxy_not_entitled",
		},
		{
			Rule: "none of who gave it up", Cmd: paper(village.Secretary, n, village.Lawyer, ballot.Yes),
			Refused: "refuse.proxy_not_entitled",
		},
		{
			Rule: "it is a choice as well", Cmd: paper(village.Secretary, n, village.Elder, "2"),
			Refused: "refuse.choice",
		},
		{
			Rule: "voter and witness hear of it", Cmd: paper(village.Secretary, n, village.Elder, ballot.No),
			Answer: "receipt.proxy", Events: []string{"ballot.entered"},
			Told: []string{"supervisor: notice.witness", "elder: notice.proxy"},
		},
	})
	if got := v.Ballot(id).Tally; got != (ballot.Tally{}) {
		t.Errorf("nobody has seen it, and it counts: %+v", got)
	}
	v.Must(says(village.Elder, n, ballot.Yes))
	v.Refused("refuse.proxy_voted", paper(village.Secretary, n, village.Elder, ballot.No))
	if got := v.Ballot(id).Tally; got != (ballot.Tally{Yes: 1}) {
		t.Errorf("what was said in person does not stand: %+v", got)
	}
}

func TestWhoGivesUpTheirVote(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Widow})
	id := v.Put(n, ballot.A)
	v.Must(says(village.Elder, n, ballot.Yes))
	v.Must(leaves(village.Lawyer, n))
	told := []string{"council: " + say.BallotView(id), "council: notice.recused"}
	gone := []string{"ballot.recused"}
	v.Plays(t, []village.Row{
		{Rule: "a resident has none", Cmd: leaves(village.Neighbour, n), Refused: "refuse.role"},
		{Rule: "once is enough", Cmd: leaves(village.Lawyer, n), Refused: "refuse.recused"},
		{
			Rule: "one concerned may", Cmd: leaves(village.Widow, n), Answer: "receipt.recused", Events: gone, Told: told,
		},
		{Rule: "who has voted may", Cmd: leaves(village.Elder, n), Answer: "receipt.recused", Events: gone, Told: told},
	})
	v.Must(leaves(village.Elder, n))
	if b := v.Ballot(id); b.Tally != (ballot.Tally{}) || b.Recused != 2 || b.Voters() != 3 {
		t.Errorf("counted as %+v", b)
	}
	v.Votes(n, ballot.Yes, village.Convener, village.Member)
	v.Plays(t, []village.Row{{
		Rule: "who was waited for last ends it", Cmd: leaves(village.Widow, n), Answer: "receipt.recused",
		Events: []string{"ballot.recused", "ballot.closed", "ballot.adopted", "case.stage"},
	}})
	v.Now = v.Ballot(id).Closes
	v.Refused("refuse.ballot_closed", leaves(village.Convener, n))
}

func TestAMemberWhoCameLaterHasNoVote(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	v.Put(n, ballot.A)
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Shy})
	v.Refused("refuse.not_entitled", says(village.Shy, n, ballot.Yes))
	v.Refused("refuse.not_entitled", leaves(village.Shy, n))
}

func TestWhatIsMarkedBeforeItIsCast(t *testing.T) {
	v := village.Found(t, "six-step")
	n, plain := v.Heard(), v.Heard()
	v.Put(plain, ballot.A)
	v.Must(choose(n, ballot.Approval, "Which?", "red", "blue", "green"))
	mark := func(by, n int, c ballot.Choice) life.Command {
		return on(permission.Mark, by, n, voting.Vote{Choice: c})
	}
	v.Plays(t, []village.Row{
		{Rule: "whoever has no vote", Cmd: mark(village.Widow, n, "1"), Refused: "refuse.not_entitled"},
		{Rule: "nothing where one says yes or no", Cmd: mark(village.Elder, plain, ""), Refused: "refuse.choice"},
		{Rule: "no option too many", Cmd: mark(village.Elder, n, "1,4"), Refused: "refuse.choice"},
		{Rule: "none yet", Cmd: mark(village.Elder, n, ""), Answer: "notice.vote.resolution", Told: []string{}},
		{Rule: "two", Cmd: mark(village.Elder, n, "1,3"), Answer: "notice.vote.resolution", Told: []string{}},
	})
	for choice, want := range map[ballot.Choice][]string{
		"":      {"mark 1.1 1", "mark 1.1 2", "mark 1.1 3", "vote 1.1 abstain"},
		"2":     {"mark 1.1 1,2", "mark 1.1", "mark 1.1 2,3", "vote 1.1 2", "vote 1.1 abstain"},
		"1,3":   {"mark 1.1 3", "mark 1.1 1,2,3", "mark 1.1 1", "vote 1.1 1,3", "vote 1.1 abstain"},
		"1,2,3": {"mark 1.1 2,3", "mark 1.1 1,3", "mark 1.1 1,2", "vote 1.1 1,2,3", "vote 1.1 abstain"},
	} {
		v.Must(mark(village.Elder, n, choice))
		if got := pressed(v.Answer.Buttons); !slices.Equal(got, want) || !v.Answer.Unwritten {
			t.Errorf("where %q is marked the buttons are %q", choice, got)
		}
	}
}

// pressed are the lines that buttons stand for.
func pressed(rows [][]say.Button) []string {
	var all []string
	for _, row := range rows {
		for _, b := range row {
			all = append(all, b.Line)
		}
	}
	return all
}

func TestHowABallotIsOffered(t *testing.T) {
	plain := &ballot.Ballot{ID: "4.1", Case: 4}
	one := &ballot.Ballot{ID: "4.2", Case: 4, Manner: ballot.Plurality, Options: []string{"red", "blue"}}
	some := &ballot.Ballot{ID: "4.3", Case: 4, Manner: ballot.Approval, Options: []string{"red", "blue"}}
	for _, c := range []struct {
		rule          string
		b             *ballot.Ballot
		private, room []string
		said          map[ballot.Choice]string
	}{
		{
			"a text", plain, []string{"vote 4.1 yes", "vote 4.1 no", "vote 4.1 abstain"},
			[]string{"vote 4.1 yes", "vote 4.1 no", "vote 4.1 abstain"},
			map[ballot.Choice]string{"yes": "choice.yes", "2": "choice.2"},
		},
		{
			"one of several", one, []string{"vote 4.2 1", "vote 4.2 2", "vote 4.2 abstain"},
			[]string{"vote 4.2 1", "vote 4.2 2", "vote 4.2 abstain"},
			map[ballot.Choice]string{"2": "blue", "abstain": "choice.abstain", "3": "choice.3"},
		},
		{
			"several of them, marked where only the voter sees it", some,
			[]string{"mark 4.3 1", "mark 4.3 2", "vote 4.3 abstain"}, []string{"mark 4.3"},
			map[ballot.Choice]string{"1,2": "red+blue", "2": "blue"},
		},
		{"one that is gone", nil, nil, nil, map[ballot.Choice]string{"no": "choice.no", "1": "choice.1"}},
	} {
		for choice, want := range c.said {
			if got := inWords(rollcall.Choice(c.b, choice)); got != want {
				t.Errorf("%s: %q reads %q, expected %q", c.rule, choice, got, want)
			}
		}
		if c.b == nil {
			continue
		}
		private, room := pressed(voting.BallotButtons(c.b, "")), pressed(voting.RoomButtons(c.b))
		if !slices.Equal(private, c.private) || !slices.Equal(room, c.room) {
			t.Errorf("%s: buttons %q in private, %q in the room", c.rule, private, room)
		}
		m := voting.AskOption(c.b)
		if got := len(m.Args["Options"].Lines); got != len(c.b.Options) || m.ID != "ask.option" {
			t.Errorf("%s: asked with %s, of %d options", c.rule, m.ID, got)
		}
	}
}

// inWords is a choice as it is told: options by their texts, other words by the id of their message.
func inWords(a say.Arg) string {
	if a.Msg != nil {
		return a.Msg.ID
	}
	var all []string
	for _, x := range a.List {
		all = append(all, *x.Text)
	}
	return strings.Join(all, "+")
}

func TestWhoHasNotVotedIsOfferedTheBallot(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	id := v.Put(n, ballot.A)
	v.Must(life.Command{Verb: permission.Mine, By: village.Elder})
	if got := pressed(v.Answer.Buttons); !slices.Contains(got, "vote "+id+" no") {
		t.Errorf("the elder, who has not voted, is offered %q", got)
	}
	v.Must(says(village.Elder, n, ballot.Yes))
	if v.Keep(); !strings.Contains(string(v.Kept[record.VoteKey(id, village.Elder)]), `"yes"`) {
		t.Errorf("kept as %s", v.Kept[record.VoteKey(id, village.Elder)])
	}
}
