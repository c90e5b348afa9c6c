package dialog

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"echowall/flows/calendar"
	"echowall/flows/fit"
	"echowall/flows/form"
	"echowall/flows/people"
)

// word reads a value that is one word, in its canonical form.
func (r Reader) word(f form.Field, word string) (string, bool) {
	folded := Fold(word)
	switch f.Kind {
	case form.CaseNo:
		return whole(strings.TrimPrefix(folded, "#"))
	case form.CaseList:
		return caseList(folded)
	case form.Cases:
		return caseSpans(folded)
	case form.TaskNo, form.BallotNo:
		return dotted(strings.TrimPrefix(folded, "#"))
	case form.MeetingNo:
		return whole(strings.TrimPrefix(folded, "m"))
	case form.Number, form.TieNo:
		return whole(folded)
	case form.Option, form.Rhythm, form.Language:
		return r.option(f, folded)
	case form.MonthDay:
		if last, ok := r.option(f, folded); ok {
			return last, true
		}
		return monthDay(folded)
	case form.Hour:
		hand, err := calendar.ParseHour(word)
		return calendar.ClockHand(hand), err == nil
	case form.Person:
		return username(word)
	case form.Role:
		return r.role(word)
	case form.Guest:
		if name, ok := username(word); ok {
			return "@" + name, true
		}
		return r.role(word)
	case form.Span:
		s, err := calendar.ParseSpan(word)
		return s.String(), err == nil
	default:
		return fit.Line(word), fit.Line(word) != ""
	}
}

func (r Reader) option(f form.Field, folded string) (string, bool) {
	folded = strings.Trim(folded, endings)
	for _, o := range r.Options(f) {
		if Fold(o) == folded || r.Words[folded] == o {
			return o, true
		}
	}
	return "", false
}

// endings are what people put behind a word without meaning anything by it.
const endings = "。.!！~～,，"

// username reads an @name as Telegram writes them.
func username(word string) (string, bool) {
	name, ok := strings.CutPrefix(word, "@")
	strange := strings.ContainsFunc(name, func(c rune) bool {
		return c != '_' && (c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c))
	})
	return name, ok && name != "" && !strange
}

// role reads "handler:power" and, in any language, "承办单位：供电所".
func (r Reader) role(word string) (string, bool) {
	name, detail, found := strings.Cut(strings.ReplaceAll(word, "：", ":"), ":")
	if canonical, ok := r.Words[Fold(name)]; ok {
		name = canonical
	}
	if kind, known := r.Words[Fold(detail)]; known && name == string(people.Member) &&
		slices.Contains(people.Kinds(), kind) {
		detail = kind
	}
	if found {
		name += ":" + fit.Line(detail)
	}
	_, ok := people.ParseRole(name)
	return strings.ToLower(firstPart(name)) + strings.TrimPrefix(name, firstPart(name)), ok
}

func firstPart(s string) string { name, _, _ := strings.Cut(s, ":"); return name }

// whole reads a number a person could mean.
func whole(s string) (string, bool) {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > 1_000_000_000 {
		return "", false
	}
	return strconv.Itoa(n), true
}

// monthDay reads a day of the month: 15, 15th, 15日.
func monthDay(s string) (string, bool) {
	n, err := strconv.Atoi(strings.TrimRight(s, "stndrh日号號."))
	return strconv.Itoa(n), err == nil && n >= 1 && n <= 31
}

func dotted(s string) (string, bool) {
	a, b, two := strings.Cut(s, ".")
	first, ok := whole(a)
	if !two || !ok {
		return first, ok
	}
	second, ok := whole(b)
	return first + "." + second, ok
}

// dateNos reads "1,3", "1 3" and "1、3", and the words that all dates suit, or none.
func (r Reader) dateNos(line string) (string, bool) {
	folded := strings.Trim(Fold(line), endings)
	switch meaning := r.Words[folded]; {
	case folded == allDates || meaning == allDates:
		return allDates, true
	case folded == noDate || meaning == "nodate" || meaning == "no":
		return noDate, true
	}
	return caseList(folded)
}

// What may be said of the dates of a poll beside their numbers.
const (
	allDates = form.AllDates
	noDate   = "none"
)

func caseList(s string) (string, bool) {
	var all []string
	for _, w := range strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == '、' || c == ' ' }) {
		n, ok := whole(strings.TrimPrefix(w, "#"))
		if !ok || len(all) == 20 {
			return "", false
		}
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return strings.Join(all, ","), len(all) > 0
}

// upTo are the marks by which people write from which case up to which.
const upTo = "-–—~～至到"

// caseSpans reads one case or several: 12, or 12,20-219.
func caseSpans(s string) (string, bool) {
	plain := strings.Map(func(c rune) rune {
		switch {
		case strings.ContainsRune(upTo, c):
			return '-'
		case c == '、':
			return ','
		case c == '#' || c == ' ':
			return -1
		}
		return c
	}, s)
	numbers := form.CaseNumbers(strings.Trim(plain, ","))
	return form.CaseSpans(numbers), len(numbers) > 0
}

// problemOf is what to say when a word is no value of the field's kind.
func problemOf(f form.Field) string {
	switch f.Kind {
	case form.CaseNo, form.CaseList, form.TaskNo, form.BallotNo:
		return "case"
	case form.Cases:
		return "cases"
	case form.MeetingNo:
		return "meeting"
	case form.Number, form.TieNo:
		return "number"
	case form.Option, form.Language:
		return "option"
	case form.Rhythm:
		return "rhythm"
	case form.MonthDay:
		return "monthday"
	case form.Hour:
		return "clock"
	case form.Paper:
		return "choice"
	case form.When, form.Date:
		return "date"
	case form.Person, form.Guest:
		return "person"
	case form.DateNos:
		return "dates"
	case form.Role:
		return "role"
	case form.Span:
		return "span"
	default:
		return "words"
	}
}
