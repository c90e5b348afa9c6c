package bot

import (
	"context"

	"echowall/bot/outbox"
	"echowall/flows"
	"echowall/flows/say"
	"echowall/storage"
)

// promise takes a place in a person's chat for what is never written down, as the receipt of a secret vote. It is said
// when the commit is there, before the news of it: past the store, but not past the order of the chat. Where nothing is
// being delivered it is said at once.
func (b *Bot) promise(id storage.ID, n say.Notice) func(committed bool) {
	slip := outbox.Slip{Chat: n.To.Chat, Class: int(say.Answer)}
	p := b.post.Promise(slip)
	whisper := func(ctx context.Context, to outbox.Slip) error { return b.whisper(ctx, id, n, to) }
	return func(committed bool) {
		switch {
		case committed && p != nil:
			p.Keep(whisper)
		case committed:
			b.inBackground(context.Background(), func(ctx context.Context) {
				if err := whisper(ctx, slip); err != nil {
					b.Log.Warn("not handed over", "community", id, "error", err)
				}
			})
		case p != nil:
			p.Break()
		}
	}
}

// whisper tells one person what is never written down. Where it was told is kept, for what the message is about is no
// secret, and without it no reply in words would be understood.
func (b *Bot) whisper(ctx context.Context, id storage.ID, n say.Notice, to outbox.Slip) error {
	s := &sender{b}
	var p rendered
	err := b.read(ctx, id, func(state *stateOf) (err error) {
		if p, err = s.route(state, n); err != nil {
			return err
		}
		p.home = id
		return s.render(state, &p)
	})
	if err == nil {
		err = s.sayFrom(ctx, &p)
	}
	if err != nil {
		return b.redacted(err)
	}
	at, err := s.deliver(ctx, p, to)
	if err != nil {
		return s.translate(ctx, id, p, err)
	}
	if n.About == "" {
		return nil
	}
	err = b.Store.Update(ctx, id, func(tx storage.Tx) error {
		return flows.KeepPosted(tx, say.Notice{To: n.To, About: n.About}, flows.Posted{Chat: at.Chat, Message: at.Message})
	})
	if err != nil { // it is said, and must not be said twice
		b.Log.Warn("not known where it was said", "community", id, "error", b.redacted(err))
	}
	return nil
}
