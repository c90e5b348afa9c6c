package markup

import (
	"fmt"
	"net/url"
	"strings"

	"echowall/bot/sim/people"
)

func knownTag(name string) bool {
	switch name {
	case "b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a",
		"tg-spoiler", "span", "blockquote", "tg-emoji":
		return true
	}
	return false
}

func (p *htmlParser) startTag() error {
	at := p.i
	p.i++
	name := strings.ToLower(p.word(">"))
	if p.i >= len(p.src) {
		return fmt.Errorf("unclosed start tag at byte offset %d", at)
	}
	if !knownTag(name) {
		return fmt.Errorf("unsupported start tag %q at byte offset %d", name, at)
	}
	tag := htmlTag{name: name, offset: p.units, begin: p.text.Len(), first: len(p.done)}
	for {
		p.skipSpace()
		if p.peek() == '>' {
			p.i++
			break
		}
		key, value, err := p.attribute(name, at)
		if err != nil {
			return err
		}
		tag.take(key, value)
	}
	if name == "span" && tag.arg != "spoiler" {
		return fmt.Errorf("tag \"span\" must have class \"tg-spoiler\" at byte offset %d", at)
	}
	p.open = append(p.open, tag)
	return nil
}

// take keeps the attribute that matters to the tag.
func (t *htmlTag) take(key, value string) {
	switch {
	case t.name == "a" && key == "href", t.name == "tg-emoji" && key == "emoji-id":
		t.arg = value
	case t.name == "code" && key == "class" && strings.HasPrefix(value, "language-"):
		t.arg = strings.TrimPrefix(value, "language-")
	case t.name == "span" && key == "class" && strings.HasPrefix(value, "tg-"):
		t.arg = strings.TrimPrefix(value, "tg-")
	case t.name == "blockquote" && key == "expandable":
		t.arg = "1"
	}
}

// attribute takes name=value, or a name alone.
func (p *htmlParser) attribute(tag string, at int) (key, value string, err error) {
	key = strings.ToLower(p.word("=>"))
	if p.i >= len(p.src) {
		return "", "", fmt.Errorf("unclosed start tag %q at byte offset %d", tag, at)
	}
	if key == "" {
		return "", "", fmt.Errorf("empty attribute name in the tag %q at byte offset %d", tag, at)
	}
	p.skipSpace()
	if p.peek() != '=' {
		return key, "", nil
	}
	p.i++
	p.skipSpace()
	value, err = p.value()
	if err == nil && p.i >= len(p.src) {
		err = fmt.Errorf("unclosed start tag at byte offset %d", at)
	}
	return key, value, err
}

func (p *htmlParser) value() (string, error) {
	quote := p.peek()
	if quote != '"' && quote != '\'' {
		at := p.i
		v := strings.ToLower(p.word(">"))
		if strings.ContainsFunc(v, func(r rune) bool { return !nameRune(r) }) {
			return "", fmt.Errorf("unexpected end of name token at byte offset %d", at)
		}
		return v, nil
	}
	p.i++
	var b strings.Builder
	for p.i < len(p.src) && p.src[p.i] != quote {
		if p.src[p.i] == '&' {
			if r, n := reference(p.src[p.i:]); n > 0 {
				b.WriteRune(r)
				p.i += n
				continue
			}
		}
		b.WriteByte(p.src[p.i])
		p.i++
	}
	p.i++ // the closing quote
	return b.String(), nil
}

func nameRune(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-'
}

// finish makes the entity of a closed tag; an empty one makes none.
func (p *htmlParser) finish(t htmlTag) {
	e := people.Entity{Offset: t.offset, Length: p.units - t.offset}
	if e.Length == 0 {
		return
	}
	switch t.name {
	case "b", "strong":
		e.Type = "bold"
	case "i", "em":
		e.Type = "italic"
	case "u", "ins":
		e.Type = "underline"
	case "s", "strike", "del":
		e.Type = "strikethrough"
	case "span", "tg-spoiler":
		e.Type = "spoiler"
	case "tg-emoji":
		e.Type, e.Emoji = "custom_emoji", t.arg
	case "blockquote":
		e.Type = "blockquote"
		if t.arg != "" {
			e.Type = "expandable_blockquote"
		}
	case "a":
		e = p.link(t, e)
	case "code":
		e.Type, e.Language = "code", t.arg
	case "pre":
		e = p.pre(t, e)
	}
	if e.Type != "" {
		p.done = append(p.done, e)
	}
}

// link is a link to an address, or to a person by tg://user?id=. An address that is none makes no entity.
func (p *htmlParser) link(t htmlTag, e people.Entity) people.Entity {
	href := t.arg
	if href == "" {
		href = p.text.String()[t.begin:]
	}
	if id, ok := strings.CutPrefix(href, "tg://user?id="); ok {
		e.Type, e.URL = "text_mention", id // the server puts the person in
		return e
	}
	fixed, ok := CheckURL(href)
	if !ok {
		return e
	}
	e.Type, e.URL = "text_link", fixed
	return e
}

// pre takes over the language of the one code tag that fills it.
func (p *htmlParser) pre(t htmlTag, e people.Entity) people.Entity {
	e.Type = "pre"
	for i, in := range p.done[t.first:] {
		if in.Type == "code" && in.Offset == e.Offset && in.Length == e.Length {
			e.Language = in.Language
			p.done = append(p.done[:t.first+i], p.done[t.first+i+1:]...)
			break
		}
	}
	return e
}

// CheckURL is an address as Telegram writes it; false for what it does not take for an address.
func CheckURL(raw string) (string, bool) {
	raw = strings.TrimSpace(raw)
	if !strings.Contains(raw, "://") {
		raw = "http://" + raw
	}
	u, err := url.Parse(raw)
	if err != nil || strings.ContainsAny(raw, " \n") {
		return "", false
	}
	switch u.Scheme {
	case "tg", "ton", "tonsite":
		return raw, u.Host != ""
	case "http", "https":
		host := strings.Trim(u.Hostname(), ".")
		if !strings.Contains(host, ".") && !strings.Contains(host, ":") {
			return "", false
		}
		if u.Path == "" {
			u.Path = "/"
		}
		return u.String(), true
	}
	return "", false
}
