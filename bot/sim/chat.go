package sim

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
	members    map[int64]*member
	messages   []*message
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
	s.lock()
	defer s.unlock()
	return s.newChat(c, map[int64]*member{owner.ID: {user: owner, Status: Creator}})
}

func (s *World) newChat(c Chat, members map[int64]*member) *Chat {
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
	s.lock()
	defer s.unlock()
	m := &message{Message: Message{Chat: g, From: by, Service: "forum_topic_created"}}
	m.wire.TopicCreated = &wireTopic{Name: name, IconColor: 7322096}
	m.ID = s.nextID(g)
	m.Topic = m.ID
	g.topics[m.ID] = &Topic{ID: m.ID, Name: name, chat: g}
	s.post(m)
	return g.topics[m.ID]
}

// Migrate makes a supergroup of a basic group and returns it. The old chat answers every call with
// migrate_to_chat_id; what people say to it arrives in the new one.
func (s *World) Migrate(g *Chat) *Chat {
	s.lock()
	defer s.unlock()
	if g.migratedTo != nil {
		return g.migratedTo
	}
	members := map[int64]*member{}
	for id, m := range g.members {
		copied := *m
		members[id] = &copied
	}
	to := s.newChat(Chat{Type: Supergroup, Title: g.Title}, members)
	owner := g.owner()
	leaving := &message{Message: Message{Chat: g, From: owner, Service: "migrate_to_chat_id"}}
	leaving.wire.MigrateTo = to.ID
	s.post(leaving)
	g.migratedTo = to
	arriving := &message{Message: Message{Chat: to, From: owner, Service: "migrate_from_chat_id"}}
	arriving.wire.MigrateFrom = g.ID
	s.post(arriving)
	s.note(Event{Kind: Migrated, Chat: to, User: owner})
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
			return m.user
		}
	}
	return nil
}

// find is a message that is not deleted. A chat's messages stand in the order of their ids.
func (c *Chat) find(id int) *message {
	i, ok := slices.BinarySearchFunc(c.messages, id, func(m *message, id int) int { return cmp.Compare(m.ID, id) })
	if !ok || c.messages[i].Deleted {
		return nil
	}
	return c.messages[i]
}

// lastPinned is the message pinned last; nil for none.
func (c *Chat) lastPinned() *message {
	for i := len(c.messages) - 1; i >= 0; i-- {
		if c.messages[i].Pinned {
			return c.messages[i]
		}
	}
	return nil
}

// lookup finds a chat by its id, or a public one by its @username; nil for none.
func (s *World) lookup(name string) *Chat {
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

// standing is a user's standing in a chat; ok is false for one who never was there.
func (c *Chat) standing(u *User) (m member, ok bool) { return c.member(u), c.members[u.ID] != nil }

// everybody is whoever is, or was, in the chat, in no order.
func (c *Chat) everybody() []member {
	var all []member
	for _, m := range c.members {
		all = append(all, *m)
	}
	return all
}

// person is whose private chat it is.
func (c *Chat) person() *User { return c.user }

// successor is the supergroup that a basic group has become; nil for none.
func (c *Chat) successor() *Chat { return c.migratedTo }

// hasTopic tells whether a forum has a topic.
func (c *Chat) hasTopic(id int) bool { return c.topics[id] != nil }
