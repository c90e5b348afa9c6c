package bot

import (
	"context"
	"errors"

	telegram "github.com/go-telegram/bot"

	"echowall/bot/outbox"
	"echowall/bot/refusal"
	"echowall/flows"
	"echowall/flows/clock"
	"echowall/flows/community"
	"echowall/flows/record"
	"echowall/storage"
)

// toast is the answer to the press of a button: what is shown in passing, or nothing, which only ends the waiting.
type toast struct{ query, text string }

// answered is work that needs no waiting and has an answer.
func answered(t *toast) outcome {
	return func(context.Context) (*toast, error) { return t, nil }
}

// toast puts what came of a press into words.
func (b *Bot) toast(ctx context.Context, id storage.ID, in flows.Input, query string, reply flows.Reply) *toast {
	t := &toast{query: query}
	if reply.Toast == nil {
		return t
	}
	lang := reply.Language
	if lang == "" {
		lang = in.User.Language
	}
	put := func(s *stateOf) error {
		t.text = b.texts.Toast(s, lang, b.Clock.Now(), *reply.Toast)
		return nil
	}
	// Most answers speak of nothing that the reply does not hold: then the store need not be asked, which in a rush is
	// asked enough.
	if b.fromNothing(put) {
		return t
	}
	if err := b.read(ctx, id, put); err != nil {
		b.Log.Warn("press answered without words", "community", id, "error", err)
	}
	return t
}

// fromNothing runs fn on a state of which nothing has been read, and tells whether that was enough.
func (b *Bot) fromNothing(fn func(*stateOf) error) (enough bool) {
	s := community.NewState(record.NewCache(nil), b.Methods)
	unread, err := record.Attempt(func() error { return fn(s) })
	return !unread && err == nil
}

// params are the answer as Telegram takes it.
func (t *toast) params() *telegram.AnswerCallbackQueryParams {
	return &telegram.AnswerCallbackQueryParams{CallbackQueryID: t.query, Text: t.text, ShowAlert: len([]rune(t.text)) > 60}
}

// sendToast answers a press by a call of its own. It says nothing in a chat, so it waits for no chat's turn. Telegram
// forgets a press after a while, so a failure is only noted; where Telegram asks for patience, this answer has
// patience, and nothing else.
func (b *Bot) sendToast(ctx context.Context, t *toast) {
	if t == nil {
		return
	}
	b.inBackground(ctx, func(ctx context.Context) {
		for range toastTries {
			if b.gate.Await(ctx, outbox.Slip{}) != nil {
				return
			}
			_, err := b.api.AnswerCallbackQuery(ctx, t.params())
			if err == nil {
				return
			}
			b.Log.Warn("press not answered", "error", b.redacted(err))
			var wait *telegram.TooManyRequestsError
			if !errors.As(err, &wait) {
				return
			}
			if clock.Sleep(ctx, b.Clock, refusal.Patience(wait)) != nil {
				return
			}
		}
	})
}

// toastTries is how often a press is answered while Telegram asks for patience.
const toastTries = 2
