package say

// Closure is why a place takes nothing for the moment.
type Closure string

// The closures. Removed is a bot that is not in the chat, Muted one that may not write there.
const (
	Removed     Closure = "removed"
	Muted       Closure = "muted"
	TopicClosed Closure = "topic"
)
