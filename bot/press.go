package bot

import (
	"context"
	"strconv"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/flows"
	"echowall/flows/community"
	"echowall/flows/dialog"
	"echowall/flows/say"
	"echowall/storage"
)

// stateOf is a community's state, as rendering reads it.
type stateOf = community.State

// press takes a button. Its data is a command line like any other: nothing in it is trusted.
func (b *Bot) press(ctx context.Context, id string, q *models.CallbackQuery) func(context.Context) error {
	chat, message, thread, private := pressedOn(q)
	in := flows.Input{
		ID: id, At: b.Clock.Now(), Code: b.Code(), User: b.user(&q.From), Press: true, Line: q.Data, Message: message,
		Chat: flows.Chat{ID: chat, Private: private, Thread: thread},
	}
	if chat == 0 || q.Data == "" {
		b.aside(ctx, func(ctx context.Context) { b.toast(ctx, q.ID, b.say(in, say.New("refuse.stale"))) })
		return settled(nil)
	}
	if verb, rest := dialog.Verb(q.Data); verb == pickLine {
		err := b.pick(ctx, in, rest)
		b.aside(ctx, func(ctx context.Context) { b.toast(ctx, q.ID, b.say(in, say.New("bot.picked"))) })
		return settled(err)
	}
	var home storage.ID
	var err error
	if private {
		home, in, err = b.home(ctx, in)
	} else {
		var found string
		found, err = b.Store.Look(ctx, storage.Chats, strconv.FormatInt(chat, 10))
		home = storage.ID(found)
	}
	if err != nil {
		return settled(err)
	}
	if home == "" {
		b.aside(ctx, func(ctx context.Context) { b.toast(ctx, q.ID, b.say(in, say.New("refuse.stale"))) })
		return settled(nil)
	}
	return b.submit(ctx, home, in, q.ID)
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

// answerPress tells the one who pressed what came of it.
func (b *Bot) answerPress(ctx context.Context, id storage.ID, in flows.Input, query string, reply flows.Reply) {
	text := ""
	if reply.Toast != nil {
		err := b.read(ctx, id, func(s *stateOf) error {
			text = b.texts.Toast(s, languageOf(s, in), b.Clock.Now(), *reply.Toast)
			return nil
		})
		if err != nil {
			b.Log.Warn("press answered without words", "community", id, "error", err)
		}
	}
	b.toast(ctx, query, text)
}

// languageOf is the language in which somebody is answered: their own.
func languageOf(s *stateOf, in flows.Input) string {
	if p := s.Profile(s.Known(in.User.ID)); p != nil && p.Language != "" {
		return p.Language
	}
	return in.User.Language
}

// toast answers a press. Telegram forgets a press after a while, so a failure is only noted.
func (b *Bot) toast(ctx context.Context, query, text string) {
	if err := b.gate.Enter(ctx, outbox.Slip{Class: int(say.Answer)}); err != nil {
		return
	}
	_, err := b.api.AnswerCallbackQuery(ctx, &telegram.AnswerCallbackQueryParams{
		CallbackQueryID: query, Text: text, ShowAlert: len([]rune(text)) > 60,
	})
	if err != nil {
		b.Log.Warn("press not answered", "error", b.redacted(err))
	}
}

// aside does something that nothing waits for, within the life of the bot: the request that asked for it may be over before.
func (b *Bot) aside(ctx context.Context, fn func(context.Context)) {
	b.besides.Add(1)
	b.asides.Go(func() {
		defer b.besides.Add(-1)
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
	b.aside(ctx, func(ctx context.Context) {
		to := outbox.Slip{Chat: in.Chat.ID, Group: !in.Chat.Private, Class: int(say.Answer)}
		if err := b.gate.Enter(ctx, to); err != nil {
			return
		}
		p := &telegram.SendMessageParams{
			ChatID: in.Chat.ID, MessageThreadID: in.Chat.Thread, ParseMode: models.ParseModeHTML,
			Text: b.texts.Message(nil, in.User.Language, b.Clock.Now(), m),
		}
		if k := b.texts.Keyboard(nil, in.User.Language, b.Clock.Now(), buttons); k != nil {
			p.ReplyMarkup = k
		}
		if in.Message != 0 && !in.Press {
			p.ReplyParameters = &models.ReplyParameters{MessageID: in.Message, AllowSendingWithoutReply: true}
		}
		if _, err := b.api.SendMessage(ctx, p); err != nil {
			b.Log.Warn("answer not sent", "error", b.redacted(err))
		}
	})
}
