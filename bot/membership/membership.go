// Package membership reads what Telegram tells of somebody in a chat: whose standing it is, whether they are there, and
// what they may do. It asks Telegram nothing and knows no community; package bot calls it.
package membership

import (
	"github.com/go-telegram/bot/models"

	"echowall/flows"
)

// Of is whether somebody is in a chat, and may pin there.
func Of(m models.ChatMember) flows.Standing {
	switch m.Type {
	case models.ChatMemberTypeOwner:
		return flows.Standing{Present: true, Pin: true}
	case models.ChatMemberTypeAdministrator:
		return flows.Standing{Present: true, Pin: m.Administrator != nil && m.Administrator.CanPinMessages}
	case models.ChatMemberTypeMember:
		return flows.Standing{Present: true}
	case models.ChatMemberTypeRestricted:
		return flows.Standing{Present: m.Restricted != nil && m.Restricted.IsMember}
	}
	return flows.Standing{}
}

// Who is the user whose standing it is; nil where it does not say.
func Who(m models.ChatMember) *models.User {
	switch {
	case m.Owner != nil:
		return m.Owner.User
	case m.Administrator != nil:
		return &m.Administrator.User
	case m.Member != nil:
		return m.Member.User
	case m.Restricted != nil:
		return m.Restricted.User
	case m.Left != nil:
		return m.Left.User
	case m.Banned != nil:
		return m.Banned.User
	}
	return nil
}
