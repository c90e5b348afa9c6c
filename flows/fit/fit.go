// Package fit decides what of a text that somebody typed is fit to be shown: names, titles, units, places, names of
// groups, and what people write. It knows no language and no community; whatever takes a text in or shows one asks it.
package fit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is what is shown of a text: without control characters, marks that turn the direction of writing over, and
// characters that take no place, which can hide what is read, or make two texts look alike. Line breaks stay.
func Text(typed string) string {
	var b strings.Builder
	marks, before := 0, rune(0)
	runes := []rune(strings.ToValidUTF8(typed, ""))
	for i, c := range runes {
		switch {
		case c == '\n':
		case c == '\t', c == '\u2028', c == '\u2029':
			c = ' '
		case harmful(c):
			continue
		case c == joiner || c == nonJoiner:
			if i+1 == len(runes) || !joins(before) || !joins(runes[i+1]) {
				continue
			}
		}
		if marks++; !unicode.In(c, unicode.Mn, unicode.Me) {
			marks = 0
		}
		if marks > mostMarks {
			continue
		}
		b.WriteRune(c)
		before = c
	}
	return b.String()
}

const (
	joiner, nonJoiner = '\u200d', '\u200c'
	// mostMarks is how many marks may stand on one letter: Vietnamese and Tibetan need three or four, towers of them
	// cover what stands above.
	mostMarks = 4
)

// harmful tells whether a character is never shown. Beside controls it is those that Unicode calls letters or marks and
// that no font shows, by which a name can be empty or a second one of its kind.
func harmful(c rune) bool {
	switch c {
	case unicode.ReplacementChar, '\u00ad', '\u034f', '\u115f', '\u1160', '\u17b4', '\u17b5', '\u180e', '\u2800', '\u3164',
		'\ufeff', '\uffa0':
		return true
	}
	return unicode.IsControl(c) || unicode.Is(unicode.Bidi_Control, c) || c == '\u200b' || c >= '\u2060' &&
		c <= '\u206f' ||
		c >= 0xfff0 && c <= 0xfffb || c >= 0xe0000 && c <= 0xe0fff
}

// joins tells whether a joiner beside a character means something: in emoji, and in scripts whose letters join.
func joins(c rune) bool {
	return unicode.In(c, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
		unicode.Malayalam, unicode.Sinhala, unicode.Kannada, unicode.Telugu, unicode.Tamil, unicode.Gujarati, unicode.Myanmar,
		unicode.Khmer) || unicode.Is(unicode.So, c) || unicode.Is(unicode.Sk, c) || c == '\ufe0f'
}

// Line is Text in one line, with single blanks; "" where nothing of it can be seen.
func Line(typed string) string {
	line := strings.Join(strings.Fields(Text(typed)), " ")
	line = strings.TrimLeftFunc(line, func(c rune) bool { return unicode.In(c, unicode.Mn, unicode.Me, unicode.Zs) })
	if !strings.ContainsFunc(line, seen) {
		return ""
	}
	return line
}

// seen tells whether a character is visible by itself.
func seen(c rune) bool {
	return unicode.IsGraphic(c) && !unicode.IsSpace(c) && !unicode.In(c, unicode.Mn, unicode.Me)
}

// MaxName is how much of a name is shown, in characters: longer ones are made to annoy.
const MaxName = 40

// Name is Line, cut to what is shown of a name.
func Name(typed string) string {
	line := Line(typed)
	if utf8.RuneCountInString(line) <= MaxName {
		return line
	}
	return strings.TrimSpace(string([]rune(line)[:MaxName-1])) + "…"
}

// Fold is what of a name tells it apart from others, as people see it: letters and digits alone, whatever their width,
// case and accents, and letters of one script that look like those of another as the same.
func Fold(name string) string {
	shown := Name(name)
	folded := strings.Map(func(c rune) rune {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return -1
		}
		c = unicode.ToLower(c)
		if like, ok := lookalikes()[c]; ok {
			return like
		}
		return c
	}, norm.NFKD.String(shown))
	if folded == "" {
		return shown // of signs alone
	}
	return folded
}

// lookalikes are letters that look like a Latin one, or a digit like a letter.
func lookalikes() map[rune]rune {
	return map[rune]rune{
		'а': 'a', 'в': 'b', 'с': 'c', 'ԁ': 'd', 'е': 'e', 'һ': 'h', 'і': 'i', 'ј': 'j', 'к': 'k', 'м': 'm', 'о': 'o',
		'р': 'p',
		'ѕ': 's', 'т': 't', 'у': 'y', 'х': 'x', 'ν': 'v', 'ο': 'o', 'ρ': 'p', 'α': 'a', 'ι': 'i', 'κ': 'k', 'τ': 't',
		'υ': 'u',
		'ı': 'i', '0': 'o', '1': 'l',
	}
}
