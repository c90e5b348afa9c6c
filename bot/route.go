package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-telegram/bot/models"

	"echowall/bot/membership"
	"echowall/bot/rights"
	"echowall/flows"
	"echowall/flows/dialog"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/storage"
)

// route finds out which community an update belongs to, and begins its work there. The function it returns waits for
// the commit.
func (b *Bot) route(ctx context.Context, u *models.Update) outcome {
	id := "u" + strconv.FormatInt(u.ID, 10)
	switch {
	case u.Message != nil:
		return b.message(ctx, id, u.Message, false)
	case u.EditedMessage != nil:
		return b.message(ctx, id, u.EditedMessage, true)
	case u.ChannelPost != nil:
		return b.channelPost(ctx, id, u.ChannelPost)
	case u.CallbackQuery != nil:
		return b.press(ctx, id, u.CallbackQuery)
	case u.ChatMember != nil:
		return b.standingChanged(ctx, id, u.ChatMember)
	case u.MyChatMember != nil:
		return b.member(ctx, id, u.MyChatMember)
	}
	return settled(nil)
}

// outcome waits for the commit of what an update began, and returns the answer to the press of a button; nil where
// nothing was pressed. An error says that nothing was kept, and that the update is to come again.
type outcome func(context.Context) (*toast, error)

// settled is work that needs no waiting.
func settled(err error) outcome {
	return func(context.Context) (*toast, error) { return nil, err }
}

func (b *Bot) message(ctx context.Context, id string, m *models.Message, edited bool) outcome {
	if m.MigrateToChatID != 0 {
		return b.moved(ctx, id, m.Chat.ID, m.MigrateToChatID)
	}
	if m.MigrateFromChatID != 0 {
		return b.moved(ctx, id, m.MigrateFromChatID, m.Chat.ID)
	}
	if m.LeftChatMember != nil || m.NewChatMembers != nil {
		return b.cameOrLeft(ctx, id, m)
	}
	h := b.hear(m)
	h.in.ID, h.in.Edited = id, edited
	switch {
	case h.other || service(m) || m.IsAutomaticForward || (m.From != nil && m.From.IsBot && !h.nameless):
		return settled(nil)
	case h.nameless:
		if h.in.Line != "" || h.in.Raise {
			b.direct(ctx, h.in, say.New("bot.speak_as_yourself"))
		}
		return settled(nil)
	case h.in.Chat.Private:
		return b.private(ctx, h.in)
	}
	return b.group(ctx, h.in)
}

// service tells whether a message only says that something happened in the chat.
func service(m *models.Message) bool {
	return m.PinnedMessage != nil || m.NewChatTitle != "" ||
		m.NewChatPhoto != nil || m.DeleteChatPhoto || m.GroupChatCreated || m.SupergroupChatCreated ||
		m.ForumTopicCreated != nil
}

// group takes what was said in a group chat.
func (b *Bot) group(ctx context.Context, in flows.Input) outcome {
	verb, rest := dialog.Verb(in.Line)
	if verb == permission.Bind && rest != "" {
		if community, err := b.whose.Door(ctx, strings.Fields(rest)[0]); err != nil || community != "" {
			return b.bind(ctx, in, community, err)
		}
	}
	community, err := b.whose.Chat(ctx, in.Chat.ID)
	if err != nil {
		return settled(err)
	}
	home := community != ""
	if verb == permission.Setup && home { // a place may be claimed in which nothing was founded
		if home, err = b.whose.Founded(ctx, community); err != nil {
			return settled(err)
		}
	}
	rank, err := b.rights.Rank(rights.Person{Chat: in.Chat.ID, User: in.User.ID}, in.Line, home)
	if err != nil {
		return settled(err)
	}
	in.Admin, in.Owner = rank.Runs(), rank == rights.Owner
	if verb == permission.Start {
		in.Line = string(permission.Help)
	}
	if in.Other, err = b.other(ctx, in); err != nil {
		return settled(err)
	}
	switch {
	case community != "":
		return b.submit(ctx, community, in, "")
	case verb == permission.Setup:
		return b.setup(ctx, in)
	case in.Line != "" || in.Raise:
		b.direct(ctx, in, say.New("refuse.not_set_up"))
	}
	return settled(nil)
}

// setup makes a place for a new community. The chat is claimed first: a crash before the commit leaves a place that the
// next /setup fills.
func (b *Bot) setup(ctx context.Context, in flows.Input) outcome {
	if b.MayFound != nil {
		may, err := b.MayFound(in.Chat.ID)
		if err != nil {
			b.Log.Error("nobody can found a community", "error", err)
		}
		if !may {
			b.direct(ctx, in, say.New("refuse.not_approved", say.Args{"Chat": say.Text(strconv.FormatInt(in.Chat.ID, 10))}))
			return settled(nil)
		}
	}
	fresh := "c" + strings.ToLower(b.Code())
	community, err := b.Store.Claim(ctx, storage.Chats, strconv.FormatInt(in.Chat.ID, 10), fresh)
	if err != nil {
		return settled(fmt.Errorf("claim the chat: %w", err))
	}
	founded := b.submit(ctx, storage.ID(community), in, "")
	if !in.Admin {
		return founded
	}
	return func(ctx context.Context) (*toast, error) {
		t, err := founded(ctx)
		if err == nil {
			b.inBackground(ctx, func(ctx context.Context) { b.stand(ctx, storage.ID(community), in) })
		}
		return t, err
	}
}

// stand lets a new community know what the bot is in its group: who made it an admin before there was a community wants
// the wall pinned all the same.
func (b *Bot) stand(ctx context.Context, community storage.ID, in flows.Input) {
	now, err := rights.Standing(ctx, b.api, b.gate, rights.Person{Chat: in.Chat.ID, User: b.me.ID})
	if err == nil {
		standing := membership.Of(*now)
		_, err = b.engine.Do(ctx, community, flows.Input{
			ID: in.ID + "-standing", At: in.At, Code: b.Code(), Chat: in.Chat, Standing: &standing,
		})
	}
	if err != nil {
		b.Log.Warn("own rights not known", "error", b.redacted(err))
	}
}

// submit hands an input to the engine; a press is answered when it is done.
func (b *Bot) submit(ctx context.Context, id storage.ID, in flows.Input, query string) outcome {
	wait := b.engine.Submit(ctx, id, in)
	return func(ctx context.Context) (*toast, error) {
		reply, err := wait(ctx)
		if err == nil && reply.Reason == life.AskGroup && in.Lives == nil && !in.Asked {
			return b.whenLooked(ctx, id, in, query)
		}
		if errors.Is(err, flows.ErrBehind) {
			m := say.New("bot.not_served")
			if query == "" && (in.Chat.Private || in.Line != "" || in.Raise) {
				b.direct(ctx, in, m)
			}
			reply, err = flows.Reply{Toast: &m}, nil
		}
		if flows.IsFault(err) {
			err = &stumbled{err, in, id, query}
		}
		if query == "" || err != nil {
			return nil, err
		}
		return b.toast(ctx, id, in, query, reply), nil
	}
}
