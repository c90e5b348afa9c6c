// Package hearing finds in a text what makes it one for the bot: a command, a mention, a hashtag. It knows how Telegram
// counts texts and no community; package bot calls it for every message.
package hearing

import (
	"slices"
	"strings"
	"unicode/utf16"

	"echowall/flows/dialog"
	"echowall/flows/permission"
)

// Ear knows what the bot listens for.
type Ear struct {
	// Verbs are the commands it knows.
	Verbs dialog.Grammar
	// Username is the bot's own, without the @.
	Username string
	// Raises tells whether a hashtag raises an issue.
	Raises func(hashtag string) bool
}

// Mark is a part of a text that Telegram marks, in UTF-16 units: a mention or a hashtag; others are of no interest
// here.
type Mark struct {
	Type           string
	Offset, Length int
}

// Heard is what a text says to the bot.
type Heard struct {
	// Line is the command it gives, as dialog.Verb reads it; "" for none. Other says that it is for another bot.
	Line  string
	Other bool
	// Raise says that it calls the bot, to raise what is said: Text is the rest of it.
	Raise bool
	Text  string
}

// Hear finds what makes a text one for the bot: a command at its very beginning, before which only a mention of the bot
// may stand, a mention anywhere, a hashtag. A command in the middle is talk about one. Offsets are in UTF-16 units, so
// that emoji and Chinese before a word do not shift it.
func (e Ear) Hear(text string, marks []Mark) Heard {
	if c, ok := dialog.Command(e.Verbs, e.unmentioned(text)); ok {
		return Heard{Line: c.Line(), Other: c.To != "" && !strings.EqualFold(c.To, e.Username), Text: text}
	}
	units := utf16.Encode([]rune(text))
	for _, x := range marks {
		if x.Offset < 0 || x.Length < 1 || x.Offset+x.Length > len(units) {
			continue
		}
		word := string(utf16.Decode(units[x.Offset : x.Offset+x.Length]))
		called := x.Type == "mention" && strings.EqualFold(word, "@"+e.Username)
		if called || x.Type == "hashtag" && e.Raises(word) {
			before, after := string(utf16.Decode(units[:x.Offset])), string(utf16.Decode(units[x.Offset+x.Length:]))
			return Heard{Raise: true, Text: around(before, after)}
		}
	}
	return Heard{Text: text}
}

// unmentioned is a text without the mention of the bot with which it begins.
func (e Ear) unmentioned(text string) string {
	text = strings.TrimSpace(text)
	name := "@" + e.Username
	if len(text) < len(name) || !strings.EqualFold(text[:len(name)], name) {
		return text
	}
	return strings.TrimLeft(text[len(name):], " \n,，:：")
}

// around is what stands around a word that only called the bot.
func around(before, after string) string {
	return strings.TrimSpace(strings.TrimSpace(before) + " " + strings.TrimSpace(after))
}

// Votes tells whether somewhere in a text stands a command about a vote of one's own.
func Votes(verbs dialog.Grammar, text string) bool {
	return says(verbs, text, func(c dialog.Typed) bool { return slices.Contains(ownVotes(), permission.Verb(c.Name)) })
}

// Opens tells whether somewhere in a text stands a command with a word that may be a code.
func Opens(verbs dialog.Grammar, text string) bool {
	return says(verbs, text, func(c dialog.Typed) bool {
		return c.Rest != "" && slices.Contains(
			[]permission.Verb{permission.Start, permission.Bind, permission.Follow, permission.Link}, permission.Verb(c.Name),
		)
	})
}

// says tells whether a command of a sort stands somewhere in a text, not only at its beginning.
func says(verbs dialog.Grammar, text string, sort func(dialog.Typed) bool) bool {
	for i, c := range text {
		if c != '/' && c != '／' {
			continue
		}
		if command, ok := dialog.Command(verbs, text[i:]); ok && sort(command) {
			return true
		}
	}
	return false
}

// ownVotes are the commands about a vote of one's own.
func ownVotes() []permission.Verb {
	return []permission.Verb{permission.Vote, permission.Mark, permission.Receipt}
}
