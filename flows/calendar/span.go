package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrNotASpan is what every error of ParseSpan wraps.
var ErrNotASpan = errors.New("not a length of time")

// longest is ten years with their leap days, in rough days. What lasts longer is a slip of the finger.
const longest = 3653 * oneDay

const oneDay = 24 * time.Hour

// Span is a length of time as people write it. Days and working days are not turned into hours, for a day is not always
// 24 of them. ParseSpan makes spans of up to ten years; the zero Span is "not set".
type Span struct {
	Days     int           // calendar days
	WorkDays int           // working days
	Clock    time.Duration // hours, minutes and seconds
}

// ParseSpan reads one or more whole numbers with their units, 90s, 30m, 36h, 7d, 2w, 5wd (working days), 1h30m, or
// in Chinese 7天, 5个工作日, 36小时. The sum must be longer than nothing and no longer than ten years.
func ParseSpan(text string) (Span, error) {
	var sum Span
	s := scan{strings.TrimSpace(fold(text))}
	for first := true; first || s.rest != ""; first = false {
		n, ok := s.number(1, 9) // enough for ten years in seconds
		one, known := unit(s.untilDigit())
		if !ok || !known {
			return Span{}, fmt.Errorf("%q: %w: expected a whole number with its unit, as 90s, 36h, 7d, 2w or 5wd (working days)",
				text, ErrNotASpan)
		}
		if time.Duration(n) > longest/one.Rough() {
			return Span{}, tooLong(text)
		}
		sum = Span{sum.Days + n*one.Days, sum.WorkDays + n*one.WorkDays, sum.Clock + time.Duration(n)*one.Clock}
		if sum.Rough() > longest {
			return Span{}, tooLong(text)
		}
	}
	if sum.IsZero() {
		return Span{}, fmt.Errorf("%q: %w: expected more than nothing", text, ErrNotASpan)
	}
	return sum, nil
}

func tooLong(text string) error {
	return fmt.Errorf("%q: %w: expected no more than ten years", text, ErrNotASpan)
}

// IsZero tells whether the span is not set.
func (s Span) IsZero() bool { return s == Span{} }

// After is the moment a span after t. Days come first, then working days, both in t's location and keeping the hour on
// the clock whatever summer time does; then hours, minutes and seconds as they pass. Working days are counted from the
// next working day on: 1wd after a Friday or a Saturday is Monday. An hour skipped by summer time is moved forward, as
// in Day.At.
func (s Span) After(t time.Time, cal Calendar) time.Time {
	if s.Days != 0 || s.WorkDays != 0 { // else t stays as it is: its hour may be one that comes twice
		d := DayOf(t).Add(s.Days)
		for range s.WorkDays {
			d = cal.next(d)
		}
		t = d.at(t)
	}
	return t.Add(s.Clock)
}

// Before is the moment a span before t, counted as After counts: days and working days keep the hour on the clock.
func (s Span) Before(t time.Time, cal Calendar) time.Time {
	if s.Days != 0 || s.WorkDays != 0 {
		d := DayOf(t).Add(-s.Days)
		for range s.WorkDays {
			d = cal.last(d)
		}
		t = d.at(t)
	}
	return t.Add(-s.Clock)
}

// Rough is about how long the span is, to compare spans and to remind before an end: a day is 24 hours, and five
// working days are a week. It is whole days but for Clock, so that a reminder keeps the hour of its deadline.
func (s Span) Rough() time.Duration {
	return time.Duration(s.Days+s.WorkDays*7/5)*oneDay + s.Clock
}

// String writes the span as ParseSpan reads it, each kind of time in one unit: 2w is 14d, 1h30m is 90m, but 24h is not
// 1d. The zero span is 0s.
func (s Span) String() string {
	var b strings.Builder
	if s.Days != 0 {
		fmt.Fprintf(&b, "%dd", s.Days)
	}
	if s.WorkDays != 0 {
		fmt.Fprintf(&b, "%dwd", s.WorkDays)
	}
	switch c := s.Clock; {
	case c == 0 && b.Len() > 0:
	case c == 0 || c%time.Minute != 0:
		fmt.Fprintf(&b, "%ds", c/time.Second)
	case c%time.Hour != 0:
		fmt.Fprintf(&b, "%dm", c/time.Minute)
	default:
		fmt.Fprintf(&b, "%dh", c/time.Hour)
	}
	return b.String()
}

// MarshalText writes the span as String does.
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads the span as ParseSpan does; "" and "0s" are the zero span, so that what is not set can be stored.
func (s *Span) UnmarshalText(text []byte) error {
	if t := string(text); t == "" || t == "0s" {
		*s = Span{}
		return nil
	}
	x, err := ParseSpan(string(text))
	if err != nil {
		return err
	}
	*s = x
	return nil
}
