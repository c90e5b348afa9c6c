package record

import (
	"time"

	"echowall/flows/people"
)

// Invite is a code that opens something: a role, or the binding of a chat.
type Invite struct {
	Use   string       `json:"use"`
	Grant people.Grant `json:"grant,omitzero"`
	// Meeting is the one whose room the code hangs in, Case the one that it lets people have a say in.
	Meeting int       `json:"meeting,omitempty"`
	Case    int       `json:"case,omitempty"`
	Until   time.Time `json:"until"`
	Left    int       `json:"left"`
}

func (i *Invite) Valid(at time.Time) bool { return i.Left > 0 && at.Before(i.Until) }
