package dialog

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"echowall/flows/fit"
	"echowall/flows/form"
	"echowall/flows/permission"
)

// Typed is a command as somebody typed it: the name behind the slash, the bot it names, and what follows.
type Typed struct {
	Name, To, Rest string
}

// Line is the command without its slash, as Verb reads it.
func (c Typed) Line() string { return c.Name + " " + c.Rest }

// Command reads a message that begins with a command. A slash further on is none: a sentence may speak of a command
// without giving it. What stands behind the name without a blank belongs to the command where the name is known:
// "/case1", "/openM3", "/case：1". So does a slash as Chinese keyboards write it.
func Command(g Grammar, text string) (c Typed, ok bool) {
	text = strings.TrimSpace(fit.Text(text))
	line, slash := strings.CutPrefix(text, "/")
	if !slash {
		line, slash = strings.CutPrefix(text, "／")
	}
	end := lengthWhile(line, nameRune)
	if !slash || end == 0 {
		return Typed{}, false
	}
	name, glued, known := split(g, line[:end])
	rest := line[end:]
	if to, named := strings.CutPrefix(rest, "@"); named {
		end = lengthWhile(to, nameRune)
		c.To, rest = to[:end], to[end:]
	}
	if next, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(next) && !(known && parts(next)) {
		return Typed{}, false // a path or a word, as /usr/bin
	}
	if glued == "" {
		rest = strings.TrimLeft(rest, separators)
	}
	c.Name, c.Rest = strings.ToLower(name), strings.TrimSpace(glued+rest)
	return c, true
}

// separators are what people put between a command and what follows it, or behind it.
const separators = endings + ":：、;；"

// nameRune tells whether a command may be called so, as Telegram has them.
func nameRune(c rune) bool {
	return c == '_' || c <= unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

// parts tells whether a mark or a letter ends the name of a command though no blank stands before it.
func parts(c rune) bool {
	return strings.ContainsRune("#＃"+separators, c) || c > unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsDigit(c))
}

// split parts the name of a command from a number that stands behind it without a blank. known tells whether there is
// such a command.
func split(g Grammar, word string) (name, glued string, known bool) {
	is := func(name string) bool {
		_, ok := g.Fields(permission.Verb(strings.ToLower(name)), form.Values{})
		return ok
	}
	letters := strings.TrimRightFunc(word, unicode.IsDigit)
	meeting := strings.TrimRight(letters, "mM")
	switch {
	case is(word):
		return word, "", true
	case is(letters):
		return letters, word[len(letters):], true
	case letters != word && is(meeting):
		return meeting, word[len(meeting):], true
	}
	return word, "", false
}

// lengthWhile is how many bytes at the beginning of a text consist of such letters.
func lengthWhile(text string, is func(rune) bool) int {
	if end := strings.IndexFunc(text, func(c rune) bool { return !is(c) }); end >= 0 {
		return end
	}
	return len(text)
}
