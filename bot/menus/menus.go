// Package menus is what Telegram shows people before they write: the command menus, and what the bot is.
//
// Who is shown which command follows from the verbs; the menus of one person are registered by package bot, which
// calls it.
package menus

import (
	"github.com/go-telegram/bot/models"

	"echowall/bot/text"
	"echowall/flows/life"
	"echowall/flows/people"
)

// Commands is the command menu of somebody with these roles in a language: six commands for a resident, and for the
// others what their roles allow. In the group the list leaves out what only makes sense in private, and the other way
// round.
func Commands(r *text.Renderer, verbs *life.Verbs, lang string, roles []people.Role, private bool) []models.BotCommand {
	var menu []models.BotCommand
	for _, v := range verbs.Menu(roles, private) {
		menu = append(menu, models.BotCommand{Command: string(v), Description: r.Command(lang, v)})
	}
	return menu
}
