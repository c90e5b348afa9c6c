package acts_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"echowall/flows/acts"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/convening"
	"echowall/flows/intake"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/personnel"
	"echowall/flows/publicity"
	"echowall/flows/say"
	"echowall/flows/voting"
	"echowall/flows/work"
	"echowall/storage"
)

var june = time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)

// entry is an event as the journal keeps it, by somebody and from a command.
func entry(t *testing.T, by int, cause string, event life.Event) journal.Entry {
	t.Helper()
	name, err := community.Name(event)
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(event)
	if err != nil {
		t.Fatal(err)
	}
	return journal.Entry{Seq: 1, At: june, By: by, Cause: cause, Events: []journal.Event{{Type: name, Data: data}}}
}

// Whatever an office does by its own power is told, and what people do for themselves is not.
func TestNoPrivilegedActIsLeftOutOfTheLog(t *testing.T) {
	member := people.Grant{Role: people.Member}
	for _, c := range []struct {
		by    int
		cause string
		event life.Event
		want  string // "" where it is no act of an office
	}{
		{1, "appoint", personnel.Appointed{Person: 5, Grant: member}, "act.appointed"},
		{5, "start", personnel.Appointed{Person: 5, Grant: member, Code: "rose"}, "act.joined"},
		{5, "reclaim", personnel.Appointed{
			Person: 5, Grant: people.Grant{Role: people.Secretary}, Reclaimed: true,
		}, "act.reclaimed"},
		{1, "dismiss", personnel.Dismissed{Person: 5, Role: people.Member}, "act.dismissed"},
		{0, "tick", personnel.Dismissed{Person: 5, Role: people.Member, Term: true}, "act.term"},
		{1, "invite", personnel.CodeIssued{Use: personnel.UseRole, Grant: member, Times: 3}, "act.code"},
		{1, "qr", personnel.CodeIssued{Use: personnel.UseRoom}, ""},
		{1, "proxy", voting.VoteEntered{Ballot: "12.1", Person: 5, By: 1, Witness: 6}, "act.entered"},
		{6, "witness", voting.VoteCast{Ballot: "12.1", Person: 5, EnteredBy: 1, SeenBy: 6}, "act.counted"},
		{5, "vote", voting.VoteCast{Ballot: "12.1", Person: 5}, ""},
		{1, "tally", voting.BallotClosed{Ballot: "12.1"}, "act.tallied"},
		{5, "vote", voting.BallotClosed{Ballot: "12.1"}, ""},
		{0, "tick", voting.BallotClosed{Ballot: "12.1"}, ""},
		{1, "behalf", intake.CaseRaised{Case: 12, EnteredBy: 1}, "act.behalf"},
		{5, "raise", intake.CaseRaised{Case: 12}, ""},
		{1, "checkin", convening.CheckedIn{Meeting: 3, Person: 5}, "act.checked_in"},
		{5, "checkin", convening.CheckedIn{Meeting: 3, Person: 5}, ""},
		{1, "close", life.CaseClosed{Case: 12, How: cases.Closing{Outcome: cases.Solved}}, "act.closed"},
		{0, "tick", life.CaseClosed{Case: 12, How: cases.Closing{Outcome: cases.Solved}}, ""},
		{1, "settle", publicity.ObjectionSettled{Case: 12, Number: 1, Ruling: cases.Upheld}, "act.settled.upheld"},
		{1, "settle", publicity.ObjectionSettled{Case: 12, Number: 1, Ruling: cases.Dismissed}, "act.settled.dismissed"},
		{8, "extend", work.TaskExtended{Case: 12, Task: 1}, "act.extended"},
		{1, "extend", life.DeadlineExtended{Case: 12}, "act.extended"},
		{1, "follow", office.ChatBound{Use: personnel.UseCouncil}, "act.bound"},
		{1, "settings", office.SettingChanged{Name: "conveners", Value: "both"}, "act.setting"},
		{1, "web", office.PageMoved{Code: "x"}, "act.page"},
		{1, "mute", office.Muted{Whom: office.Whom{Case: 12}}, "act.muted"},
		{1, "unmute", office.Unmuted{Whom: office.Whom{Person: 5}}, "act.unmuted"},
		{5, "support", intake.CaseSupported{Case: 12, Person: 5}, ""},
	} {
		found, err := acts.Of(entry(t, c.by, c.cause, c.event))
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, a := range found {
			ids = append(ids, a.What.ID)
			if a.By != c.by || !a.At.Equal(june) {
				t.Errorf("%T is told as by %d at %s", c.event, a.By, a.At)
			}
		}
		if want := slices.DeleteFunc([]string{c.want}, func(id string) bool { return id == "" }); !slices.Equal(ids, want) {
			t.Errorf("%T by %d from /%s is told as %v, expected %v", c.event, c.by, c.cause, ids, want)
		}
	}
}

// shelf is a journal in memory.
type shelf struct {
	storage.Reader
	entries []storage.Entry
}

// Journal implements storage.Reader.
func (b *shelf) Journal(from uint64, limit int) ([]storage.Entry, error) {
	rest := b.entries[min(int(from)-1, len(b.entries)):]
	return rest[:min(limit, len(rest))], nil
}

// shelved is a book in which every tenth entry gives task 1 of a case more time; its number is that of the case.
func shelved(t *testing.T, n int) *shelf {
	t.Helper()
	b, head := &shelf{}, journal.Head{}
	for i := 1; i <= n; i++ {
		event := life.Event(intake.CaseSupported{Case: i})
		if i%10 == 0 {
			event = work.TaskExtended{Case: i, Task: 1}
		}
		e, raw, err := journal.Seal(head, june.Add(time.Duration(i)*time.Minute), 7, "extend", entry(t, 7, "", event).Events)
		if err != nil {
			t.Fatal(err)
		}
		b.entries, head = append(b.entries, storage.Entry{Seq: e.Seq, Data: raw}), e.Head()
	}
	return b
}

func TestTheLastActsAreReadFromTheEndOfTheBook(t *testing.T) {
	for _, c := range []struct{ entries, most, want, first int }{
		{0, 5, 0, 0}, {9, 5, 0, 0}, {10, 5, 1, 10}, {199, 5, 5, 190}, {200, 30, 20, 200}, {201, 30, 20, 200},
		{1234, 15, 15, 1230},
	} {
		found, err := acts.Last(shelved(t, c.entries), uint64(c.entries), c.most)
		if err != nil || len(found) != c.want {
			t.Errorf("of %d entries %d acts are told, expected %d: %v", c.entries, len(found), c.want, err)
			continue
		}
		for i, a := range found {
			if n := a.What.Args["Case"]; n.Num == nil || *n.Num != c.first-10*i {
				t.Errorf("of %d entries act %d is of case %+v", c.entries, i, n)
			}
		}
	}
	if line := (acts.Act{At: june, What: say.New("act.bound")}).Line(); line.Args["Done"].Msg.Args["By"].Person != nil {
		t.Errorf("what the program did is told as somebody's: %+v", line)
	}
}
