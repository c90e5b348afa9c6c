package sending

import (
	"bytes"
	"context"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/flows/life"
)

// attach makes the file of a rendered message, if it has one. A file that cannot be made is never sent, however often
// it is tried.
func (b *Sender) attach(s *life.State, p *rendered) error {
	if p.notice.File.Kind == "" {
		return nil
	}
	file, err := b.Texts.File(s, p.lang, b.Clock.Now(), p.notice.File)
	if err != nil {
		return &outbox.Never{Reason: err}
	}
	p.file = file
	return nil
}

// upload sends the file of a rendered message as a picture or a document and returns the message's id.
func (b *Sender) upload(ctx context.Context, p rendered) (int, error) {
	data := &models.InputFileUpload{Filename: p.file.Name, Data: bytes.NewReader(p.file.Data)}
	var keys models.ReplyMarkup
	if p.keys != nil {
		keys = p.keys
	}
	if p.file.Picture {
		m, err := b.API.SendPhoto(ctx, &telegram.SendPhotoParams{
			ChatID: p.chat, MessageThreadID: p.thread, Photo: data, Caption: p.html, ParseMode: models.ParseModeHTML,
			ReplyParameters: reply(p), ReplyMarkup: keys, DisableNotification: p.notice.Quiet,
		})
		return idOf(m), err
	}
	m, err := b.API.SendDocument(ctx, &telegram.SendDocumentParams{
		ChatID: p.chat, MessageThreadID: p.thread, Document: data, Caption: p.html, ParseMode: models.ParseModeHTML,
		ReplyParameters: reply(p), ReplyMarkup: keys, DisableNotification: p.notice.Quiet,
	})
	return idOf(m), err
}
