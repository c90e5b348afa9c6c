// Package meeting holds a meeting of the council: when, where and how, on which cases, who comes and who was there. It
// decides nothing; package community schedules, opens and closes it.
package meeting

import (
	"slices"
	"time"
)

// Status is where a meeting stands.
type Status string

// The statuses.
const (
	// Polled meetings have several dates to choose from, and none yet.
	Polled    Status = "polled"
	Scheduled Status = "scheduled"
	Open      Status = "open"
	Over      Status = "over"
	CalledOff Status = "called_off"
)

// Reply is an answer to an invitation.
type Reply string

// The replies.
const (
	Coming    Reply = "yes"
	NotComing Reply = "no"
	Maybe     Reply = "maybe"
)

// ParseReply reads a reply as buttons and commands write it.
func ParseReply(s string) (Reply, bool) {
	r := Reply(s)
	return r, r == Coming || r == NotComing || r == Maybe
}

// Meeting is one meeting, "M3".
type Meeting struct {
	Number int   `json:"number"`
	Cases  []int `json:"cases"`
	// Form is how it is held, Purpose what for. Of a meeting that another community leads neither is said: see Held and
	// For.
	Form    Form      `json:"form,omitempty"`
	Purpose Purpose   `json:"purpose,omitempty"`
	At      time.Time `json:"at"`
	// Until is when the window of a written meeting ends; zero for the others.
	Until time.Time `json:"until,omitzero"`
	Place string    `json:"place"`
	// Link is the address of an online meeting, as it stands in Place.
	Link   string `json:"link,omitempty"`
	Status Status `json:"status"`
	// Called is when it was called, Changed when its time, its place or its being held last changed.
	Called  time.Time `json:"called,omitzero"`
	Changed time.Time `json:"changed,omitzero"`
	Chairs  []int     `json:"chairs,omitempty"`
	// Invited are the persons asked to come: the council and those concerned. Guests, experts and units, are asked as
	// well, but not counted.
	Invited []int         `json:"invited"`
	Guests  []int         `json:"guests,omitempty"`
	Replies map[int]Reply `json:"replies,omitempty"`
	// Poll is what dates there are to choose from; nil for a meeting that was called without asking.
	Poll *Poll `json:"poll,omitempty"`
	// Announce is when the agenda is published; zero once it was.
	Announce time.Time `json:"announce,omitzero"`
	// Code is what is kept of the code that was last made for the wall of the room: who opens it is there.
	Code string `json:"code,omitempty"`
	// There are those who checked in.
	There []int `json:"there,omitempty"`
	// Said is what was said on the cases since the meeting was called.
	Said []Said `json:"said,omitempty"`
	// Minutes is what was recorded; empty where the minutes are what was gathered. Recorded is when.
	Minutes  string    `json:"minutes,omitempty"`
	Recorded time.Time `json:"recorded,omitzero"`
	Reason   string    `json:"reason,omitempty"`
	Opened   time.Time `json:"opened,omitzero"`
	// Chased counts how often the minutes were asked for since the meeting began.
	Chased int `json:"chased,omitempty"`
	// Lapsed is when it ended though nobody had handed in its minutes; zero where somebody did.
	Lapsed time.Time `json:"lapsed,omitzero"`
	// Phase is the phase the meeting is in, from 1, where the procedure has phases; 0 before it was moved on.
	Phase int `json:"phase,omitempty"`
	// Reminded says that the reminder of the day before has been sent.
	Reminded bool `json:"reminded,omitempty"`
	// Moved counts changes of time or place.
	Moved int `json:"moved,omitempty"`
}

// Count is how many gave the reply.
func (m *Meeting) Count(r Reply) int {
	n := 0
	for _, x := range m.Replies {
		if x == r {
			n++
		}
	}
	return n
}

// Answer keeps a reply; the last one counts.
func (m *Meeting) Answer(person int, r Reply) {
	if m.Replies == nil {
		m.Replies = map[int]Reply{}
	}
	m.Replies[person] = r
}

// Invite asks more persons to come, each once.
func (m *Meeting) Invite(persons ...int) { m.Invited = union(m.Invited, persons) }

// Welcome asks guests to come, who are not counted among the invited.
func (m *Meeting) Welcome(persons ...int) {
	for _, p := range persons {
		if !m.Expects(p) {
			m.Guests = append(m.Guests, p)
		}
	}
}

// CheckIn notes that a person is there, once.
func (m *Meeting) CheckIn(person int) { m.There = union(m.There, []int{person}) }

// Asked are all who were asked to come, guests last.
func (m *Meeting) Asked() []int { return slices.Concat(m.Invited, m.Guests) }

// Expects tells whether the person was asked to come.
func (m *Meeting) Expects(person int) bool {
	return slices.Contains(m.Invited, person) || slices.Contains(m.Guests, person)
}

// Attendance lists those of the invited who were there, and the guests who were.
func (m *Meeting) Attendance() (invited, guests []int) {
	for _, p := range m.There {
		if slices.Contains(m.Invited, p) {
			invited = append(invited, p)
		} else {
			guests = append(guests, p)
		}
	}
	return invited, guests
}

// Ended tells whether nothing more is expected of the meeting but its minutes.
func (m *Meeting) Ended() bool { return m.Status == Over || m.Status == CalledOff }

// Finished is when it was over: its minutes were recorded, or nobody had handed them in for too long; zero before.
func (m *Meeting) Finished() time.Time {
	if m.Lapsed.IsZero() {
		return m.Recorded
	}
	return m.Lapsed
}

// HasMinutes tells whether what came of the meeting was handed in.
func (m *Meeting) HasMinutes() bool {
	return m.Status == Over && (m.Lapsed.IsZero() || !m.Recorded.IsZero())
}

// Counts tells whether a meeting that was begun was held: somebody was there, or it has minutes.
func (m *Meeting) Counts() bool { return len(m.There) > 0 || m.HasMinutes() }

// Sequence counts the changes of which those who were invited are told: a calendar takes the entry with the highest.
func (m *Meeting) Sequence() int {
	if m.Status == CalledOff {
		return m.Moved + 1
	}
	return m.Moved
}

func union(all, more []int) []int {
	for _, x := range more {
		if !slices.Contains(all, x) {
			all = append(all, x)
		}
	}
	return all
}
