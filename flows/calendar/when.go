package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// What can be wrong with a date. They are told apart because people need different help: how to write a date, or which
// day they meant.
var (
	ErrNotADate = errors.New("not a date: expected one as 2026-12-03, 12-03, tomorrow or friday, with an hour as " +
		"09:00 or 3pm")
	// ErrNoSuchDate is a date or an hour that is written well and does not exist: 2026-02-30, 24:61.
	ErrNoSuchDate = errors.New("no such date")
)

// ParseWhen reads a date, and the hour if one follows, from the first words, in now's location; used is how many words
// it took. Without an hour t is the beginning of that day. Words may be in full-width characters (０９：００).
//
//	dates  2026-12-03  2026/12/3  12-03  12月3日  2026年12月3日  今天 明天 后天 大后天  today tomorrow
//	       周五 星期五 本周五 下周三  friday fri
//	hours  09:00  9:00  9点  9点半  9点30分  下午3点  3pm  3:30pm
//	both   2026-12-03T09:00  明天下午3点
//
// A date without a year is the next such date, today included; so is a weekday, which moves on a week if it is today
// and its hour has passed. 本周 and 下周 are this week and the next, from Monday. 12/3 and 3.12.2026 are not read: they
// mean different days in different countries. An hour skipped by summer time is moved forward, as in Day.At. Whether a
// moment in the past will do is the caller's matter.
func ParseWhen(words []string, now time.Time) (t time.Time, used int, hasHour bool, err error) {
	if len(words) == 0 {
		return time.Time{}, 0, false, ErrNotADate
	}
	s := scan{fold(words[0])}
	date, ok := s.date(DayOf(now))
	if !ok {
		return time.Time{}, 0, false, fmt.Errorf("%q: %w", words[0], ErrNotADate)
	}
	used = 1
	var h hour
	if s.rest != "" { // then the hour is all that may follow
		if h, hasHour = s.hour(); !hasHour || s.rest != "" {
			return time.Time{}, 0, false, fmt.Errorf("%q: %w", words[0], ErrNotADate)
		}
	} else if len(words) > 1 {
		if h, hasHour = wholeHour(words[1]); hasHour {
			used = 2
		}
	}
	t, err = date.moment(h, hasHour, now)
	if err != nil {
		return time.Time{}, 0, false, fmt.Errorf("%q: %w", strings.Join(words[:used], " "), err)
	}
	return t, used, hasHour, nil
}

// wholeHour reads a word that is an hour and nothing else.
func wholeHour(word string) (hour, bool) {
	s := scan{fold(word)}
	if h, ok := s.hour(); ok && s.rest == "" {
		return h, true
	}
	return hour{}, false
}
