package web

import (
	"echowall/bot"
	"echowall/bot/wall"
	"echowall/bot/wall/guard"
)

// WallOf is the wall that shows what a bot keeps; rules are what is held to before any page is served.
func WallOf(b *bot.Bot, rules guard.Rules) (*wall.Wall, error) {
	return wall.New(wall.Config{
		Store: b.Store, Methods: b.Methods, Texts: b.Texts, Words: b.Renderer(), Clock: b.Clock, Public: b.Public,
		File: b.File, Do: b.Do,
		Code: b.Code, Log: b.Log, Guard: rules,
	})
}
