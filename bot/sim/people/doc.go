// Package people is the simulated Telegram as its people know it: who is there, the chats they are in, what they say,
// press and do, what of it the bot is to be told, and a log of all that happened.
//
// A [World] holds one bot and nobody else at first. Tests and the demo add people and play them by hand, or let a
// [Cast] do what the lines of a script say. What the bot does comes in through package api, which judges each call and
// changes the world by the methods that are marked as asking for a locked one. It knows nothing of HTTP and of
// Telegram's rules for bots, only of what people see.
package people
