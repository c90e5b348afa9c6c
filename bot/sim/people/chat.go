package people

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// The types of a chat.
const (
	Private    = "private"
	Group      = "group"
	Supergroup = "supergroup"
	Channel    = "channel"
)

// Chat is a private chat, a basic group, a supergroup or a channel. Its exported fields do not change.
type Chat struct {
	ID       int64  `json:"id"`
	Type     string `json:"type"`
	Title    string `json:"title,omitempty"`
	Username string `json:"username,omitempty"`
	First    string `json:"first_name,omitempty"`
	Last     string `json:"last_name,omitempty"`
	Forum    bool   `json:"is_forum,omitempty"`

	s          *World
	user       *User // whose private chat it is
	members    map[int64]*Member
	messages   []*Record
	lastID     int // used by supergroups and channels only
	topics     map[int]*Topic
	migratedTo *Chat
}

// Topic is a topic of a forum.
type Topic struct {
	ID   int // the message_thread_id
	Name string

	chat *Chat
}

// superOffset is subtracted to make the ids of supergroups and channels.
const superOffset = -1_000_000_000_000

// AddGroup makes a basic group of owner and nobody else.
func (s *World) AddGroup(title string, owner *User) *Chat {
	return s.addChat(Chat{Type: Group, Title: title}, owner)
}

// AddSupergroup makes a supergroup of owner and nobody else.
func (s *World) AddSupergroup(title string, owner *User) *Chat {
	return s.addChat(Chat{Type: Supergroup, Title: title}, owner)
}

// AddForum makes a supergroup with topics.
func (s *World) AddForum(title string, owner *User) *Chat {
	return s.addChat(Chat{Type: Supergroup, Title: title, Forum: true}, owner)
}

// AddChannel makes a channel; username is its public name without @, or empty.
func (s *World) AddChannel(title, username string, owner *User) *Chat {
	return s.addChat(Chat{Type: Channel, Title: title, Username: username}, owner)
}

func (s *World) addChat(c Chat, owner *User) *Chat {
	s.Lock()
	defer s.Unlock()
	return s.newChat(c, map[int64]*Member{owner.ID: {User: owner, Status: Creator}})
}

func (s *World) newChat(c Chat, members map[int64]*Member) *Chat {
	s.lastChat++
	c.ID = -s.lastChat
	if c.Type != Group {
		c.ID += superOffset
		c.lastID = 1 // the first message is that of the chat's creation, long ago
	}
	c.s, c.members, c.topics = s, members, map[int]*Topic{}
	s.chats[c.ID] = &c
	return &c
}

// AddTopic opens a topic in a forum, created by by.
func (s *World) AddTopic(g *Chat, by *User, name string) *Topic {
	s.Lock()
	defer s.Unlock()
	m := &Record{Message: Message{Chat: g, From: by, Service: "forum_topic_created"}}
	m.Extra.TopicCreated = &wireTopic{Name: name, IconColor: 7322096}
	m.ID = s.nextID(g)
	m.Topic = m.ID
	g.topics[m.ID] = &Topic{ID: m.ID, Name: name, chat: g}
	s.Post(m)
	return g.topics[m.ID]
}

// Migrate makes a supergroup of a basic group and returns it. The old chat answers every call with
// migrate_to_chat_id; what people say to it arrives in the new one.
func (s *World) Migrate(g *Chat) *Chat {
	s.Lock()
	defer s.Unlock()
	if g.migratedTo != nil {
		return g.migratedTo
	}
	members := map[int64]*Member{}
	for id, m := range g.members {
		copied := *m
		members[id] = &copied
	}
	to := s.newChat(Chat{Type: Supergroup, Title: g.Title}, members)
	owner := g.owner()
	leaving := &Record{Message: Message{Chat: g, From: owner, Service: "migrate_to_chat_id"}}
	leaving.Extra.MigrateTo = to.ID
	s.Post(leaving)
	g.migratedTo = to
	arriving := &Record{Message: Message{Chat: to, From: owner, Service: "migrate_from_chat_id"}}
	arriving.Extra.MigrateFrom = g.ID
	s.Post(arriving)
	s.Note(Event{Kind: Migrated, Chat: to, User: owner})
	return to
}

// current is where people in the chat are now.
func (c *Chat) current() *Chat {
	for c.migratedTo != nil {
		c = c.migratedTo
	}
	return c
}

func (c *Chat) owner() *User {
	for _, m := range c.members {
		if m.Status == Creator {
			return m.User
		}
	}
	return nil
}

// Find is a message that is not deleted. A chat's messages stand in the order of their ids.
func (c *Chat) Find(id int) *Record {
	i, ok := slices.BinarySearchFunc(c.messages, id, func(m *Record, id int) int { return cmp.Compare(m.ID, id) })
	if !ok || c.messages[i].Deleted {
		return nil
	}
	return c.messages[i]
}

// LastPinned is the message pinned last; nil for none.
func (c *Chat) LastPinned() *Record {
	for i := len(c.messages) - 1; i >= 0; i-- {
		if c.messages[i].Pinned {
			return c.messages[i]
		}
	}
	return nil
}

// Lookup finds a chat by its id, or a public one by its @username; nil for none.
func (s *World) Lookup(name string) *Chat {
	if id, err := strconv.ParseInt(name, 10, 64); err == nil {
		return s.chats[id]
	}
	for _, chat := range s.chats {
		public := chat.Type == Supergroup || chat.Type == Channel
		if public && chat.Username != "" && strings.EqualFold("@"+chat.Username, name) {
			return chat
		}
	}
	return nil
}

// Standing is a user's standing in a chat; ok is false for one who never was there.
func (c *Chat) Standing(u *User) (m Member, ok bool) { return c.Member(u), c.members[u.ID] != nil }

// Everybody is whoever is, or was, in the chat, in no order.
func (c *Chat) Everybody() []Member {
	var all []Member
	for _, m := range c.members {
		all = append(all, *m)
	}
	return all
}

// Person is whose private chat it is.
func (c *Chat) Person() *User { return c.user }

// Successor is the supergroup that a basic group has become; nil for none.
func (c *Chat) Successor() *Chat { return c.migratedTo }

// HasTopic tells whether a forum has a topic.
func (c *Chat) HasTopic(id int) bool { return c.topics[id] != nil }
