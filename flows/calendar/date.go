package calendar

import "time"

// A said date is one as it was said: it may not exist, and the year or the week may be still open.
type said struct {
	date Day
	open open
}

// What was left open.
type open int

const (
	nothing open = iota
	theYear      // 12-03
	theWeek      // friday; date is the next one, today included
)

// date takes a date of any form. After digits an hour is set apart by a T, after a word it may follow at once.
func (s *scan) date(today Day) (said, bool) {
	for _, take := range []func(*scan) (said, bool){(*scan).digitDate, (*scan).chineseDate} {
		try := *s
		if d, ok := take(&try); ok {
			*s = try
			return d, true
		}
	}
	return s.wordDate(today)
}

// digitDate takes 2026-12-03, 2026/12/3 and 12-03, with the T if there is one.
func (s *scan) digitDate() (said, bool) {
	separator, left := "-", theYear
	var d Day
	year := *s
	if y, ok := year.number(4, 4); ok {
		if year.any("/") {
			separator = "/"
		} else if !year.any("-") {
			return said{}, false
		}
		*s, d.Year, left = year, y, nothing
	}
	m, ok1 := s.number(1, 2)
	between := s.any(separator)
	n, ok2 := s.number(1, 2)
	whole := s.rest == "" || s.rest != "t" && s.any("t")
	d.Month, d.Day = time.Month(m), n
	return said{d, left}, ok1 && between && ok2 && whole
}

// chineseDate takes 2026年12月3日 and 12月3日.
func (s *scan) chineseDate() (said, bool) {
	left := theYear
	var d Day
	year := *s
	if y, ok := year.number(4, 4); ok && year.year() {
		*s, d.Year, left = year, y, nothing
	}
	m, ok1 := s.number(1, 2)
	month := s.month()
	n, ok2 := s.number(1, 2)
	d.Month, d.Day = time.Month(m), n
	return said{d, left}, ok1 && month && ok2 && s.dayOfMonth()
}

// wordDate takes 明天, tomorrow, 下周三, friday.
func (s *scan) wordDate(today Day) (said, bool) {
	if n, ok := s.near(); ok {
		return said{today.Add(n), nothing}, true
	}
	if w, ok := s.englishWeekday(); ok {
		return said{today.Add(ahead(today.Weekday(), w)), theWeek}, true
	}
	weeks, bare, ok := s.week()
	w, known := s.chineseWeekday()
	if !ok || !known {
		return said{}, false
	}
	if bare {
		return said{today.Add(ahead(today.Weekday(), w)), theWeek}, true
	}
	monday := today.Add(-ahead(time.Monday, today.Weekday()))
	return said{monday.Add(7*weeks + ahead(time.Monday, w)), nothing}, true
}

// ahead is how many days after one weekday the other next comes: 0 to 6.
func ahead(from, to time.Weekday) int { return int(to-from+7) % 7 }

// moment settles what was left open and finds the moment in now's location. There must be such a date and such an hour.
func (d said) moment(h hour, hasHour bool, now time.Time) (time.Time, error) {
	hand, ok := h.hand()
	if d.open == theYear {
		d.date = d.date.nextFrom(DayOf(now))
	}
	if !ok || !d.date.Exists() {
		return time.Time{}, ErrNoSuchDate
	}
	t := d.date.At(hand, now.Location())
	if d.open == theWeek && hasHour && t.Before(now) {
		t = d.date.Add(7).At(hand, now.Location())
	}
	return t, nil
}

// nextFrom is the day in this year or, where that is past or does not exist, in the next: 02-29 is read the year before
// a leap year too.
func (d Day) nextFrom(today Day) Day {
	this := Day{today.Year, d.Month, d.Day}
	if this.Exists() && !this.Before(today) {
		return this
	}
	return Day{today.Year + 1, d.Month, d.Day}
}
