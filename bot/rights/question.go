package rights

import (
	"context"
	"fmt"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"echowall/bot/outbox"
)

// Asking is the question to Telegram, put each time the gate bears it.
func Asking(api *telegram.Bot, gate *outbox.Gate) Question {
	return func(ctx context.Context, p Person) (Rank, error) {
		m, err := Standing(ctx, api, gate, p)
		if err != nil {
			return None, err
		}
		return Of(*m), nil
	}
}

// Of is the rank that Telegram tells of.
func Of(m models.ChatMember) Rank {
	switch m.Type {
	case models.ChatMemberTypeOwner:
		return Owner
	case models.ChatMemberTypeAdministrator:
		return Admin
	}
	return None
}

// Standing asks Telegram what somebody is in a group. It goes after what people wait for.
func Standing(ctx context.Context, api *telegram.Bot, gate *outbox.Gate, p Person) (*models.ChatMember, error) {
	if err := gate.Enter(ctx, outbox.Slip{}); err != nil {
		return nil, err
	}
	m, err := api.GetChatMember(ctx, &telegram.GetChatMemberParams{ChatID: p.Chat, UserID: p.User})
	if err != nil {
		return nil, fmt.Errorf("ask who somebody is in a chat: %w", err)
	}
	return m, nil
}
