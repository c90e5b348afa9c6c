// Package sending makes outbox messages into calls of Telegram: it finds the chat of each, renders what is true at that
// moment, posts it or edits what stands there already, and says what Telegram's answer means for the outbox.
//
// It keeps no queue and no order, which are the outbox's, and decides nothing. Package bot makes one sender and gives
// it to the outbox.
package sending
