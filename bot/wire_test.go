package bot

import (
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"

	"echowall/bot/text"
	"echowall/flows/clock"
	"echowall/flows/community"
	"echowall/locales"
)

// catalogue is read once for all tests, for none changes it.
var catalogue = sync.OnceValues(locales.Load)

// listener is a bot that can only hear.
func listener(t testing.TB) *Bot {
	texts, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return &Bot{
		Config: Config{
			Texts: texts, Clock: clock.Wall{}, Code: func() string { return "code0000000" }, Verbs: community.AllVerbs(),
		},
		texts: text.NewRenderer(texts, "echo_wall_bot"),
		me:    &models.User{ID: 42, Username: "echo_wall_bot"}, words: texts.Lexicon(),
	}
}

// entity is an entity over a word of a text, in UTF-16 units.
func entity(kind models.MessageEntityType, text, word string) models.MessageEntity {
	before, _, _ := strings.Cut(text, word)
	return models.MessageEntity{Type: kind, Offset: len(utf16.Encode([]rune(before))),
		Length: len(utf16.Encode([]rune(word)))}
}

func TestWhatIsHeard(t *testing.T) {
	tests := []struct {
		name, text, word string
		kind             models.MessageEntityType
		line, said       string
		raise, other     bool
	}{
		{"a command", "/wall", "/wall", models.MessageEntityTypeBotCommand, "wall ", "/wall", false, false},
		{"a command with the bot's name", "/case@Echo_Wall_Bot 12", "/case@Echo_Wall_Bot",
			models.MessageEntityTypeBotCommand, "case 12", "/case@Echo_Wall_Bot 12", false, false},
		{"a command for another bot", "/case@other_bot 12", "/case@other_bot", models.MessageEntityTypeBotCommand, "case 12",
			"/case@other_bot 12", false, true},
		{"a command behind emoji and Chinese", "😀😀议题 /raise 路灯坏了", "/raise", models.MessageEntityTypeBotCommand,
			"", "😀😀议题 /raise 路灯坏了", false, false},
		{"a mention", "😀 @echo_wall_bot 路灯坏了", "@echo_wall_bot", models.MessageEntityTypeMention, "", "😀 路灯坏了", true, false},
		{"a mention of somebody else", "@liming 路灯坏了", "@liming", models.MessageEntityTypeMention, "", "@liming 路灯坏了", false,
			false},
		{"a hashtag", "#议题 路灯坏了", "#议题", models.MessageEntityTypeHashtag, "", "路灯坏了", true, false},
		{"an English hashtag", "dark lamps #Issue", "#Issue", models.MessageEntityTypeHashtag, "", "dark lamps", true, false},
		{"another hashtag", "#新年 快乐", "#新年", models.MessageEntityTypeHashtag, "", "#新年 快乐", false, false},
	}
	b := listener(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := b.hear(&models.Message{
				ID: 7, Text: tt.text, From: &models.User{ID: 1, FirstName: "秀英", LastName: "王", LanguageCode: "zh-hans"},
				Chat:     models.Chat{ID: -1, Type: models.ChatTypeGroup},
				Entities: []models.MessageEntity{entity(tt.kind, tt.text, tt.word)},
			})
			if h.in.Line != tt.line || h.in.Text != tt.said || h.in.Raise != tt.raise || h.other != tt.other {
				t.Errorf("heard line %q, text %q, raise %v, other %v", h.in.Line, h.in.Text, h.in.Raise, h.other)
			}
			if h.in.User.Name != "王秀英" || h.in.User.Language != "zh-Hans" {
				t.Errorf("from %q, who speaks %q", h.in.User.Name, h.in.User.Language)
			}
		})
	}
}

func TestNamesAreWrittenAsTheirPeopleDo(t *testing.T) {
	b := listener(t)
	for want, u := range map[string]*models.User{
		"Anna Berg": {FirstName: "Anna", LastName: "Berg"}, "王秀英": {FirstName: "秀英", LastName: "王"}, "小王": {FirstName: "小王"},
	} {
		if got := b.user(u).Name; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// FuzzEntities gives entities that may lie anywhere over any text: whatever comes, nothing but the text itself is
// heard.
func FuzzEntities(f *testing.F) {
	f.Add("😀 /raise 路灯坏了", 3, 6, uint8(0))
	f.Add("@echo_wall_bot hello", 0, 14, uint8(1))
	f.Add("#议题 水", 0, 3, uint8(2))
	f.Add("", -5, 1<<30, uint8(3))
	b := listener(f)
	kinds := []models.MessageEntityType{
		models.MessageEntityTypeBotCommand, models.MessageEntityTypeMention, models.MessageEntityTypeHashtag,
		models.MessageEntityTypeTextMention,
	}
	f.Fuzz(func(t *testing.T, text string, offset, length int, kind uint8) {
		m := &models.Message{Text: text, Chat: models.Chat{ID: -1}, From: &models.User{ID: 1}}
		m.Entities = []models.MessageEntity{{Type: kinds[int(kind)%len(kinds)], Offset: offset, Length: length}}
		h := b.hear(m)
		if len(h.in.Text) > 3*len(text)+3 || len(h.in.Line) > 3*len(text)+3 {
			t.Errorf("heard more than was said: %q of %q", h.in.Text+h.in.Line, text)
		}
		if h.in.At.After(time.Now()) {
			t.Error("heard before it was said")
		}
	})
}
