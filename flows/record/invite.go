package record

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/people"
)

// Invite is what a code opens: a role, a say in a case, the room of a meeting, the binding of a chat, a tie.
type Invite struct {
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in, Case the one that it lets people have a say in.
	Meeting int       `json:"meeting,omitempty"`
	Case    int       `json:"case,omitempty"`
	Until   time.Time `json:"until"`
	// By is who issued it; 0 where an earlier program did not say.
	By   int `json:"by,omitempty"`
	Left int `json:"left"`
}

// Valid tells whether a code still opens something.
func (i *Invite) Valid(at time.Time) bool { return i.Left > 0 && at.Before(i.Until) }

// hashed begins what is kept of a code. What is said and begins so is never taken for what is kept: else whoever read
// the store could say a hash in place of the code.
const hashed = "sha256:"

// CodeHash is what is kept of a code: whoever reads the store, a backup or the journal cannot use it.
func CodeHash(code string) string { return hashed + KeyHash(code) }

// CodeNames are what a code that somebody says may be kept as: its hash or, where an earlier program made it, itself.
func CodeNames(code string) []string {
	if strings.HasPrefix(code, hashed) {
		return []string{CodeHash(code)}
	}
	return []string{CodeHash(code), code}
}

const invitePrefix = "invite:"

// InviteKey keeps what a code opens, by what is kept of the code.
func InviteKey(kept string) string { return invitePrefix + kept }

// InviteOf finds what a code opens that somebody says, and what is kept of it; nil when it opens nothing.
func InviteOf(b *Cache, code string) (kept string, i *Invite) {
	for _, kept = range CodeNames(code) {
		if i = Get[Invite](b, InviteKey(kept)); i != nil {
			return kept, i
		}
	}
	return "", nil
}

// InviteSent finds what a code opens that another community sends: its hash, whatever is kept here, or from an earlier
// program the code itself.
func InviteSent(b *Cache, sent string) (kept string, i *Invite) {
	if !strings.HasPrefix(sent, hashed) {
		return InviteOf(b, sent)
	}
	if i = Get[Invite](b, InviteKey(sent)); i != nil {
		return sent, i
	}
	all := List[Invite](b, invitePrefix)
	if n := slices.IndexFunc(all, func(x Item[Invite]) bool { return CodeHash(x.Key) == sent }); n >= 0 {
		return all[n].Key, all[n].Value
	}
	return "", nil
}
