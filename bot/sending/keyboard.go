package sending

import (
	"time"

	"github.com/go-telegram/bot/models"

	"echowall/bot/text"
	"echowall/bot/whose"
	"echowall/flows/life"
	"echowall/flows/say"
	"echowall/storage"
)

// maxCallback is how long the line of a button may be for Telegram, in bytes.
const maxCallback = 64

// Keyboard is rows of buttons as Telegram takes them; nil where there are none. A button whose line is longer than
// Telegram allows is left out, for it would make Telegram refuse the message with it. In a private chat the lines carry
// the mark of their community, home; "" leaves it out. One that has no room for it goes without: where it was posted
// tells whose it is.
func Keyboard(texts *text.Renderer, home storage.ID, s *life.State, lang string, now time.Time,
	rows [][]say.Button) *models.InlineKeyboardMarkup {
	var keys [][]models.InlineKeyboardButton
	for _, row := range texts.Keys(s, lang, now, rows) {
		var line []models.InlineKeyboardButton
		for _, k := range row {
			if marked := whose.Mark(home, k.Line); home != "" && k.Line != "" && len(marked) <= maxCallback {
				k.Line = marked
			}
			if len(k.Line) <= maxCallback {
				line = append(line, models.InlineKeyboardButton{Text: k.Text, CallbackData: k.Line, URL: k.URL})
			}
		}
		if len(line) > 0 {
			keys = append(keys, line)
		}
	}
	if keys == nil {
		return nil
	}
	return &models.InlineKeyboardMarkup{InlineKeyboard: keys}
}

func (b *Sender) keyboard(p *rendered, s *life.State, now time.Time, rows [][]say.Button) *models.InlineKeyboardMarkup {
	return Keyboard(b.Texts, p.marks(), s, p.lang, now, rows)
}
