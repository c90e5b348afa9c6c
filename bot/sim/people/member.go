package people

// The standings of a member.
const (
	Creator       = "creator"
	Administrator = "administrator"
	Regular       = "member"
	Left          = "left"
	Kicked        = "kicked"
)

// Rights are what an administrator may do.
type Rights struct {
	Pin, Delete, Post, Edit, Topics, Invite, Restrict, Promote, Info, Anonymous bool
}

// Member is somebody's standing in a chat.
type Member struct {
	User   *User
	Status string
	Rights Rights
}

func (m Member) present() bool {
	return m.Status == Creator || m.Status == Administrator || m.Status == Regular
}

// Admin tells whether somebody runs the chat.
func (m Member) Admin() bool { return m.Status == Creator || m.Status == Administrator }

// Can tells whether one right is held; the creator holds them all.
func (m Member) Can(right func(Rights) bool) bool {
	return m.Status == Creator || m.Status == Administrator && right(m.Rights)
}

// Member is the standing of a user, "left" for one who never was here.
func (c *Chat) Member(u *User) Member {
	if m := c.members[u.ID]; m != nil {
		return *m
	}
	return Member{User: u, Status: Left}
}

// Join lets people join a group: the bot sees the service message.
func (s *World) Join(g *Chat, users ...*User) {
	s.Lock()
	defer s.Unlock()
	for _, u := range users {
		s.join(g.current(), u, u)
	}
}

// AddBot adds the bot to a group or a channel.
func (s *World) AddBot(g *Chat, by *User) {
	s.Lock()
	defer s.Unlock()
	s.join(g.current(), by, s.me)
}

func (s *World) join(g *Chat, by, u *User) {
	if g.Member(u).present() {
		return
	}
	s.setMember(g, by, u, Member{Status: Regular})
	if g.Type == Channel {
		return
	}
	m := &Record{Message: Message{Chat: g, From: by, Service: "new_chat_members", About: u}}
	m.Extra.NewMembers = []*User{u}
	s.Post(m)
}

// Leave lets people leave a group.
func (s *World) Leave(g *Chat, users ...*User) {
	s.Lock()
	defer s.Unlock()
	for _, u := range users {
		s.Part(g.current(), u, u, Left)
	}
}

// Remove throws somebody out of a group.
func (s *World) Remove(g *Chat, by, u *User) {
	s.Lock()
	defer s.Unlock()
	s.Part(g.current(), by, u, Kicked)
}

// RemoveBot throws the bot out.
func (s *World) RemoveBot(g *Chat, by *User) { s.Remove(g, by, s.me) }

// Part ends somebody's membership, whose status then is Left or Kicked. The world is locked.
func (s *World) Part(g *Chat, by, u *User, status string) {
	if !g.Member(u).present() {
		return
	}
	m := &Record{Message: Message{Chat: g, From: by, Service: "left_chat_member", About: u}}
	m.Extra.LeftMember = u
	// In a basic group the bot still sees its own removal; from a supergroup it is gone before.
	if g.Type == Group {
		s.Post(m)
		s.setMember(g, by, u, Member{Status: status})
		return
	}
	s.setMember(g, by, u, Member{Status: status})
	if g.Type == Supergroup {
		s.Post(m)
	}
}

// Promote makes somebody an administrator with these rights, or changes the rights.
func (s *World) Promote(g *Chat, by, u *User, r Rights) {
	s.Lock()
	defer s.Unlock()
	s.setMember(g.current(), by, u, Member{Status: Administrator, Rights: r})
}

// PromoteBot makes the bot an administrator with these rights.
func (s *World) PromoteBot(g *Chat, by *User, r Rights) { s.Promote(g, by, s.me, r) }

// Demote makes an administrator a member again.
func (s *World) Demote(g *Chat, by, u *User) {
	s.Lock()
	defer s.Unlock()
	s.setMember(g.current(), by, u, Member{Status: Regular})
}

// DemoteBot makes the bot an ordinary member again.
func (s *World) DemoteBot(g *Chat, by *User) { s.Demote(g, by, s.me) }

// setMember changes a standing and sends the update about it. Changes of others reach only a bot that
// is an administrator (and asked for chat_member).
func (s *World) setMember(g *Chat, by, u *User, now Member) {
	was := g.Member(u)
	now.User = u
	g.members[u.ID] = &now
	change := s.memberChange(g, by, u, was, now)
	switch {
	case u == s.me:
		s.enqueue("my_chat_member", change)
	case g.Member(s.me).Admin():
		s.enqueue("chat_member", change)
	}
	s.Note(Event{Kind: memberKind(was, now), Chat: g, User: u, Text: now.Status})
}

func memberKind(was, now Member) Kind {
	switch {
	case !was.present() && now.present():
		return Joined
	case !now.present():
		return Parted
	}
	return Ranked
}
