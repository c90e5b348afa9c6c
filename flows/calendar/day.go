package calendar

import (
	"fmt"
	"time"
)

// Day is a date without an hour or a place. It may hold a date that does not exist; Exists tells.
type Day struct {
	Year  int
	Month time.Month
	Day   int
}

// DayOf is the day of t in t's location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day{y, m, d}
}

// Exists tells whether there is such a date, in the years 1 to 9999.
func (d Day) Exists() bool {
	return d.Year >= 1 && d.Year <= 9999 && DayOf(d.utc()) == d
}

// Add is n days later, or earlier if n is negative.
func (d Day) Add(n int) Day { return DayOf(d.utc().AddDate(0, 0, n)) }

// Before tells whether d comes before e.
func (d Day) Before(e Day) bool { return d.utc().Before(e.utc()) }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// At is the moment at which the clocks of a place show hand (counted from midnight) on that day. An hour skipped by
// summer time is moved forward by what was skipped: 02:30 becomes 03:30. time.Date does so east of Greenwich only; west
// of it, where midnight itself may be skipped, it goes back, and a deadline would fall on the day before. Of an hour
// that comes twice it is the one that time.Date takes.
func (d Day) At(hand time.Duration, loc *time.Location) time.Time {
	sec, nsec := int(hand/time.Second), int(hand%time.Second)
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, sec, nsec, loc)
	wanted := time.Date(d.Year, d.Month, d.Day, 0, 0, sec, nsec, time.UTC)
	if back := wanted.Sub(face(t)); back > 0 {
		return t.Add(back)
	}
	return t
}

// String writes the day as 2026-12-03.
func (d Day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// ParseDay reads a day as String writes it, and nothing else: it is for files and settings. What people type is for
// ParseWhen.
func ParseDay(text string) (Day, error) {
	s := scan{text}
	y, ok1 := s.number(4, 4)
	dash1 := s.any("-")
	m, ok2 := s.number(2, 2)
	dash2 := s.any("-")
	day, ok3 := s.number(2, 2)
	if !ok1 || !dash1 || !ok2 || !dash2 || !ok3 || s.rest != "" {
		return Day{}, fmt.Errorf("%q: %w", text, ErrNotADate)
	}
	d := Day{y, time.Month(m), day}
	if !d.Exists() {
		return Day{}, fmt.Errorf("%q: %w", text, ErrNoSuchDate)
	}
	return d, nil
}

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the day as ParseDay does.
func (d *Day) UnmarshalText(text []byte) error {
	x, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = x
	return nil
}

func (d Day) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// at is that day at the hour of t, where t is.
func (d Day) at(t time.Time) time.Time { return d.At(face(t).Sub(DayOf(t).utc()), t.Location()) }

// face is what a clock and a calendar on the wall show at t, written down as if it were UTC, so that faces can be
// compared.
func face(t time.Time) time.Time {
	_, offset := t.Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}
