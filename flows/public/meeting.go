package public

import (
	"time"

	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/say"
)

// Meeting is a meeting: when, where, on what, and what was said. Who comes is counted, not named.
type Meeting struct {
	Number         int
	At             time.Time
	Place          string
	Status         meeting.Status
	Agenda         []Line
	Invited, There int
	Coming         int
	// Minutes is what was recorded, Record what was gathered, where the minutes are that: a line each.
	Minutes string
	Record  []say.Message
	// Reason is why it was called off; Moved counts changes of time or place.
	Reason string
	Moved  int
}

// Meetings are meetings by number; those that are not there, or have no date yet, are left out.
func Meetings(s *life.State, numbers []int) []Meeting {
	var all []Meeting
	s.WantMeetings(numbers...)
	for _, n := range numbers {
		m := s.Meeting(n)
		if m == nil || m.At.IsZero() {
			continue
		}
		there, _ := m.Attendance()
		x := Meeting{
			Number: m.Number, At: m.At, Place: m.Place, Status: m.Status, Agenda: Lines(s, m.Cases), Invited: len(m.Invited),
			There: len(there), Coming: m.Count(meeting.Coming), Minutes: m.Minutes, Reason: m.Reason, Moved: m.Moved,
		}
		if m.HasMinutes() && m.Minutes == "" {
			x.Record = recordOf(s, m)
		}
		all = append(all, x)
	}
	return all
}
