package locales

import (
	"strings"

	"golang.org/x/text/width"
)

// wordPrefix begins the ids whose values are words people may answer with, parted by "|".
const wordPrefix = "word."

// Lexicon lists every word of every language, folded, with the canonical word it means: "赞成" and "agree" are
// "yes". The names of the languages are among them and mean the tag. It is a new map at each call.
func (c *Catalogue) Lexicon() map[string]string {
	words := c.languageWords()
	for _, lang := range c.languages {
		for id, m := range c.messages[lang] {
			canonical, ok := strings.CutPrefix(id, wordPrefix)
			if !ok {
				continue
			}
			for word := range strings.SplitSeq(m.Other, "|") {
				words[Fold(word)] = canonical
			}
		}
	}
	return words
}

// Fold puts a word into the form in which words are compared: lower case, narrow, without blanks around and
// without the selectors that only colour an emoji.
func Fold(word string) string {
	word = strings.ReplaceAll(word, "\ufe0f", "")
	return strings.ToLower(width.Fold.String(strings.TrimSpace(word)))
}
