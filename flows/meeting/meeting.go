// Package meeting holds a meeting of the council: when, where, on which cases, who comes and who was there. It decides nothing;
// package community schedules, opens and closes it.
package meeting

import (
	"slices"
	"time"
)

// Status is where a meeting stands.
type Status string

// The statuses.
const (
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
	Number int       `json:"number"`
	Cases  []int     `json:"cases"`
	At     time.Time `json:"at"`
	Place  string    `json:"place"`
	Status Status    `json:"status"`
	// Invited are the persons asked to come.
	Invited []int         `json:"invited"`
	Replies map[int]Reply `json:"replies,omitempty"`
	// There are those who checked in.
	There   []int     `json:"there,omitempty"`
	Minutes string    `json:"minutes,omitempty"`
	Reason  string    `json:"reason,omitempty"`
	Opened  time.Time `json:"opened,omitzero"`
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

// CheckIn notes that a person is there, once.
func (m *Meeting) CheckIn(person int) {
	if !slices.Contains(m.There, person) {
		m.There = append(m.There, person)
	}
}

// IsInvited tells whether the person was asked to come.
func (m *Meeting) IsInvited(person int) bool { return slices.Contains(m.Invited, person) }

// Ended tells whether nothing more is expected of the meeting but its minutes.
func (m *Meeting) Ended() bool { return m.Status == Over || m.Status == CalledOff }

// Reminder is when the invited are reminded: a day before.
func (m *Meeting) Reminder() time.Time { return m.At.Add(-24 * time.Hour) }

// NextLook is when the meeting next wants to be looked at; zero when it does not.
func (m *Meeting) NextLook() time.Time {
	switch {
	case m.Status != Scheduled:
		return time.Time{}
	case !m.Reminded:
		return m.Reminder()
	default:
		return m.At
	}
}
