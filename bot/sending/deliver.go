package sending

import (
	"context"
	"errors"
	"fmt"
	"strings"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/bot/refusal"
	"echowall/flows"
	"echowall/flows/say"
	"echowall/storage"
)

// deliver makes the calls of a rendered message: an edit where its view stands already, else a new message.
func (b *Sender) deliver(ctx context.Context, p rendered, to outbox.Slip) (outbox.Receipt, error) {
	switch {
	case p.menu != nil:
		return outbox.Receipt{}, b.setMenus(ctx, p, to)
	case p.notice.Edit != 0:
		err := gone(b.edit(ctx, p, p.notice.Edit, to))
		if !errors.Is(err, telegram.ErrorBadRequest) {
			return outbox.Receipt{Chat: p.chat, Message: p.notice.Edit}, err
		}
	case p.stands != nil:
		err := b.refresh(ctx, p, to)
		if err == nil {
			return b.pinned(ctx, p, outbox.Receipt{Chat: p.chat, Message: p.stands.Message, Pinned: p.stands.Pinned,
				Shows: p.shows}, to), nil
		}
		if !errors.Is(err, telegram.ErrorBadRequest) {
			return outbox.Receipt{}, err
		}
		// Whatever the words: what cannot be edited stands there no more for those who read, and is posted anew.
	}
	message, err := b.postSomehow(ctx, &p, to)
	if err != nil {
		return outbox.Receipt{}, err
	}
	return b.pinned(ctx, p, outbox.Receipt{Chat: p.chat, Message: message, Shows: p.shows}, to), nil
}

// refresh edits a view where it stands. One that shows the same already is left alone: a group bears few calls, and
// they are for news.
func (b *Sender) refresh(ctx context.Context, p rendered, to outbox.Slip) error {
	if p.stands.Shows == p.shows {
		b.Gate.Glance(to)
		return nil
	}
	return b.edit(ctx, p, p.stands.Message, to)
}

// postSomehow posts a rendered message, and where the place takes no pictures or has lost the topic of an answer,
// without them.
func (b *Sender) postSomehow(ctx context.Context, p *rendered, to outbox.Slip) (int, error) {
	message, err := b.post(ctx, *p, to)
	if err != nil && refusal.OfMedia(err) && (p.notice.Photos != nil || p.file != nil) {
		p.notice.Photos, p.file = nil, nil
		message, err = b.post(ctx, *p, to)
	}
	if err != nil && p.thread != 0 && p.notice.To.Chat != 0 && refusal.ClosureOf(err) == say.TopicClosed {
		p.thread = 0
		message, err = b.post(ctx, *p, to)
	}
	return message, err
}

// post sends a new message and returns its id.
func (b *Sender) post(ctx context.Context, p rendered, to outbox.Slip) (int, error) {
	if err := b.Gate.Enter(ctx, to); err != nil {
		return 0, err
	}
	if len(p.notice.Photos) > 1 {
		return b.album(ctx, p)
	}
	if len(p.notice.Photos) == 1 {
		m, err := b.API.SendPhoto(ctx, &telegram.SendPhotoParams{
			ChatID: p.chat, MessageThreadID: p.thread, Photo: &models.InputFileString{Data: p.notice.Photos[0]}, Caption: p.html,
			ParseMode: models.ParseModeHTML, ReplyParameters: reply(p), DisableNotification: p.notice.Quiet,
		})
		return idOf(m), err
	}
	if p.file != nil {
		return b.upload(ctx, p)
	}
	params := &telegram.SendMessageParams{
		ChatID: p.chat, MessageThreadID: p.thread, Text: p.html, ParseMode: models.ParseModeHTML, ReplyParameters: reply(p),
		DisableNotification: p.notice.Quiet, LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: telegram.True()},
	}
	if p.keys != nil {
		params.ReplyMarkup = p.keys
	} else if p.notice.Ask {
		params.ReplyMarkup = &models.ForceReply{ForceReply: true, Selective: true}
	}
	m, err := b.API.SendMessage(ctx, params)
	return idOf(m), err
}

func (b *Sender) album(ctx context.Context, p rendered) (int, error) {
	var media []models.InputMedia
	for i, file := range p.notice.Photos[:min(len(p.notice.Photos), 10)] {
		photo := &models.InputMediaPhoto{Media: file}
		if i == 0 {
			photo.Caption, photo.ParseMode = p.html, models.ParseModeHTML
		}
		media = append(media, photo)
	}
	sent, err := b.API.SendMediaGroup(ctx, &telegram.SendMediaGroupParams{
		ChatID: p.chat, MessageThreadID: p.thread, Media: media, ReplyParameters: reply(p),
		DisableNotification: p.notice.Quiet,
	})
	if err != nil || len(sent) == 0 {
		return 0, err
	}
	return sent[0].ID, nil
}

func idOf(m *models.Message) int {
	if m == nil {
		return 0
	}
	return m.ID
}

func reply(p rendered) *models.ReplyParameters {
	if p.under == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: p.under, AllowSendingWithoutReply: true}
}

// edit replaces a message; one that says the same already is as good as replaced.
func (b *Sender) edit(ctx context.Context, p rendered, message int, to outbox.Slip) error {
	if err := b.Gate.Enter(ctx, to); err != nil {
		return err
	}
	params := &telegram.EditMessageTextParams{
		ChatID: p.chat, MessageID: message, Text: p.html, ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: telegram.True()},
	}
	if p.keys != nil {
		params.ReplyMarkup = p.keys
	}
	_, err := b.API.EditMessageText(ctx, params)
	if err != nil && strings.Contains(err.Error(), "message is not modified") {
		return nil
	}
	return err
}

// pinned pins a view that wants it. Not being allowed to is no reason to send it again.
func (b *Sender) pinned(ctx context.Context, p rendered, r outbox.Receipt, to outbox.Slip) outbox.Receipt {
	if !p.pin {
		return r
	}
	if err := b.Gate.Enter(ctx, to); err != nil {
		return r
	}
	_, err := b.API.PinChatMessage(ctx, &telegram.PinChatMessageParams{
		ChatID: p.chat, MessageID: r.Message, DisableNotification: true,
	})
	if err != nil {
		b.Log.Warn("wall not pinned", "error", b.Redact(err))
	}
	r.Pinned = err == nil
	return r
}

// gone makes the loss of a message that was only to be changed a success: there is nothing left to change.
func gone(err error) error {
	if refusal.IsGone(err) {
		return nil
	}
	return err
}

// translate turns what Telegram says into what the outbox does about it.
func (b *Sender) translate(ctx context.Context, id storage.ID, p rendered, err error) error {
	var wait *telegram.TooManyRequestsError
	var moved *telegram.MigrateError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, storage.ErrNotHeld):
		return err
	case errors.As(err, &wait):
		return &outbox.Later{After: refusal.Patience(wait)}
	case errors.As(err, &moved):
		in := flows.Input{
			At: b.Clock.Now(), Code: b.Code(), Moved: &flows.Moved{From: p.chat, To: int64(moved.MigrateToChatID)},
		}
		if _, err := b.Do(ctx, id, in); err != nil {
			return fmt.Errorf("follow the group: %w", err)
		}
		return &outbox.Again{}
	case p.room != "" && refusal.ClosureOf(err) != "":
		b.Log.Warn("nothing can be posted", "community", id, "chat", p.chat, "error", b.Redact(err))
		return &outbox.Shut{Reason: string(refusal.ClosureOf(err))}
	case errors.Is(err, telegram.ErrorForbidden), errors.Is(err, telegram.ErrorBadRequest):
		return &outbox.Never{Reason: b.Redact(err)}
	}
	return b.Redact(err)
}
