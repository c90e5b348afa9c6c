package api

import (
	"math"
	"slices"
	"time"

	"echowall/bot/sim/people"
)

// Telegram's limits on calls that change messages.
const (
	perSecond  = 30 // in all chats together, in any second
	perMinute  = 20 // in one group or channel, in any minute
	chatBurst  = 5  // in one chat at once; after that one a second
	minute     = time.Minute
	chatRefill = time.Second
)

// limiter counts calls. A refused call does not count.
type limiter struct {
	all   []time.Time
	chats map[int64]*chatLimit
}

type chatLimit struct {
	minute []time.Time
	tokens float64
	filled time.Time
}

// take counts one call to a chat, or tells how long to wait before the next try.
func (l *limiter) take(now time.Time, chat *people.Chat) (wait time.Duration) {
	c := l.chats[chat.ID]
	if c == nil {
		c = &chatLimit{tokens: chatBurst, filled: now}
		l.chats[chat.ID] = c
	}
	l.all = since(l.all, now.Add(-time.Second))
	c.minute = since(c.minute, now.Add(-minute))
	c.tokens = min(chatBurst, c.tokens+float64(now.Sub(c.filled))/float64(chatRefill))
	c.filled = now
	if c.tokens < 1 {
		wait = time.Duration((1 - c.tokens) * float64(chatRefill))
	}
	if len(l.all) >= perSecond {
		wait = max(wait, l.all[0].Add(time.Second).Sub(now))
	}
	if chat.Type != people.Private && len(c.minute) >= perMinute {
		wait = max(wait, c.minute[0].Add(minute).Sub(now))
	}
	if wait > 0 {
		return wait
	}
	c.tokens--
	l.all, c.minute = append(l.all, now), append(c.minute, now)
	return 0
}

// since drops what is not after t.
func since(times []time.Time, t time.Time) []time.Time {
	i := slices.IndexFunc(times, func(x time.Time) bool { return x.After(t) })
	if i < 0 {
		return nil
	}
	return times[i:]
}

// retryAfter is a wait in whole seconds, at least one.
func retryAfter(wait time.Duration) int { return max(1, int(math.Ceil(wait.Seconds()))) }
