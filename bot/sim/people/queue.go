package people

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"
)

// Update is one waiting update, written when it happened: what changes later does not change it.
type Update struct {
	ID   int64
	Raw  json.RawMessage
	time time.Time
}

// keepUpdates is how long Telegram keeps updates nobody fetches.
const keepUpdates = 24 * time.Hour

// Queue is what waits for the bot.
type Queue struct {
	lastID  int64
	Waiting []Update
	Allowed []string       // nil: everything but what must be asked for
	Poll    *Poll          // the getUpdates call that waits now
	mix     int            // how often each update is handed out in one answer; 0 for once, in order
	Pushed  map[int64]bool // under way to the webhook
	Fresh   chan struct{}  // holds something when there may be more to push
}

// byRequest are the kinds of update that come only when they are named in allowed_updates.
func byRequest(kind string) bool {
	return kind == "chat_member" || kind == "message_reaction" || kind == "message_reaction_count"
}

func (q *Queue) allows(kind string) bool {
	if len(q.Allowed) == 0 {
		return !byRequest(kind)
	}
	return slices.Contains(q.Allowed, kind)
}

// push adds what write makes of the next number.
func (q *Queue) push(now time.Time, write func(id int64) json.RawMessage) {
	q.lastID++
	q.Waiting = append(q.Waiting, Update{ID: q.lastID, Raw: write(q.lastID), time: now})
	q.Wake()
}

// Wake lets the waiting getUpdates call, and Push, look again.
func (q *Queue) Wake() {
	if q.Poll != nil {
		q.Poll.Cancel()
	}
	q.Stir()
}

// Stir lets Push look again.
func (q *Queue) Stir() {
	select {
	case q.Fresh <- struct{}{}:
	default:
	}
}

// Settle forgets one update, which the webhook has taken.
func (q *Queue) Settle(id int64) {
	q.Waiting = slices.DeleteFunc(q.Waiting, func(u Update) bool { return u.ID == id })
}

// Acknowledge forgets the updates below offset; a negative one keeps the last -offset.
func (q *Queue) Acknowledge(offset int64) {
	if offset < 0 {
		keep := min(int(-offset), len(q.Waiting))
		q.Waiting = q.Waiting[len(q.Waiting)-keep:]
		return
	}
	q.Waiting = slices.DeleteFunc(q.Waiting, func(u Update) bool { return u.ID < offset })
}

// Expire forgets what nobody has fetched for a day.
func (q *Queue) Expire(now time.Time) {
	q.Waiting = slices.DeleteFunc(q.Waiting, func(u Update) bool { return now.Sub(u.time) > keepUpdates })
}

// Poll is one waiting getUpdates call.
type Poll struct {
	Cancel func() // wakes it
	Ended  error  // why it is to give up
}

// Batch is the first updates from offset on.
func (q *Queue) Batch(offset, limit int64) []json.RawMessage {
	if limit < 1 || limit > 100 {
		limit = 100
	}
	out := []json.RawMessage{}
	for _, u := range q.Waiting {
		if u.ID >= offset && int64(len(out)) < limit {
			out = append(out, u.Raw)
		}
	}
	return q.mixed(out)
}

// mixed is a batch as Mix asked for it.
func (q *Queue) mixed(batch []json.RawMessage) []json.RawMessage {
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
	return s.Queue.Poll != nil
}

// EndPoll makes the getUpdates call that waits give up, with an error to answer.
func (s *World) EndPoll(why error) {
	if p := s.Queue.Poll; p != nil {
		p.Ended = why
		p.Cancel()
	}
}
