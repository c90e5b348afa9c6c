package bot

import (
	"context"
	"errors"
	"fmt"

	"github.com/go-telegram/bot/models"

	"echowall/bot/incoming"
	"echowall/bot/rights"
)

// accept begins the work of one update; the function it returns waits for the commit. An update that stumbles over a
// fault of the program is tried again at once, and then becomes a dead letter: it must neither come for ever nor be
// lost. One that could not be kept is never taken for done, however often it fails: Telegram keeps it and brings it
// again.
func (b *Bot) accept(ctx context.Context, u *incoming.Update) outcome {
	first := b.begin(ctx, u.Read)
	return func(ctx context.Context) (*toast, error) {
		t, err := first(ctx)
		for n := 1; n < tries && isFault(err); n++ {
			t, err = b.begin(ctx, u.Read)(ctx)
		}
		if q := (*rights.Unknown)(nil); errors.As(err, &q) {
			return (&inquirer{b}).whenAsked(ctx, u, q)
		}
		if isFault(err) && ctx.Err() == nil {
			return b.setAside(ctx, u.ID, u.Raw, err)
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
