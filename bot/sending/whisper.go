package sending

import (
	"context"

	"echowall/bot/outbox"
	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/storage"
)

// Whisper tells one person what is never written down. Where it was told is kept, for what the message is about is no
// secret, and without it no reply in words would be understood.
func (b *Sender) Whisper(ctx context.Context, id storage.ID, n say.Notice, to outbox.Slip) error {
	var p rendered
	err := b.read(ctx, id, func(state *life.State) (err error) {
		if p, err = b.route(state, n); err != nil {
			return err
		}
		p.home = id
		return b.render(state, &p)
	})
	if err == nil {
		err = b.sayFrom(ctx, &p)
	}
	if err != nil {
		return b.Redact(err)
	}
	at, err := b.deliver(ctx, p, to)
	if err != nil {
		return b.translate(ctx, id, p, err)
	}
	if n.About == "" {
		return nil
	}
	err = b.Store.Update(ctx, id, func(tx storage.Tx) error {
		return flows.KeepPosted(tx, say.Notice{To: n.To, About: n.About}, flows.Posted{Chat: at.Chat, Message: at.Message})
	})
	if err != nil { // it is said, and must not be said twice
		b.Log.Warn("not known where it was said", "community", id, "error", b.Redact(err))
	}
	return nil
}
