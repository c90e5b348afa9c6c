package voting_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// on is a command on a case.
func on(verb permission.Verb, by, n int, values any) life.Command {
	return life.Command{Verb: verb, By: by, Case: n, Values: values}
}

// resolve puts a text to the vote.
func resolve(by, n int, class ballot.Class) life.Command {
	return on(permission.Resolve, by, n, voting.Resolve{Class: class, Text: "Two benches below the elm"})
}

// choose puts a question with options to the vote.
func choose(n int, manner ballot.Manner, lines ...string) life.Command {
	return on(permission.Choose, village.Secretary, n, voting.Choose{
		Manner: manner, Class: ballot.A, Text: strings.Join(lines, "\n"),
	})
}

// invited is how those who may vote are asked to.
func invited() []string {
	return []string{
		"convener: notice.vote.resolution", "member: notice.vote.resolution", "lawyer: notice.vote.resolution",
		"elder: notice.vote.resolution",
	}
}

// opened is how a ballot is told of.
func opened(id string, n int) []string {
	told := append([]string{"council: " + say.BallotView(id)}, village.Echoed(n, "echo.ballot.resolution", "resident")...)
	return append(told, invited()...)
}

func TestWhoPutsATextToTheVote(t *testing.T) {
	v := village.Found(t, "six-step")
	early, talked, heard, voted := v.Accepted(procedure.Big), v.Talked(), v.Heard(), v.Heard()
	v.Put(voted, ballot.B)
	v.Plays(t, []village.Row{
		{Rule: "a case must be there", Cmd: resolve(village.Secretary, 99, ballot.A), Refused: "refuse.no_case"},
		{Rule: "a member puts nothing", Cmd: resolve(village.Member, heard, ballot.A), Refused: "refuse.role"},
		{Rule: "nor does the raiser", Cmd: resolve(village.Resident, heard, ballot.A), Refused: "refuse.role"},
		{Rule: "not while it is looked into", Cmd: resolve(village.Secretary, early, ballot.A), Refused: "refuse.stage"},
		{Rule: "not before a meeting", Cmd: resolve(village.Secretary, talked, ballot.A), Refused: "refuse.not_heard"},
		{Rule: "one at a time", Cmd: resolve(village.Secretary, voted, ballot.A), Refused: "refuse.ballot_open"},
		{
			Rule: "options neither", Cmd: choose(voted, ballot.Plurality, "Which?", "red", "blue"),
			Refused: "refuse.ballot_open",
		},
		{
			Rule: "the council is asked", Cmd: resolve(village.Convener, heard, ballot.C),
			Answer: "receipt.ballot_opened", Events: []string{"ballot.opened"}, Told: opened("3.1", heard),
		},
		{
			Rule: "the council is asked to choose", Answer: "receipt.ballot_opened", Events: []string{"ballot.opened"},
			Cmd: choose(heard, ballot.Approval, "Which?", "red", "blue"), Told: opened("3.1", heard),
		},
	})
	v.Must(resolve(village.Secretary, heard, ballot.B))
	b, c := v.Ballot("3.1"), v.Find(heard)
	if b.Class != ballot.B || b.Entitled != 4 || !b.Closes.Equal(v.Now.Add(3*village.Day)) || !b.IsOpen() ||
		b.Text != "Two benches below the elm" || c.Talk.Ballot != b.ID || c.Talk.Ballots != 1 {
		t.Errorf("kept as %+v, of %+v", b, c.Talk)
	}
}

func TestWhereNothingCanBePutToTheVote(t *testing.T) {
	partner := cases.Link{Community: "river", Name: "Riverside", Kind: cases.Joint}
	for _, c := range []struct {
		rule    string
		of      func(*cases.Case)
		refused string
	}{
		{"another community is still counting", func(c *cases.Case) {
			c.Followers, c.Talk.Counts = []cases.Link{partner}, []cases.Count{{Result: ballot.Adopted}}
		}, "refuse.counting"},
		{"all rounds are over", func(c *cases.Case) { c.Talk.Round = 4 }, "refuse.rounds"},
		{"another community leads", func(c *cases.Case) { c.Lead = &partner }, "refuse.lead"},
	} {
		v := village.Found(t, "six-step")
		n := v.Heard()
		v.Holds(n, c.of)
		if r := v.Do(resolve(village.Secretary, n, ballot.A)); r == nil || r.Message.ID != c.refused {
			t.Errorf("%s: expected %s, got %v", c.rule, c.refused, r)
		}
	}
	v := village.Found(t, "six-plus-four")
	hard, big := v.Accepted(procedure.Hard), v.Accepted(procedure.Small)
	talk := func(n int) {
		v.Happen(0, func(s *life.State) []life.Event {
			at, _ := s.Method(s.Case(n)).First(procedure.Deliberation, 0)
			if s.Case(n).Track != procedure.Hard {
				at++
			}
			return life.One(life.StageEntered{Case: n, Stage: at})
		})
	}
	talk(hard)
	talk(big)
	v.Refused("refuse.preliminary", resolve(village.Secretary, hard, ballot.A))
	v.Holds(big, func(c *cases.Case) { c.Talk.Heard = true })
	v.Refused("refuse.needs.stakeholders", resolve(village.Secretary, big, ballot.A))
}

func TestACouncilOfNobodyDecidesNothing(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	for person, role := range map[int]people.Role{
		village.Convener: people.Convener, village.Member: people.Member, village.Lawyer: people.Member,
		village.Elder: people.Member,
	} {
		v.Must(life.Command{
			Verb: permission.Dismiss, By: village.Secretary, Person: person, Values: people.Grant{Role: role},
		})
	}
	v.Refused("refuse.no_council", resolve(village.Secretary, n, ballot.A))
	v.Must(life.Command{Verb: permission.Involve, By: village.Secretary, Case: n, Person: village.Widow})
	v.Must(resolve(village.Secretary, n, ballot.A))
	v.Told("notice.vote.resolution", village.Widow)
}

func TestASecretBallotNeedsAVault(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.HeardInHall()
	v.Ask(func(s *life.State) { s.WithKeys(nil) })
	v.Refused("refuse.no_vault", resolve(village.Secretary, n, ballot.A))
}

func TestWhichOptionsCanBeChosenFrom(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Heard()
	joint := v.Heard()
	long := strings.Repeat("树", 60)
	for _, c := range []struct {
		rule  string
		lines []string
		want  []string // nil where it is refused
	}{
		{"two are the fewest", []string{"Which?", "red", "blue"}, []string{"red", "blue"}},
		{"one is no choice", []string{"Which?", "red"}, nil},
		{"none is none", []string{"Which?"}, nil},
		{"nothing is nothing", []string{" "}, nil},
		{"eight are the most", strings.Split("? a b c d e f g h", " "), strings.Split("a b c d e f g h", " ")},
		{"nine are too many", strings.Split("? a b c d e f g h i", " "), nil},
		{"the same twice", []string{"Which?", "red", "blue", " red "}, nil},
		{"the same with another number", []string{"Which?", "1. red", "2. red"}, nil},
		{"empty lines are no options", []string{"", "Which?", "", "red", " \t", "blue", ""}, []string{"red", "blue"}},
		{
			"numbers and dashes are left out", []string{"Which?", "1. red", "2）blue", "- green", "• 、grey"},
			[]string{"red", "blue", "green", "grey"},
		},
		{"a number alone says nothing", []string{"Which?", "1.", "red"}, nil},
		{"sixty characters fit a button", []string{"Which?", long, "red"}, []string{long, "red"}},
		{"one more does not", []string{"Which?", long + "树", "red"}, nil},
		{"what only differs in case are two", []string{"Which?", "Red", "red"}, []string{"Red", "red"}},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := v.Copy(t)
			if c.want == nil {
				v.Refused("refuse.options", choose(n, ballot.Plurality, c.lines...))
				return
			}
			v.Must(choose(n, ballot.Plurality, c.lines...))
			if b := v.Ballot("1.1"); !slices.Equal(b.Options, c.want) {
				t.Errorf("to be chosen from are %q", b.Options)
			}
			v.ProvesJournal()
		})
	}
	v.Holds(joint, func(c *cases.Case) {
		c.Followers = []cases.Link{{Community: "river", Name: "Riverside", Kind: cases.Joint}}
	})
	v.Refused("refuse.joint_options", choose(joint, ballot.Plurality, "Which?", "red", "blue"))
}

func TestAWrittenMeetingEndsTheVote(t *testing.T) {
	for _, c := range []struct {
		rule string
		left time.Duration
		with bool
	}{
		{"with the whole window left", 3 * village.Day, true},
		{"with a day left", village.Day, true},
		{"with less there would be no time", village.Day - time.Second, false},
	} {
		v := village.Found(t, "six-step")
		n := v.Talked()
		v.Must(life.Command{Verb: permission.Schedule, By: village.Secretary, Values: convening.Schedule{
			Cases: []int{n}, When: v.Now.Add(time.Hour), Form: meeting.Written,
		}})
		v.Must(life.Command{Verb: permission.Open, By: village.Secretary, Meeting: 1})
		until := village.Look(v, func(s *life.State) time.Time { return s.Meeting(1).Until })
		v.Now = until.Add(-c.left)
		v.Must(resolve(village.Secretary, n, ballot.A))
		if got := v.Ballot("1.1").Closes; got.Equal(until) != c.with || !c.with && !got.Equal(v.Now.Add(3*village.Day)) {
			t.Errorf("%s: it closes on %s, the window on %s", c.rule, got, until)
		}
	}
}

func TestWhoWasThereIsCountedWhenItOpens(t *testing.T) {
	v := village.Found(t, "hall")
	n := v.HeardInHall()
	m := v.Find(n).Talk.Meeting
	for _, p := range []int{village.Convener, village.Lawyer} {
		v.Must(life.Command{Verb: permission.CheckIn, By: p, Meeting: m})
	}
	v.Must(life.Command{Verb: permission.Bring, By: village.Secretary, Meeting: m, Person: village.Widow})
	v.Must(life.Command{Verb: permission.CheckIn, By: village.Widow, Meeting: m})
	v.Must(resolve(village.Secretary, n, ballot.A))
	open := base64.StdEncoding.EncodeToString(v.Events[0].(voting.BallotOpened).Key())
	id := v.Find(n).Talk.Ballot
	if b := v.Ballot(id); b.Present != 2 || b.Entitled != 4 || len(b.Key) == 0 {
		t.Errorf("opened as %+v", b)
	}
	if raw := v.Journal[len(v.Journal)-1]; open == "" || strings.Contains(string(raw.Data), open) {
		t.Errorf("the journal keeps %s", raw.Data)
	}
	v.Keep()
	if got := v.Kept[record.VoteKey(id, village.Widow)]; got != nil {
		t.Errorf("a guest may vote: %s", got)
	}
}
