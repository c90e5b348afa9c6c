package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
	"echowall/locales"
)

// tongue speaks one language, of no community in particular: words, lists, lengths of time, what comes round.
type tongue struct {
	texts *locales.Catalogue
	lang  string
}

func (r *Renderer) tongue(lang string) tongue { return tongue{r.texts, lang} }

// tell writes a message with data rendered already, in the language, else in English, else its id.
func (t tongue) tell(id string, d data) string {
	var count *int
	if n, ok := d["Count"].(int); ok {
		count = &n
	}
	for _, l := range []string{t.lang, locales.Default} {
		if text, err := t.texts.Render(l, id, d, count); err == nil {
			return text
		}
	}
	return escape(id)
}

// named picks the name in the reader's language, else the English one.
func (t tongue) named(names map[string]string) string {
	if name := names[t.lang]; name != "" {
		return name
	}
	return names[locales.Default]
}

// list joins texts as the language joins them: "A, B and C", "A、B和C".
func (t tongue) list(texts []string) string {
	n := len(texts)
	if n < 2 {
		return strings.Join(texts, "")
	}
	return t.tell("list.and", data{"First": strings.Join(texts[:n-1], t.tell("list.comma", nil)), "Last": texts[n-1]})
}

// month is a month in words, with its year.
func (t tongue) month(at time.Time) string {
	return t.tell("format.month", data{"Month": t.word("format.months", int(at.Month())-1), "Year": at.Year()})
}

// clock is an hour of the day.
func (t tongue) clock(hour, minute int) string {
	return t.tell("format.clock", data{"Hour": fmt.Sprintf("%02d", hour), "Minute": fmt.Sprintf("%02d", minute)})
}

// percent is a rate in tenths of a per cent; "" where there are too few to say.
func (t tongue) percent(perMille int, enough bool) string {
	if !enough {
		return ""
	}
	return t.tell("format.percent", data{"Number": t.tenths(perMille)})
}

// tenths writes a number of tenths, as 3.5, but 35 of 350.
func (t tongue) tenths(n int) string {
	if n%10 == 0 {
		return strconv.Itoa(n / 10)
	}
	return t.tell("format.decimal", data{"Whole": strconv.Itoa(n / 10), "Tenths": strconv.Itoa(n % 10)})
}

// word is the nth of the words of a message, which are parted by "|".
func (t tongue) word(id string, n int) string {
	if words := strings.Split(t.tell(id, nil), "|"); n < len(words) {
		return words[n]
	}
	return strconv.Itoa(n + 1)
}

// span is a length of time in words.
func (t tongue) span(s calendar.Span) string {
	var parts []string
	add := func(unit string, n int) {
		if n > 0 {
			parts = append(parts, t.tell("span."+unit, data{"Count": n}))
		}
	}
	add("days", s.Days)
	add("workdays", s.WorkDays)
	add("hours", int(s.Clock/time.Hour))
	add("minutes", int(s.Clock%time.Hour/time.Minute))
	add("seconds", int(s.Clock%time.Minute/time.Second))
	return t.list(parts)
}

// fraction is a part in words: "more than half", "at least two thirds".
func (t tongue) fraction(f procedure.Fraction) string {
	id := "fraction.least"
	if f.More {
		id = "fraction.more"
	}
	return t.tell(id, data{"Part": strconv.Itoa(f.Num) + "/" + strconv.Itoa(f.Den), "Num": f.Num, "Den": f.Den})
}
