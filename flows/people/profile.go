package people

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"
)

// Profile is what is personal about a person. It is kept outside the journal and deleted when the person asks for it.
type Profile struct {
	Person int `json:"person"`
	// User is the Telegram id.
	User     int64  `json:"user"`
	Name     string `json:"name"`
	Username string `json:"username,omitempty"`
	// Called is where those of the name are listed; "" in the records of older programs, and where no name can be seen.
	Called string `json:"called,omitempty"`
	// Language is chosen by the person or told by Telegram; "" when unknown.
	Language string `json:"language,omitempty"`
	// Chosen says that the person chose the language, so that Telegram's word no longer counts.
	Chosen bool `json:"chosen,omitempty"`
	// Reachable says that the person has opened the private chat and not blocked the bot.
	Reachable bool `json:"reachable,omitempty"`
	// Salt is what the person's mark in the book was made with. It is erased with the rest, and the mark then tells nobody
	// anything.
	Salt string `json:"salt,omitempty"`
	// Looked is when Telegram was last asked whether the person is in the community's group.
	Looked time.Time `json:"looked,omitzero"`
}

// Mark is what the book keeps of a Telegram account: enough to see that a number belongs to another account than it was
// given to, and nothing to whoever has not the salt, which lies outside the book.
func Mark(user int64, salt string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s:%d", salt, user))
	return hex.EncodeToString(sum[:])
}

// ParseRole reads "member:legal" as a role that can be granted and its detail. A handler needs a unit; members and
// experts may have a detail, the others have none.
func ParseRole(s string) (Grant, bool) {
	name, detail, _ := strings.Cut(strings.ReplaceAll(s, "：", ":"), ":")
	for _, r := range Granted() {
		if strings.EqualFold(name, string(r)) {
			g := Grant{Role: r, Detail: strings.TrimSpace(detail)}
			return g, g.fits()
		}
	}
	return Grant{}, false
}

// fits tells whether the detail is one that the role takes.
func (g Grant) fits() bool {
	switch g.Role {
	case Handler:
		return g.Detail != ""
	case Member, Expert:
		return true
	default:
		return g.Detail == ""
	}
}
