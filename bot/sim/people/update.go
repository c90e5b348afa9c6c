package people

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// enqueue queues an update of a kind, if the bot wants that kind.
func (s *World) enqueue(kind string, content any) {
	if !s.Queue.allows(kind) {
		return
	}
	raw, err := Encode(content)
	if err != nil {
		return // cannot be: content is one of the wire types
	}
	s.Queue.push(s.clock.Now(), func(id int64) json.RawMessage {
		return fmt.Appendf(nil, `{"update_id":%d,%q:%s}`, id, kind, raw)
	})
}

// Inject queues a raw update object, for what no gesture makes. An update_id is filled in when absent.
func (s *World) Inject(rawJSON string) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(rawJSON), &fields); err != nil {
		return fmt.Errorf("inject: %w", err)
	}
	s.Lock()
	defer s.Unlock()
	if given, ok := fields["update_id"]; ok {
		var id int64
		if err := json.Unmarshal(given, &id); err != nil {
			return fmt.Errorf("inject: update_id: %w", err)
		}
		s.Queue.lastID = max(s.Queue.lastID, id)
		s.Queue.Waiting = append(s.Queue.Waiting, Update{id, json.RawMessage(rawJSON), s.clock.Now()})
		s.Queue.Wake()
		return nil
	}
	s.Queue.push(s.clock.Now(), func(id int64) json.RawMessage {
		fields["update_id"] = fmt.Appendf(nil, "%d", id)
		raw, _ := Encode(fields) // it was decoded a moment ago
		return raw
	})
	return nil
}

// Waiting are the updates that the bot has not acknowledged, as they would be brought.
func (s *World) Waiting() []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []json.RawMessage
	for _, u := range s.Queue.Waiting {
		all = append(all, slices.Clone(u.Raw))
	}
	return all
}

// Mix hands out every update so many times in each answer to getUpdates, in any order, which Telegram does not promise
// not to do.
func (s *World) Mix(times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Queue.mix = times
}

// Pending is the number of updates the bot has not acknowledged.
func (s *World) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.Queue.Waiting)
}

func updateKind(m *Record, edited bool) string {
	kind := "message"
	if m.Chat.Type == Channel {
		kind = "channel_post"
	}
	if edited {
		return "edited_" + kind
	}
	return kind
}

// sees tells whether the bot is shown a message: privacy mode hides plain talk in groups from it.
func (s *World) sees(m *Record) bool {
	if m.Chat.Type == Private {
		return true
	}
	me := m.Chat.Member(s.me)
	if !me.present() || m.Chat.migratedTo != nil {
		return false
	}
	if m.Service != "" || me.Admin() || s.SeesAll || m.Chat.Type == Channel {
		return true
	}
	if r := m.Chat.Find(m.ReplyTo); r != nil && r.From == s.me {
		return true
	}
	return slices.ContainsFunc(m.Entities, func(e Entity) bool { return s.me.meant(m.Text, e) })
}

// meant tells whether an entity calls a bot: a command that names no other bot and begins the message, or a mention.
func (u *User) meant(text string, e Entity) bool {
	part := cutUTF16(text, e.Offset, e.Length)
	switch e.Type {
	case "bot_command":
		_, to, named := strings.Cut(part, "@")
		return e.Offset == 0 && (!named || strings.EqualFold(to, u.Username))
	case "mention":
		return strings.EqualFold(part, "@"+u.Username)
	case "text_mention":
		return e.User == u
	}
	return false
}
