package doctor

import (
	"context"
	"errors"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/flows/record"
)

// groups looks at the chats of a community.
func (d *doctor) groups(ctx context.Context, name string, h *record.Community) {
	if d.line == nil {
		return
	}
	d.group(ctx, name, h.Chat)
	if h.Council.Chat != 0 && h.Council.Chat != h.Chat {
		d.bound(ctx, "council", name, h.Council.Chat)
	}
	if h.Wall.Chat != 0 && h.Wall.Chat != h.Chat {
		d.bound(ctx, "wall", name, h.Wall.Chat)
	}
}

// group looks at the residents' group, where the bot pins the wall.
func (d *doctor) group(ctx context.Context, name string, chat int64) {
	m := d.standing(ctx, "group", name, chat)
	if m == nil {
		return
	}
	if m.Administrator == nil || !m.Administrator.CanPinMessages {
		d.bad("group", "make it an administrator who may pin messages", "%s: the bot may not pin the wall", name)
		return
	}
	d.ok("group", "%s: the bot is in it and may pin", name)
}

// bound looks at a chat that was bound beside the group. In a channel only those who may post can say anything.
func (d *doctor) bound(ctx context.Context, what, name string, chat int64) {
	m := d.standing(ctx, what, name, chat)
	if m == nil {
		return
	}
	info, err := d.line.api.GetChat(ctx, &telegram.GetChatParams{ChatID: chat})
	if err != nil {
		d.failed(what, d.redacted(err))
		return
	}
	if info.Type == models.ChatTypeChannel && (m.Administrator == nil || !m.Administrator.CanPostMessages) {
		d.bad(what, "make it an administrator who may post", "%s: the bot may not post in the channel", name)
		return
	}
	d.ok(what, "%s: the bot is in it", name)
}

// standing is what the bot is in a chat; nil, and said why, where it is nothing.
func (d *doctor) standing(ctx context.Context, what, name string, chat int64) *models.ChatMember {
	m, err := d.line.api.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: chat, UserID: d.line.me.ID})
	var moved *telegram.MigrateError
	switch {
	case errors.As(err, &moved):
		d.bad(what, "start the bot and write to it there, so that it follows", "%s: the group became a supergroup", name)
	case errors.Is(err, telegram.ErrorForbidden), errors.Is(err, telegram.ErrorBadRequest),
		err == nil && (m.Type == models.ChatMemberTypeLeft || m.Type == models.ChatMemberTypeBanned):
		d.bad(what, "add it again", "%s: the bot is not in it", name)
	case err != nil:
		d.failed(what, d.redacted(err))
	case m.Type == models.ChatMemberTypeRestricted && !m.Restricted.CanSendMessages:
		d.bad(what, "lift its restrictions", "%s: the bot may not write there", name)
	default:
		return m
	}
	return nil
}
