package bot

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"echowall/storage"
)

// A chat is believed to belong to the community it belonged to a moment ago: in a rush hundreds press in the same chat,
// and each press would ask the store. A chat changes hands only when somebody binds it anew, and what is said in that
// moment may go to either.
const (
	homeStays = time.Second
	maxHomes  = 10_000
)

// homes are the communities of the chats something was said in lately.
type homes struct {
	mu    sync.Mutex
	known map[int64]home
}

type home struct {
	community storage.ID
	until     time.Time
}

// homeOf is the community a group chat belongs to, "" for none.
func (b *Bot) homeOf(ctx context.Context, chat int64) (storage.ID, error) {
	now := b.Clock.Now()
	if id := b.homes.recall(chat, now); id != "" {
		return id, nil
	}
	id, err := b.Store.Look(ctx, storage.Chats, strconv.FormatInt(chat, 10))
	if err != nil {
		return "", fmt.Errorf("look for the chat: %w", err)
	}
	if id != "" {
		b.homes.keep(chat, home{storage.ID(id), now.Add(homeStays)})
	}
	return storage.ID(id), nil
}

func (h *homes) recall(chat int64, now time.Time) storage.ID {
	h.mu.Lock()
	defer h.mu.Unlock()
	if x := h.known[chat]; now.Before(x.until) {
		return x.community
	}
	return ""
}

func (h *homes) keep(chat int64, x home) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.known == nil || len(h.known) >= maxHomes {
		h.known = map[int64]home{}
	}
	h.known[chat] = x
}
