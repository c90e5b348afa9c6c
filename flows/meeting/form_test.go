package meeting_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/meeting"
)

func TestTheLinkIsFoundInThePlace(t *testing.T) {
	for text, want := range map[string]string{
		"https://meet.example/abc":              "https://meet.example/abc",
		"腾讯会议：https://meet.example/a，密码1234":    "https://meet.example/a",
		"Hall (http://x.example/1) or by phone": "http://x.example/1", "Village hall": "", "": "",
	} {
		if got := meeting.FindLink(text); got != want {
			t.Errorf("%q: found %q", text, got)
		}
	}
}

func TestWhenOneCanCheckIn(t *testing.T) {
	m := meeting.Meeting{Status: meeting.Scheduled, At: evening}
	for before, want := range map[time.Duration]bool{61 * time.Minute: false, time.Hour: true, 0: true} {
		if got := m.Receives(evening.Add(-before)); got != want {
			t.Errorf("%s before: %v", before, got)
		}
	}
	m.Status = meeting.Over
	if m.Receives(evening) {
		t.Error("one can check in after the end")
	}
	m.Status, m.Form = meeting.Open, meeting.Written
	if m.Receives(evening) {
		t.Error("one can check in where nobody comes")
	}
}

func TestWhatIsSaidBelongsToAnOpenMeeting(t *testing.T) {
	m := meeting.Meeting{Status: meeting.Open, Form: meeting.Written, Until: evening}
	if !m.Hears(evening.Add(-time.Second)) || m.Hears(evening) {
		t.Error("a written meeting hears after its window")
	}
	m.Form = meeting.InPerson
	if !m.Hears(evening.Add(time.Hour)) {
		t.Error("a meeting stops hearing before its minutes")
	}
	if m.Status = meeting.Scheduled; m.Hears(evening) {
		t.Error("a meeting hears before it begins")
	}
}

func TestGuestsAreNotCounted(t *testing.T) {
	m := meeting.Meeting{Invited: []int{2, 3}}
	m.Welcome(3, 7, 7)
	m.Invite(4)
	for _, p := range []int{7, 2, 7} {
		m.CheckIn(p)
	}
	invited, guests := m.Attendance()
	if !slices.Equal(invited, []int{2}) || !slices.Equal(guests, []int{7}) || !slices.Equal(m.Asked(), []int{2, 3, 4, 7}) {
		t.Errorf("invited %v, guests %v of %v", invited, guests, m.Asked())
	}
}

func TestEveryChangeRaisesTheSequence(t *testing.T) {
	m := meeting.Meeting{Status: meeting.Scheduled, Moved: 2}
	if m.Sequence() != 2 {
		t.Errorf("the sequence is %d", m.Sequence())
	}
	if m.Status = meeting.CalledOff; m.Sequence() != 3 {
		t.Errorf("called off, the sequence is %d", m.Sequence())
	}
}
