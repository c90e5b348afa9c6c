package sim

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

// member is somebody's standing in a chat.
type member struct {
	user   *User
	Status string
	Rights Rights
}

func (m member) present() bool {
	return m.Status == Creator || m.Status == Administrator || m.Status == Regular
}

func (m member) admin() bool { return m.Status == Creator || m.Status == Administrator }

// can tells whether one right is held; the creator holds them all.
func (m member) can(right func(Rights) bool) bool {
	return m.Status == Creator || m.Status == Administrator && right(m.Rights)
}

// member is the standing of a user, "left" for one who never was here.
func (c *Chat) member(u *User) member {
	if m := c.members[u.ID]; m != nil {
		return *m
	}
	return member{user: u, Status: Left}
}

// Join lets people join a group: the bot sees the service message.
func (s *World) Join(g *Chat, users ...*User) {
	s.lock()
	defer s.unlock()
	for _, u := range users {
		s.join(g.current(), u, u)
	}
}

// AddBot adds the bot to a group or a channel.
func (s *World) AddBot(g *Chat, by *User) {
	s.lock()
	defer s.unlock()
	s.join(g.current(), by, s.me)
}

func (s *World) join(g *Chat, by, u *User) {
	if g.member(u).present() {
		return
	}
	s.setMember(g, by, u, member{Status: Regular})
	if g.Type == Channel {
		return
	}
	m := &message{Message: Message{Chat: g, From: by, Service: "new_chat_members", About: u}}
	m.wire.NewMembers = []*User{u}
	s.post(m)
}

// Leave lets people leave a group.
func (s *World) Leave(g *Chat, users ...*User) {
	s.lock()
	defer s.unlock()
	for _, u := range users {
		s.part(g.current(), u, u, Left)
	}
}

// Remove throws somebody out of a group.
func (s *World) Remove(g *Chat, by, u *User) {
	s.lock()
	defer s.unlock()
	s.part(g.current(), by, u, Kicked)
}

// RemoveBot throws the bot out.
func (s *World) RemoveBot(g *Chat, by *User) { s.Remove(g, by, s.me) }

func (s *World) part(g *Chat, by, u *User, status string) {
	if !g.member(u).present() {
		return
	}
	m := &message{Message: Message{Chat: g, From: by, Service: "left_chat_member", About: u}}
	m.wire.LeftMember = u
	// In a basic group the bot still sees its own removal; from a supergroup it is gone before.
	if g.Type == Group {
		s.post(m)
		s.setMember(g, by, u, member{Status: status})
		return
	}
	s.setMember(g, by, u, member{Status: status})
	if g.Type == Supergroup {
		s.post(m)
	}
}

// Promote makes somebody an administrator with these rights, or changes the rights.
func (s *World) Promote(g *Chat, by, u *User, r Rights) {
	s.lock()
	defer s.unlock()
	s.setMember(g.current(), by, u, member{Status: Administrator, Rights: r})
}

// PromoteBot makes the bot an administrator with these rights.
func (s *World) PromoteBot(g *Chat, by *User, r Rights) { s.Promote(g, by, s.me, r) }

// Demote makes an administrator a member again.
func (s *World) Demote(g *Chat, by, u *User) {
	s.lock()
	defer s.unlock()
	s.setMember(g.current(), by, u, member{Status: Regular})
}

// DemoteBot makes the bot an ordinary member again.
func (s *World) DemoteBot(g *Chat, by *User) { s.Demote(g, by, s.me) }

// setMember changes a standing and sends the update about it. Changes of others reach only a bot that
// is an administrator (and asked for chat_member).
func (s *World) setMember(g *Chat, by, u *User, now member) {
	was := g.member(u)
	now.user = u
	g.members[u.ID] = &now
	change := s.memberChange(g, by, u, was, now)
	switch {
	case u == s.me:
		s.enqueue("my_chat_member", change)
	case g.member(s.me).admin():
		s.enqueue("chat_member", change)
	}
	s.note(Event{Kind: memberKind(was, now), Chat: g, User: u, Text: now.Status})
}

func memberKind(was, now member) Kind {
	switch {
	case !was.present() && now.present():
		return Joined
	case !now.present():
		return Parted
	}
	return Ranked
}
