package dialog

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/fit"
	"echowall/flows/form"
	"echowall/flows/permission"
)

// MaxText is how long a text may be, in characters: as long as a Telegram message.
const MaxText = 4096

// Reader reads lines. Verbs says what each verb takes; Words maps every word of every language, folded, to its
// canonical word; Now is the moment, in the community's time zone, from which dates are understood; Days are its
// working days; Languages are the tags of those that can be spoken.
type Reader struct {
	Verbs     Grammar
	Words     map[string]string
	Now       time.Time
	Days      calendar.Calendar
	Languages []string
}

// Options are the canonical words among which a field lets people choose; nil where it takes others as well.
func (r Reader) Options(f form.Field) []string {
	if f.Kind == form.Language {
		return r.Languages
	}
	return f.Options
}

// Problem says what is wrong with a value: the field, and the end of a message id "problem.date".
type Problem struct {
	Field form.Field
	Kind  string
	Given string
}

// Error makes a problem an error for operators; what was typed is not in it.
func (p *Problem) Error() string { return fmt.Sprintf("field %s: %s", p.Field.Name, p.Kind) }

// Verb reads the verb of a line and returns what follows it.
func Verb(line string) (permission.Verb, string) {
	line = strings.TrimSpace(line)
	i := strings.IndexFunc(line, unicode.IsSpace)
	if i < 0 {
		return permission.Verb(strings.ToLower(line)), ""
	}
	return permission.Verb(strings.ToLower(line[:i])), strings.TrimSpace(line[i:])
}

// Fold puts a word into the form in which words are compared: narrow, lower case, without variation selectors.
func Fold(s string) string {
	s = strings.ReplaceAll(s, "\ufe0f", "")
	return strings.ToLower(width.Fold.String(strings.TrimSpace(s)))
}

// LeftOver is the kind of the problem that words stand at the end which nothing takes; behind a whole line it is of no
// field.
const LeftOver = "left_over"

// Line reads what follows a verb, field by field. A "?" in place of a value wishes to be asked for what is optional,
// too. What is wrong is told as a *Problem, with the values before it. An optional value that does not fit is left
// empty, unless nothing after it can take the words. Words that nothing takes are a problem as well: who wrote them
// meant something by them.
func (r Reader) Line(v permission.Verb, rest string, got form.Values) (wish bool, err error) {
	for {
		rest = strings.TrimSpace(rest)
		f, more := Missing(r.Verbs, v, got, true)
		switch {
		case strings.Trim(rest, endings) == "" && (rest == "" || !more):
			return false, nil
		case rest == "?" || rest == "？":
			return true, nil
		case !more:
			return false, r.leftOver(v, got, rest)
		}
		value, used, err := r.value(f, rest)
		if err != nil && (!f.Optional || r.last(v, f) && !r.fitsLater(v, f, got, rest) || almost(err)) {
			return false, err
		}
		got[f.Name] = value
		rest = rest[used:]
	}
}

// leftOver is the problem that nothing takes the rest of a line. What stands behind a vote is not repeated.
func (r Reader) leftOver(v permission.Verb, got form.Values, rest string) *Problem {
	fields, _ := r.Verbs.Fields(v, got)
	if slices.ContainsFunc(fields, func(x form.Field) bool { return x.Kind == form.Paper }) {
		rest = ""
	}
	return &Problem{Kind: LeftOver, Given: rest}
}

// almost tells whether a value was meant for the field, though it is none: such a date does not exist, or lacks its
// hour.
func almost(err error) bool {
	var p *Problem
	return errors.As(err, &p) && (p.Kind == "no_such_date" || p.Kind == "hour")
}

// last tells whether no text follows that could take what a field did not.
func (r Reader) last(v permission.Verb, f form.Field) bool {
	fields, _ := r.Verbs.Fields(v, form.Values{})
	return f.Kind == form.Text || !slices.ContainsFunc(fields, func(x form.Field) bool { return x.Kind == form.Text })
}

// fitsLater tells whether a field that follows takes the words that this one does not.
func (r Reader) fitsLater(v permission.Verb, f form.Field, got form.Values, rest string) bool {
	fields, _ := r.Verbs.Fields(v, got)
	at := slices.IndexFunc(fields, func(x form.Field) bool { return x.Name == f.Name })
	return slices.ContainsFunc(fields[at+1:], func(x form.Field) bool {
		_, _, err := r.value(x, rest)
		return err == nil
	})
}

// Answer reads one field from an answer that is for this field alone.
func (r Reader) Answer(f form.Field, answer string, got form.Values) error {
	answer = strings.TrimSpace(answer)
	value, used, err := r.value(f, answer)
	if err != nil {
		return err
	}
	if f.Kind == form.Name {
		value, used = bareName(answer), len(answer) // nothing else can follow, so it needs no quotes
	}
	rest := strings.TrimSpace(strings.Trim(answer[used:], endings+" "))
	switch {
	case rest == "":
	case f.Kind == form.When || f.Kind == form.Date:
		return &Problem{Field: f, Kind: LeftOver, Given: rest}
	default:
		return wrong(f, answer)
	}
	got[f.Name] = value
	return nil
}

// specFields is how many fields a cron spec has.
const specFields = 5

// wrong says that a value does not fit; what a voter said is not repeated.
func wrong(f form.Field, given string) *Problem {
	if f.Kind == form.Paper {
		given = ""
	}
	return &Problem{Field: f, Kind: problemOf(f), Given: given}
}

func (r Reader) value(f form.Field, line string) (value string, used int, err error) {
	if f.Kind == form.Text {
		return r.text(f, line)
	}
	if f.Kind == form.When || f.Kind == form.Date {
		return r.date(f, line)
	}
	if f.Kind == form.Paper {
		return r.paper(f, line)
	}
	if f.Kind == form.Name {
		return r.name(f, line)
	}
	if f.Kind == form.DateNos {
		value, ok := r.dateNos(line)
		if !ok {
			return "", 0, &Problem{Field: f, Kind: problemOf(f), Given: line}
		}
		return value, len(line), nil
	}
	if f.Whole && f.Kind == form.Option {
		if value, ok := r.option(f, Fold(line)); ok {
			return value, len(line), nil
		}
		return "", 0, &Problem{Field: f, Kind: problemOf(f), Given: line}
	}
	if f.Kind == form.Option || f.Kind == form.Rhythm || f.Kind == form.Language || f.Kind == form.MonthDay {
		if value, used, ok := r.phrase(f, line); ok {
			return value, used, nil
		}
	}
	_, known := r.option(f, Fold(firstWord(line)))
	if f.Kind == form.Rhythm && !known && len(strings.Fields(line)) >= specFields {
		used := lengthOf(line, specFields)
		return strings.Join(strings.Fields(width.Fold.String(line[:used])), " "), used, nil
	}
	word := firstWord(line)
	if f.Kind == form.CaseList {
		word = listWord(line, "")
	} else if f.Kind == form.Cases {
		word = listWord(line, upTo)
	}
	value, ok := r.word(f, word)
	if bare := strings.TrimRight(word, endings); bare != word && bare != "" && (!ok || word == line) {
		value, ok = r.word(f, bare) // a stop at the end means nothing
	}
	if !ok {
		return "", 0, &Problem{Field: f, Kind: problemOf(f), Given: word}
	}
	return value, len(word), nil
}

// longestPhrase is how many words the longest answer known has, as "without my name".
const longestPhrase = 4

// phrase reads an option that is written in several words, as "not coming": as many of the line as mean something
// together.
func (r Reader) phrase(f form.Field, line string) (value string, used int, ok bool) {
	for n := min(len(strings.Fields(line)), longestPhrase); n > 1; n-- {
		used = lengthOf(line, n)
		if value, ok = r.option(f, Fold(line[:used])); ok {
			return value, used, true
		}
	}
	return "", 0, false
}

// paper reads what a voter says. What was said is not repeated when it cannot be read, for it may be a secret.
func (r Reader) paper(f form.Field, line string) (value string, used int, err error) {
	if value, used, ok := r.phrase(f, line); ok {
		return value, used, nil
	}
	word := firstWord(line)
	if value, ok := r.option(f, Fold(word)); ok {
		return value, len(word), nil
	}
	if i := strings.IndexAny(word, endings+"：:；;"); i > 0 { // a reason follows
		if value, ok := r.option(f, Fold(word[:i])); ok {
			_, mark := utf8.DecodeRuneInString(word[i:])
			return value, i + mark, nil
		}
	}
	word = listWord(line, "")
	numbers := strings.FieldsFunc(Fold(word), func(c rune) bool { return strings.ContainsRune(",、 ", c) })
	choice, ok := ballot.ParseChoice(strings.Join(numbers, ","))
	if !ok {
		return "", 0, &Problem{Field: f, Kind: "choice"}
	}
	return string(choice), len(word), nil
}

func (r Reader) text(f form.Field, line string) (string, int, error) {
	clean := strings.TrimSpace(fit.Text(line))
	switch {
	case !strings.ContainsFunc(clean, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsNumber(c) }):
		return "", 0, &Problem{Field: f, Kind: "words"}
	case utf8.RuneCountInString(clean) > MaxText:
		return "", 0, &Problem{Field: f, Kind: "long"}
	}
	return clean, len(line), nil
}

// name reads a name: one word, or all that stands in quotes.
func (r Reader) name(f form.Field, line string) (string, int, error) {
	given := firstWord(line)
	if opening, size := utf8.DecodeRuneInString(line); strings.ContainsRune(quotes, opening) {
		if end := strings.IndexAny(line[size:], quotes); end >= 0 {
			_, last := utf8.DecodeRuneInString(line[size+end:])
			given = line[:size+end+last]
		}
	}
	name := bareName(given)
	if name == "" {
		return "", 0, &Problem{Field: f, Kind: problemOf(f), Given: given}
	}
	return name, len(given), nil
}

// quotes are the marks between which people put a name of several words.
const quotes = "\"'“”‘’「」『』«»"

// bareName is a name without its quotes.
func bareName(given string) string {
	return fit.Line(strings.Trim(fit.Text(given), quotes+" "))
}

// lengthOf is how many bytes the first n words of a line take.
func lengthOf(line string, n int) int {
	used := 0
	for range n {
		rest := strings.TrimLeftFunc(line[used:], unicode.IsSpace)
		used = len(line) - len(rest)
		used += len(firstWord(rest))
	}
	return used
}

func firstWord(line string) string {
	if i := strings.IndexFunc(line, unicode.IsSpace); i >= 0 {
		return line[:i]
	}
	return line
}

// listWord takes a list with its commas, even where blanks stand after them: "12, 13". Other marks than those of a list
// are part of it where they are named.
func listWord(line, marks string) string {
	end := 0
	for i, c := range line {
		if !unicode.IsDigit(c) && !strings.ContainsRune("#＃,，、 "+marks, c) {
			break
		}
		if c == ' ' && !strings.ContainsAny(lastRune(line[:i]), ",，、") {
			break
		}
		end = i + utf8.RuneLen(c)
	}
	if whole := end == len(line) || unicode.IsSpace(rune(line[end])); whole {
		return line[:end]
	}
	// The last number is the head of another word, as of a date.
	if i := strings.LastIndexByte(line[:end], ' '); i >= 0 {
		return line[:i]
	}
	return firstWord(line)
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}
