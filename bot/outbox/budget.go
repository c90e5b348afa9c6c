package outbox

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"echowall/flows/clock"
	"echowall/storage"
)

// Budget counts calls over all processes that serve one bot; a storage.Share is one. Each Gate still keeps the limits by itself, so it
// asks only for calls that its own process may make.
type Budget interface {
	// Take counts one call under all of the limits, or tells for how long to wait, and by which.
	Take(ctx context.Context, limits ...storage.Limit) (wait time.Duration, by int, err error)
	// Rest lets nobody pass a limit for a while.
	Rest(ctx context.Context, key string, d time.Duration) error
}

// NewSharedGate makes a gate for one of several processes.
func NewSharedGate(c clock.Clock, limits Limits, budget Budget) *Gate {
	g := NewGate(c, limits)
	g.budget = budget
	return g
}

const allKey = "all"

func chatKey(chat int64) string { return "chat:" + strconv.FormatInt(chat, 10) }

// shared are the limits of a call as all processes count them.
func (l Limits) shared(s Slip) []storage.Limit {
	all := []storage.Limit{{Key: allKey, Calls: l.All.Calls, Span: l.All.Span}}
	if s.Chat != 0 {
		all = append(all, storage.Limit{Key: chatKey(s.Chat), Every: l.Chat.Every, Burst: l.Chat.Burst})
	}
	if s.Chat != 0 && s.Group {
		all = append(all, storage.Limit{Key: "group:" + strconv.FormatInt(s.Chat, 10), Every: l.Group.Every, Burst: l.Group.Burst})
	}
	return all
}

// ask tells whether all processes together may make the call. If not, its chat, or everybody, is held until they may.
func (g *Gate) ask(ctx context.Context, s Slip) (passes bool, err error) {
	if g.budget == nil {
		return true, nil
	}
	wait, by, err := g.budget.Take(ctx, g.limits.shared(s)...)
	if err != nil {
		return false, fmt.Errorf("count a call: %w", err)
	}
	if wait <= 0 {
		return true, nil
	}
	chat := s.Chat
	if by == 0 {
		chat = 0
	}
	g.Hold(chat, g.clock.Now().Add(wait))
	return false, nil
}

// AwaitRest waits until nobody is told to rest, in any process, and counts nothing: for calls that no limit is known of.
func (g *Gate) AwaitRest(ctx context.Context) error {
	for {
		if err := g.Await(ctx, Slip{}); err != nil || g.budget == nil {
			return err
		}
		wait, _, err := g.budget.Take(ctx, storage.Limit{Key: allKey})
		if err != nil {
			return fmt.Errorf("ask whether all rest: %w", err)
		}
		if wait <= 0 {
			return nil
		}
		g.Hold(0, g.clock.Now().Add(wait))
	}
}

// Rest lets no call through to a chat for a while, or no call at all when chat is 0, here and in all other processes. While those cannot be
// told, it holds here.
func (g *Gate) Rest(ctx context.Context, chat int64, d time.Duration) {
	g.Hold(chat, g.clock.Now().Add(d))
	if g.budget == nil {
		return
	}
	key := allKey
	if chat != 0 {
		key = chatKey(chat)
	}
	_ = g.budget.Rest(ctx, key, d) // the others learn it from Telegram, as this process did
}

// ended is closed when the lease of the slip has ended.
func (s Slip) ended() <-chan struct{} {
	if s.Lease == nil {
		return nil
	}
	return s.Lease.Ended()
}
