package web

import (
	"echowall/bot"
	"echowall/bot/wall"
)

// WallOf is the wall that shows what a bot keeps; framers are the sites that may show it within their pages.
func WallOf(b *bot.Bot, framers string) (*wall.Wall, error) {
	return wall.New(wall.Config{
		Store: b.Store, Methods: b.Methods, Texts: b.Texts, Words: b.Renderer(), Clock: b.Clock, Public: b.Public,
		File: b.File, Do: b.Do,
		Code: b.Code, Log: b.Log, Framers: framers,
	})
}
