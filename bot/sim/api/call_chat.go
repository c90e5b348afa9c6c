package api

import (
	"cmp"
	"slices"
	"strings"

	"echowall/bot/sim/api/method"
	"echowall/bot/sim/people"
)

type wireFullChat struct {
	*people.Chat
	Accent      int                 `json:"accent_color_id"`
	MaxReaction int                 `json:"max_reaction_count"`
	Gifts       map[string]bool     `json:"accepted_gift_types"`
	Permissions map[string]bool     `json:"permissions,omitempty"`
	Pinned      *people.WireMessage `json:"pinned_message,omitempty"`
}

func (c *call) getChat() (any, error) {
	chat, err := c.known()
	if err != nil {
		return nil, err
	}
	if chat.Type != people.Private { // people can be looked up who cannot be written to
		if err := c.s.reach(chat); err != nil {
			return nil, err
		}
	}
	full := wireFullChat{Chat: chat, MaxReaction: 11, Gifts: map[string]bool{
		"unlimited_gifts": false, "limited_gifts": false, "unique_gifts": false, "premium_subscription": false,
		"gifts_from_channels": false,
	}}
	if chat.Type == people.Group || chat.Type == people.Supergroup {
		full.Permissions = map[string]bool{"can_send_messages": true, "can_invite_users": true}
	}
	if m := chat.LastPinned(); m != nil {
		full.Pinned = people.WireShallow(m)
	}
	return full, nil
}

func (c *call) getChatMember() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	u := c.s.User(c.params.Int("user_id"))
	switch {
	case u == nil:
		return nil, method.BadRequest("user not found")
	case chat.Type == people.Private:
		return people.WireMemberOf(chat, people.Member{User: u, Status: people.Regular}), nil
	case chat.Type == people.Channel && !c.me(chat).Admin():
		return nil, method.BadRequest("member list is inaccessible")
	}
	return people.WireMemberOf(chat, chat.Member(u)), nil
}

func (c *call) getChatAdministrators() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	switch {
	case chat.Type == people.Private:
		return nil, method.BadRequest("there are no administrators in the private chat")
	case chat.Type == people.Channel && !c.me(chat).Admin():
		return nil, method.BadRequest("member list is inaccessible")
	}
	admins := []people.WireMember{}
	for _, m := range chat.Everybody() {
		if m.Admin() && (!m.User.IsBot || m.User == c.s.Me() || c.params.Bool("return_bots")) {
			admins = append(admins, people.WireMemberOf(chat, m))
		}
	}
	slices.SortFunc(admins, func(a, b people.WireMember) int { return cmp.Compare(a.User.ID, b.User.ID) })
	return admins, nil
}

func (c *call) leaveChat() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	if chat.Type == people.Private {
		return nil, method.BadRequest("chat member status can't be changed in private chats")
	}
	c.s.Part(chat, c.s.Me(), c.s.Me(), people.Left)
	return true, nil
}

func (c *call) sendChatAction() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	if topic := int(c.params.Int("message_thread_id")); topic != 0 && !chat.HasTopic(topic) {
		return nil, method.BadRequest("message thread not found")
	}
	action := c.params.Text("action")
	switch action {
	case "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
		"choose_sticker", "find_location", "record_video_note", "upload_video_note":
	default:
		return nil, method.BadRequest("wrong parameter action in request")
	}
	c.s.Note(people.Event{Kind: people.Acted, Chat: chat, User: c.s.Me(), Text: action})
	return true, nil
}

func (c *call) answerCallbackQuery() (any, error) {
	q := c.s.Query(c.params.Text("callback_query_id"))
	text := c.params.Text("text")
	if q == nil || !q.Waits() {
		return nil, method.BadRequest("query is too old and response timeout expired or query ID is invalid")
	}
	if people.Length(text) > 200 {
		return nil, method.BadRequest("MESSAGE_TOO_LONG")
	}
	if c.params.Has("url") {
		return nil, method.BadRequest("URL_INVALID")
	}
	q.Settle(text, c.params.Bool("show_alert"))
	return true, nil
}

// reactions are the emoji that may be put on a message.
const reactions = " ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 " +
	"❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 " +
	"🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡 "

func (c *call) setMessageReaction() (any, error) {
	chat, err := c.chat()
	if err != nil {
		return nil, err
	}
	m := chat.Find(int(c.params.Int("message_id")))
	if m == nil {
		return nil, method.BadRequest("message to react not found")
	}
	var list []people.WireReaction
	if err := c.params.Decode("reaction", &list); err != nil {
		return nil, err
	}
	if len(list) > 1 {
		return nil, method.BadRequest("REACTIONS_TOO_MANY")
	}
	m.Reaction = ""
	for _, r := range list {
		if r.Type != "emoji" || !strings.Contains(reactions, " "+r.Emoji+" ") {
			return nil, method.BadRequest("REACTION_INVALID")
		}
		m.Reaction = r.Emoji
	}
	c.s.Note(people.Event{Kind: people.Reacted, Chat: chat, User: c.s.Me(), Message: m.View(), Text: m.Reaction})
	return true, nil
}
