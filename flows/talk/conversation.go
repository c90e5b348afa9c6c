package talk

import (
	"strings"

	"echowall/flows/dialog"
	"echowall/flows/life"
	"echowall/flows/say"
)

// Conversation is what is needed to understand people: what they can want, and the words they use.
type Conversation struct {
	Verbs *life.Verbs
	// Words maps every word of every language, folded, to its canonical word.
	Words map[string]string
}

// word is the canonical word that something written stands for; "" for none.
func (c Conversation) word(written string) string { return c.Words[dialog.Fold(written)] }

// Outcome is what comes of a conversation beside what follows from a command.
type Outcome struct {
	// Joined are the events by which new people get their numbers; they are on the sheet already.
	Joined []life.Event
	// Notices are what the person is told or asked.
	Notices []say.Notice
	// Toast answers the press of a button, Whispers are never written down; both are for the person alone.
	Toast    *say.Message
	Language string
	Whispers []say.Notice
	// Met are users who became known, Left those who asked to be erased.
	Met, Left []int64
	// Keep says that what stands on the sheet must be kept even where nothing happened.
	Keep bool
}

// founding reads what a new community is to be from the words behind /setup, in any order, and from the chat
// and the person for the rest.
func (c Conversation) founding(said Said) life.Founding {
	f := life.Founding{Name: said.Chat.Title, Method: "six-step", Language: said.User.Language}
	_, rest := dialog.Verb(said.Line)
	for _, w := range strings.Fields(rest) {
		meaning := c.word(w)
		switch {
		case meaning == "zh-Hans" || meaning == "en":
			f.Language = meaning
		case strings.Contains(w, "/") || strings.EqualFold(w, "UTC"):
			f.Zone = w
		default:
			f.Method = w
		}
	}
	if f.Zone == "" {
		f.Zone = "UTC"
		if f.Language == "zh-Hans" {
			f.Zone = "Asia/Shanghai"
		}
	}
	return f
}

func refusal(id string, args ...say.Args) error {
	return &life.Refusal{Message: say.New(id, args...)}
}
