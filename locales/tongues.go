package locales

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/bidi"
)

// The ids of what each folder says of languages without being asked to. A folder that says it nevertheless has the
// last word.
const (
	nameID       = "language.name" // what the folder's language is called by those who speak it
	optionPrefix = "option."       // followed by a tag: the button that chooses that language
)

// nameLanguages adds the messages that name the languages, each in its own words, for who looks for a language
// reads that one.
func (c *Catalogue) nameLanguages(bundle *i18n.Bundle) error {
	for _, lang := range c.languages {
		if err := c.add(bundle, lang, nameID, c.ownName(lang)); err != nil {
			return err
		}
	}
	for _, lang := range c.languages {
		for _, other := range c.languages {
			if err := c.add(bundle, lang, optionPrefix+other, c.Name(other)); err != nil {
				return err
			}
		}
	}
	return nil
}

// add gives a language a message that its folder does not have.
func (c *Catalogue) add(bundle *i18n.Bundle, lang, id, text string) error {
	if c.messages[lang][id] != nil {
		return nil
	}
	m := &i18n.Message{ID: id, Other: text}
	c.messages[lang][id] = m
	if err := bundle.AddMessages(language.Make(lang), m); err != nil {
		return fmt.Errorf("%s in %s: %w", id, lang, err)
	}
	return nil
}

// Name is what those who speak a language of the catalogue call it; for any other it is the tag.
func (c *Catalogue) Name(lang string) string {
	if m := c.messages[lang][nameID]; m != nil {
		return m.Other
	}
	return lang
}

// ownName is the name of a language in itself, as short as tells it from the others: 中文, but 简体中文 beside 繁體中文.
func (c *Catalogue) ownName(lang string) string {
	return cmp.Or(display.Self.Name(c.shortest(lang)), lang)
}

// shortest is the tag of a language, without script and region where no other language of the catalogue has the
// same base.
func (c *Catalogue) shortest(lang string) language.Tag {
	tag := language.Make(lang)
	base, _ := tag.Base()
	for _, other := range c.languages {
		if b, _ := language.Make(other).Base(); b == base && other != lang {
			return tag
		}
	}
	return language.Make(base.String())
}

// Base is the language code of two or three letters that a language goes by where scripts and regions are not told
// apart; ok is false for all but one of the languages that share it.
func (c *Catalogue) Base(lang string) (code string, ok bool) {
	base, _ := language.Make(lang).Base()
	return base.String(), c.Match(base.String()) == lang
}

// languageWords are the words for the languages in each of them, folded, with the tags they mean: "chinese", "中文",
// "zh" are "zh-Hans".
func (c *Catalogue) languageWords() map[string]string {
	words := map[string]string{}
	for _, lang := range c.languages {
		words[Fold(c.Name(lang))] = lang
		tags := []language.Tag{language.Make(lang)}
		if code, ok := c.Base(lang); ok {
			words[code] = lang
			tags = append(tags, language.Make(code))
		}
		for _, tag := range tags {
			words[Fold(display.Self.Name(tag))] = lang
			for _, reader := range c.languages {
				if namer := display.Languages(language.Make(reader)); namer != nil {
					words[Fold(namer.Name(tag))] = lang
				}
			}
		}
	}
	delete(words, "")
	return words
}

// RightToLeft tells whether a language is written from right to left: whether the first letter of its own name is.
func (c *Catalogue) RightToLeft(lang string) bool {
	name := c.Name(lang)
	for i := range name {
		p, _ := bidi.LookupString(name[i:])
		switch p.Class() {
		case bidi.R, bidi.AL:
			return true
		case bidi.L:
			return false
		default:
		}
	}
	return false
}

// Letters are all that stands in the messages of a language, for whoever must know whether it can be drawn. The
// names of languages and the words that people answer with are not among them.
func (c *Catalogue) Letters(lang string) string {
	var all strings.Builder
	for id, m := range c.messages[lang] {
		_, end, _ := strings.Cut(id, ".")
		if id == nameID || strings.HasPrefix(id, wordPrefix) || slices.Contains(c.languages, end) {
			continue
		}
		all.WriteString(m.Zero + m.One + m.Two + m.Few + m.Many + m.Other)
	}
	return all.String()
}
