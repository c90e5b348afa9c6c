package people

// WireMember is a ChatMember as Telegram writes it.
type WireMember struct {
	Status string `json:"status"`
	User   *User  `json:"user"`
	Until  *int   `json:"until_date,omitempty"`
	Hidden *bool  `json:"is_anonymous,omitempty"`
	*wireRights
}

// wireRights are the rights of an administrator, every one of them present.
type wireRights struct {
	Editable   bool  `json:"can_be_edited"`
	Manage     bool  `json:"can_manage_chat"`
	Delete     bool  `json:"can_delete_messages"`
	VideoChats bool  `json:"can_manage_video_chats"`
	Restrict   bool  `json:"can_restrict_members"`
	Promote    bool  `json:"can_promote_members"`
	Info       bool  `json:"can_change_info"`
	Invite     bool  `json:"can_invite_users"`
	PostStory  bool  `json:"can_post_stories"`
	EditStory  bool  `json:"can_edit_stories"`
	DelStory   bool  `json:"can_delete_stories"`
	Post       *bool `json:"can_post_messages,omitempty"`
	Edit       *bool `json:"can_edit_messages,omitempty"`
	Pin        *bool `json:"can_pin_messages,omitempty"`
	Topics     *bool `json:"can_manage_topics,omitempty"`
}

type wireMemberChange struct {
	Chat *Chat      `json:"chat"`
	From *User      `json:"from"`
	Date int64      `json:"date"`
	Old  WireMember `json:"old_chat_member"`
	New  WireMember `json:"new_chat_member"`
}

func (s *World) memberChange(c *Chat, by, who *User, was, now Member) *wireMemberChange {
	was.User, now.User = who, who
	return &wireMemberChange{
		Chat: c, From: by, Date: s.clock.Now().Unix(),
		Old: WireMemberOf(c, was), New: WireMemberOf(c, now),
	}
}

// WireMemberOf writes somebody's standing.
func WireMemberOf(c *Chat, m Member) WireMember {
	w := WireMember{Status: m.Status, User: m.User}
	switch m.Status {
	case Kicked:
		w.Until = new(int)
	case Administrator:
		w.wireRights, w.Hidden = rightsOf(c, m.Rights), &m.Rights.Anonymous
	case Creator:
		w.Hidden = &m.Rights.Anonymous
	}
	return w
}

func rightsOf(c *Chat, r Rights) *wireRights {
	w := &wireRights{
		Manage: true, Delete: r.Delete, Restrict: r.Restrict, Promote: r.Promote, Info: r.Info, Invite: r.Invite,
	}
	if c.Type == Channel {
		w.Post, w.Edit = &r.Post, &r.Edit
		return w
	}
	w.Pin = &r.Pin
	if c.Forum {
		w.Topics = &r.Topics
	}
	return w
}
