package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/flows"
	"echowall/storage"
)

// deliver makes the calls of a parcel: an edit where its view stands already, else a new message.
func (b *sender) deliver(ctx context.Context, p parcel, to outbox.Slip) (outbox.Receipt, error) {
	switch {
	case p.menu != nil:
		return outbox.Receipt{}, b.setMenus(ctx, p, to)
	case p.notice.Edit != 0:
		err := b.edit(ctx, p, p.notice.Edit, to)
		return outbox.Receipt{Chat: p.chat, Message: p.notice.Edit}, gone(err)
	case p.stands != nil:
		err := b.refresh(ctx, p, to)
		if err == nil {
			return b.pinned(ctx, p, outbox.Receipt{Chat: p.chat, Message: p.stands.Message, Pinned: p.stands.Pinned,
				Shows: p.shows}, to), nil
		}
		if !isGone(err) {
			return outbox.Receipt{}, err
		}
	}
	message, err := b.post(ctx, p, to)
	if err != nil {
		return outbox.Receipt{}, err
	}
	return b.pinned(ctx, p, outbox.Receipt{Chat: p.chat, Message: message, Shows: p.shows}, to), nil
}

// refresh edits a view where it stands. One that shows the same already is left alone: a group bears few calls, and
// they are for news.
func (b *sender) refresh(ctx context.Context, p parcel, to outbox.Slip) error {
	if p.stands.Shows == p.shows {
		b.gate.Glance(to)
		return nil
	}
	return b.edit(ctx, p, p.stands.Message, to)
}

// post sends a new message and returns its id.
func (b *sender) post(ctx context.Context, p parcel, to outbox.Slip) (int, error) {
	if err := b.gate.Enter(ctx, to); err != nil {
		return 0, err
	}
	if len(p.notice.Photos) > 1 {
		return b.album(ctx, p)
	}
	if len(p.notice.Photos) == 1 {
		m, err := b.api.SendPhoto(ctx, &telegram.SendPhotoParams{
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
	m, err := b.api.SendMessage(ctx, params)
	return idOf(m), err
}

func (b *sender) album(ctx context.Context, p parcel) (int, error) {
	var media []models.InputMedia
	for i, file := range p.notice.Photos[:min(len(p.notice.Photos), 10)] {
		photo := &models.InputMediaPhoto{Media: file}
		if i == 0 {
			photo.Caption, photo.ParseMode = p.html, models.ParseModeHTML
		}
		media = append(media, photo)
	}
	sent, err := b.api.SendMediaGroup(ctx, &telegram.SendMediaGroupParams{
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

func reply(p parcel) *models.ReplyParameters {
	if p.under == 0 {
		return nil
	}
	return &models.ReplyParameters{MessageID: p.under, AllowSendingWithoutReply: true}
}

// edit replaces a message; one that says the same already is as good as replaced.
func (b *sender) edit(ctx context.Context, p parcel, message int, to outbox.Slip) error {
	if err := b.gate.Enter(ctx, to); err != nil {
		return err
	}
	params := &telegram.EditMessageTextParams{
		ChatID: p.chat, MessageID: message, Text: p.html, ParseMode: models.ParseModeHTML,
		LinkPreviewOptions: &models.LinkPreviewOptions{IsDisabled: telegram.True()},
	}
	if p.keys != nil {
		params.ReplyMarkup = p.keys
	}
	_, err := b.api.EditMessageText(ctx, params)
	if err != nil && strings.Contains(err.Error(), "message is not modified") {
		return nil
	}
	return err
}

// pinned pins a view that wants it. Not being allowed to is no reason to send it again.
func (b *sender) pinned(ctx context.Context, p parcel, r outbox.Receipt, to outbox.Slip) outbox.Receipt {
	if !p.pin {
		return r
	}
	if err := b.gate.Enter(ctx, to); err != nil {
		return r
	}
	_, err := b.api.PinChatMessage(ctx, &telegram.PinChatMessageParams{
		ChatID: p.chat, MessageID: r.Message, DisableNotification: true,
	})
	if err != nil {
		b.Log.Warn("wall not pinned", "error", b.redacted(err))
	}
	r.Pinned = err == nil
	return r
}

// isGone tells whether an edit failed because there is no such message to edit any more.
func isGone(err error) bool {
	if err == nil {
		return false
	}
	for _, sign := range []string{"message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"} {
		if strings.Contains(err.Error(), sign) {
			return true
		}
	}
	return false
}

// gone makes the loss of a message that was only to be changed a success: there is nothing left to change.
func gone(err error) error {
	if isGone(err) {
		return nil
	}
	return err
}

// translate turns what Telegram says into what the outbox does about it.
func (b *sender) translate(ctx context.Context, id storage.ID, chat int64, err error) error {
	var wait *telegram.TooManyRequestsError
	var moved *telegram.MigrateError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, storage.ErrNotHeld):
		return err
	case errors.As(err, &wait):
		return &outbox.Later{After: patience(wait)}
	case errors.As(err, &moved):
		in := flows.Input{
			At: b.Clock.Now(), Code: b.Code(), Moved: &flows.Moved{From: chat, To: int64(moved.MigrateToChatID)},
		}
		if _, err := b.engine.Do(ctx, id, in); err != nil {
			return fmt.Errorf("follow the group: %w", err)
		}
		return &outbox.Again{}
	case errors.Is(err, telegram.ErrorForbidden), errors.Is(err, telegram.ErrorBadRequest):
		return &outbox.Never{Reason: b.redacted(err)}
	}
	return b.redacted(err)
}
