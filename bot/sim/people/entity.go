package people

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Length is the length of s in UTF-16 units, which is what Telegram counts in.
func Length(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF {
			n++
		}
	}
	return n
}

// byteAt is the index of the byte where UTF-16 unit n of s begins; len(s) if there is none.
func byteAt(s string, n int) int {
	for i, r := range s {
		if n <= 0 {
			return i
		}
		n--
		if r > 0xFFFF {
			n--
		}
	}
	return len(s)
}

// cutUTF16 is the part of s that an entity covers.
func cutUTF16(s string, offset, length int) string {
	from, to := byteAt(s, offset), byteAt(s, offset+length)
	if from > to {
		return ""
	}
	return s[from:to]
}

// Of is the part of text that the entity covers.
func (e Entity) Of(text string) string { return cutUTF16(text, e.Offset, e.Length) }

func entityAt(text, part string) (Entity, bool) {
	i := strings.Index(text, part)
	if i < 0 || part == "" {
		return Entity{}, false
	}
	return Entity{Offset: Length(text[:i]), Length: Length(part)}, true
}

// finder finds one type of entity in plain text.
type finder struct {
	kind string
	re   *regexp.Regexp
	// fits tells whether a match counts, seeing the runes around it.
	fits func(match string, before, after rune) bool
}

func finders() []finder {
	return []finder{
		{"url", urlRE, func(_ string, before, _ rune) bool { return !wordy(before) && before != '@' }},
		{"email", emailRE, func(_ string, before, after rune) bool { return !wordy(before) && !wordy(after) }},
		{"bot_command", commandRE, func(_ string, before, after rune) bool {
			return !wordy(before) && !strings.ContainsRune("/<>.", before) && !wordy(after) && after != '/' && after != '<'
		}},
		{"mention", mentionRE, func(_ string, before, after rune) bool { return !wordy(before) && !wordy(after) }},
		{"hashtag", hashtagRE, func(m string, before, _ rune) bool {
			return !wordy(before) && before != '#' && strings.ContainsFunc(m, unicode.IsLetter)
		}},
	}
}

// Never written to after the package is loaded.
var (
	urlRE = regexp.MustCompile(`(?i)\b(?:https?://[^\s<>"]+[^\s<>".,;:!?)\]]` +
		`|(?:[a-z0-9-]+\.)+(?:com|org|net|me|cn|io|info|gov|edu|uk|eu|de|fr)\b(?:/[^\s<>"]*[^\s<>".,;:!?)\]])?)`)
	emailRE   = regexp.MustCompile(`(?i)[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}`)
	commandRE = regexp.MustCompile(`/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?`)
	mentionRE = regexp.MustCompile(`@[A-Za-z0-9_]{3,32}`)
	hashtagRE = regexp.MustCompile(`#[\p{L}\p{M}\p{Nd}_·]{1,256}`)
)

func wordy(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// Detect adds to the given entities those Telegram finds by itself, where they do not overlap.
func Detect(text string, given []Entity) []Entity {
	out := slices.Clone(given)
	for _, f := range finders() {
		for _, at := range f.re.FindAllStringIndex(text, -1) {
			before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
			after, _ := utf8.DecodeRuneInString(text[at[1]:])
			match := text[at[0]:at[1]]
			e := Entity{Type: f.kind, Offset: Length(text[:at[0]]), Length: Length(match)}
			if f.fits(match, before, after) && !slices.ContainsFunc(out, e.clashes) {
				out = append(out, e)
			}
		}
	}
	return SortEntities(out)
}

// clashes tells whether a found entity cannot stand beside another: two that were found never overlap, and
// nothing is looked for in code and in links.
func (e Entity) clashes(o Entity) bool {
	switch o.Type {
	case "bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote":
		return false
	}
	return e.Offset < o.Offset+o.Length && o.Offset < e.Offset+e.Length
}

// SortEntities orders entities as Telegram does: by offset, the longer first.
func SortEntities(es []Entity) []Entity {
	slices.SortStableFunc(es, func(a, b Entity) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(b.Length, a.Length))
	})
	return es
}
