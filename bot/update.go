package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-telegram/bot/models"

	"echowall/flows"
	"echowall/storage"
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

// readUpdate decodes an update; nil when it is malformed. The library's own decoders run in it, and a panic of theirs says the same.
func readUpdate(raw json.RawMessage) (u *models.Update) {
	defer func() {
		if recover() != nil {
			u = nil
		}
	}()
	u = &models.Update{}
	if json.Unmarshal(raw, u) != nil {
		return nil
	}
	return u
}

// accept begins the work of one update; the function it returns waits for the commit. An update that stumbles over a fault of
// the program is tried again at once, one that fails otherwise when it comes again. After some tries it is set aside: it must
// neither come for ever nor be lost. While the store is away nothing counts.
func (b *Bot) accept(ctx context.Context, u *update) outcome {
	first := b.begin(ctx, u.read)
	return func(ctx context.Context) (*toast, error) {
		t, err := first(ctx)
		for n := 1; n < tries && isFault(err); n++ {
			t, err = b.begin(ctx, u.read)(ctx)
		}
		switch {
		case err == nil:
			b.trouble.forget(u.id)
			return t, nil
		case ctx.Err() != nil, errors.Is(err, storage.ErrAway), errors.Is(err, storage.ErrClosed), errors.Is(err, flows.ErrClosed),
			!isFault(err) && b.trouble.count(u.id) < tries:
			return nil, err
		}
		return b.setAside(ctx, u.id, u.raw, err)
	}
}

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
