package sim

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
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

// poll is one waiting getUpdates call.
type poll struct {
	cancel func() // wakes it
	ended  error  // why it is to give up
}

// batch is the first updates from offset on.
func (q *queue) batch(offset, limit int64) []json.RawMessage {
	if limit < 1 || limit > 100 {
		limit = 100
	}
	out := []json.RawMessage{}
	for _, u := range q.waiting {
		if u.id >= offset && int64(len(out)) < limit {
			out = append(out, u.raw)
		}
	}
	return q.mixed(out)
}

// mixed is a batch as Mix asked for it.
func (q *queue) mixed(batch []json.RawMessage) []json.RawMessage {
	if q.mix == 0 {
		return batch
	}
	all := slices.Repeat(batch, q.mix)
	rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// Polling tells whether a getUpdates call waits for updates now.
func (s *World) Polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.poll != nil
}

// endPoll makes the getUpdates call that waits give up, with an error to answer.
func (s *World) endPoll(why error) {
	if p := s.queue.poll; p != nil {
		p.ended = why
		p.cancel()
	}
}
