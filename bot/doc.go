// Package bot speaks Telegram: it receives updates and acknowledges them once they are committed, understands what they
// mean for which community, hands them to the engine in package flows, and sends what package text makes of what the
// domain says.
//
// It decides nothing about cases, and it knows no store but by contract. The client, types and error values are those
// of github.com/go-telegram/bot; receiving is our own, because an update may be acknowledged only after its commit.
// Command echowall runs it; the demo and the tests run it against package sim/api.
package bot
