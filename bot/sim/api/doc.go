// Package api is a strict stand-in for Telegram's Bot API over HTTP.
//
// A [Server] plays Telegram to a bot: it answers the bot's calls on /bot<token>/<method>, hands out updates, and
// refuses what Telegram refuses, in Telegram's words: texts that are too long, HTML that does not parse, buttons with
// more than 64 bytes of data, chats the bot may not write to, and more calls than the limits allow (429 with
// retry_after). Who is there, and what they say and do, is its [people.World]: tests and the demo play the people, who
// speak, press buttons, block the bot, and read what the bot did.
//
// It is called by the demo and by the tests of everything that talks to Telegram. A test usually says
//
//	s := api.New(api.Config{Token: "42:TEST", Username: "echo_wall_bot", Name: "Echo Wall"})
//	defer s.Close()
//	alice := s.AddUser(people.User{First: "Alice"})
//	g := s.AddGroup("Village", alice)
//	s.AddBot(g, alice)
//	alice.Say(g, "/help")
//
// and gives the bot [Server.Client] and any server URL ("http://telegram.sim"). All of it, waiting included,
// runs on the [clock.Clock] it was given, and inside a testing/synctest bubble if it was created there.
//
// It is not Telegram: it knows only the methods this project uses (any other is answered 404), it parses no Markdown,
// fetches no URLs, keeps nothing on disk and calls a webhook only when told to (see [Server.Deliver] and
// [Server.Push]). Where Telegram is lenient and a bot that leans on it is wrong (an unknown parameter, a parameter of
// the wrong type) it answers 400 and notes a violation in [Stats].
package api
