// Package markup reads HTML as the Bot API does, into text and entities, and refuses what Telegram refuses, in its
// words. Package api calls it for every text that a bot sends.
package markup
