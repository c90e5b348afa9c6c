package bot

import (
	"context"

	"echowall/bot/outbox"
	"echowall/flows/say"
	"echowall/storage"
)

// promise takes a place in a chat for what is never written down, as the receipt of a secret vote, or a code. It is
// said when the commit is there, before the news of it: past the store, but not past the order of the chat. Where
// nothing is being delivered it is said at once.
func (b *Bot) promise(id storage.ID, n say.Notice) func(committed bool) {
	slip := outbox.Slip{
		Chat: n.To.Chat, Thread: n.To.Thread, Group: n.To.Chat < 0, Class: int(say.Answer), Asker: n.Asker,
	}
	p := b.post.Promise(slip)
	whisper := func(ctx context.Context, to outbox.Slip) error { return b.sender.Whisper(ctx, id, n, to) }
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
