package bot

import (
	"context"

	"echowall/bot/outbox"
	"echowall/flows"
	"echowall/flows/say"
	"echowall/storage"
)

// whisper tells one person what is never written down, as the receipt of a secret vote: at once, past the outbox. What cannot be told
// is lost, and only that is noted.
func (b *Bot) whisper(ctx context.Context, id storage.ID, n say.Notice) {
	b.aside(ctx, func(ctx context.Context) {
		s := &sender{b}
		var p parcel
		err := b.read(ctx, id, func(state *stateOf) (err error) {
			if p, err = s.place(state, n); err != nil {
				return err
			}
			return s.render(state, &p)
		})
		var at outbox.Receipt
		if err == nil {
			at, err = s.deliver(ctx, p, outbox.Slip{Chat: p.chat, Class: int(say.Answer)})
		}
		if err == nil && n.About != "" {
			// What the message is about is no secret, and without it no reply in words would be understood.
			err = b.Store.Update(ctx, id, func(tx storage.Tx) error {
				return flows.KeepPosted(tx, say.Notice{To: n.To, About: n.About}, flows.Posted{Chat: at.Chat, Message: at.Message})
			})
		}
		if err != nil {
			b.Log.Warn("not handed over", "community", id, "error", b.redacted(err))
		}
	})
}
