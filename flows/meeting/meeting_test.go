package meeting_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/meeting"
)

var evening = time.Date(2026, 3, 5, 19, 0, 0, 0, time.UTC)

func TestWhenAMeetingIsLookedAt(t *testing.T) {
	day := 24 * time.Hour
	for _, c := range []struct {
		name string
		m    meeting.Meeting
		want time.Time
	}{
		{"a day before", meeting.Meeting{Status: meeting.Scheduled, At: evening}, evening.Add(-day)},
		{"to publish its agenda", meeting.Meeting{Status: meeting.Scheduled, At: evening, Announce: evening.Add(-3 * day)},
			evening.Add(-3 * day)},
		{"at its time", meeting.Meeting{Status: meeting.Scheduled, At: evening, Reminded: true}, evening},
		{"when it should be over", meeting.Meeting{Status: meeting.Open, At: evening, Opened: evening},
			evening.Add(2 * time.Hour)},
		{"a day later", meeting.Meeting{Status: meeting.Open, Opened: evening, Chased: 1}, evening.Add(2*time.Hour + day)},
		{"three days later", meeting.Meeting{Status: meeting.Open, Opened: evening, Chased: 2},
			evening.Add(2*time.Hour + 3*day)},
		{"and to end it after a week", meeting.Meeting{Status: meeting.Open, Opened: evening, Chased: 4},
			evening.Add(2*time.Hour + 7*day)},
		{"at the end of its window", meeting.Meeting{Status: meeting.Open, Form: meeting.Written, Opened: evening,
			Until: evening.Add(3 * day)}, evening.Add(3 * day)},
		{"when its poll ends", meeting.Meeting{Status: meeting.Polled, Poll: &meeting.Poll{Until: evening}}, evening},
		{"not while a date is picked",
			meeting.Meeting{Status: meeting.Polled, Poll: &meeting.Poll{Until: evening, Offered: true}}, time.Time{}},
		{"no more once over", meeting.Meeting{Status: meeting.Over, At: evening}, time.Time{}},
		{"nor called off", meeting.Meeting{Status: meeting.CalledOff, At: evening}, time.Time{}},
	} {
		if got := c.m.NextLook(); !got.Equal(c.want) {
			t.Errorf("%s: expected %v, got %v", c.name, c.want, got)
		}
	}
}

func TestTheLastReplyCounts(t *testing.T) {
	m := meeting.Meeting{Invited: []int{2, 3}}
	m.Answer(2, meeting.Coming)
	m.Answer(3, meeting.Coming)
	m.Answer(2, meeting.Maybe)
	for reply, want := range map[meeting.Reply]int{meeting.Coming: 1, meeting.Maybe: 1, meeting.NotComing: 0} {
		if got := m.Count(reply); got != want {
			t.Errorf("%s: expected %d, got %d", reply, want, got)
		}
	}
	if !m.Expects(3) || m.Expects(4) {
		t.Errorf("invited are %v", m.Invited)
	}
}

func TestOneIsThereOnce(t *testing.T) {
	var m meeting.Meeting
	for _, p := range []int{4, 2, 4} {
		m.CheckIn(p)
	}
	if !slices.Equal(m.There, []int{4, 2}) {
		t.Errorf("there are %v", m.There)
	}
}

func TestRepliesAreReadAsWritten(t *testing.T) {
	for word, want := range map[string]bool{"yes": true, "no": true, "maybe": true, "perhaps": false, "": false} {
		if r, ok := meeting.ParseReply(word); ok != want || string(r) != word {
			t.Errorf("%q: read as %q, %v", word, r, ok)
		}
	}
}

func TestWhatIsExpectedOfAMeeting(t *testing.T) {
	for status, ended := range map[meeting.Status]bool{
		meeting.Scheduled: false, meeting.Open: false, meeting.Over: true, meeting.CalledOff: true,
	} {
		if m := (meeting.Meeting{Status: status}); m.Ended() != ended {
			t.Errorf("%s: ended is %v", status, m.Ended())
		}
	}
}
