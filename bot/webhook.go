package bot

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"golang.org/x/time/rate"

	"echowall/bot/incoming"
	"echowall/flows/clock"
)

// Webhook is how Telegram brings updates to us, instead of our asking for them.
type Webhook struct {
	// URL is the public address of the handler, https.
	URL string
	// Secret is what Telegram shows in a header with every update: 1 to 256 letters, digits, "_" and "-".
	Secret string
}

// Limits of the webhook: how much one update may weigh, which is as much as when it is asked for, for what is refused
// comes for ever; and how long its commit may take before Telegram is asked to come again.
const (
	maxUpdate  = maxAnswer
	commitTime = 30 * time.Second
)

// secretHeader is where Telegram shows the secret.
const secretHeader = "X-Telegram-Bot-Api-Secret-Token"

// allowed are the kinds of updates the bot wants.
func allowed() []string {
	return []string{
		models.AllowedUpdateMessage, models.AllowedUpdateEditedMessage, models.AllowedUpdateChannelPost,
		models.AllowedUpdateCallbackQuery, models.AllowedUpdateMyChatMember,
		models.AllowedUpdateChatMember,
	}
}

// Handler takes updates from Telegram. It answers 200 only when the update is committed, and 503 when it could not be,
// so that Telegram brings it again.
func (b *Bot) Handler() http.Handler {
	in := &receiver{b}
	var strangers atomic.Int64
	seldom := rate.Sometimes{Interval: time.Minute}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t, status, err := in.take(r)
		switch {
		case errors.Is(err, errStranger):
			strangers.Add(1)
			seldom.Do(func() { b.Log.Warn("updates with a wrong secret", "count", strangers.Swap(0)) })
			http.Error(w, http.StatusText(status), status)
			return
		case err != nil:
			b.Log.Warn("update not taken", "status", status, "error", b.redacted(err))
			http.Error(w, http.StatusText(status), status)
			return
		}
		in.inAnswer(w, t)
	})
}

// inAnswer answers a press in the answer to the update that brought it, which spares a call. Telegram does not say how
// it went.
func (b *receiver) inAnswer(w http.ResponseWriter, t *toast) {
	if t == nil {
		return
	}
	call := struct {
		Method string `json:"method"`
		*telegram.AnswerCallbackQueryParams
	}{"answerCallbackQuery", t.params()}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(call); err != nil {
		b.Log.Warn("press not answered", "error", b.redacted(err))
	}
}

// errStranger says that it is not Telegram that brings an update. Anybody may try, so the log tells of it once a
// minute.
var errStranger = errors.New("wrong secret")

// take does the update of one request and returns the answer to a press, or the status of a failure.
func (b *receiver) take(r *http.Request) (*toast, int, error) {
	shown := []byte(r.Header.Get(secretHeader))
	if b.Webhook == nil || subtle.ConstantTimeCompare(shown, []byte(b.Webhook.Secret)) != 1 {
		return nil, http.StatusUnauthorized, errStranger
	}
	if r.Method != http.MethodPost {
		return nil, http.StatusMethodNotAllowed, fmt.Errorf("method %s", r.Method)
	}
	raw, err := io.ReadAll(io.LimitReader(r.Body, maxUpdate+1))
	if err != nil {
		return nil, http.StatusBadRequest, fmt.Errorf("read the update: %w", err)
	}
	if len(raw) > maxUpdate {
		return nil, http.StatusRequestEntityTooLarge, errors.New("update too large")
	}
	u := incoming.Parse(raw)
	if u == nil {
		return nil, http.StatusBadRequest, errors.New("not an update")
	}
	b.lastAnswer.Store(b.Clock.Now().UnixNano())
	ctx, cancel := context.WithTimeout(r.Context(), commitTime)
	defer cancel()
	t, err := b.accept(ctx, u)(ctx)
	if err != nil {
		return nil, http.StatusServiceUnavailable, err
	}
	return t, 0, nil
}

// hookEach is how often the webhook is looked at.
const hookEach = time.Hour

// listen tells Telegram to bring updates to the webhook, and stays until ctx ends. Telegram goes on keeping what it
// cannot bring. From time to time it looks whether the webhook is still there: somebody else with the token may have
// set another.
func (b *receiver) listen(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := b.hook(ctx); err != nil {
			return err
		}
		for b.hooked(ctx) {
			if clock.Sleep(ctx, b.Clock, hookEach) != nil {
				break
			}
		}
	}
	return nil
}

// hooked tells whether the webhook is as it was set, as far as Telegram says.
func (b *receiver) hooked(ctx context.Context) bool {
	info, err := b.api.GetWebhookInfo(ctx)
	if err != nil {
		b.Log.Warn("webhook not looked at", "error", b.redacted(err))
		return true
	}
	if info.LastErrorMessage != "" && b.Clock.Now().Sub(time.Unix(int64(info.LastErrorDate), 0)) < hookEach {
		b.Log.Warn("updates could not be brought to the webhook", "error", info.LastErrorMessage, "waiting",
			info.PendingUpdateCount)
	}
	if info.URL != b.Webhook.URL {
		b.Log.Warn("webhook was changed by somebody else, setting it again")
		return false
	}
	return true
}

// hook registers the webhook. An address that Telegram refuses is an error, for it would refuse it again.
func (b *receiver) hook(ctx context.Context) (refused error) {
	b.persist(ctx, "registering the webhook", func(ctx context.Context) error {
		_, err := b.api.SetWebhook(ctx, &telegram.SetWebhookParams{
			URL: b.Webhook.URL, SecretToken: b.Webhook.Secret, AllowedUpdates: allowed(),
		})
		if errors.Is(err, telegram.ErrorBadRequest) {
			refused = fmt.Errorf("register the webhook: %w", b.redacted(err))
			return nil
		}
		return err
	})
	return refused
}

// unhook takes back a webhook of former days: while one is set, Telegram answers no polling.
func (b *receiver) unhook(ctx context.Context) error {
	info, err := b.api.GetWebhookInfo(ctx)
	if err != nil {
		return fmt.Errorf("ask for the webhook: %w", err)
	}
	if info.URL == "" {
		return nil
	}
	if _, err := b.api.DeleteWebhook(ctx, &telegram.DeleteWebhookParams{}); err != nil {
		return fmt.Errorf("take the webhook back: %w", err)
	}
	b.Log.Info("webhook of former days taken back")
	return nil
}
