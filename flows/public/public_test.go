package public_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/convening"
	"echowall/flows/evaluation"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/public"
	"echowall/flows/publicity"
	"echowall/flows/record"
	"echowall/flows/research"
	"echowall/flows/screening"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// noon is when everything happens.
var noon = time.Date(2026, 6, 1, 4, 0, 0, 0, time.UTC)

// hamlet is a community in memory with a page, an anonymous case and a secret ballot on it.
func hamlet(t *testing.T) *life.State {
	t.Helper()
	methods, err := procedure.Default()
	if err != nil {
		t.Fatal(err)
	}
	s := community.NewState(record.NewCache(nil), methods)
	s.FillRange("")
	happen(s,
		office.Founded{Name: "Willow", Chat: -1, Language: "en", Zone: "UTC", Procedure: "six-step", Version: 1,
			Door: "door"},
		office.PageMoved{Code: "page"}, personnel.PersonJoined{Person: 1}, personnel.PersonJoined{Person: 2},
		personnel.PersonJoined{Person: 3},
		personnel.Appointed{Person: 2, Grant: people.Grant{Role: people.Member, Detail: "elder"}},
		personnel.Appointed{Person: 3, Grant: people.Grant{Role: people.Member}},
		intake.CaseRaised{Case: 1, Title: "Dark", Text: "The lamps are dark", Raiser: 1, Anonymous: true,
			Procedure: "six-step", Version: 1},
		intake.CaseSupported{Case: 1, Person: 2, Count: 1},
		screening.CaseAccepted{Case: 1, Track: procedure.Big, Stage: 3},
		voting.BallotOpened{
			Ballot: ballot.Ballot{
				ID: "1.1", Case: 1, Purpose: ballot.Resolution, Text: "New lamps", Class: ballot.A, Opened: noon,
				Closes: noon.Add(time.Hour),
				Rule:   procedure.Rule{Secret: true, Electorate: procedure.Council}, Entitled: 2,
			},
			Entitled: []int{2, 3},
		},
		voting.VoteCast{Ballot: "1.1", Person: 2, Choice: ballot.Sealed},
	)
	for n, name := range map[int]string{1: "Wang Xiuying", 2: "Li Ming", 3: "Wu Fang"} {
		s.Learn(people.Profile{Person: n, User: int64(7_000_000 + n), Name: name, Username: fmt.Sprintf("user%d", n)})
	}
	return s
}

func happen(s *life.State, events ...life.Event) {
	for _, e := range events {
		life.Apply(s, e, life.Meta{At: noon, By: 1})
	}
}

func TestACaseNamesNobody(t *testing.T) {
	s := hamlet(t)
	happen(s, publicity.Objected{Case: 1, Number: 1, By: 3, Text: "Too bright"},
		evaluation.Rated{Case: 1, Person: 1, Rating: cases.Rating{Solved: cases.RatedUnsolved}})
	c, ok := public.Find(s, 1)
	if !ok || c.Judged.Count != 1 || c.Judged.Answered != 1 || len(c.Objections) != 1 {
		t.Fatalf("%v %+v", ok, c)
	}
	all := fmt.Sprintf("%+v %+v", c, public.Wall(s, 5))
	for _, name := range []string{"Wang", "Wu Fang", "Li Ming", "user1", "7000001", "Raiser", "Anonymous", "Refused"} {
		if strings.Contains(all, name) {
			t.Errorf("%s is public: %s", name, all)
		}
	}
}

// While a vote is open, how it stands is not told, of a secret one least of all; afterwards the count is, and never who
// said what.
func TestAVote(t *testing.T) {
	s := hamlet(t)
	c, _ := public.Find(s, 1)
	if b := c.Ballots[0]; b.Cast != 1 || b.Entitled != 2 || b.Result != "" || b.Yes+b.No+b.Abstain != 0 {
		t.Errorf("while it is open: %+v", b)
	}
	happen(s, voting.BallotClosed{Ballot: "1.1", Result: ballot.Adopted, Tally: ballot.Tally{Yes: 1},
		Receipts: []string{"ABC yes"}})
	c, _ = public.Find(s, 1)
	if b := c.Ballots[0]; b.Result != ballot.Adopted || b.Yes != 1 || strings.Contains(fmt.Sprintf("%+v", c), "ABC") {
		t.Errorf("when it is closed: %+v", b)
	}
}

// Of votes that were given through others the page says whose, by whom and seen by whom, as far as they hold an office.
func TestNoPageHidesVotesThatWereEntered(t *testing.T) {
	s := hamlet(t)
	b := ballot.Ballot{
		ID: "1.2", Case: 1, Purpose: ballot.Resolution, Text: "Lamps", Class: ballot.A, Opened: noon,
		Closes: noon.Add(time.Hour), Rule: procedure.Rule{Electorate: procedure.Council}, Entitled: 2, Named: true,
	}
	happen(s, voting.BallotOpened{Ballot: b, Entitled: []int{2, 3}},
		voting.VoteEntered{Ballot: "1.2", Person: 2, Choice: ballot.Yes, By: 3, Witness: 1},
		voting.VoteCast{Ballot: "1.2", Person: 2, Choice: ballot.Yes, EnteredBy: 3, SeenBy: 1})
	happen(s, voting.VoteCast{Ballot: "1.2", Person: 1, Choice: ballot.No, Reason: "too dear"})
	if c, _ := public.Find(s, 1); c.Ballots[1].Roll != nil {
		t.Errorf("while it is open the page tells %+v", c.Ballots[1].Roll)
	}
	happen(s, voting.BallotClosed{Ballot: "1.2", Result: ballot.NoQuorum, Tally: ballot.Tally{Yes: 1}})
	c, _ := public.Find(s, 1)
	roll := c.Ballots[1].Roll
	if len(roll) != 2 || roll[0].ID != "ballot.roll" || roll[1].ID != "ballot.entered" {
		t.Fatalf("told is %+v", roll)
	}
	votes := roll[0].Args["Votes"].Clauses
	if first, second := votes[0].Msg.Args, votes[1].Msg.Args; first["Person"].Person != nil ||
		*first["Reason"].Text != "too dear" || *second["Person"].Person != 2 {
		t.Errorf("the roll call is %+v", votes)
	}
	one := roll[1].Args["Votes"].Clauses[0].Msg.Args
	if *one["Person"].Person != 2 || *one["By"].Person != 3 || one["Witness"].Msg.ID != "someone" {
		t.Errorf("told is %+v", one)
	}
}

func TestWhoIsErasedHasNoSeat(t *testing.T) {
	s := hamlet(t)
	if seats := public.Council(s); len(seats) != 2 || seats[0].Name != "Li Ming" || seats[0].Detail != "elder" {
		t.Fatalf("%+v", seats)
	}
	happen(s, personnel.Erased{Person: 2})
	if seats := public.Council(s); len(seats) != 1 || seats[0].Name != "Wu Fang" {
		t.Errorf("%+v", seats)
	}
}

// Who did something is told by no moment; votes, reminders and what people are in private are no moments at all.
func TestMoments(t *testing.T) {
	s := hamlet(t)
	silent := []life.Event{
		personnel.PersonJoined{Person: 4}, personnel.Appointed{Person: 2, Grant: people.Grant{Role: people.Convener}},
		personnel.Erased{Person: 9},
		voting.VoteCast{Ballot: "1.1", Person: 3, Choice: ballot.Yes},
		voting.Recused{Ballot: "1.1", Person: 3, Reason: "mine"},
		research.StatementMade{Case: 1, Number: 1, By: 2, Text: "I think"},
		intake.CaseSupported{Case: 1, Person: 3, Count: 2},
		evaluation.Rated{Case: 1, Person: 1}, office.PageMoved{Code: "other"}, office.FilingKeyChanged{Hash: "x"},
		personnel.CodeIssued{Code: "secret"}, convening.StakeholderInvited{Case: 1, Person: 3},
	}
	for _, e := range silent {
		if told := public.Moments(s, e, noon); told != nil {
			t.Errorf("%T is told: %+v", e, told)
		}
	}
	for _, e := range []life.Event{
		intake.CaseRaised{Case: 1, Raiser: 1, Text: "The lamps"},
		research.FindingsRecorded{Case: 1, By: 2, Text: "Old wires"},
		publicity.Approved{Case: 1, By: 2}, publicity.Objected{Case: 1, Number: 1, By: 3, Text: "Too bright"},
		voting.BallotClosed{Ballot: "1.1", Result: ballot.Adopted, Receipts: []string{"ABC yes"}},
		work.TaskDone{Case: 1, Task: 1, By: 2, Evidence: "lit", Photos: []string{"file-id"}},
	} {
		told := public.Moments(s, e, noon)
		if len(told) != 1 || told[0].Case != 1 || !told[0].At.Equal(noon) || told[0].Message.ID == "" {
			t.Errorf("%T: %+v", e, told)
			continue
		}
		for name, a := range told[0].Message.Args {
			if a.Person != nil || a.Mention != nil || name == "By" {
				t.Errorf("%T names who did it", e)
			}
		}
		if strings.Contains(fmt.Sprint(told[0].Message.Args, told[0].Text), "ABC") {
			t.Errorf("%T tells of receipts", e)
		}
	}
}

// A community without a page is not public at all.
func TestNoPage(t *testing.T) {
	s := hamlet(t)
	if c, ok := public.Of(s); !ok || c.Code != "page" || c.Opened != 1 || strings.Contains(c.Tag, "door") {
		t.Errorf("%v %+v", ok, c)
	}
	happen(s, office.PageMoved{})
	if _, ok := public.Of(s); ok {
		t.Error("a community without a page is shown")
	}
}
