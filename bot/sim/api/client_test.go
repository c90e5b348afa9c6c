package api_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/sim/api"
	"echowall/bot/sim/people"
)

// connect is the library's client for the server of a village.
func (v *village) connect(opts ...bot.Option) *bot.Bot {
	v.t.Helper()
	opts = append([]bot.Option{
		bot.WithServerURL("http://telegram.sim"), bot.WithHTTPClient(time.Minute, v.Client()),
	}, opts...)
	b, err := bot.New(token, opts...)
	if err != nil {
		v.t.Fatal(err)
	}
	return b
}

func TestClientTalks(t *testing.T) {
	v := newVillage(t)
	b, ctx := v.connect(), t.Context()
	g := v.group()
	sent, err := b.SendMessage(ctx, &bot.SendMessageParams{
		ChatID: g.ID, Text: "<b>路灯</b> &amp; lamps", ParseMode: models.ParseModeHTML,
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{
			{Text: "✅ Agree (0)", CallbackData: "yes"}, {Text: "More", URL: "https://example.org/12"},
		}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "text", sent.Text, "路灯 & lamps")
	equal(t, "entity", sent.Entities[0].Type, models.MessageEntityTypeBold)
	equal(t, "button", sent.ReplyMarkup.InlineKeyboard[0][0].CallbackData, "yes")
	q := v.bob.Press(g, sent.ID, "Agree")
	if q.Err() != nil || q.Data != "yes" {
		t.Fatal(q.Err(), q.Data)
	}
	_, err = b.AnswerCallbackQuery(ctx,
		&bot.AnswerCallbackQueryParams{CallbackQueryID: q.ID, Text: "Counted", ShowAlert: true})
	if err != nil {
		t.Fatal(err)
	}
	text, alert, answered := q.Answer()
	equal(t, "toast", text, "Counted")
	equal(t, "alert", alert && answered, true)
	edited, err := b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: g.ID, MessageID: sent.ID, Text: "done"})
	if err != nil || edited.EditDate == 0 {
		t.Fatal(err, edited)
	}
	_, err = b.EditMessageText(ctx, &bot.EditMessageTextParams{ChatID: g.ID, MessageID: sent.ID, Text: "done"})
	if !errors.Is(err, bot.ErrorBadRequest) || !strings.Contains(err.Error(), "message is not modified") {
		t.Error(err)
	}
	if _, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: v.bob.ID, Text: "hi"}); !errors.Is(err,
		bot.ErrorForbidden) {
		t.Error(err)
	}
	if n := len(v.Stats().Violations); n != 0 {
		t.Error(v.Stats().Violations)
	}
}

func TestClientSendsFiles(t *testing.T) {
	v := newVillage(t)
	b, ctx := v.connect(), t.Context()
	g := v.group()
	id := v.alice.Photo(g, "/raise a lamp")
	m, _ := v.Message(g, id)
	picture := v.File(m.Photo)
	sent, err := b.SendPhoto(ctx, &bot.SendPhotoParams{
		ChatID: g.ID, Caption: "QR", Photo: &models.InputFileUpload{Filename: "qr.png", Data: bytes.NewReader(picture)},
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "sizes", len(sent.Photo), 2)
	_, err = b.SendPhoto(ctx, &bot.SendPhotoParams{ChatID: g.ID,
		Photo: &models.InputFileString{Data: sent.Photo[1].FileID}})
	if err != nil {
		t.Error(err)
	}
	_, err = b.SendPhoto(ctx, &bot.SendPhotoParams{
		ChatID: g.ID, Photo: &models.InputFileUpload{Filename: "x.png", Data: strings.NewReader("no picture")},
	})
	if err == nil || !strings.Contains(err.Error(), "IMAGE_PROCESS_FAILED") {
		t.Error(err)
	}
	doc, err := b.SendDocument(ctx, &bot.SendDocumentParams{
		ChatID: g.ID, Document: &models.InputFileUpload{Filename: "export.csv", Data: strings.NewReader("a,b")},
	})
	if err != nil || doc.Document.FileName != "export.csv" {
		t.Fatal(err)
	}
	v.clock.Jump(time.Minute)
	album, err := b.SendMediaGroup(ctx, &bot.SendMediaGroupParams{ChatID: g.ID, Media: []models.InputMedia{
		&models.InputMediaPhoto{Media: "attach://one.png", Caption: "both", MediaAttachment: bytes.NewReader(picture)},
		&models.InputMediaPhoto{Media: m.Photo},
	}})
	if err != nil || len(album) != 2 || album[0].MediaGroupID != album[1].MediaGroupID {
		t.Fatal(err, album)
	}
	if _, err := b.SendMediaGroup(ctx, &bot.SendMediaGroupParams{ChatID: g.ID, Media: []models.InputMedia{
		&models.InputMediaPhoto{Media: m.Photo},
	}}); err == nil {
		t.Error("an album of one")
	}
}

func TestClientDownloads(t *testing.T) {
	v := newVillage(t)
	b := v.connect()
	g := v.group()
	id := v.alice.Photo(g, "")
	m, _ := v.Message(g, id)
	f, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: m.Photo})
	if err != nil {
		t.Fatal(err)
	}
	get := func() (int, []byte) {
		resp, err := v.Client().Get(b.FileDownloadLink(f))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		data, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, data
	}
	status, data := get()
	equal(t, "status", status, 200)
	equal(t, "same picture", bytes.Equal(data, v.File(m.Photo)), true)
	v.clock.Jump(2 * time.Hour)
	status, _ = get()
	equal(t, "status hours later", status, 404)
	if _, err := b.GetFile(t.Context(), &bot.GetFileParams{FileID: "forged"}); err == nil {
		t.Error("found a forged file")
	}
}

func TestClientSetsCommands(t *testing.T) {
	v := newVillage(t)
	b, ctx := v.connect(), t.Context()
	g := v.group()
	set := func(name string, scope models.BotCommandScope, lang string) error {
		_, err := b.SetMyCommands(ctx, &bot.SetMyCommandsParams{
			Commands: []models.BotCommand{{Command: name, Description: "does " + name}}, Scope: scope, LanguageCode: lang,
		})
		return err
	}
	for _, err := range []error{
		set("raise", nil, ""), set("ti", nil, "zh"), set("wall", &models.BotCommandScopeAllGroupChats{}, ""),
		set("settings", &models.BotCommandScopeChatAdministrators{ChatID: g.ID}, ""),
		set("screen", &models.BotCommandScopeChatMember{ChatID: g.ID, UserID: v.bob.ID}, ""),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	carol := v.AddUser(people.User{First: "Carol", Lang: "de"})
	for _, c := range []struct {
		chat *people.Chat
		user *people.User
		want string
	}{
		{v.alice.Private(), v.alice, "raise"}, {v.bob.Private(), v.bob, "ti"}, {g, carol, "wall"}, {g, v.alice, "settings"},
		{g, v.bob, "screen"},
	} {
		equal(t, c.user.Name(), v.Commands(c.chat, c.user)[0].Name, c.want)
	}
	if set("Raise", nil, "") == nil || set("议题", nil, "") == nil || set(strings.Repeat("x", 33), nil, "") == nil {
		t.Error("took a bad name")
	}
	if set("raise", nil, "zh-hans") == nil {
		t.Error("took a language of more than two letters")
	}
	if set("raise", &models.BotCommandScopeChat{ChatID: -5}, "") == nil {
		t.Error("took a strange chat")
	}
	if _, err := b.SetMyDescription(ctx, &bot.SetMyDescriptionParams{Description: strings.Repeat("x", 513)}); err == nil {
		t.Error("took a long description")
	}
	if _, err := b.SetMyShortDescription(ctx,
		&bot.SetMyShortDescriptionParams{ShortDescription: "x", LanguageCode: "zh"}); err != nil {
		t.Error(err)
	}
	equal(t, "short description", v.ShortDescription("zh"), "x")
	got, err := b.GetMyCommands(ctx, &bot.GetMyCommandsParams{LanguageCode: "zh"})
	if err != nil || got[0].Command != "ti" {
		t.Error(err, got)
	}
}

func TestClientReactsAndLooksUp(t *testing.T) {
	v := newVillage(t)
	b, ctx := v.connect(), t.Context()
	g := v.group()
	id := v.alice.Say(g, "/raise")
	react := func(emoji string) error {
		_, err := b.SetMessageReaction(ctx,
			&bot.SetMessageReactionParams{ChatID: g.ID, MessageID: id, Reaction: []models.ReactionType{
				{Type: models.ReactionTypeTypeEmoji, ReactionTypeEmoji: &models.ReactionTypeEmoji{Type: "emoji", Emoji: emoji}},
			}})
		return err
	}
	if err := react("👍"); err != nil {
		t.Error(err)
	}
	m, _ := v.Message(g, id)
	equal(t, "reaction", m.Reaction, "👍")
	if err := react("✅"); err == nil {
		t.Error("reacted with ✅, which is no reaction")
	}
	chat, err := b.GetChat(ctx, &bot.GetChatParams{ChatID: g.ID})
	if err != nil || chat.Title != "Village" {
		t.Error(err, chat)
	}
	me, err := b.GetChatMember(ctx, &bot.GetChatMemberParams{ChatID: g.ID, UserID: v.Me().ID})
	if err != nil || me.Type != models.ChatMemberTypeMember {
		t.Error(err, me)
	}
	owner, err := b.GetChatAdministrators(ctx, &bot.GetChatAdministratorsParams{ChatID: g.ID})
	if err != nil || len(owner) != 1 || owner[0].Owner.User.ID != v.alice.ID {
		t.Error(err, owner)
	}
	if _, err := b.SendChatAction(ctx,
		&bot.SendChatActionParams{ChatID: g.ID, Action: models.ChatActionTyping}); err != nil {
		t.Error(err)
	}
}

func TestWholeBotInBubble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := api.New(api.Config{Token: token, Username: "echo_wall_bot"})
		defer s.Close()
		echo := func(ctx context.Context, b *bot.Bot, u *models.Update) {
			if u.Message != nil {
				_, err := b.SendMessage(ctx, &bot.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "echo " + u.Message.Text})
				if err != nil {
					t.Error(err)
				}
			}
		}
		v := &village{Server: s, t: t}
		b := v.connect(bot.WithDefaultHandler(echo), bot.WithNotAsyncHandlers())
		ctx, stop := context.WithCancel(t.Context())
		stopped := make(chan struct{})
		go func() { b.Start(ctx); close(stopped) }()
		alice := s.AddUser(people.User{First: "Alice"})
		synctest.Wait()
		alice.Start("")
		synctest.Wait()
		m, _ := s.Last(alice.Private())
		equal(t, "answer", m.Text, "echo /start")
		equal(t, "pending while it waits", s.Pending(), 0)
		stop()
		<-stopped
	})
}
