package api

import (
	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

// call is one call of a method, while the server is locked.
type call struct {
	s       *Server
	method  string
	params  method.Params
	at      int64 // the chat it turned out to be about
	counted bool  // against the limits
}

// handlers are the methods by name. getUpdates waits, and is not among them.
func handlers() map[string]func(*call) (any, error) {
	return map[string]func(*call) (any, error){
		"getMe": (*call).getMe, "getChat": (*call).getChat, "getChatMember": (*call).getChatMember,
		"getChatAdministrators": (*call).getChatAdministrators, "leaveChat": (*call).leaveChat,
		"setWebhook": (*call).setWebhook, "deleteWebhook": (*call).deleteWebhook, "getWebhookInfo": (*call).getWebhookInfo,
		"sendMessage": (*call).sendMessage, "sendPhoto": (*call).sendPhoto, "sendDocument": (*call).sendDocument,
		"sendMediaGroup": (*call).sendMediaGroup, "sendChatAction": (*call).sendChatAction,
		"editMessageText": (*call).editMessageText, "editMessageCaption": (*call).editMessageCaption,
		"editMessageReplyMarkup": (*call).editMessageReplyMarkup, "deleteMessage": (*call).deleteMessage,
		"pinChatMessage": (*call).pinChatMessage, "unpinChatMessage": (*call).unpinChatMessage,
		"setMessageReaction": (*call).setMessageReaction, "answerCallbackQuery": (*call).answerCallbackQuery,
		"setMyCommands": (*call).setMyCommands, "deleteMyCommands": (*call).deleteMyCommands,
		"getMyCommands": (*call).getMyCommands, "setMyDescription": (*call).setMyDescription,
		"setMyShortDescription": (*call).setMyShortDescription, "getFile": (*call).getFile,
	}
}

// chatID is the chat the call is about, 0 if none is known.
func (c *call) chatID() int64 {
	if c.at != 0 {
		return c.at
	}
	return c.params.Int("chat_id")
}

// chat is the chat the call names, if the bot may act in it.
func (c *call) chat() (*people.Chat, error) {
	chat, err := c.known()
	if err != nil {
		return nil, err
	}
	return chat, c.s.reach(chat)
}

// known is the chat the call names, if it is there.
func (c *call) known() (*people.Chat, error) {
	chat := c.s.Lookup(c.params.Text("chat_id"))
	if chat == nil {
		return nil, method.BadRequest("chat not found")
	}
	if to := chat.Successor(); to != nil {
		return nil, &method.Error{
			Code: 400, Text: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: to.ID,
		}
	}
	c.at = chat.ID
	return chat, nil
}

// reach tells why the bot cannot act in a chat.
func (s *Server) reach(chat *people.Chat) error {
	if chat.Type == people.Private {
		switch u := chat.Person(); {
		case u.HasBlocked():
			return method.Forbidden("bot was blocked by the user")
		case !u.HasStarted():
			return method.Forbidden("bot can't initiate conversation with a user")
		}
		return nil
	}
	me, was := chat.Standing(s.Me())
	switch {
	case !was && chat.Username == "":
		return method.BadRequest("chat not found")
	case !was || me.Status == people.Left:
		return method.Forbidden("bot is not a member of the " + longType(chat))
	case me.Status == people.Kicked:
		return method.Forbidden("bot was kicked from the " + longType(chat))
	}
	return nil
}

func longType(chat *people.Chat) string { return chat.Type + " chat" }

// chatToWrite is the chat the call names, if the bot may send, edit, delete or pin there now. It counts against
// the limits.
func (c *call) chatToWrite() (*people.Chat, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	if wait := c.s.limits.take(c.s.clock.Now(), chat); wait > 0 {
		return nil, method.TooMany(retryAfter(wait))
	}
	c.counted = true
	return chat, nil
}

// me is the bot's standing in a chat.
func (c *call) me(chat *people.Chat) people.Member { return chat.Member(c.s.Me()) }
