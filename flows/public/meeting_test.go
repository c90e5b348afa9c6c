package public_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"echowall/flows/ballot"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/public"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// lampsOrNothing is a ballot on case 1.
func lampsOrNothing(id string) ballot.Ballot {
	return ballot.Ballot{
		ID: id, Case: 1, Purpose: ballot.Resolution, Text: "Lamps", Class: ballot.A, Opened: noon,
		Closes: noon.Add(time.Hour),
		Rule:   procedure.Rule{Electorate: procedure.Council}, Entitled: 2,
	}
}

// session is a hamlet with a meeting on case 1 that was opened: the member Li Ming chairs, Wu Fang is invited and does
// not come, the resident Wang Xiuying comes as a guest, with an expert by name.
func session(t *testing.T) *life.State {
	t.Helper()
	s := hamlet(t)
	happen(s,
		personnel.PersonJoined{Person: 4},
		personnel.Appointed{Person: 4, Grant: people.Grant{Role: people.Expert, Detail: "light"}},
		convening.MeetingScheduled{Meeting: meeting.Meeting{
			Number: 1, Cases: []int{1}, At: noon, Place: "Hall", Status: meeting.Scheduled, Chairs: []int{2},
			Invited: []int{2, 3},
			Said:    []meeting.Said{{Case: 1, First: 1}},
		}},
		convening.PersonsInvited{Meeting: 1, Persons: []int{4}, Guests: true},
		convening.InvitationAnswered{Meeting: 1, Person: 2, Reply: meeting.Coming},
		convening.InvitationAnswered{Meeting: 1, Person: 3, Reply: meeting.Maybe},
		convening.CheckedIn{Meeting: 1, Person: 2}, convening.CheckedIn{Meeting: 1, Person: 1},
		convening.CheckedIn{Meeting: 1, Person: 4},
		convening.MeetingOpened{Meeting: 1},
		research.StatementMade{Case: 1, Number: 1, By: 2, Text: "Let us have light"},
		research.StatementMade{Case: 1, Number: 2, By: 1, Text: "At last"},
		research.StatementMade{Case: 1, Number: 3, By: 2, Of: "Poplar", Text: "We share the street"},
	)
	s.Learn(people.Profile{Person: 4, Name: "Zhao Lei"})
	return s
}

// told is a line of minutes in short: its id, who said it, and what.
func short(lines []say.Message) []string {
	var all []string
	for _, l := range lines {
		text := l.ID
		if p := l.Args["Person"]; p.Person != nil {
			text += fmt.Sprint(" ", *p.Person)
		} else if p.Msg != nil {
			text += " " + p.Msg.ID
		}
		if x := l.Args["Text"].Text; x != nil {
			text += ": " + *x
		}
		all = append(all, text)
	}
	return all
}

func TestWhoComesIsCountedAndNotNamed(t *testing.T) {
	s := session(t)
	all := public.Meetings(s, []int{1})
	if len(all) != 1 {
		t.Fatalf("%+v", all)
	}
	m := all[0]
	if m.Invited != 2 || m.There != 1 || m.Coming != 1 || m.Place != "Hall" || !m.At.Equal(noon) ||
		m.Status != meeting.Open {
		t.Errorf("%+v", m)
	}
	if got := numbers(m.Agenda); !slices.Equal(got, []int{1}) {
		t.Errorf("the agenda is %v", got)
	}
	if m.Record != nil || m.Minutes != "" {
		t.Errorf("told before the minutes are recorded: %v %q", m.Record, m.Minutes)
	}
	if text := fmt.Sprintf("%+v", m); strings.Contains(text, "Li Ming") || strings.Contains(text, "Zhao") {
		t.Errorf("people are named: %s", text)
	}
}

func TestMeetingsWithoutADateAreLeftOut(t *testing.T) {
	s := session(t)
	happen(s, convening.PollOpened{Meeting: meeting.Meeting{
		Number: 2, Cases: []int{1}, Status: meeting.Polled,
		Poll: meeting.NewPoll([]time.Time{noon.Add(day), noon.Add(2 * day)}, noon),
	}})
	if all := public.Meetings(s, []int{1, 2, 3}); len(all) != 1 || all[0].Number != 1 {
		t.Errorf("%+v", all)
	}
	for n, want := range map[int]bool{1: true, 2: false, 3: false} {
		if found, ok := public.MinutesOf(s, n); ok != want || ok && found.Number != n {
			t.Errorf("minutes of %d: %v %+v", n, ok, found)
		}
	}
	happen(s, convening.DateFixed{Meeting: 2, At: noon.Add(day), Place: "Yard"},
		convening.MeetingMoved{Meeting: 2, At: noon.Add(2 * day), Place: "Barn"},
		convening.MeetingCalledOff{Meeting: 2, Reason: "Flood"})
	if all := public.Meetings(s, []int{2}); len(all) != 1 || all[0].Moved != 1 || all[0].Reason != "Flood" ||
		all[0].Place != "Barn" {
		t.Errorf("%+v", all)
	}
}

// Minutes name those who hold an office, and count the others; a resident who spoke is somebody, an absent member is
// nobody.
func TestMinutesNameWhoHoldsAnOffice(t *testing.T) {
	s := session(t)
	happen(s, convening.MinutesRecorded{Meeting: 1, Draft: true, Said: []meeting.Said{{Case: 1, First: 1, Last: 3}}})
	m, ok := public.MinutesOf(s, 1)
	if !ok || m.Form != meeting.InPerson || m.Purpose != meeting.Regular || !m.Recorded.Equal(noon) || !m.Until.IsZero() {
		t.Errorf("%v %+v", ok, m)
	}
	for what, c := range map[string]struct{ got, want public.Names }{
		"chairs":  {m.Chairs, public.Names{Known: []string{"Li Ming"}}},
		"present": {m.Present, public.Names{Known: []string{"Li Ming"}}},
		"guests":  {m.Guests, public.Names{Known: []string{"Zhao Lei"}, Others: 1}},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	if m.Guests.Count() != 2 || m.Present.Count() != m.There {
		t.Errorf("guests %d, present %d", m.Guests.Count(), m.Present.Count())
	}
	want := []string{
		"minutes.case", "minutes.said 2: Let us have light", "minutes.said someone: At last",
		"minutes.said someone.of: We share the street",
	}
	if got := short(m.Record); !slices.Equal(got, want) {
		t.Errorf("recorded is %q", got)
	}
	if text := fmt.Sprintf("%+v", m); strings.Contains(text, "Wang") || strings.Contains(text, "Wu Fang") {
		t.Errorf("who holds no office, or was not there, is named: %s", text)
	}
}

// Of those who left their office, were erased, or never told a name, minutes count the head.
func TestMinutesCountWhoIsNotKnown(t *testing.T) {
	for what, gone := range map[string]life.Event{
		"dismissed": personnel.Dismissed{Person: 2, Role: people.Member}, "erased": personnel.Erased{Person: 2},
	} {
		s := session(t)
		happen(s, convening.MinutesRecorded{Meeting: 1, Draft: true, Said: []meeting.Said{{Case: 1, First: 1, Last: 1}}},
			gone)
		m, _ := public.MinutesOf(s, 1)
		if diff := cmp.Diff(public.Names{Others: 1}, m.Chairs); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
		if got := short(m.Record); len(got) != 2 || got[1] != "minutes.said someone: Let us have light" {
			t.Errorf("%s: recorded is %q", what, got)
		}
	}
	s := session(t)
	s.Learn(people.Profile{Person: 2})
	if m, _ := public.MinutesOf(s, 1); m.Present.Others != 1 || m.Present.Known != nil {
		t.Errorf("without a name: %+v", m.Present)
	}
}

// What was put to the vote stands below its case and apart from what was said; a case without a vote has no line there.
func TestMinutesTellHowWasVoted(t *testing.T) {
	s := session(t)
	raised(s, "Bus")
	happen(s,
		convening.MeetingScheduled{Meeting: meeting.Meeting{Number: 2, Cases: []int{2, 1}, At: noon,
			Status: meeting.Scheduled}},
		convening.MeetingOpened{Meeting: 2},
		voting.BallotOpened{Ballot: lampsOrNothing("1.2")},
		voting.BallotClosed{Ballot: "1.1", Result: ballot.Rejected, Tally: ballot.Tally{No: 2}},
	)
	if m, _ := public.MinutesOf(s, 2); m.Votes != nil {
		t.Errorf("votes are told before the meeting is over: %v", m.Votes)
	}
	happen(s, convening.MinutesRecorded{Meeting: 2, Draft: true})
	m, _ := public.MinutesOf(s, 2)
	want := []string{"minutes.case", "paper.vote.rejected: New lamps", "paper.vote.open: Lamps"}
	if got := short(m.Votes); !slices.Equal(got, want) {
		t.Errorf("the votes are %q", got)
	}
	if about := m.Votes[0].Args["Case"].Case; about == nil || *about != 1 {
		t.Errorf("they are about %+v", m.Votes[0])
	}
	if got := short(m.Record); !slices.Equal(got, []string{"minutes.case", "minutes.case"}) {
		t.Errorf("recorded is %q", got)
	}
}

// Where the secretary wrote the minutes, they stand for what was gathered.
func TestMinutesInTheSecretarysWords(t *testing.T) {
	s := session(t)
	happen(s, convening.MinutesRecorded{Meeting: 1, Text: "All agreed on light"})
	if m, _ := public.MinutesOf(s, 1); m.Minutes != "All agreed on light" || m.Record != nil || m.Status != meeting.Over {
		t.Errorf("%+v", m)
	}
}
