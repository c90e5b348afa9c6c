package whose

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"echowall/storage"
)

// A chat is believed to belong to the community it belonged to a moment ago: in a rush hundreds press in the same chat,
// and each press would ask the store. A chat changes hands only when somebody binds it anew, and what is said in that
// moment may go to either.
const homeStays = time.Second

// Chat is the community a group or a channel belongs to, "" for none.
func (f *Finder) Chat(ctx context.Context, chat int64) (storage.ID, error) {
	now := f.Clock.Now()
	key := strconv.FormatInt(chat, 10)
	if id := f.chats.recall(key, now); id != "" {
		return id, nil
	}
	id, err := f.Store.Look(ctx, storage.Chats, key)
	if err != nil {
		return "", fmt.Errorf("look for the chat: %w", err)
	}
	if id != "" {
		f.chats.keep(key, storage.ID(id), now.Add(homeStays))
	}
	return storage.ID(id), nil
}
