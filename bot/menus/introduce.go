package menus

import (
	"context"
	"fmt"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/text"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/say"
	"echowall/locales"
)

// Introduction is what Telegram is told of the bot, in every language of a catalogue.
type Introduction struct {
	API       *telegram.Bot
	Catalogue *locales.Catalogue
	Texts     *text.Renderer
	Verbs     *life.Verbs
	Now       time.Time
}

// Give tells Telegram what the bot is and which commands a resident and an admin see.
func (i Introduction) Give(ctx context.Context) error {
	for _, lang := range i.Catalogue.Languages() {
		code, ok := i.telegramLanguage(lang)
		if !ok {
			continue
		}
		if err := i.giveIn(ctx, lang, code); err != nil {
			return err
		}
	}
	return nil
}

// giveIn does so in one language, which Telegram knows under a code.
func (i Introduction) giveIn(ctx context.Context, lang, code string) error {
	for _, m := range []struct {
		scope models.BotCommandScope
		roles []people.Role
	}{
		{&models.BotCommandScopeDefault{}, nil},
		{&models.BotCommandScopeAllChatAdministrators{}, []people.Role{people.Admin}},
	} {
		if _, err := i.API.SetMyCommands(ctx, &telegram.SetMyCommandsParams{
			Commands: Commands(i.Texts, i.Verbs, lang, m.roles, false), Scope: m.scope, LanguageCode: code,
		}); err != nil {
			return fmt.Errorf("register commands in %s: %w", lang, err)
		}
	}
	if _, err := i.API.SetMyDescription(ctx, &telegram.SetMyDescriptionParams{
		Description: i.Texts.Plain(nil, lang, i.Now, say.New("bot.about")), LanguageCode: code,
	}); err != nil {
		return fmt.Errorf("describe the bot in %s: %w", lang, err)
	}
	if _, err := i.API.SetMyShortDescription(ctx, &telegram.SetMyShortDescriptionParams{
		ShortDescription: i.Texts.Plain(nil, lang, i.Now, say.New("bot.short")), LanguageCode: code,
	}); err != nil {
		return fmt.Errorf("describe the bot in %s: %w", lang, err)
	}
	return nil
}

// telegramLanguage is the code of two letters under which Telegram keeps a language: it knows no other. "" is for
// those who speak none of them and is the default's. ok is false for a language without such a code, and where
// another has it.
func (i Introduction) telegramLanguage(lang string) (code string, ok bool) {
	if lang == locales.Default {
		return "", true
	}
	code, ok = i.Catalogue.Base(lang)
	return code, ok && len(code) == 2
}
