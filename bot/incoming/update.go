// Package incoming reads updates as Telegram writes them: one after another in the order in which they happened, each
// on its own, so that a malformed one harms no other. It does not know what they mean. Package bot, its only caller,
// takes them from there.
package incoming

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"

	"github.com/go-telegram/bot/models"
)

// Update is one as Telegram brought it.
type Update struct {
	ID   int64
	Raw  json.RawMessage
	Read *models.Update // nil for one that tells its number and is malformed otherwise
}

// Parse reads an update; nil when it does not even tell its number.
func Parse(raw json.RawMessage) *Update {
	u := &Update{Raw: raw, Read: Read(raw)}
	if u.Read != nil && u.Read.ID != 0 {
		u.ID = u.Read.ID
		return u
	}
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == nil {
		return nil
	}
	u.ID = *head.ID
	return u
}

// Read decodes an update; nil when it is malformed. The library's own decoders run in it, and a panic of theirs
// says the same.
func Read(raw json.RawMessage) (u *models.Update) {
	defer func() {
		if recover() != nil {
			u = nil
		}
	}()
	if u = readPress(raw); u != nil {
		return u
	}
	u = &models.Update{}
	if json.Unmarshal(raw, u) != nil {
		return nil
	}
	return u
}

// readPress decodes an update that is a press of a button; nil for any other. Of the message pressed on only what tells
// where it stands is read: the library takes the whole of it apart three times, and in a vote, when a village presses
// at once, that would be much of the work.
func readPress(raw json.RawMessage) *models.Update {
	if !bytes.Contains(raw, []byte(`"callback_query"`)) {
		return nil
	}
	var p struct {
		ID    int64 `json:"update_id"`
		Query *struct {
			ID      string      `json:"id"`
			From    models.User `json:"from"`
			Data    string      `json:"data"`
			Message *struct {
				ID      int         `json:"message_id"`
				Thread  int         `json:"message_thread_id"`
				IsTopic bool        `json:"is_topic_message"`
				Date    int         `json:"date"`
				Chat    models.Chat `json:"chat"`
				// Reply is read in private alone, where a press may be about it.
				Reply json.RawMessage `json:"reply_to_message"`
			} `json:"message"`
		} `json:"callback_query"`
	}
	if json.Unmarshal(raw, &p) != nil || p.Query == nil {
		return nil
	}
	q := &models.CallbackQuery{ID: p.Query.ID, From: p.Query.From, Data: p.Query.Data}
	switch m := p.Query.Message; {
	case m == nil:
	case m.Date == 0: // as Telegram marks one that is too old to be shown
		q.Message.InaccessibleMessage = &models.InaccessibleMessage{MessageID: m.ID, Chat: m.Chat}
	default:
		q.Message.Message = &models.Message{ID: m.ID, MessageThreadID: m.Thread, IsTopicMessage: m.IsTopic, Date: m.Date,
			Chat: m.Chat}
		if m.Reply != nil && m.Chat.Type == models.ChatTypePrivate {
			q.Message.Message.ReplyToMessage = readReplied(m.Reply)
		}
	}
	return &models.Update{ID: p.ID, CallbackQuery: q}
}

// readReplied decodes the message that the one pressed on answers; nil when it is malformed.
func readReplied(raw json.RawMessage) *models.Message {
	m := &models.Message{}
	if json.Unmarshal(raw, m) != nil {
		return nil
	}
	return m
}

// InOrder puts updates into the order in which they happened, which their ids tell.
func InOrder(batch []json.RawMessage) []json.RawMessage {
	type numbered struct {
		ID  int64 `json:"update_id"`
		raw json.RawMessage
	}
	all := make([]numbered, len(batch))
	for i, raw := range batch {
		_ = json.Unmarshal(raw, &all[i]) // one that tells no id stands first; it is dropped in its turn
		all[i].raw = raw
	}
	slices.SortStableFunc(all, func(a, b numbered) int { return cmp.Compare(a.ID, b.ID) })
	for i, x := range all {
		batch[i] = x.raw
	}
	return batch
}
