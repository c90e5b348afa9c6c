package sending

import (
	"context"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/menus"
	"echowall/bot/outbox"
	"echowall/flows/life"
	"echowall/flows/say"
)

// menuPrefix begins the views that are command menus.
var menuPrefix = say.MenuView(0)[:len(say.MenuView(0))-1]

// menu is the list of commands somebody is shown in one place.
type menu struct {
	scope    models.BotCommandScope
	commands []models.BotCommand
}

// menus are what a person is shown in the private chat and in the group. Somebody without a role sees what
// everybody does.
func (b *Sender) menus(s *life.State, person int, p *rendered) []menu {
	h, who := s.Head(), s.Person(person)
	private := menu{scope: &models.BotCommandScopeChat{ChatID: p.chat}}
	group := menu{scope: &models.BotCommandScopeChatMember{ChatID: h.Chat, UserID: p.chat}}
	if who != nil && len(who.Grants) > 0 {
		private.commands = menus.Commands(b.Texts, b.Verbs, p.lang, who.Roles(), true)
		group.commands = menus.Commands(b.Texts, b.Verbs, h.Language, who.Roles(), false)
	}
	return []menu{private, group}
}

// setMenus registers the menus of a person. Telegram refuses them for somebody who has left the group, which harms
// nobody.
func (b *Sender) setMenus(ctx context.Context, p rendered, to outbox.Slip) error {
	for _, m := range p.menu {
		if err := b.Gate.Enter(ctx, outbox.Slip{Class: to.Class}); err != nil {
			return err
		}
		var err error
		if m.commands == nil {
			_, err = b.API.DeleteMyCommands(ctx, &telegram.DeleteMyCommandsParams{Scope: m.scope})
		} else {
			_, err = b.API.SetMyCommands(ctx, &telegram.SetMyCommandsParams{Commands: m.commands, Scope: m.scope})
		}
		if err != nil {
			b.Log.Warn("command menu not set", "error", b.Redact(err))
		}
	}
	return nil
}
