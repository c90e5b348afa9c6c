package people

// Edit changes the text, or the caption, of one's message; false if there is no such message of theirs.
func (u *User) Edit(c *Chat, id int, text string) bool {
	u.s.Lock()
	defer u.s.Unlock()
	m := c.Find(id)
	if m == nil || m.From != u && (m.SenderChat == nil || m.From == nil && c.Type != Channel) {
		return false
	}
	if m.Text == text {
		return true
	}
	m.Text, m.Entities = text, Detect(text, nil)
	m.Edited, m.EditTime = true, u.s.clock.Now()
	u.s.Note(Event{Kind: Edited, Chat: m.Chat, User: u, Message: m.View(), Text: text})
	if u.s.sees(m) {
		u.s.enqueue(updateKind(m, true), u.s.Wire(m))
	}
	return true
}

// Delete deletes a message. Telegram tells bots nothing of it.
func (u *User) Delete(c *Chat, id int) bool {
	u.s.Lock()
	defer u.s.Unlock()
	m := c.Find(id)
	if m == nil {
		return false
	}
	u.s.Erase(m, u)
	return true
}

// Erase deletes a message. The world is locked.
func (s *World) Erase(m *Record, by *User) {
	m.Deleted, m.Pinned = true, false
	s.Note(Event{Kind: Deleted, Chat: m.Chat, User: by, Message: m.View()})
}

// WireReaction is an emoji on a message as Telegram writes it.
type WireReaction struct {
	Type  string `json:"type"`
	Emoji string `json:"emoji"`
}

type wireReactionChange struct {
	Chat *Chat          `json:"chat"`
	ID   int            `json:"message_id"`
	User *User          `json:"user"`
	Date int64          `json:"date"`
	Old  []WireReaction `json:"old_reaction"`
	New  []WireReaction `json:"new_reaction"`
}

// React puts an emoji on a message. The bot learns of it only if it is an administrator there and asked for
// message_reaction.
func (u *User) React(c *Chat, id int, emoji string) bool {
	u.s.Lock()
	defer u.s.Unlock()
	m := c.Find(id)
	if m == nil {
		return false
	}
	u.s.Note(Event{Kind: Reacted, Chat: m.Chat, User: u, Message: m.View(), Text: emoji})
	if c.Type == Private || c.Member(u.s.me).Admin() {
		u.s.enqueue("message_reaction", wireReactionChange{
			Chat: c, ID: id, User: u, Date: u.s.clock.Now().Unix(),
			Old: []WireReaction{}, New: []WireReaction{{Type: "emoji", Emoji: emoji}},
		})
	}
	return true
}
