package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
	"echowall/flows"
	"echowall/flows/say"
	"echowall/storage"
)

// whenLooked does what somebody said once Telegram has told whether they are in the residents' group. What it told is
// kept with the person for a day, so that it is seldom asked; where it cannot be asked, the person is told so.
func (b *Bot) whenLooked(ctx context.Context, id storage.ID, in flows.Input, query string) (*toast, error) {
	var group int64
	err := flows.Read(ctx, b.Store, b.Methods, id, func(s *stateOf) error {
		group = s.Head().Chat
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("look for the residents' group: %w", err)
	}
	there, err := b.livesIn(ctx, group, in.User.ID)
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("ask who is in the group: %w", ctx.Err())
	case err != nil:
		b.Log.Warn("not known who is in the group", "error", b.redacted(err))
		in.Asked = true
	default:
		in.Lives = &there
	}
	return b.submit(ctx, id, in, query)(ctx)
}

// livesIn asks Telegram whether a user is in a group.
func (b *Bot) livesIn(ctx context.Context, group, user int64) (bool, error) {
	if err := b.gate.Enter(ctx, outbox.Slip{Class: int(say.Answer)}); err != nil {
		return false, err
	}
	m, err := b.api.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: group, UserID: user})
	if errors.Is(err, telegram.ErrorBadRequest) && strings.Contains(err.Error(), "PARTICIPANT_ID_INVALID") {
		return false, nil // never was there
	}
	if err != nil {
		return false, err
	}
	switch m.Type {
	case models.ChatMemberTypeOwner, models.ChatMemberTypeAdministrator, models.ChatMemberTypeMember:
		return true, nil
	case models.ChatMemberTypeRestricted:
		return m.Restricted != nil && m.Restricted.IsMember, nil
	}
	return false, nil
}
