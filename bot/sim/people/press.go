package people

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// queryLife is how long the press of a button can be answered.
const queryLife = 15 * time.Minute

// Query is one press of a button, and what the bot answered.
type Query struct {
	ID   string
	Data string

	s        *World
	user     *User
	message  *Record
	time     time.Time
	answered bool
	text     string
	alert    bool
	err      error
}

type wireQuery struct {
	ID       string       `json:"id"`
	From     *User        `json:"from"`
	Message  *WireMessage `json:"message"`
	Instance string       `json:"chat_instance"`
	Data     string       `json:"data"`
}

// Answer is the toast, or the alert, the bot answered with; answered is false until it did.
func (q *Query) Answer() (text string, alert, answered bool) {
	q.s.mu.Lock()
	defer q.s.mu.Unlock()
	return q.text, q.alert, q.answered
}

// Waits tells whether the press can still be answered. The world is locked.
func (q *Query) Waits() bool { return !q.answered && q.s.clock.Now().Sub(q.time) <= queryLife }

// Settle notes the bot's answer to the press. The world is locked.
func (q *Query) Settle(text string, alert bool) {
	q.answered, q.text, q.alert = true, text, alert
	q.s.Note(Event{
		Kind: Answered, Chat: q.message.Chat, User: q.user, Message: q.message.View(), Text: text, Alert: alert,
	})
}

// Err tells why nothing was pressed: there is no such message, or no such button under it.
func (q *Query) Err() error { return q.err }

// Press presses a button: the one with this label or this callback data, or else the first whose label
// contains it. The query's Err tells whether there was one.
func (u *User) Press(c *Chat, id int, button string) *Query {
	u.s.Lock()
	defer u.s.Unlock()
	m := c.Find(id)
	if m == nil {
		return u.nothing(fmt.Errorf("press %q: no message %d", button, id))
	}
	b, ok := m.button(button)
	if !ok {
		return u.nothing(fmt.Errorf("press %q: no such button under message %d", button, id))
	}
	return u.press(m, b.Data)
}

// PressData sends forged callback data, as anyone with a modified client can, for any message of the chat.
func (u *User) PressData(c *Chat, id int, data string) *Query {
	u.s.Lock()
	defer u.s.Unlock()
	m := c.Find(id)
	if m == nil {
		return u.nothing(fmt.Errorf("press %q: no message %d", data, id))
	}
	return u.press(m, data)
}

func (u *User) nothing(err error) *Query { return &Query{s: u.s, user: u, err: err} }

func (u *User) press(m *Record, data string) *Query {
	u.s.lastAny++
	q := &Query{
		ID: strconv.Itoa(4_000_000_000_000_000 + u.s.lastAny), Data: data,
		s: u.s, user: u, message: m, time: u.s.clock.Now(),
	}
	u.s.queries[q.ID] = q
	u.s.Note(Event{Kind: Pressed, Chat: m.Chat, User: u, Message: m.View(), Text: data})
	if m.Chat.Type != Private && !m.Chat.Member(u.s.me).present() {
		return q // Telegram has nobody to tell
	}
	u.s.enqueue("callback_query", wireQuery{
		ID: q.ID, From: u, Message: u.s.Wire(m), Instance: strconv.FormatInt(m.Chat.ID*31, 10), Data: data,
	})
	return q
}

// button finds a button that sends data, by label, by data, or by a part of the label.
func (m *Record) button(want string) (Button, bool) {
	matches := []func(Button) bool{
		func(b Button) bool { return b.Text == want },
		func(b Button) bool { return b.Data == want },
		func(b Button) bool { return strings.Contains(b.Text, want) },
	}
	for _, match := range matches {
		for _, row := range m.Buttons {
			for _, b := range row {
				if b.Data != "" && match(b) {
					return b, true
				}
			}
		}
	}
	return Button{}, false
}

// Query is a press by its id; nil for none.
func (s *World) Query(id string) *Query { return s.queries[id] }
