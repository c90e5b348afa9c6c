package sending

import (
	"context"

	"echowall/bot/text"
	"echowall/flows/say"
)

// sayFrom puts before a private message the name of the community it comes from, where its reader belongs to several.
func (b *Sender) sayFrom(ctx context.Context, p *rendered) error {
	if p.chat < 0 || p.menu != nil {
		return nil
	}
	known, err := b.Whose.Known(ctx, p.chat)
	if err != nil || len(known) < 2 {
		return err
	}
	names, err := b.Whose.Names(ctx, append(known, p.home))
	if err != nil {
		return err
	}
	p.prefix(b.Texts.Message(nil, p.lang, b.Clock.Now(), say.New("bot.from", say.Args{"Name": names[p.home]})))
	return nil
}

// prefix puts a line before what is said.
func (p *rendered) prefix(line string) {
	limit := text.MaxMessage
	if p.notice.Photos != nil || p.file != nil {
		limit = text.MaxCaption
	}
	p.html = text.Fit(line+"\n"+p.html, limit)
}
