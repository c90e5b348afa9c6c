package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/go-telegram/bot/models"
)

// update is one as Telegram brought it.
type update struct {
	id   int64
	raw  json.RawMessage
	read *models.Update // nil for one that tells its number and is malformed otherwise
}

// parse reads an update; nil when it does not even tell its number.
func parse(raw json.RawMessage) *update {
	u := &update{raw: raw, read: readUpdate(raw)}
	if u.read != nil && u.read.ID != 0 {
		u.id = u.read.ID
		return u
	}
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == nil {
		return nil
	}
	u.id = *head.ID
	return u
}

// readUpdate decodes an update; nil when it is malformed. The library's own decoders run in it, and a panic of theirs
// says the same.
func readUpdate(raw json.RawMessage) (u *models.Update) {
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
	}
	return &models.Update{ID: p.ID, CallbackQuery: q}
}

// accept begins the work of one update; the function it returns waits for the commit. An update that stumbles over a
// fault of the program is tried again at once, and then becomes a dead letter: it must neither come for ever nor be
// lost. One that could not be kept is never taken for done, however often it fails: Telegram keeps it and brings it
// again.
func (b *Bot) accept(ctx context.Context, u *update) outcome {
	first := b.begin(ctx, u.read)
	return func(ctx context.Context) (*toast, error) {
		t, err := first(ctx)
		for n := 1; n < tries && isFault(err); n++ {
			t, err = b.begin(ctx, u.read)(ctx)
		}
		if isFault(err) && ctx.Err() == nil {
			return b.setAside(ctx, u.id, u.raw, err)
		}
		return t, err
	}
}

// tries is how often an update is tried that the program stumbles over.
const tries = 3

// begin begins the work of one update; nil stands for one that is malformed. A panic is an error like any other.
func (b *Bot) begin(ctx context.Context, u *models.Update) (done outcome) {
	defer func() {
		if r := recover(); r != nil {
			done = settled(&fault{fmt.Sprintf("panic: %T", r)})
		}
	}()
	if u == nil {
		return settled(&fault{"it is malformed"})
	}
	return b.route(ctx, u)
}
