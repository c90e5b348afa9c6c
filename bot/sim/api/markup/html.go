package markup

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"echowall/bot/sim/people"
)

// ParseHTML parses Telegram's HTML as Telegram does: into plain text and entities counted in UTF-16 units, or an
// error in its words. It knows its own few tags, and of named character references only lt, gt, amp and quot;
// what else follows an ampersand stays as it is.
func ParseHTML(src string) (string, []people.Entity, error) {
	p := htmlParser{src: src}
	for p.i < len(p.src) {
		if err := p.next(); err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, fmt.Errorf("can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	for i, e := range p.done {
		if e.Type == "code" {
			p.done[i].Language = "" // only a whole block has one
		}
	}
	return p.text.String(), people.SortEntities(p.done), nil
}

type htmlParser struct {
	src   string
	i     int // the next byte
	text  strings.Builder
	units int // of text
	open  []htmlTag
	done  []people.Entity
}

type htmlTag struct {
	name, arg string
	offset    int // in UTF-16 units
	begin     int // in bytes of the text
	first     int // how many entities were done when it began
}

func (p *htmlParser) next() error {
	switch c := p.src[p.i]; {
	case c == '<' && strings.HasPrefix(p.src[p.i:], "</"):
		return p.endTag()
	case c == '<':
		return p.startTag()
	case c == '&':
		if r, n := reference(p.src[p.i:]); n > 0 {
			p.write(r)
			p.i += n
			return nil
		}
	}
	r, n := utf8.DecodeRuneInString(p.src[p.i:])
	if r == utf8.RuneError && n == 1 {
		return fmt.Errorf("strings must be encoded in UTF-8")
	}
	p.write(r)
	p.i += n
	return nil
}

func (p *htmlParser) write(r rune) {
	p.text.WriteRune(r)
	p.units++
	if r > 0xFFFF {
		p.units++
	}
}

// reference decodes the character reference s begins with, and tells its length in bytes; 0 if it is none.
func reference(s string) (rune, int) {
	if strings.HasPrefix(s, "&#") {
		return numeric(s)
	}
	n := 1 + run(s[1:], asciiLetters)
	var r rune
	switch s[1:n] {
	case "lt":
		r = '<'
	case "gt":
		r = '>'
	case "amp":
		r = '&'
	case "quot":
		r = '"'
	default:
		return 0, 0
	}
	return r, n + run(s[n:min(n+1, len(s))], ";")
}

const (
	asciiLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
	hexDigits    = "0123456789abcdefABCDEF"
)

// numeric decodes &#65; and &#x41;.
func numeric(s string) (rune, int) {
	n, digits, base := 2, hexDigits[:10], 10
	if strings.HasPrefix(s, "&#x") {
		n, digits, base = 3, hexDigits, 16
	}
	end := n + run(s[n:], digits)
	v, err := strconv.ParseUint(s[n:end], base, 32)
	if err != nil || v == 0 || v >= 0x10FFFF || !utf8.ValidRune(rune(v)) {
		return 0, 0
	}
	return rune(v), end + run(s[end:min(end+1, len(s))], ";")
}

// run is the number of bytes at the beginning of s that are among set.
func run(s, set string) int {
	n := 0
	for n < len(s) && strings.IndexByte(set, s[n]) >= 0 {
		n++
	}
	return n
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0 || c == '\v'
}

// peek is the byte at the cursor, 0 at the end: no text holds a NUL.
func (p *htmlParser) peek() byte {
	if p.i < len(p.src) {
		return p.src[p.i]
	}
	return 0
}

func (p *htmlParser) skipSpace() {
	for p.i < len(p.src) && isSpace(p.src[p.i]) {
		p.i++
	}
}

// word takes bytes up to a space or one of stop.
func (p *htmlParser) word(stop string) string {
	from := p.i
	for p.i < len(p.src) && !isSpace(p.src[p.i]) && !strings.ContainsRune(stop, rune(p.src[p.i])) {
		p.i++
	}
	return p.src[from:p.i]
}

func (p *htmlParser) endTag() error {
	at := p.i
	if len(p.open) == 0 {
		return fmt.Errorf("unexpected end tag at byte offset %d", at)
	}
	p.i += 2
	name := strings.ToLower(p.word(">"))
	p.skipSpace()
	if p.peek() != '>' {
		return fmt.Errorf("unclosed end tag at byte offset %d", at)
	}
	p.i++
	tag := p.open[len(p.open)-1]
	if name != "" && name != tag.name {
		return fmt.Errorf("unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", at, tag.name, name)
	}
	p.open = p.open[:len(p.open)-1]
	p.finish(tag)
	return nil
}
