// Package web answers over HTTP: whether the bot is well, what Telegram brings, and the pages of the wall, within
// limits of time and size.
//
// It joins handlers that others give it and makes none but those of health. The command run serves with it; health asks
// it.
package web
