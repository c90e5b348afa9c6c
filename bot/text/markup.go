package text

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"echowall/flows/fit"
)

// escape makes what a person typed harmless: no control characters, no marks that turn the direction of writing over,
// no tags. Text that is written from right to left is isolated, so that it does not turn over what stands around it.
func escape(typed string) string {
	clean := Harmless(typed)
	if strings.ContainsFunc(clean, rightToLeft) {
		clean = "\u2068" + clean + "\u2069"
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(clean)
}

// Harmless is what of a text that somebody typed is fit to be shown, whatever shows it.
func Harmless(typed string) string { return fit.Text(typed) }

func rightToLeft(c rune) bool {
	return c >= 0x0590 && unicode.In(c, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko,
		unicode.Adlam,
		unicode.Mandaic, unicode.Samaritan, unicode.Hanifi_Rohingya)
}

// clipped is text of at most limit characters, "…" where it was cut: after a word, where words are set apart; limit 0
// is none.
func clipped(text string, limit int) string {
	if limit <= 0 || utf8.RuneCountInString(text) <= limit {
		return text
	}
	head := string([]rune(text)[:limit])
	cut := strings.LastIndexFunc(head, unicode.IsSpace)
	if cut < len(head)/2 {
		head = string([]rune(head)[:limit-1])
		cut = len(head)
	}
	return strings.TrimRightFunc(head[:cut], unicode.IsSpace) + "…"
}

// oneLine is what of a text is fit to be shown, in one line.
func oneLine(text string) string { return fit.Line(text) }

// plain is what is read of HTML: without its tags.
func plain(markup string) string {
	var b strings.Builder
	for rest := markup; rest != ""; {
		t := nextToken(rest)
		if t.tag == "" {
			b.WriteString(html.UnescapeString(rest[:t.size]))
		}
		rest = rest[t.size:]
	}
	return b.String()
}

// units is how long Telegram counts HTML: UTF-16 units of what is read of it.
func units(markup string) int {
	n := 0
	for rest := markup; rest != ""; {
		t := nextToken(rest)
		n += t.units
		rest = rest[t.size:]
	}
	return n
}

// Fit cuts HTML to at most limit UTF-16 units, as Telegram counts: at the end of a sentence or a word where there is
// one near, with "…" after it, and with the tags that are open there closed. What fits stays as it is.
func Fit(markup string, limit int) string {
	if units(markup) <= limit {
		return markup
	}
	if limit < 1 {
		return ""
	}
	cut := cutting(markup, limit-1)
	return strings.TrimRightFunc(markup[:cut], unicode.IsSpace) + "…" + closing(markup[:cut])
}

// reach is how far before the limit a better place to cut is looked for at most, in UTF-16 units.
const reach = 60

// cutting is the byte at which to cut so that no more than room units stand before.
func cutting(markup string, room int) int {
	last, word, sentence := 0, 0, 0
	for at, used := 0, 0; at < len(markup); {
		t := nextToken(markup[at:])
		if used+t.units > room {
			break
		}
		at += t.size
		used += t.units
		if joined(markup[at:]) || t.char == '\u200d' {
			continue
		}
		last = at
		if used < room-min(reach, room/2) {
			continue
		}
		switch {
		case strings.ContainsRune("\n。！？!?；;", t.char):
			sentence = at
		case unicode.IsSpace(t.char), strings.ContainsRune("，、,", t.char):
			word = at
		}
	}
	switch {
	case sentence > 0:
		return sentence
	case word > 0:
		return word
	}
	return last
}

// joined tells whether the text begins with what belongs to the character before: an accent, a skin colour, half of a
// joined emoji.
func joined(markup string) bool {
	c, _ := utf8.DecodeRuneInString(markup)
	return c == '\u200d' || unicode.Is(unicode.M, c) || c >= 0x1F3FB && c <= 0x1F3FF
}

// closing is the end tags for what is open at the end of HTML.
func closing(markup string) string {
	var open []string
	for rest := markup; rest != ""; {
		t := nextToken(rest)
		rest = rest[t.size:]
		switch name, ends := strings.CutPrefix(t.tag, "/"); {
		case t.tag == "":
		case !ends:
			open = append(open, name)
		case len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	end := ""
	for _, name := range open {
		end = "</" + name + ">" + end
	}
	return end
}

// token is the next thing in HTML: a tag, a character reference or a character.
type token struct {
	size  int    // in bytes
	units int    // in UTF-16 units of what is read; 0 for a tag
	tag   string // the name of a tag, "/b" for its end; "" for what is no tag
	char  rune   // what is read
}

func nextToken(markup string) token {
	switch markup[0] {
	case '<':
		if end := strings.IndexByte(markup, '>'); end > 1 && tagName(markup[1]) {
			name, _, _ := strings.Cut(markup[1:end], " ")
			return token{size: end + 1, tag: name}
		}
	case '&':
		if end := strings.IndexByte(markup[:min(len(markup), 12)], ';'); end > 0 {
			if c := []rune(html.UnescapeString(markup[:end+1])); len(c) == 1 {
				return token{size: end + 1, units: utf16.RuneLen(c[0]), char: c[0]}
			}
		}
	}
	c, size := utf8.DecodeRuneInString(markup)
	return token{size: size, units: max(utf16.RuneLen(c), 1), char: c}
}

func tagName(c byte) bool { return c == '/' || c >= 'a' && c <= 'z' }
