package bot

import (
	"context"
	"fmt"
	"strconv"

	"github.com/go-telegram/bot/models"

	"echowall/bot/membership"
	"echowall/bot/rights"
	"echowall/flows"
	"echowall/flows/say"
	"echowall/flows/talk"
	"echowall/storage"
)

// member follows what the bot itself is in a chat: blocked or let in by a person; added, made admin, removed in a
// group.
func (b *Bot) member(ctx context.Context, id string, m *models.ChatMemberUpdated) outcome {
	now := membership.Of(m.NewChatMember)
	b.rights.Learn(rights.Person{Chat: m.Chat.ID, User: b.me.ID}, rights.Of(m.NewChatMember))
	in := flows.Input{
		ID: id, At: b.Clock.Now(), Code: b.Code(), User: b.user(&m.From),
		Chat: talk.Chat{ID: m.Chat.ID, Private: m.Chat.Type == models.ChatTypePrivate, Title: m.Chat.Title},
	}
	if in.Chat.Private {
		return b.reach(ctx, in, now.Present)
	}
	community, err := b.whose.Chat(ctx, m.Chat.ID)
	if err != nil {
		return settled(err)
	}
	if community != "" {
		in.Standing = &now
		return b.thenLook(m.Chat.ID, b.submit(ctx, community, in, ""))
	}
	if now.Present && !membership.Of(m.OldChatMember).Present && m.Chat.Type != models.ChatTypeChannel {
		b.direct(ctx, in, say.New("bot.welcome"))
	}
	return settled(nil)
}

// thenLook lets what waits for a chat be tried as soon as it is known what the bot is there by now.
func (b *Bot) thenLook(chat int64, known outcome) outcome {
	return func(ctx context.Context) (*toast, error) {
		t, err := known(ctx)
		if err == nil {
			b.post.Look(chat)
		}
		return t, err
	}
}

// reach tells every community that knows a person whether the person can be written to.
func (b *Bot) reach(ctx context.Context, in flows.Input, can bool) outcome {
	known, err := b.Store.Members(ctx, storage.Users, strconv.FormatInt(in.User.ID, 10))
	if err != nil {
		return settled(fmt.Errorf("look for the person: %w", err))
	}
	in.Reach = &can
	var waits []outcome
	for _, id := range known {
		waits = append(waits, b.submit(ctx, storage.ID(id), in, ""))
	}
	return all(waits)
}

// moved follows a group that became a supergroup. Both chats tell of it; the second telling does nothing.
func (b *Bot) moved(ctx context.Context, id string, from, to int64) outcome {
	community, err := b.whose.Chat(ctx, from)
	if err != nil {
		return settled(err)
	}
	if community == "" {
		return settled(nil)
	}
	in := flows.Input{ID: id, At: b.Clock.Now(), Code: b.Code(), Moved: &flows.Moved{From: from, To: to}}
	return b.submit(ctx, community, in, "")
}

func all(waits []outcome) outcome {
	return func(ctx context.Context) (*toast, error) {
		for _, wait := range waits {
			if _, err := wait(ctx); err != nil {
				return nil, err
			}
		}
		return nil, nil
	}
}
