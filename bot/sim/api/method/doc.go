// Package method knows the methods of the Bot API by their outside: which parameters each takes, how these come over
// HTTP, and in which words Telegram refuses a call.
//
// It knows nothing of chats and people: what a call does is the business of package api, which calls it.
package method
