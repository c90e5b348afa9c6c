package sim

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// update is one waiting update, written when it happened: what changes later does not change it.
type update struct {
	id   int64
	raw  json.RawMessage
	time time.Time
}

// keepUpdates is how long Telegram keeps updates nobody fetches.
const keepUpdates = 24 * time.Hour

// queue is what waits for the bot.
type queue struct {
	lastID  int64
	waiting []update
	allowed []string       // nil: everything but what must be asked for
	poll    *poll          // the getUpdates call that waits now
	mix     int            // how often each update is handed out in one answer; 0 for once, in order
	pushed  map[int64]bool // under way to the webhook
	fresh   chan struct{}  // holds something when there may be more to push
}

// byRequest are the kinds of update that come only when they are named in allowed_updates.
func byRequest(kind string) bool {
	return kind == "chat_member" || kind == "message_reaction" || kind == "message_reaction_count"
}

func (q *queue) allows(kind string) bool {
	if len(q.allowed) == 0 {
		return !byRequest(kind)
	}
	return slices.Contains(q.allowed, kind)
}

// wake lets the waiting getUpdates call, and Push, look again.
func (q *queue) wake() {
	if q.poll != nil {
		q.poll.cancel()
	}
	q.stir()
}

// stir lets Push look again.
func (q *queue) stir() {
	select {
	case q.fresh <- struct{}{}:
	default:
	}
}

// settle forgets one update, which the webhook has taken.
func (q *queue) settle(id int64) {
	q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return u.id == id })
}

// acknowledge forgets the updates below offset; a negative one keeps the last -offset.
func (q *queue) acknowledge(offset int64) {
	if offset < 0 {
		keep := min(int(-offset), len(q.waiting))
		q.waiting = q.waiting[len(q.waiting)-keep:]
		return
	}
	q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return u.id < offset })
}

func (q *queue) expire(now time.Time) {
	q.waiting = slices.DeleteFunc(q.waiting, func(u update) bool { return now.Sub(u.time) > keepUpdates })
}

// enqueue queues an update of a kind, if the bot wants that kind.
func (s *Server) enqueue(kind string, content any) {
	if !s.queue.allows(kind) {
		return
	}
	raw, err := encode(content)
	if err != nil {
		return // cannot be: content is one of the wire types
	}
	s.push(func(id int64) json.RawMessage {
		return fmt.Appendf(nil, `{"update_id":%d,%q:%s}`, id, kind, raw)
	})
}

func (s *Server) push(write func(id int64) json.RawMessage) {
	s.queue.lastID++
	id := s.queue.lastID
	s.queue.waiting = append(s.queue.waiting, update{id: id, raw: write(id), time: s.clock.Now()})
	s.queue.wake()
}

// Inject queues a raw update object, for what no gesture makes. An update_id is filled in when absent.
func (s *Server) Inject(rawJSON string) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(rawJSON), &fields); err != nil {
		return fmt.Errorf("inject: %w", err)
	}
	s.lock()
	defer s.unlock()
	if given, ok := fields["update_id"]; ok {
		var id int64
		if err := json.Unmarshal(given, &id); err != nil {
			return fmt.Errorf("inject: update_id: %w", err)
		}
		s.queue.lastID = max(s.queue.lastID, id)
		s.queue.waiting = append(s.queue.waiting, update{id, json.RawMessage(rawJSON), s.clock.Now()})
		s.queue.wake()
		return nil
	}
	s.push(func(id int64) json.RawMessage {
		fields["update_id"] = fmt.Appendf(nil, "%d", id)
		raw, _ := encode(fields) // it was decoded a moment ago
		return raw
	})
	return nil
}

// Waiting are the updates that the bot has not acknowledged, as they would be brought.
func (s *Server) Waiting() []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []json.RawMessage
	for _, u := range s.queue.waiting {
		all = append(all, slices.Clone(u.raw))
	}
	return all
}

// Mix hands out every update so many times in each answer to getUpdates, in any order, which Telegram does not promise not to do.
func (s *Server) Mix(times int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.mix = times
}

// Pending is the number of updates the bot has not acknowledged.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.waiting)
}

func updateKind(m *message, edited bool) string {
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
func (s *Server) sees(m *message) bool {
	if m.Chat.Type == Private {
		return true
	}
	me := m.Chat.member(s.me)
	if !me.present() || m.Chat.migratedTo != nil {
		return false
	}
	if m.Service != "" || me.admin() || s.cfg.SeesAll || m.Chat.Type == Channel {
		return true
	}
	if r := m.Chat.find(m.ReplyTo); r != nil && r.From == s.me {
		return true
	}
	return slices.ContainsFunc(m.Entities, func(e Entity) bool { return s.meant(m.Text, e) })
}

// meant tells whether an entity calls the bot: a command that names no other bot and begins the message, or a mention.
func (s *Server) meant(text string, e Entity) bool {
	part := cutUTF16(text, e.Offset, e.Length)
	switch e.Type {
	case "bot_command":
		_, to, named := strings.Cut(part, "@")
		return e.Offset == 0 && (!named || strings.EqualFold(to, s.me.Username))
	case "mention":
		return strings.EqualFold(part, "@"+s.me.Username)
	case "text_mention":
		return e.User == s.me
	}
	return false
}
