package talk

import (
	"cmp"
	"strings"

	"echowall/flows/dialog"
	"echowall/flows/fit"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/say"
)

// Conversation is what is needed to understand people: what they can want, and the words they use.
type Conversation struct {
	Verbs *life.Verbs
	// Words maps every word of every language, folded, to its canonical word.
	Words map[string]string
	// Languages are those that a community or a person can choose.
	Languages []Language
}

// Language is one that the program can speak. Zone is the time zone of a community that speaks it and names none.
type Language struct{ Tag, Zone string }

// tags are the languages by their tags.
func (c Conversation) tags() []string {
	var all []string
	for _, l := range c.Languages {
		all = append(all, l.Tag)
	}
	return all
}

// meant is the language whose tag or name a word is; nil where it is none.
func (c Conversation) meant(word string) *Language {
	for i, l := range c.Languages {
		if dialog.Fold(l.Tag) == dialog.Fold(word) || c.word(word) == l.Tag {
			return &c.Languages[i]
		}
	}
	return nil
}

// word is the canonical word that something written stands for; "" for none.
func (c Conversation) word(written string) string { return c.Words[dialog.Fold(written)] }

// Outcome is what comes of a conversation beside what follows from a command.
type Outcome struct {
	// Joined are the events by which new people get their numbers; they are on the sheet already.
	Joined []life.Event
	// Notices are what the person is told or asked.
	Notices []say.Notice
	// Toast answers the press of a button, for the person alone. Whispers are answers that are never written down.
	Toast    *say.Message
	Language string
	Whispers []say.Notice
	// Met are users who became known, Left those who asked to be erased.
	Met, Left []int64
	// Keep says that what stands on the sheet must be kept even where nothing happened.
	Keep bool
	// Pace is how much the person has asked for by now, which is kept in any case; nil where it is as it was.
	Pace *Pace
}

// founding reads what a new community is to be from the words behind /setup, in any order, and from the chat
// and the person for the rest. left is the first word that can be nothing more.
func (c Conversation) founding(said Said) (f office.Founding, left string) {
	f = office.Founding{Name: cmp.Or(fit.Line(said.Chat.Title), "…"), Language: said.User.Language}
	_, rest := dialog.Verb(said.Line)
	var language string
	for _, w := range strings.Fields(rest) {
		l, into := c.meant(w), &f.Method
		if l != nil {
			w, into = l.Tag, &language
		} else if strings.Contains(w, "/") || strings.EqualFold(w, "UTC") {
			into = &f.Zone
		}
		if *into != "" {
			return f, w
		}
		*into = w
	}
	f.Method, f.Language = cmp.Or(f.Method, "six-step"), cmp.Or(language, f.Language)
	if f.Zone == "" {
		f.Zone = "UTC"
		if l := c.meant(f.Language); l != nil {
			f.Zone = cmp.Or(l.Zone, f.Zone)
		}
	}
	return f, ""
}

func refusal(id string, args ...say.Args) error {
	return &life.Refusal{Message: say.New(id, args...)}
}
