package bot

import (
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/talk"
	"echowall/locales"
)

// anonymousAdmin is the user in whose name admins write who hide their own.
const anonymousAdmin = 1087968824

// spoken is a message as it was understood, before it is known which community it belongs to.
type spoken struct {
	in flows.Input
	// other says that it is a command for another bot; nameless that its sender hides behind a chat.
	other, nameless bool
}

// hear translates a message. This is the one place that knows how Telegram writes messages down.
func (b *Bot) hear(m *models.Message) spoken {
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	h := spoken{in: flows.Input{
		At: b.Clock.Now(), Code: b.Code(), User: b.user(m.From), Chat: chatOf(m), Message: m.ID, Text: text,
		Album:  m.MediaGroupID,
		Photos: photosOf(m), Reply: b.replied(m),
	}}
	h.nameless = m.SenderChat != nil || m.From == nil || m.From.ID == anonymousAdmin
	b.findCommand(&h, text, entities)
	return h
}

// findCommand looks for what makes a message one for the bot: a command at its very beginning, before which only a
// mention of the bot may stand, a mention anywhere, a hashtag. A command in the middle is talk about one. Offsets are in
// UTF-16 units, so that emoji and Chinese before a word do not shift it.
func (b *Bot) findCommand(h *spoken, text string, entities []models.MessageEntity) {
	if c, ok := dialog.Command(b.Verbs, b.unmentioned(text)); ok {
		h.other = c.To != "" && !strings.EqualFold(c.To, b.me.Username)
		h.in.Line = c.Line()
		return
	}
	units := utf16.Encode([]rune(text))
	for _, e := range entities {
		if e.Offset < 0 || e.Length < 1 || e.Offset+e.Length > len(units) {
			continue
		}
		word := string(utf16.Decode(units[e.Offset : e.Offset+e.Length]))
		called := e.Type == models.MessageEntityTypeMention && strings.EqualFold(word, "@"+b.me.Username)
		if called || e.Type == models.MessageEntityTypeHashtag && b.raises(word) {
			before, after := string(utf16.Decode(units[:e.Offset])), string(utf16.Decode(units[e.Offset+e.Length:]))
			h.in.Raise, h.in.Text = true, around(before, after)
			return
		}
	}
}

// unmentioned is a text without the mention of the bot with which it begins.
func (b *Bot) unmentioned(text string) string {
	text = strings.TrimSpace(text)
	name := "@" + b.me.Username
	if len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return text
	}
	return strings.TrimLeft(text[len(name):], " \n,，:：")
}

// around is what stands around a word that only called the bot.
func around(before, after string) string {
	return strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(after))
}

// raises tells whether a hashtag raises an issue: whether its word is one for an issue, in whatever language.
func (b *Bot) raises(hashtag string) bool {
	return b.words[locales.Fold(strings.TrimPrefix(hashtag, "#"))] == "issue"
}

func chatOf(m *models.Message) talk.Chat {
	c := talk.Chat{ID: m.Chat.ID, Private: m.Chat.Type == models.ChatTypePrivate, Title: m.Chat.Title}
	if m.IsTopicMessage {
		c.Thread = m.MessageThreadID
	}
	return c
}

func (b *Bot) user(u *models.User) talk.User {
	if u == nil {
		return talk.User{}
	}
	name := strings.TrimSpace(u.FirstName + " " + u.LastName)
	if chinese(u.LastName) || chinese(u.FirstName) {
		// Chinese names are written surname first, without a blank.
		name = u.LastName + u.FirstName
	}
	return talk.User{ID: u.ID, Name: name, Username: u.Username, Language: b.Texts.Match(u.LanguageCode), Bot: u.IsBot}
}

func chinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff })
}

// photosOf is the largest size of a photo, by its file id.
func photosOf(m *models.Message) []string {
	if len(m.Photo) == 0 {
		return nil
	}
	return []string{m.Photo[len(m.Photo)-1].FileID}
}

func (b *Bot) replied(m *models.Message) *talk.Replied {
	r := m.ReplyToMessage
	if r == nil || (m.IsTopicMessage && r.ID == m.MessageThreadID) {
		return nil
	}
	text := r.Text
	if text == "" {
		text = r.Caption
	}
	own := r.From != nil && r.From.ID == b.me.ID
	return &talk.Replied{Message: r.ID, User: b.user(r.From), Own: own, Text: text, Photos: photosOf(r)}
}
