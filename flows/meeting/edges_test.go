package meeting_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/flows/meeting"
)

// TestNoMeetingDunsForMinutesForEver asks for them once the meeting should be over, after a day and after three, each
// later than the last, and ends the meeting without them after a week.
func TestNoMeetingDunsForMinutesForEver(t *testing.T) {
	m := meeting.Meeting{Status: meeting.Open, Opened: evening}
	over := evening.Add(2 * time.Hour)
	for chased, want := range []time.Duration{0, day, 3 * day} {
		m.Chased = chased
		if got := m.Chase().Sub(over); got != want {
			t.Errorf("asked %d times: next after %s, expected %s", chased, got, want)
		}
	}
	m.Chased = 3
	if got := m.NextLook().Sub(over); got != 7*day || !m.Lapse().Equal(m.NextLook()) || !m.Chase().IsZero() {
		t.Errorf("asked three times: next looked at after %s", got)
	}
}

// A meeting that began late is over late, whatever hour it was called for.
func TestAMeetingIsOverTwoHoursAfterItBegan(t *testing.T) {
	for late, want := range map[time.Duration]time.Duration{0: 2 * time.Hour, time.Hour: 3 * time.Hour,
		-time.Hour: time.Hour} {
		m := meeting.Meeting{Status: meeting.Open, At: evening, Opened: evening.Add(late)}
		if got := m.Close().Sub(evening); got != want {
			t.Errorf("begun %s late: over after %s", late, got)
		}
	}
	m := meeting.Meeting{Form: meeting.Written, Opened: evening, Until: evening.Add(day)}
	if got := m.Close(); !got.Equal(m.Until) {
		t.Errorf("in writing: over at %s", got)
	}
}

func TestWhatComesFirstBeforeAMeeting(t *testing.T) {
	for what, c := range map[string]struct {
		announce time.Duration // before the meeting; 0 for none
		reminded bool
		want     time.Duration
	}{
		"the agenda, then the reminder":           {3 * day, false, 3 * day},
		"the reminder, and the agenda after it":   {time.Hour, false, day},
		"the agenda once they were reminded":      {time.Hour, true, time.Hour},
		"the meeting, once all was told":          {0, true, 0},
		"the reminder where no agenda is awaited": {0, false, day},
		"the agenda at the hour of the reminder":  {day, false, day},
		"the meeting, if the agenda comes later":  {-time.Hour, true, 0},
	} {
		m := meeting.Meeting{Status: meeting.Scheduled, At: evening, Reminded: c.reminded}
		if c.announce != 0 {
			m.Announce = evening.Add(-c.announce)
		}
		if got := evening.Sub(m.NextLook()); got != c.want {
			t.Errorf("%s: looked at %s before, expected %s", what, got, c.want)
		}
	}
}

// TestCheckingInAtEachStatus holds the door at every status: it is open from an hour before a meeting for as long as
// one can last.
func TestCheckingInAtEachStatus(t *testing.T) {
	for status, want := range map[meeting.Status][4]bool{
		meeting.Polled: {}, meeting.Scheduled: {false, true, true, false}, meeting.Open: {true, true, true, false},
		meeting.Over: {}, meeting.CalledOff: {},
	} {
		for form, comes := range map[meeting.Form]bool{"": true, meeting.InPerson: true, meeting.Online: true,
			meeting.Written: false} {
			m := meeting.Meeting{Status: status, At: evening, Form: form}
			for i, at := range []time.Time{
				evening.Add(-time.Hour - 1), evening.Add(-time.Hour), evening.Add(12*time.Hour - 1), evening.Add(12 * time.Hour),
			} {
				if got := m.Receives(at); got != (want[i] && comes) {
					t.Errorf("%s, %q: one can check in at %s: %v", status, form, at, got)
				}
			}
		}
	}
}

func TestWhatIsSaidAtEachStatus(t *testing.T) {
	for status, want := range map[meeting.Status]bool{
		meeting.Polled: false, meeting.Scheduled: false, meeting.Open: true, meeting.Over: false,
		meeting.CalledOff: false,
	} {
		m := meeting.Meeting{Status: status, At: evening}
		if got := m.Hears(evening.Add(day)); got != want {
			t.Errorf("%s: hears %v", status, got)
		}
	}
}

// TestWhoIsAskedIsAskedOnce invites, welcomes and checks people in, in any order: each is on each list once, who was
// invited is no guest, and whoever was there is either.
func TestWhoIsAskedIsAskedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m meeting.Meeting
		invited, there := map[int]bool{}, map[int]bool{}
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			p, q := rapid.IntRange(1, 6).Draw(t, "p"), rapid.IntRange(1, 6).Draw(t, "q")
			switch rapid.SampledFrom([]string{"invite", "welcome", "check in"}).Draw(t, "act") {
			case "invite":
				m.Invite(p, q, p)
				invited[p], invited[q] = true, true
			case "welcome":
				m.Welcome(p, q, p)
				if !m.Expects(p) || !m.Expects(q) {
					t.Fatalf("%d and %d were welcomed, asked are %v", p, q, m.Asked())
				}
			default:
				m.CheckIn(p)
				there[p] = true
			}
		}
		for _, list := range [][]int{m.Invited, m.Guests, m.There} {
			if each := slices.Sorted(slices.Values(list)); len(slices.Compact(each)) != len(list) {
				t.Fatalf("somebody is there twice: %v", list)
			}
		}
		came, guests := m.Attendance()
		if len(m.Invited) != len(invited) || len(m.There) != len(there) || len(came)+len(guests) != len(there) {
			t.Fatalf("invited %v, there %v, of them invited %v, guests %v", m.Invited, m.There, came, guests)
		}
		for _, p := range came {
			if !invited[p] {
				t.Fatalf("%d came uninvited and is counted as invited", p)
			}
		}
		if got := m.Asked(); len(got) != len(m.Invited)+len(m.Guests) ||
			!slices.Equal(got[:len(m.Invited)], m.Invited) {
			t.Fatalf("asked are %v, guests not last", got)
		}
	})
}

func TestAskingWhoIsAskedChangesNothing(t *testing.T) {
	m := meeting.Meeting{Invited: append(make([]int, 0, 8), 2, 3), Guests: []int{7}}
	m.Asked()[0] = 99
	_ = append(m.Asked(), 4)
	if !slices.Equal(m.Invited, []int{2, 3}) || !slices.Equal(m.Guests, []int{7}) {
		t.Errorf("invited are %v, guests %v", m.Invited, m.Guests)
	}
}

// TestTheBestDateIsNoneTheWorse draws dates, choices and a moment: the best date is to come, none to come suits more,
// and of those that suit as many it is the earliest; there is none only when all are over.
func TestTheBestDateIsNoneTheWorse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(meeting.FewestDates, meeting.MostDates).Draw(t, "dates")
		p := &meeting.Poll{}
		for i := range n {
			p.Dates = append(p.Dates, evening.Add(time.Duration(i)*day))
		}
		suits := map[int]map[int]bool{}
		for range rapid.IntRange(0, 20).Draw(t, "presses") {
			person, date := rapid.IntRange(1, 4).Draw(t, "person"), rapid.IntRange(1, n).Draw(t, "date")
			p.Choose(person, p.Toggled(person, date))
			if suits[person] == nil {
				suits[person] = map[int]bool{}
			}
			suits[person][date] = !suits[person][date]
			if p.Suits(person, date) != suits[person][date] || !slices.IsSorted(p.Choices[person]) {
				t.Fatalf("after %d pressed %d: %v", person, date, p.Choices[person])
			}
		}
		now := evening.Add(time.Duration(rapid.IntRange(-1, n).Draw(t, "now")) * day)
		best := 0
		for i := n; i >= 1; i-- {
			if p.Dates[i-1].After(now) && (best == 0 || p.Count(i) >= p.Count(best)) {
				best = i
			}
		}
		if got := p.Best(now); got != best {
			t.Fatalf("at %s the best is %d, expected %d of %v", now, got, best, p.Choices)
		}
	})
}

// That none suits is a word as well: it is kept, and counts as an answer.
func TestThatNoneSuitsIsAnAnswer(t *testing.T) {
	for what, dates := range map[string][]int{"none": nil, "an empty list": {}} {
		p := polled()
		p.Choose(2, dates)
		if !p.Answered([]int{2}) || p.Count(1) != 0 {
			t.Errorf("%s: answered %v", what, p.Answered([]int{2}))
		}
		if kept, said := p.Choices[2]; !said || kept != nil {
			t.Errorf("%s is kept as %#v", what, kept)
		}
	}
	if p := polled(); !p.Answered(nil) || p.Answered([]int{2}) {
		t.Error("of nobody asked all have answered, and of one who was asked and said nothing not")
	}
}

// What the caller does with the dates afterwards does not move those that people choose from.
func TestAPollKeepsItsDates(t *testing.T) {
	dates := []time.Time{evening.Add(day), evening}
	p := meeting.NewPoll(dates, evening.Add(-day))
	dates[0], dates[1] = time.Time{}, time.Time{}
	if at, ok := p.Date(1); !ok || !at.Equal(evening) {
		t.Errorf("date 1 is %s", at)
	}
	chosen := []int{1}
	p.Choose(2, chosen)
	if p.Toggled(2, 2); !slices.Equal(p.Choices[2], []int{1}) {
		t.Errorf("looking what a press would do has pressed: %v", p.Choices[2])
	}
}

// TestALinkIsFoundWhereverItStands puts an address between words and marks of both scripts: it is found as it is,
// without what stands beside it.
func TestALinkIsFoundWhereverItStands(t *testing.T) {
	marks := []string{"", " ", "，", "。", "（", "）", "：", "\"", "“", "”", "<", ">", "(", ")", "\n", "\t", "、", "；"}
	rapid.Check(t, func(t *rapid.T) {
		mark, word := rapid.SampledFrom(marks), rapid.SampledFrom([]string{"", "Hall", "腾讯会议", "1234", "http"})
		link := rapid.SampledFrom([]string{"https://meet.example/a?b=c&d=e#f", "http://x.example:8080/"}).Draw(t,
			"link")
		text := word.Draw(t, "first") + " " + mark.Draw(t, "before") + link + mark.Draw(t,
			"after") + " " + word.Draw(t, "last")
		if got := meeting.FindLink(text); got != link {
			t.Fatalf("in %q found %q", text, got)
		}
	})
	for _, text := range []string{"ftp://x.example", "meet.example/abc", "see xhttps://x.example",
		"https:/x.example", "HTTPS"} {
		if got := meeting.FindLink(text); got != "" {
			t.Errorf("in %q found %q", text, got)
		}
	}
}

// TestJournalsKnowMeetingsByTheseWords holds the words that lie in the journals of villages: who changes one makes an
// old meeting another.
func TestJournalsKnowMeetingsByTheseWords(t *testing.T) {
	forms, purposes := meeting.Forms(), meeting.Purposes()
	if !slices.Equal(forms, []meeting.Form{"in_person", "online", "written"}) {
		t.Errorf("forms are %v", forms)
	}
	if !slices.Equal(purposes, []meeting.Purpose{"regular", "inspection", "argument", "appraisal", "mediation"}) {
		t.Errorf("purposes are %v", purposes)
	}
	statuses := []meeting.Status{meeting.Polled, meeting.Scheduled, meeting.Open, meeting.Over, meeting.CalledOff}
	if !slices.Equal(statuses, []meeting.Status{"polled", "scheduled", "open", "over", "called_off"}) {
		t.Errorf("statuses are %v", statuses)
	}
}
