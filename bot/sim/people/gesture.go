package people

import (
	"bytes"
	"image"
)

// Option varies what a person sends.
type Option func(*Record)

// ReplyTo makes it an answer to a message of the same chat.
func ReplyTo(id int) Option { return func(m *Record) { m.ReplyTo = id } }

// InTopic sends it into a topic of a forum.
func InTopic(t *Topic) Option { return func(m *Record) { m.Topic = t.ID } }

// As sends it in the name of a chat: of the group itself, as its anonymous administrators do, or of a channel.
func As(c *Chat) Option {
	return func(m *Record) {
		m.SenderChat = c
		m.From = m.Chat.s.users[channelBotID]
		if c == m.Chat {
			m.From = m.Chat.s.users[AnonymousAdminID]
		}
	}
}

// Mentioning marks the first occurrence of the person's first name in the text as a mention, as people are mentioned
// who have no username.
func Mentioning(u *User) Option {
	return func(m *Record) {
		if e, ok := entityAt(m.Text, u.First); ok {
			e.Type, e.User = "text_mention", u
			m.Entities = SortEntities(append(m.Entities, e))
		}
	}
}

// Signed gives a channel post its author's name.
func Signed(name string) Option { return func(m *Record) { m.Extra.Signature = name } }

// Say sends a text and returns the message's id.
func (u *User) Say(c *Chat, text string, opts ...Option) int {
	u.s.Lock()
	defer u.s.Unlock()
	return u.send(c, Message{Text: text}, wireExtra{}, opts)
}

// SayAnonymously sends a text as an anonymous administrator of the group.
func (u *User) SayAnonymously(g *Chat, text string, opts ...Option) int {
	return u.Say(g, text, append([]Option{As(g.s.Current(g))}, opts...)...)
}

// Photo sends a small generated picture.
func (u *User) Photo(c *Chat, caption string, opts ...Option) int {
	u.s.Lock()
	defer u.s.Unlock()
	return u.photo(c, caption, "", opts)
}

// Picture sends a picture of the person's own; nothing, and 0, if data is no picture.
func (u *User) Picture(c *Chat, data []byte, caption string, opts ...Option) int {
	u.s.Lock()
	defer u.s.Unlock()
	if _, _, err := image.DecodeConfig(bytes.NewReader(data)); err != nil {
		return 0
	}
	return u.sendPhoto(c, u.s.Files.NewPhoto(data), caption, "", opts)
}

func (u *User) photo(c *Chat, caption, album string, opts []Option) int {
	return u.sendPhoto(c, u.s.Files.NewPhoto(nil), caption, album, opts)
}

func (u *User) sendPhoto(c *Chat, sizes []WireFile, caption, album string, opts []Option) int {
	full := sizes[len(sizes)-1]
	return u.send(c, Message{Text: caption, Photo: full.ID, Album: album}, wireExtra{Photo: sizes}, opts)
}

// Album sends n pictures as one album, the caption on the first, and returns their ids.
func (u *User) Album(c *Chat, n int, caption string, opts ...Option) []int {
	u.s.Lock()
	defer u.s.Unlock()
	album := u.s.NextAlbum()
	ids := make([]int, 0, n)
	for range n {
		ids = append(ids, u.photo(c, caption, album, opts))
		caption = ""
	}
	return ids
}

// Document sends a file.
func (u *User) Document(c *Chat, name string, data []byte, caption string, opts ...Option) int {
	u.s.Lock()
	defer u.s.Unlock()
	f := u.s.Files.New("documents", name, data).Wire()
	return u.send(c, Message{Text: caption, Document: f.ID}, wireExtra{Document: &f}, opts)
}

// Sticker sends a sticker.
func (u *User) Sticker(c *Chat, opts ...Option) int {
	u.s.Lock()
	defer u.s.Unlock()
	f := u.s.Files.New("stickers", "", picture(512, 512, u.s.Files.last)).Wire()
	f.Width, f.Height = 512, 512
	extra := wireExtra{Sticker: &wireSticker{WireFile: f, Type: "regular", Emoji: "👍"}}
	return u.send(c, Message{Sticker: f.ID}, extra, opts)
}

// Media sends what no gesture of its own is needed for: a video, a voice message or a place.
func (u *User) Media(c *Chat, what, caption string, opts ...Option) int {
	u.s.Lock()
	defer u.s.Unlock()
	if what == "a place" {
		return u.send(c, Message{}, wireExtra{Location: &wirePlace{34.2, 108.9}}, opts)
	}
	f := u.s.Files.New("recordings", "", nil).Wire()
	extra := wireExtra{Voice: &f}
	if what == "a video" {
		extra = wireExtra{Video: &f}
	}
	return u.send(c, Message{Text: caption, Recording: f.ID}, extra, opts)
}

// send is what every gesture that makes a message ends in.
func (u *User) send(c *Chat, content Message, extra wireExtra, opts []Option) int {
	m := &Record{Message: content, Extra: extra}
	m.Chat, m.From = c.current(), u
	if m.Chat.Type == Private {
		m.Chat = u.private // nobody is in another's
	}
	if m.Chat.Type == Channel {
		m.From, m.SenderChat = nil, m.Chat
	}
	for _, opt := range opts {
		opt(m)
	}
	m.Entities = Detect(m.Text, m.Entities)
	u.thread(m)
	if m.Chat == u.private {
		u.started = true
		u.block(false)
	}
	u.s.Post(m)
	return m.ID
}

// thread puts an answer where the message it answers is. Outside forums too answers belong to a thread, which
// nobody can write into by its number.
func (u *User) thread(m *Record) {
	r := m.Chat.Find(m.ReplyTo)
	if r == nil {
		m.ReplyTo = 0
		return
	}
	switch {
	case m.Chat.Forum && m.Topic == 0:
		m.Topic = r.Topic
	case m.Chat.Type == Supergroup && !m.Chat.Forum:
		m.Topic = r.ID
		if r.Topic != 0 {
			m.Topic = r.Topic
		}
	}
}

// AutoForward posts a text in a channel and has Telegram forward it into the group linked to the channel. It
// returns the id of the message in the group.
func (s *World) AutoForward(channel, g *Chat, text string) int {
	s.Lock()
	defer s.Unlock()
	post := &Record{Message: Message{Chat: channel, SenderChat: channel, Text: text, Entities: Detect(text, nil)}}
	s.Post(post)
	copied := &Record{Message: Message{
		Chat: g.current(), From: s.users[serviceUserID], SenderChat: channel, Text: text, Entities: post.Entities,
	}}
	copied.Extra.AutoForward = true
	copied.Extra.Origin = &wireOrigin{Type: "channel", Date: post.Time.Unix(), Chat: channel, ID: post.ID}
	s.Post(copied)
	return copied.ID
}

// Current is the chat that c has become.
func (s *World) Current(c *Chat) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	return c.current()
}
