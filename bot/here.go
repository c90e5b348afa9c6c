package bot

import (
	"context"
	"strconv"

	"github.com/go-telegram/bot/models"

	"echowall/bot/membership"
	"echowall/bot/rights"
	"echowall/flows"
)

// standingChanged follows what others are in a chat: Telegram tells it only to a bot that runs the chat.
func (b *Bot) standingChanged(ctx context.Context, id string, m *models.ChatMemberUpdated) outcome {
	was, now, who := membership.Of(m.OldChatMember), membership.Of(m.NewChatMember), membership.Who(m.NewChatMember)
	if who != nil {
		b.rights.Learn(rights.Person{Chat: m.Chat.ID, User: who.ID}, rights.Of(m.NewChatMember))
	}
	if was.Present == now.Present {
		return settled(nil)
	}
	return b.seen(ctx, id, m.Chat.ID, who, now.Present)
}

// cameOrLeft follows the lines of a chat that say who came and who left, which every bot in it sees.
func (b *Bot) cameOrLeft(ctx context.Context, id string, m *models.Message) outcome {
	if m.LeftChatMember != nil {
		return b.seen(ctx, id, m.Chat.ID, m.LeftChatMember, false)
	}
	var waits []outcome
	for i := range m.NewChatMembers {
		waits = append(waits, b.seen(ctx, id+"-"+strconv.Itoa(i), m.Chat.ID, &m.NewChatMembers[i], true))
	}
	return all(waits)
}

// seen tells the community of a chat who is there, or is no longer.
func (b *Bot) seen(ctx context.Context, id string, chat int64, who *models.User, here bool) outcome {
	community, err := b.whose.Chat(ctx, chat)
	if err != nil || community == "" || who == nil || who.IsBot {
		return settled(err)
	}
	in := flows.Input{ID: id, At: b.Clock.Now(), Code: b.Code(), User: b.user(who), Here: &here}
	in.Chat.ID = chat
	return b.submit(ctx, community, in, "")
}
