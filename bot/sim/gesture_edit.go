package sim

// Edit changes the text, or the caption, of one's message; false if there is no such message of theirs.
func (u *User) Edit(c *Chat, id int, text string) bool {
	u.s.lock()
	defer u.s.unlock()
	m := c.find(id)
	if m == nil || m.From != u && (m.SenderChat == nil || m.From == nil && c.Type != Channel) {
		return false
	}
	if m.Text == text {
		return true
	}
	m.Text, m.Entities = text, detect(text, nil)
	m.Edited, m.EditTime = true, u.s.clock.Now()
	u.s.note(Event{Kind: Edited, Chat: m.Chat, User: u, Message: m.view(), Text: text})
	if u.s.sees(m) {
		u.s.enqueue(updateKind(m, true), u.s.wireMessage(m))
	}
	return true
}

// Delete deletes a message. Telegram tells bots nothing of it.
func (u *User) Delete(c *Chat, id int) bool {
	u.s.lock()
	defer u.s.unlock()
	m := c.find(id)
	if m == nil {
		return false
	}
	u.s.erase(m, u)
	return true
}

func (s *World) erase(m *message, by *User) {
	m.Deleted, m.Pinned = true, false
	s.note(Event{Kind: Deleted, Chat: m.Chat, User: by, Message: m.view()})
}

type wireReaction struct {
	Type  string `json:"type"`
	Emoji string `json:"emoji"`
}

type wireReactionChange struct {
	Chat *Chat          `json:"chat"`
	ID   int            `json:"message_id"`
	User *User          `json:"user"`
	Date int64          `json:"date"`
	Old  []wireReaction `json:"old_reaction"`
	New  []wireReaction `json:"new_reaction"`
}

// React puts an emoji on a message. The bot learns of it only if it is an administrator there and asked for
// message_reaction.
func (u *User) React(c *Chat, id int, emoji string) bool {
	u.s.lock()
	defer u.s.unlock()
	m := c.find(id)
	if m == nil {
		return false
	}
	u.s.note(Event{Kind: Reacted, Chat: m.Chat, User: u, Message: m.view(), Text: emoji})
	if c.Type == Private || c.member(u.s.me).admin() {
		u.s.enqueue("message_reaction", wireReactionChange{
			Chat: c, ID: id, User: u, Date: u.s.clock.Now().Unix(),
			Old: []wireReaction{}, New: []wireReaction{{Type: "emoji", Emoji: emoji}},
		})
	}
	return true
}
