package wall

import (
	"fmt"
	"strings"
	"time"

	"echowall/bot/text"
	"echowall/flows/say"
	"echowall/locales"
)

// Tell is a text of the page in the reader's language. Arguments are names and values in turn; one named Count chooses
// the plural.
func (p *sheet) Tell(id string, args ...any) (string, error) {
	if len(args)%2 != 0 {
		return "", fmt.Errorf("text %s: a value without a name", id)
	}
	data := map[string]any{}
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok {
			return "", fmt.Errorf("text %s: a name that is no text", id)
		}
		data[name] = args[i+1]
	}
	return p.in(p.Lang, id, data), nil
}

// in is a text in a language, else in the default one, else its id.
func (p *sheet) in(lang, id string, data map[string]any) string {
	var count *int
	if n, ok := data["Count"].(int); ok {
		count = &n
	}
	for _, l := range []string{lang, locales.Default} {
		if text, err := p.site.wall.Texts.Render(l, id, data, count); err == nil {
			return text
		}
	}
	return id
}

// text is a text without data.
func (p *sheet) text(id string) string { return p.in(p.Lang, id, nil) }

// Say is a message of the domain as plain text.
func (p *sheet) Say(m say.Message) string {
	return p.site.wall.Words.Plain(p.state, p.Lang, p.now, m)
}

// Named picks the name in the reader's language, else the English one.
func (p *sheet) Named(names map[string]string) string {
	if name := names[p.Lang]; name != "" {
		return name
	}
	return names[locales.Default]
}

// Day is a day in words, in the community's time zone.
func (p *sheet) Day(t time.Time) string {
	return p.Say(say.New("page.when", say.Args{"When": say.Date(t)}))
}

// Hour is a moment in words, with its hour.
func (p *sheet) Hour(t time.Time) string {
	return p.Say(say.New("page.when", say.Args{"When": say.Time(t)}))
}

// Clock is the hour of a moment.
func (p *sheet) Clock(t time.Time) string {
	return p.site.wall.Words.Clock(p.Lang, t.In(p.community.Zone))
}

// Percent is a rate in tenths of a per cent, as the reader's language writes it; "" where there are too few to say.
func (p *sheet) Percent(perMille int, enough bool) string {
	return p.site.wall.Words.Percent(p.Lang, perMille, enough)
}

// Tenths is a number of tenths, as 3.5, as the reader's language writes it.
func (p *sheet) Tenths(n int) string { return p.site.wall.Words.Tenths(p.Lang, n) }

// ISO is a moment as machines read it.
func (p *sheet) ISO(t time.Time) string { return t.In(p.community.Zone).Format(time.RFC3339) }

// ISODay is a day as machines read it.
func (p *sheet) ISODay(t time.Time) string { return t.In(p.community.Zone).Format(time.DateOnly) }

// Title is a title in one line; a case that is only photos has none of its own.
func (p *sheet) Title(typed string) string {
	title := strings.TrimRight(strings.Join(strings.Fields(text.Harmless(typed)), " "), ".。,，;；:：、")
	if title == "" {
		return p.text("case.untitled")
	}
	return title
}

// Typed is a text that a person typed, harmless, with its line breaks.
func (p *sheet) Typed(typed string) string { return strings.TrimSpace(text.Harmless(typed)) }

// Line is such a text in one line.
func (p *sheet) Line(typed string) string {
	return strings.Join(strings.Fields(text.Harmless(typed)), " ")
}
