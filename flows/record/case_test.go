package record_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// merged is how a case ends that lives on in another.
func merged(into int) *cases.Closing { return &cases.Closing{Outcome: cases.Merged, Into: into} }

func TestAMergedCaseLivesOnWhereTheLastMergeTookIt(t *testing.T) {
	s := aVillage(t)
	for _, c := range []cases.Case{
		{Number: 1, Closed: merged(2)}, {Number: 2, Closed: merged(3)}, {Number: 3},
		{Number: 4, Closed: &cases.Closing{Outcome: cases.Solved, Into: 9}}, {Number: 5, Closed: merged(4)},
		{Number: 6, Closed: merged(99)},
	} {
		record.Put(s.Cache, record.CaseKey(c.Number), &c)
	}
	for n, want := range map[int]int{1: 3, 2: 3, 3: 3, 4: 4, 5: 4, 6: 99} {
		if got := s.MergedInto(s.Case(n)); got != want {
			t.Errorf("case %d lives on in %d, expected %d", n, got, want)
		}
	}
}

func TestWhoSupportsACase(t *testing.T) {
	s := aVillage(t)
	for _, key := range []string{
		record.SupportKey(1, 7), record.SupportKey(12, 3), record.SupportKey(12, 30), record.SupportKey(12, 3),
		record.SupportKey(121, 5),
		"support:12:nobody",
	} {
		record.Put(s.Cache, key, &record.Support{})
	}
	record.Remove(s.Cache, record.SupportKey(1, 7))
	for n, want := range map[int][]int{1: nil, 12: {3, 30}, 121: {5}, 2: nil} {
		if got := s.Supporters(n); !slices.Equal(got, want) {
			t.Errorf("case %d is supported by %v, expected %v", n, got, want)
		}
	}
	if !s.Supports(12, 30) || s.Supports(12, 5) || s.Supports(1, 7) || s.Supports(121, 3) {
		t.Error("who supports what is mixed up")
	}
}

func TestOpenCasesAreThoseTheHeadNamesAndThatAreThere(t *testing.T) {
	s := aVillage(t)
	if got := s.OpenCases(); got != nil {
		t.Errorf("at the beginning: %v", got)
	}
	for n := range 5 {
		record.Put(s.Cache, record.CaseKey(n), &cases.Case{Number: n})
	}
	record.Edit[record.Community](s.Cache, record.HeadKey).Open = []int{4, 1, 77}
	var got []int
	for _, c := range s.OpenCases() {
		got = append(got, c.Number)
	}
	if !slices.Equal(got, []int{4, 1}) {
		t.Errorf("open are %v", got)
	}
}

func TestStatementsComeInTheOrderInWhichTheyWereMade(t *testing.T) {
	s := aVillage(t)
	record.Put(s.Cache, record.CaseKey(12), &cases.Case{Number: 12, Statements: 11})
	for k := range 13 { // the case knows of eleven; of these one was lost
		if k != 3 {
			record.Put(s.Cache, record.StatementKey(12, k), &record.Statement{By: k})
		}
	}
	var got []int
	for _, st := range s.Statements(12) {
		got = append(got, st.By)
	}
	if want := []int{1, 2, 4, 5, 6, 7, 8, 9, 10, 11}; !slices.Equal(got, want) {
		t.Errorf("said in the order %v", got)
	}
	if got := s.Statements(13); got != nil {
		t.Errorf("on a case that is not there was said %v", got)
	}
}

// Whoever speaks from another community is a number there, which here is somebody else's.
func TestWhoSpokeElsewhereIsNotNamedByANumberOfOurs(t *testing.T) {
	if here := record.Speaker(7, ""); here.Person == nil || *here.Person != 7 {
		t.Errorf("here it is %+v", here)
	}
	there := record.Speaker(7, "Poplar")
	if there.Person != nil || there.Msg == nil || there.Msg.ID != "someone.of" ||
		*there.Msg.Args["Name"].Text != "Poplar" {
		t.Errorf("there it is %+v", there)
	}
}

func TestTheOpenBallotOfACase(t *testing.T) {
	s := aVillage(t)
	record.Put(s.Cache, record.BallotKey("12.1"), &ballot.Ballot{ID: "12.1"})
	for id, want := range map[string]string{"": "", "12.1": "12.1", "12.2": ""} {
		got := ""
		if b := s.OpenBallot(&cases.Case{Number: 12, Talk: cases.Talk{Ballot: id}}); b != nil {
			got = b.ID
		}
		if got != want {
			t.Errorf("of %q is open %q", id, got)
		}
	}
}

// Every record that is asked for in vain costs a way to the store.
func TestWhereACaseNamesNoneNothingIsAskedFor(t *testing.T) {
	b := record.NewCache(decode)
	s, bare := record.NewRecords(b, nil), &cases.Case{Number: 12}
	if s.OpenBallot(bare) != nil || s.Hearing(bare, noon) != nil || s.WasPresent(bare, 7) ||
		s.MergedInto(bare) != 12 || b.Missing() != nil {
		t.Error("something was asked for")
	}
	unread, _ := record.Attempt(func() error { s.Electorate(bare); return nil })
	if !unread || !slices.Equal(b.Missing(), []string{record.HoldersKey}) {
		t.Error("the electorate of a case that concerns nobody is not the council")
	}
}

// A secret ballot whose key cannot be looked for now must wait; one whose key is gone is counted as lost.
func TestASecretBallotIsCountedOnceItsKeyCouldBeLookedFor(t *testing.T) {
	secret, plain := &ballot.Ballot{ID: "12.1", Rule: procedure.Rule{Secret: true}}, &ballot.Ballot{ID: "12.2"}
	for what, c := range map[string]struct {
		keys record.Keys
		want bool
	}{
		"there is no vault":  {nil, true},
		"the vault has it":   {func(id string) ([]byte, bool) { return []byte(id), true }, true},
		"the vault lost it":  {func(string) ([]byte, bool) { return nil, true }, true},
		"the vault is shut":  {func(string) ([]byte, bool) { return nil, false }, false},
		"it is told for one": {func(id string) ([]byte, bool) { return nil, id == "12.1" }, true},
	} {
		s := aVillage(t)
		if s.HasKeys() {
			t.Error("a village without a vault has keys")
		}
		if c.keys != nil {
			s.SetKeys(c.keys)
		}
		for _, sheet := range []*record.Records{s, s.Fork()} {
			if got := sheet.Countable(secret); got != c.want || !sheet.Countable(plain) ||
				sheet.HasKeys() != (c.keys != nil) {
				t.Errorf("%s: countable %v, a plain one %v, keys %v", what, got, sheet.Countable(plain),
					sheet.HasKeys())
			}
		}
	}
}

func TestVotesAreThoseOfTheirBallot(t *testing.T) {
	s := aVillage(t)
	for key, choice := range map[string]ballot.Choice{
		record.VoteKey("12.1", 7): ballot.Yes, record.VoteKey("12.1", 70): ballot.No,
		record.VoteKey("12.10", 7): ballot.Abstain,
	} {
		record.Put(s.Cache, key, &ballot.Vote{Choice: choice})
	}
	record.Put(s.Cache, record.ReceiptsKey("12.10"), &ballot.Receipts{})
	var got []string
	for _, x := range s.Votes("12.1") {
		got = append(got, x.Key+" "+string(x.Value.Choice))
	}
	if fmt.Sprint(got) != "[7 yes 70 no]" || s.Vote("12.10", 7).Choice != ballot.Abstain || s.Vote("12.1", 8) != nil {
		t.Errorf("votes are %v", got)
	}
	if s.Receipts("12.1") != nil || s.Receipts("12.10") == nil {
		t.Error("the receipts are those of another ballot")
	}
}

// held is a village with a meeting M3, open, on cases 1, 2 and 3, of which the second has moved on and the third is on
// another's agenda.
func held(t *testing.T) *record.Records {
	t.Helper()
	s := aVillage(t)
	record.Put(s.Cache, record.MeetingKey(3), &meeting.Meeting{
		Number: 3, Status: meeting.Open, Cases: []int{1, 2, 3, 4, 99}, There: []int{7, 8, 9},
	})
	file(t, s, procedure.Deliberation, cases.Case{Number: 1, Talk: cases.Talk{Meeting: 3}})
	file(t, s, procedure.Publicity, cases.Case{Number: 2, Talk: cases.Talk{Meeting: 3}})
	file(t, s, procedure.Deliberation, cases.Case{Number: 3, Talk: cases.Talk{Meeting: 4}})
	file(t, s, procedure.Deliberation, cases.Case{Number: 4, Talk: cases.Talk{Meeting: 3}, Closed: merged(1)})
	file(t, s, procedure.Deliberation, cases.Case{Number: 5})
	return s
}

func TestOnTheAgendaIsWhatIsStillToBeTalkedOver(t *testing.T) {
	s := held(t)
	var got []int
	for _, c := range s.OnAgenda(s.Meeting(3)) {
		got = append(got, c.Number)
	}
	if !slices.Equal(got, []int{1}) {
		t.Errorf("on the agenda are %v", got)
	}
}

func TestWhatIsSaidBelongsToTheMeetingUnderWay(t *testing.T) {
	s := held(t)
	if s.Hearing(nil, noon) != nil || s.Hearing(s.Case(5), noon) != nil || s.Hearing(s.Case(3), noon) != nil {
		t.Error("a meeting hears what is said on no case, on one of no meeting, or of one that is not there")
	}
	if m := s.Hearing(s.Case(1), noon); m == nil || m.Number != 3 {
		t.Errorf("what is said belongs to %+v", m)
	}
	m := record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(3))
	m.Form, m.Until = meeting.Written, noon
	if s.Hearing(s.Case(1), noon) != nil || s.Hearing(s.Case(1), noon.Add(-time.Second)) == nil {
		t.Error("a written meeting hears exactly until its window ends")
	}
}

func TestWhoWasPresentAtTheLastMeetingOnACase(t *testing.T) {
	s := held(t)
	for _, c := range []struct {
		number   int
		entitled []int
		want     int
	}{
		{1, []int{7, 8, 10}, 2}, {1, nil, 0}, {5, []int{7}, 0}, {3, []int{7}, 0}, {1, []int{10, 11}, 0},
	} {
		if got := s.PresentOf(s.Case(c.number), c.entitled); got != c.want {
			t.Errorf("case %d: of %v were present %d, expected %d", c.number, c.entitled, got, c.want)
		}
	}
}

func TestTheCouncilTalksInItsOwnChatOrInTheGroup(t *testing.T) {
	s := aVillage(t)
	if got := s.CouncilChat(); got != -100 {
		t.Errorf("talks in %d", got)
	}
	record.Edit[record.Community](s.Cache, record.HeadKey).Council.Chat = -200
	if got := s.CouncilChat(); got != -200 {
		t.Errorf("talks in %d", got)
	}
}

func TestWhatPeopleMayStillDoWhereAnotherCommunityLeads(t *testing.T) {
	for kind, want := range map[cases.LinkKind]string{
		cases.ReferredUp: "[support unsupport reword]",
		cases.Joint:      "[support unsupport reword vote recuse proxy witness tally statement involve]",
		cases.ByHand:     "[support unsupport reword brought extend withdraw]",
	} {
		if got := fmt.Sprint(record.LedVerbs(&cases.Case{Lead: &cases.Link{Kind: kind}})); got != want {
			t.Errorf("%s: may %s", kind, got)
		}
	}
}

func TestALineIsAVerbWithItsWords(t *testing.T) {
	for want, got := range map[string]string{
		"vote 12.1 yes": record.Line("vote", "12.1", "yes"), "wall": record.Line("wall"),
		"case 12": record.Line("case", record.Num(12)),
	} {
		if got != want {
			t.Errorf("expected %q, got %q", want, got)
		}
	}
	if x := record.Ptr(say.Group); *x != say.Group {
		t.Errorf("points to %q", *x)
	}
}
