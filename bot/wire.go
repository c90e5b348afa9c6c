package bot

import (
	"strings"

	"github.com/go-telegram/bot/models"

	"echowall/bot/hearing"
	"echowall/flows"
	"echowall/flows/people"
	"echowall/flows/talk"
	"echowall/locales"
)

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
		At: b.Clock.Now(), Code: b.Code(), User: b.user(m.From), Chat: chatOf(m), Message: m.ID,
		Album:  m.MediaGroupID,
		Photos: photosOf(m), Unkept: unkeptIn(m), Reply: b.replied(m),
	}}
	h.nameless = m.SenderChat != nil || m.From == nil || people.Nobody(m.From.ID)
	heard := hearing.Ear{Verbs: b.Verbs, Username: b.me.Username, Raises: b.raises}.Hear(text, marks(entities))
	h.in.Line, h.in.Raise, h.in.Text, h.other = heard.Line, heard.Raise, heard.Text, heard.Other
	return h
}

func marks(entities []models.MessageEntity) (all []hearing.Mark) {
	for _, e := range entities {
		all = append(all, hearing.Mark{Type: string(e.Type), Offset: e.Offset, Length: e.Length})
	}
	return all
}

// raises tells whether a hashtag raises an issue: whether its word is one for an issue, in whatever language.
func (b *Bot) raises(hashtag string) bool {
	return b.words[locales.Fold(strings.TrimPrefix(hashtag, "#"))] == "issue"
}

func chatOf(m *models.Message) talk.Chat {
	c := talk.Chat{ID: m.Chat.ID, Private: m.Chat.Type == models.ChatTypePrivate, Title: m.Chat.Title}
	c.Closed = !c.Private && m.Chat.Username == ""
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

// unkeptIn is the kind of media in a message that the program does not keep; "" for none. Nobody expects it to keep a
// sticker.
func unkeptIn(m *models.Message) string {
	switch {
	case m.Video != nil || m.VideoNote != nil || m.Animation != nil:
		return "video"
	case m.Voice != nil || m.Audio != nil:
		return "voice"
	case m.Document != nil && strings.HasPrefix(m.Document.MimeType, "image/"):
		return "picture"
	case m.Document != nil:
		return "file"
	case m.Location != nil || m.Venue != nil:
		return "place"
	}
	return ""
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
	from := b.user(r.From)
	from.Bot = from.Bot || r.SenderChat != nil // who speaks as a chat is nobody one could name
	return &talk.Replied{Message: r.ID, User: from, Own: own, Text: text, Photos: photosOf(r), Unkept: unkeptIn(r)}
}
