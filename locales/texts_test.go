package locales

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"text/template"
	"text/template/parse"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// forms are the plural forms of a message that are set, by name.
func forms(m *i18n.Message) map[string]string {
	all := map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other}
	for name, text := range all {
		if text == "" {
			delete(all, name)
		}
	}
	return all
}

// placeholders are the data that a message asks for, in whatever form.
func placeholders(t *testing.T, m *i18n.Message) []string {
	t.Helper()
	found := map[string]bool{}
	for _, text := range forms(m) {
		tmpl, err := template.New("").Parse(text)
		if err != nil {
			t.Errorf("%s: %v", m.ID, err)
			continue
		}
		fields(tmpl.Root, found)
	}
	var names []string
	for name := range found {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// fields walks a template for what stands behind a dot.
func fields(n parse.Node, found map[string]bool) {
	if n == nil || reflect.ValueOf(n).IsNil() {
		return
	}
	switch n := n.(type) {
	case *parse.ListNode:
		for _, x := range n.Nodes {
			fields(x, found)
		}
	case *parse.ActionNode:
		fields(n.Pipe, found)
	case *parse.IfNode:
		fields(n.Pipe, found)
		fields(n.List, found)
		fields(n.ElseList, found)
	case *parse.PipeNode:
		for _, c := range n.Cmds {
			for _, a := range c.Args {
				fields(a, found)
			}
		}
	case *parse.FieldNode:
		found[n.Ident[0]] = true
	}
}

func TestSameMessagesInEachLanguage(t *testing.T) {
	c := loaded(t)
	for _, lang := range c.languages {
		for _, other := range c.languages {
			for id := range c.messages[lang] {
				if c.messages[other][id] == nil && !isLanguageWord(c, id) {
					t.Errorf("%s has %s, %s has not", lang, id, other)
				}
			}
		}
	}
}

// isLanguageWord tells whether an id is that of more words for a language, which a folder may know and others need not.
func isLanguageWord(c *Catalogue, id string) bool {
	tag, ok := strings.CutPrefix(id, wordPrefix)
	return ok && slices.Contains(c.languages, tag)
}

func TestSamePlaceholdersInEachLanguage(t *testing.T) {
	c := loaded(t)
	for id, m := range c.messages[Default] {
		want := placeholders(t, m)
		for _, lang := range c.languages[1:] {
			if other := c.messages[lang][id]; other != nil && !slices.Equal(placeholders(t, other), want) {
				t.Errorf("%s: %s speaks of %v, %s of %v", id, lang, placeholders(t, other), Default, want)
			}
		}
	}
}

// cardinals are the plural forms a language has for whole numbers.
func cardinals(lang string) []string {
	names := map[plural.Form]string{
		plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
		plural.Other: "other",
	}
	var all []string
	for n := range 201 {
		name := names[plural.Cardinal.MatchPlural(language.Make(lang), n, 0, 0, 0, 0)]
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

func TestPluralForms(t *testing.T) {
	c := loaded(t)
	for _, lang := range c.languages {
		for id, m := range c.messages[lang] {
			var has []string
			for name := range forms(m) {
				has = append(has, name)
			}
			slices.Sort(has)
			if !slices.Equal(has, []string{"other"}) && !slices.Equal(has, cardinals(lang)) {
				t.Errorf("%s in %s has the forms %v, want %v, or only other where one and many are said alike", id, lang, has,
					cardinals(lang))
			}
		}
	}
}

// A number before a noun needs the noun's two forms in English.
func TestCountedNounsHaveForms(t *testing.T) {
	for id, m := range loaded(t).messages["en"] {
		_, after, counted := strings.Cut(m.Other, "{{.Count}} ")
		noun, _, _ := strings.Cut(after, " ")
		noun = strings.Trim(noun, ".,;:")
		if counted && m.One == "" && strings.HasSuffix(noun, "s") {
			t.Errorf("%s counts %q and has no form for one", id, noun)
		}
	}
}

func TestNothingEmpty(t *testing.T) {
	c := loaded(t)
	for _, lang := range c.languages {
		for id, m := range c.messages[lang] {
			if strings.TrimSpace(m.Other) == "" {
				t.Errorf("%s in %s is empty", id, lang)
			}
			for name, text := range forms(m) {
				if text != strings.TrimSpace(text) && !strings.HasPrefix(id, "list.") {
					t.Errorf("%s in %s, %s: blanks around %q", id, lang, name, text)
				}
			}
		}
	}
}

// limits are how long texts may be by the beginning of their id, in characters; Telegram sets them, but for the
// buttons, which must be read on a phone.
func limits() map[string]int {
	return map[string]int{
		"command.": 100, "button.": 64, "option.": 64, "calendar.": 64, "bot.about": 512, "bot.short": 120, "toast.": 200,
		"refuse.": 400, "receipt.": 400, "help.": 1200,
	}
}

func TestLengths(t *testing.T) {
	c := loaded(t)
	for _, lang := range c.languages {
		for id, m := range c.messages[lang] {
			for prefix, limit := range limits() {
				for _, text := range forms(m) {
					if n := utf8.RuneCountInString(text); strings.HasPrefix(id, prefix) && n > limit {
						t.Errorf("%s in %s is %d long, want at most %d", id, lang, n, limit)
					}
				}
			}
		}
	}
}

// plainIDs begin messages that stand where Telegram shows no tags.
func plainIDs() []string {
	return []string{"command.", "button.", "option.", "calendar.", "bot.about", "bot.short", "toast.", "word."}
}

func TestTags(t *testing.T) {
	c := loaded(t)
	for _, lang := range c.languages {
		for id, m := range c.messages[lang] {
			isPlain := slices.ContainsFunc(plainIDs(), func(p string) bool { return strings.HasPrefix(id, p) })
			for _, text := range forms(m) {
				if fault := tagFault(text); fault != "" {
					t.Errorf("%s in %s: %s", id, lang, fault)
				}
				if isPlain && strings.Contains(text, "<") {
					t.Errorf("%s in %s has tags where none are shown", id, lang)
				}
			}
		}
	}
}

// tagFault says what is wrong with the tags of a text; "" for nothing.
func tagFault(text string) string {
	known := []string{"b", "i", "code", "blockquote", "blockquote expandable"}
	var open []string
	for {
		_, rest, found := strings.Cut(text, "<")
		if !found {
			break
		}
		tag, after, closed := strings.Cut(rest, ">")
		name, ends := strings.CutPrefix(tag, "/")
		switch {
		case !closed:
			return "a tag without its end"
		case !ends && !slices.Contains(known, tag):
			return "the unknown tag " + tag
		case !ends:
			first, _, _ := strings.Cut(tag, " ")
			open = append(open, first)
		case len(open) == 0 || open[len(open)-1] != name:
			return "the tag " + name + " ends where it is not open"
		default:
			open = open[:len(open)-1]
		}
		text = after
	}
	if len(open) > 0 {
		return "the tag " + open[0] + " is never closed"
	}
	return ""
}

// Chinese is written with its own punctuation, and without blanks between a word and a number.
func TestChinesePunctuation(t *testing.T) {
	for id, m := range loaded(t).messages["zh-Hans"] {
		for _, sign := range []string{", ", "; ", "? ", "! ", " (", "\"", "...", "你"} {
			text := m.Other
			for _, code := range []string{"{{", "<"} { // what is between is code, not text
				text = without(text, code)
			}
			if strings.Contains(text, sign) && !strings.HasPrefix(id, "word.") {
				t.Errorf("%s: %q in %q", id, sign, text)
			}
		}
	}
}

// without takes templates or tags out of a text.
func without(text, open string) string {
	end := map[string]string{"{{": "}}", "<": ">"}[open]
	for {
		before, rest, found := strings.Cut(text, open)
		if !found {
			return text
		}
		_, after, _ := strings.Cut(rest, end)
		text = before + "…" + after
	}
}
