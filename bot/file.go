package bot

import (
	"bytes"
	"context"
	"fmt"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/flows/say"
)

// File is a file made ready to be sent.
type File struct {
	Name string
	Data []byte
	// Picture says that it is shown in the chat, and not offered for download.
	Picture bool
}

// fileOrder is what a maker of files has to go by.
type fileOrder struct {
	s    *stateOf
	lang string
	now  time.Time
	// of says which file of its kind is wanted.
	of string
}

// makers are the kinds of files and how each is made. A maker reads the state lazily, as rendering does, so it may be run again and has
// no effect. It returns nil where there is nothing to make.
func (r *Renderer) makers() map[say.FileKind]func(fileOrder) (*File, error) {
	return map[say.FileKind]func(fileOrder) (*File, error){
		say.QRFile: r.qrFile, say.ReportFile: r.reportFile, say.BooksFile: r.booksFile,
		say.ProcedureFile: r.procedureFile, say.CalendarFile: r.calendarFile,
	}
}

// attach makes the file of a parcel, if it has one. A file that cannot be made is never sent, however often it is tried.
func (b *sender) attach(s *stateOf, p *parcel) error {
	n := p.notice.File
	if n.Kind == "" {
		return nil
	}
	maker, ok := b.texts.makers()[n.Kind]
	if !ok {
		return &outbox.Never{Reason: fmt.Errorf("no file of kind %q is known", n.Kind)}
	}
	file, err := maker(fileOrder{s: s, lang: p.lang, now: b.Clock.Now(), of: n.Of})
	if err != nil {
		return &outbox.Never{Reason: fmt.Errorf("make file %s: %w", n.Kind, err)}
	}
	p.file = file
	return nil
}

// upload sends the file of a parcel as a picture or a document and returns the message's id.
func (b *sender) upload(ctx context.Context, p parcel) (int, error) {
	data := &models.InputFileUpload{Filename: p.file.Name, Data: bytes.NewReader(p.file.Data)}
	var keys models.ReplyMarkup
	if p.keys != nil {
		keys = p.keys
	}
	if p.file.Picture {
		m, err := b.api.SendPhoto(ctx, &telegram.SendPhotoParams{
			ChatID: p.chat, MessageThreadID: p.thread, Photo: data, Caption: p.html, ParseMode: models.ParseModeHTML,
			ReplyParameters: reply(p), ReplyMarkup: keys, DisableNotification: p.notice.Quiet,
		})
		return idOf(m), err
	}
	m, err := b.api.SendDocument(ctx, &telegram.SendDocumentParams{
		ChatID: p.chat, MessageThreadID: p.thread, Document: data, Caption: p.html, ParseMode: models.ParseModeHTML,
		ReplyParameters: reply(p), ReplyMarkup: keys, DisableNotification: p.notice.Quiet,
	})
	return idOf(m), err
}
