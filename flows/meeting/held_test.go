package meeting_test

import (
	"testing"
	"time"

	"echowall/flows/meeting"
)

// Records from before one could choose are of regular sessions in a room.
func TestWhereNobodySaidItIsARegularSessionInARoom(t *testing.T) {
	var old meeting.Meeting
	if old.Held() != meeting.InPerson || old.For() != meeting.Regular || old.InWriting() {
		t.Errorf("held %q, for %q", old.Held(), old.For())
	}
	for _, form := range meeting.Forms() {
		for _, purpose := range meeting.Purposes() {
			m := meeting.Meeting{Form: form, Purpose: purpose}
			if m.Held() != form || m.For() != purpose || m.InWriting() != (form == meeting.Written) {
				t.Errorf("%s %s: held %q, for %q, in writing %v", form, purpose, m.Held(), m.For(), m.InWriting())
			}
		}
	}
}

func TestEachFormAndPurposeIsListedOnce(t *testing.T) {
	listed := map[string]bool{}
	for _, form := range meeting.Forms() {
		listed[string(form)] = true
	}
	for _, purpose := range meeting.Purposes() {
		listed[string(purpose)] = true
	}
	if len(listed) != 8 || listed[""] || len(meeting.Forms()) != 3 || len(meeting.Purposes()) != 5 {
		t.Errorf("forms %v, purposes %v", meeting.Forms(), meeting.Purposes())
	}
}

func TestWhenAMeetingIsExpectedToEnd(t *testing.T) {
	for what, c := range map[string]struct {
		until time.Time
		want  time.Time
	}{
		"after two hours":                {time.Time{}, evening.Add(2 * time.Hour)},
		"with its window":                {evening.Add(3 * day), evening.Add(3 * day)},
		"a window that has no time left": {evening, evening.Add(2 * time.Hour)},
		"a window before it":             {evening.Add(-day), evening.Add(2 * time.Hour)},
	} {
		m := meeting.Meeting{At: evening, Until: c.until}
		if got := m.End(); !got.Equal(c.want) {
			t.Errorf("%s: it ends %s", what, got)
		}
	}
}

func TestWhatWasSaidOnACase(t *testing.T) {
	m := meeting.Meeting{Said: []meeting.Said{{Case: 3, First: 1, Last: 4}, {Case: 5, First: 2}}}
	for n, want := range map[int]meeting.Said{3: {Case: 3, First: 1, Last: 4}, 5: {Case: 5, First: 2}, 4: {}} {
		if got, known := m.SaidOn(n); got != want || known != (n != 4) {
			t.Errorf("on %d: %+v, %v", n, got, known)
		}
	}
	var old meeting.Meeting
	if _, known := old.SaidOn(3); known {
		t.Error("a record from before this was kept knows of something")
	}
}

// A meeting that was called without asking has no dates to choose from.
func TestNoPollHasNoDates(t *testing.T) {
	var m meeting.Meeting
	if at, ok := m.Poll.Date(1); ok || !at.IsZero() || !m.Poll.NextLook().IsZero() {
		t.Errorf("date 1 is %s, %v", at, ok)
	}
}
