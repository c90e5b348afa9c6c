package dialog

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"echowall/flows/calendar"
	"echowall/flows/form"
)

// date reads a date, and for When an hour. The words it does not use are left in the line.
func (r Reader) date(f form.Field, line string) (string, int, error) {
	if at, ok := r.deadline(f, line); ok {
		return at.Format(time.RFC3339), len(firstWord(line)), nil
	}
	segment := line
	if i := strings.IndexAny(line, apart); i >= 0 {
		segment = line[:i] // another date may follow without a blank
	}
	at, n, hour, err := calendar.ParseWhen(strings.Fields(segment), r.Now)
	switch {
	case errors.Is(err, calendar.ErrNoSuchDate):
		return "", 0, &Problem{Field: f, Kind: "no_such_date", Given: firstWord(line)}
	case err != nil:
		return "", 0, &Problem{Field: f, Kind: problemOf(f), Given: firstWord(line)}
	case f.Kind == form.When && !hour:
		return "", 0, &Problem{Field: f, Kind: "hour", Given: firstWord(line)}
	case f.Kind == form.Date && !hour:
		at = time.Date(at.Year(), at.Month(), at.Day(), endOfWork, 0, 0, 0, at.Location())
	}
	used := lengthOf(segment, n)
	if rest := line[len(segment):]; rest != "" && strings.TrimSpace(segment[used:]) == "" {
		_, mark := utf8.DecodeRuneInString(rest)
		used = len(segment) + mark
	}
	return at.Format(time.RFC3339), used, nil
}

// apart are the marks that part one date from the next, or from what follows.
const apart = "、,，;；。！!"

// deadline reads a span from now, as 5wd or 7天, where a deadline is asked for: whole days end with the work of the
// last, hours with a whole minute, for no deadline is told to the second.
func (r Reader) deadline(f form.Field, line string) (time.Time, bool) {
	span, err := calendar.ParseSpan(firstWord(line))
	if f.Kind != form.Date || err != nil {
		return time.Time{}, false
	}
	at := span.After(r.Now, r.Days)
	if span.Clock == 0 {
		at = time.Date(at.Year(), at.Month(), at.Day(), endOfWork, 0, 0, 0, at.Location())
	} else if whole := at.Truncate(time.Minute); whole.Before(at) {
		at = whole.Add(time.Minute)
	}
	return at, true
}

// endOfWork is the hour by which something due on a day is expected.
const endOfWork = 18
