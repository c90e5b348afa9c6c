package convening_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
)

func TestWhatEventsOfMeetingsChange(t *testing.T) {
	when := village.Monday.Add(9 * village.Day)
	set := convening.MeetingScheduled{Meeting: meeting.Meeting{
		Number: 1, Cases: []int{1}, At: when, Status: meeting.Scheduled, Invited: []int{2, 3}, Place: "hall",
	}}
	asked := convening.PollOpened{Meeting: meeting.Meeting{
		Number: 1, Cases: []int{1}, Status: meeting.Polled, Invited: []int{2, 3},
		Poll: &meeting.Poll{Dates: []time.Time{when, when.Add(village.Day)}},
	}}
	reply := func(p int, r meeting.Reply) life.Event {
		return convening.InvitationAnswered{Meeting: 1, Person: p, Reply: r}
	}
	for _, c := range []struct {
		rule   string
		events []life.Event
		holds  func(m meeting.Meeting, c cases.Case) bool
	}{
		{
			"a meeting puts its cases on its agenda", []life.Event{set},
			func(m meeting.Meeting, c cases.Case) bool {
				return c.Talk.Meeting == 1 && !c.Talk.Heard && m.At.Equal(when)
			},
		},
		{
			"moved, it is answered anew", []life.Event{
				set, reply(2, meeting.Coming), convening.MeetingMoved{Meeting: 1, At: when.Add(1), Place: "barn"},
			},
			func(m meeting.Meeting, _ cases.Case) bool {
				return m.Replies == nil && m.Moved == 1 && m.Place == "barn" && !m.Reminded
			},
		},
		{
			"moved to tomorrow, nobody is reminded", []life.Event{
				set, convening.MeetingMoved{Meeting: 1, At: village.Monday.Add(village.Day)},
			},
			func(m meeting.Meeting, _ cases.Case) bool { return m.Reminded },
		},
		{
			"of two answers the last counts", []life.Event{set, reply(2, meeting.Coming), reply(2, meeting.Maybe)},
			func(m meeting.Meeting, _ cases.Case) bool {
				return m.Count(meeting.Coming) == 0 && m.Count(meeting.Maybe) == 1
			},
		},
		{
			"who is there is there once", []life.Event{
				set, convening.CheckedIn{Meeting: 1, Person: 3}, convening.CheckedIn{Meeting: 1, Person: 3},
			},
			func(m meeting.Meeting, _ cases.Case) bool { return slices.Equal(m.There, []int{3}) },
		},
		{
			"called off, its case waits for another", []life.Event{
				set, convening.MeetingCalledOff{Meeting: 1, Reason: "snow"},
			},
			func(m meeting.Meeting, c cases.Case) bool {
				return m.Ended() && m.Reason == "snow" && c.Talk.Meeting == 0 && m.Sequence() == 1
			},
		},
		{
			"opened, its case is heard", []life.Event{set, convening.MeetingOpened{Meeting: 1}},
			func(m meeting.Meeting, c cases.Case) bool { return m.Status == meeting.Open && c.Talk.Heard },
		},
		{
			"reminders and agendas are noted", []life.Event{
				set, convening.MeetingReminded{Meeting: 1}, convening.AgendaPublished{Meeting: 1},
			},
			func(m meeting.Meeting, _ cases.Case) bool { return m.Reminded && m.Announce.IsZero() },
		},
		{
			"a guest who becomes entitled is no guest", []life.Event{
				set, convening.PersonsInvited{Meeting: 1, Persons: []int{3, 9, 12}, Guests: true},
				convening.PersonsInvited{Meeting: 1, Persons: []int{9}},
			},
			func(m meeting.Meeting, _ cases.Case) bool {
				return slices.Equal(m.Invited, []int{2, 3, 9}) && slices.Equal(m.Guests, []int{12})
			},
		},
		{
			"the last one named chairs", []life.Event{
				set, convening.ChairNamed{Meeting: 1, Person: 3}, convening.ChairNamed{Meeting: 1, Person: 4},
			},
			func(m meeting.Meeting, _ cases.Case) bool { return slices.Equal(m.Chairs, []int{4}) },
		},
		{
			"the last minutes stand, and what was said", []life.Event{
				set, convening.MeetingOpened{Meeting: 1},
				convening.MinutesRecorded{Meeting: 1, Text: "one", Said: []meeting.Said{{Case: 1, First: 1, Last: 4}}},
				convening.MinutesRecorded{Meeting: 1, Text: "two"},
			},
			func(m meeting.Meeting, _ cases.Case) bool {
				return m.Minutes == "two" && m.Status == meeting.Over && m.Said[0].Last == 4 && m.Recorded.Equal(m.Opened)
			},
		},
		{
			"a poll has no date", []life.Event{asked, convening.DatesChosen{Meeting: 1, Person: 3, Dates: []int{2}}},
			func(m meeting.Meeting, c cases.Case) bool {
				return m.At.IsZero() && c.Talk.Meeting == 1 && m.Poll.Count(2) == 1
			},
		},
		{
			"a date that is fixed is no change", []life.Event{
				asked, convening.DateFixed{Meeting: 1, At: when, Place: "barn", Announce: when.Add(-village.Day)},
			},
			func(m meeting.Meeting, _ cases.Case) bool {
				return m.Status == meeting.Scheduled && m.At.Equal(when) && m.Moved == 0 && m.Place == "barn" && !m.Reminded
			},
		},
		{
			"one concerned has a say", []life.Event{convening.StakeholderInvited{Case: 1, Person: 12}},
			func(_ meeting.Meeting, c cases.Case) bool { return c.IsStakeholder(12) },
		},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v := village.Found(t, "six-step")
			n := v.Talked()
			v.Happen(0, func(*life.State) []life.Event { return c.events })
			if m, x := meetingOf(v, 1), v.Find(n); !c.holds(m, x) {
				t.Errorf("kept are %+v and %+v", m, x.Talk)
			}
			v.ProvesJournal()
		})
	}
}

func TestWhatIsReadFromWords(t *testing.T) {
	verbs := life.TableOf(convening.Verbs())
	nine := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	said := nine.Format(time.RFC3339)
	for _, c := range []struct {
		rule string
		verb permission.Verb
		said form.Values
		want any
	}{
		{
			"a meeting", permission.Schedule,
			form.Values{"cases": "3,5,3", "when": said, "form": "online", "purpose": "mediation", "text": "http://a.b"},
			convening.Schedule{
				Cases: []int{3, 5}, When: nine, Form: meeting.Online, Purpose: meeting.Mediation, Place: "http://a.b",
			},
		},
		{
			"a meeting in writing", permission.Schedule,
			form.Values{"cases": "3", "when": said, "form": "written", "span": "5d"},
			convening.Schedule{Cases: []int{3}, When: nine, Form: meeting.Written, Window: calendar.Span{Days: 5}},
		},
		{
			"a poll, with a gap", permission.Poll, form.Values{"cases": "3", "date1": said, "date3": said, "text": "hall"},
			convening.Poll{Cases: []int{3}, Dates: []time.Time{nine, nine}, Place: "hall"},
		},
		{"a poll of nothing", permission.Poll, form.Values{"cases": "x"}, convening.Poll{}},
		{"some dates", permission.Suit, form.Values{"dates": "1,3"}, convening.Suit{Dates: []int{1, 3}}},
		{"all dates", permission.Suit, form.Values{"dates": "all"}, convening.Suit{All: true}},
		{"no date", permission.Suit, form.Values{"dates": "none"}, convening.Suit{}},
		{"a date", permission.Fix, form.Values{"number": "2"}, convening.Fix{Date: 2}},
		{"a word for a date", permission.Fix, form.Values{"number": "two"}, convening.Fix{}},
		{
			"another hour", permission.Reschedule, form.Values{"when": said, "text": "barn"},
			convening.Reschedule{When: nine, Place: "barn"},
		},
		{"an hour nobody can read", permission.Reschedule, form.Values{"when": "soon"}, convening.Reschedule{}},
		{"a reason", permission.CallOff, form.Values{"text": "snow"}, life.Prose{Text: "snow"}},
		{
			"a guest by what they know", permission.Bring, form.Values{"guest": "expert:light"},
			people.Grant{Role: people.Expert, Detail: "light"},
		},
		{"an answer", permission.RSVP, form.Values{"reply": "maybe"}, convening.RSVP{Reply: meeting.Maybe}},
		{"minutes", permission.Minutes, form.Values{"text": "done"}, convening.Minutes{Text: "done"}},
		{"a draft", permission.Minutes, form.Values{"draft": "confirm"}, convening.Minutes{Draft: true}},
	} {
		if got := verbs.Read(c.verb, life.Reading{Said: c.said, Zone: time.UTC}); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: expected %+v, read %+v", c.rule, c.want, got)
		}
	}
}

func TestWhatIsAskedFor(t *testing.T) {
	verbs := life.TableOf(convening.Verbs())
	for _, c := range []struct {
		rule string
		verb permission.Verb
		said form.Values
		want []string // those in brackets may be left out
	}{
		{"of a meeting in a room", permission.Schedule, nil, []string{"cases", "when", "[form]", "[purpose]", "text"}},
		{
			"of one in writing", permission.Schedule, form.Values{"form": "written"},
			[]string{"cases", "when", "[form]", "span", "[purpose]"},
		},
		{"of a poll", permission.Poll, nil, []string{"cases", "date1", "date2", "[form]", "[purpose]", "text"}},
		{
			"of a poll with two dates", permission.Poll, form.Values{"date1": "x", "date2": "x"},
			[]string{"cases", "date1", "date2", "[date3]", "[form]", "[purpose]", "text"},
		},
		{
			"of a poll that has enough", permission.Poll, form.Values{"date1": "x", "date2": "x", "date3": ""},
			[]string{"cases", "date1", "date2", "[date3]", "[form]", "[purpose]", "text"},
		},
		{
			"of a poll with all there can be", permission.Poll,
			form.Values{"date2": "x", "date3": "x", "date4": "x", "date5": "x", "date6": "x"},
			[]string{"cases", "date1", "date2", "[date3]", "[date4]", "[date5]", "[date6]", "[form]", "[purpose]", "text"},
		},
		{"of minutes", permission.Minutes, nil, []string{"meeting", "[draft]", "text"}},
		{"of a draft", permission.Minutes, form.Values{"draft": "draft"}, []string{"meeting", "[draft]", "[text]"}},
	} {
		fields, ok := verbs.Fields(c.verb, c.said)
		var got []string
		for _, f := range fields {
			if f.Optional {
				f.Name = "[" + f.Name + "]"
			}
			got = append(got, f.Name)
		}
		if !ok || !slices.Equal(got, c.want) {
			t.Errorf("%s: expected %q, got %q", c.rule, c.want, got)
		}
	}
}

func TestWhatThePressesOfMeetingsDo(t *testing.T) {
	v := village.Found(t, "six-step")
	n, _ := polled(v)
	scheduled := v.Talked()
	called(v, scheduled)
	for _, c := range []struct {
		rule string
		n    int
		want []string
	}{
		{"a date is picked among those that suit", n, []string{"fix M1"}},
		{"a meeting opens at its time, by no press", scheduled, nil},
	} {
		got := village.Look(v, func(s *life.State) []string {
			var lines []string
			for _, row := range life.DoButtons(s, life.Waiting(s, s.Case(c.n))) {
				lines = append(lines, row[0].Line)
			}
			return lines
		})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: pressed is %q", c.rule, got)
		}
	}
}
