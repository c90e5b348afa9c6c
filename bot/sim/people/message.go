package people

import (
	"slices"
	"time"
)

// Message is a message as it stands now.
type Message struct {
	ID         int
	Chat       *Chat
	From       *User // nil for people's posts in channels
	SenderChat *Chat // for anonymous administrators and channels
	Topic      int   // message_thread_id, 0 outside topics
	Time       time.Time
	Text       string // plain text or caption
	HTML       string // what the bot sent, before parsing; empty for people
	Entities   []Entity
	Buttons    [][]Button
	Keyboard   [][]string // labels of a reply keyboard
	ForceReply bool
	ReplyTo    int
	Photo      string // file id of the largest size
	Document   string // file id
	FileName   string // of a document, as it was uploaded
	Sticker    string // file id
	Recording  string // file id of a video or a voice message
	Album      string // media_group_id
	Service    string // the field of a service message, such as "new_chat_members"
	About      *User  // who joined or left, in such a message
	Reaction   string // the bot's reaction to it
	Edited     bool
	EditTime   time.Time
	Pinned     bool
	Deleted    bool
}

// FromBot tells whether the bot sent it.
func (m Message) FromBot() bool { return m.From != nil && m.From.s != nil && m.From == m.From.s.me }

// Button is a button under a message: it has either data or an address, or does something else.
type Button struct {
	Text string
	Data string
	URL  string
}

// Entity is a stretch of text with a meaning. Offset and Length count UTF-16 units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	User     *User  `json:"user,omitempty"`
	Language string `json:"language,omitempty"`
	Emoji    string `json:"custom_emoji_id,omitempty"`
}

// Record is a message as it is kept: a Message with what only the wire needs.
type Record struct {
	Message
	Extra     wireExtra
	Markup    [][]WireButton
	PlainKeys bool // sent with a keyboard that is not inline, which makes it uneditable
}

// HasMedia tells whether it is a photo, a document, a sticker or a recording, so that its text is a caption.
func (m *Record) HasMedia() bool {
	return m.Photo != "" || m.Document != "" || m.Sticker != "" || m.Recording != ""
}

// View is a copy that the caller may keep.
func (m *Record) View() Message {
	v := m.Message
	v.Entities = slices.Clone(v.Entities)
	v.Buttons = slices.Clone(v.Buttons)
	v.Keyboard = slices.Clone(v.Keyboard)
	return v
}

// nextID numbers the next message of a chat.
func (s *World) nextID(c *Chat) int {
	if c.Type == Supergroup || c.Type == Channel {
		c.lastID++
		return c.lastID
	}
	s.lastMsg++
	return s.lastMsg
}

// Post puts a message into its chat, tells the bot of it if it is to see it, and logs it.
func (s *World) Post(m *Record) {
	if m.ID == 0 {
		m.ID = s.nextID(m.Chat)
	}
	m.Time = s.clock.Now()
	m.Chat.messages = append(m.Chat.messages, m)
	kind := Said
	if m.From == s.me {
		kind = Sent
	}
	if m.Service != "" {
		kind = Happened
	}
	s.Note(Event{Kind: kind, Chat: m.Chat, User: m.From, Message: m.View(), Text: m.Text})
	if m.From == s.me || !s.sees(m) {
		return
	}
	s.enqueue(updateKind(m, false), s.Wire(m))
}

// Messages are all messages of a chat, in order, the deleted ones too.
func (s *World) Messages(c *Chat) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]Message, 0, len(c.messages))
	for _, m := range c.messages {
		out = append(out, m.View())
	}
	return out
}

// Message is one message of a chat; false if there is none with that id, or it was deleted.
func (s *World) Message(c *Chat, id int) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := c.Find(id); m != nil {
		return m.View(), true
	}
	return Message{}, false
}

// Last is the bot's last message in a chat that is neither deleted nor a service message.
func (s *World) Last(c *Chat) (Message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range slices.Backward(c.messages) {
		if m.From == s.me && !m.Deleted && m.Service == "" {
			return m.View(), true
		}
	}
	return Message{}, false
}
