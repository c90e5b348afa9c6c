package bot

import (
	"context"
	"errors"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/bot/refusal"
	"echowall/bot/sending"
	"echowall/bot/whose"
	"echowall/flows"
	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/flows/talk"
)

// stateOf is a community's state, as rendering reads it.
type stateOf = life.State

// press takes a button. Its data is a command line like any other: nothing in it is trusted.
func (b *Bot) press(ctx context.Context, id string, q *models.CallbackQuery) outcome {
	chat, message, thread, private := pressedOn(q)
	mark, line := whose.Unmarked(q.Data)
	in := flows.Input{
		ID: id, At: b.Clock.Now(), Code: b.Code(), User: b.user(&q.From), Press: true, Line: line, Message: message,
		Chat: talk.Chat{ID: chat, Private: private, Thread: thread},
	}
	if m := q.Message.Message; m != nil {
		in.Chat.Closed = chatOf(m).Closed
	}
	if chat == 0 || line == "" {
		return b.stale(in, q.ID)
	}
	if private && mark == "" && meansReplied(line) {
		return b.chosen(ctx, in, q)
	}
	if private {
		return b.pressedInPrivate(ctx, in, mark, q.ID)
	}
	home, err := b.whose.Chat(ctx, chat)
	if err != nil {
		return settled(err)
	}
	if home == "" || mark != "" {
		return b.stale(in, q.ID)
	}
	return b.submit(ctx, home, in, q.ID)
}

// pressedInPrivate takes a button for the community whose message it stands under.
func (b *Bot) pressedInPrivate(ctx context.Context, in flows.Input, mark, query string) outcome {
	b.turns.Await(ctx, in.User.ID)
	found, err := b.whose.Private(ctx, in, mark)
	if err != nil {
		return settled(err)
	}
	if found.Home == "" {
		return b.stale(in, query)
	}
	return b.privately(ctx, found, in, query)
}

// pressedOn is where the pressed message stands. A message too old to be shown still has its chat.
func pressedOn(q *models.CallbackQuery) (chat int64, message, thread int, private bool) {
	if m := q.Message.Message; m != nil {
		c := chatOf(m)
		return c.ID, m.ID, c.Thread, c.Private
	}
	if m := q.Message.InaccessibleMessage; m != nil {
		return m.Chat.ID, m.MessageID, 0, m.Chat.Type == models.ChatTypePrivate
	}
	return 0, 0, 0, false
}

// stale is the answer to a press that leads nowhere any more.
func (b *Bot) stale(in flows.Input, query string) outcome {
	return answered(&toast{query, b.say(in, say.New("refuse.stale"))})
}

// inBackground does something that nothing waits for, within the life of the bot: the request that asked for it may be
// over before.
func (b *Bot) inBackground(ctx context.Context, fn func(context.Context)) {
	b.answering.Add(1)
	b.background.Go(func() {
		defer b.answering.Add(-1)
		ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
		defer cancel()
		defer context.AfterFunc(b.life, cancel)()
		fn(ctx)
	})
}

// say renders a message that speaks of no community.
func (b *Bot) say(in flows.Input, m say.Message) string {
	return b.texts.Toast(nil, in.User.Language, b.Clock.Now(), m)
}

// direct answers somebody outside any community, or about a failure: it is sent at once and not kept.
func (b *Bot) direct(ctx context.Context, in flows.Input, m say.Message, buttons ...[]say.Button) {
	b.inBackground(ctx, func(ctx context.Context) {
		to := outbox.Slip{Chat: in.Chat.ID, Group: !in.Chat.Private, Class: int(say.Answer)}
		if err := b.gate.Enter(ctx, to); err != nil {
			return
		}
		p := &telegram.SendMessageParams{
			ChatID: in.Chat.ID, MessageThreadID: in.Chat.Thread, ParseMode: models.ParseModeHTML,
			Text: b.texts.Message(nil, in.User.Language, b.Clock.Now(), m),
		}
		if k := sending.Keyboard(b.texts, "", nil, in.User.Language, b.Clock.Now(), buttons); k != nil {
			p.ReplyMarkup = k
		}
		if in.Message != 0 && !in.Press {
			p.ReplyParameters = &models.ReplyParameters{MessageID: in.Message, AllowSendingWithoutReply: true}
		}
		if _, err := b.api.SendMessage(ctx, p); err != nil {
			b.Log.Warn("answer not sent", "error", b.redacted(err))
			var wait *telegram.TooManyRequestsError
			if errors.As(err, &wait) {
				b.gate.Hold(in.Chat.ID, b.Clock.Now().Add(refusal.Patience(wait)))
			}
		}
	})
}
