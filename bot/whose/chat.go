package whose

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/office"
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

// Founded tells whether a community was founded in its place, and the place not only claimed.
func (f *Finder) Founded(ctx context.Context, id storage.ID) (founded bool, err error) {
	err = flows.Read(ctx, f.Store, f.Methods, id, func(s *life.State) error {
		founded = s.Head() != nil
		return nil
	})
	if err != nil {
		return false, fmt.Errorf("look whether a community was founded: %w", err)
	}
	return founded, nil
}

// Holder is the community whose chat something is, as the directory has it at this moment; "" for none. An entry that
// is left over from a place which its community has given up is taken out. One that nothing stands behind yet is of a
// community about to be founded there.
func (f *Finder) Holder(ctx context.Context, chat int64) (storage.ID, error) {
	key := strconv.FormatInt(chat, 10)
	held, err := f.Store.Look(ctx, storage.Chats, key)
	if err != nil || held == "" {
		return "", err
	}
	left := false
	err = flows.Read(ctx, f.Store, f.Methods, storage.ID(held), func(s *life.State) error {
		left = s.Head() != nil && !office.Sits(s, chat)
		return nil
	})
	if err != nil || !left {
		return storage.ID(held), err
	}
	return "", f.Store.Assign(ctx, storage.Chats, key, "")
}
