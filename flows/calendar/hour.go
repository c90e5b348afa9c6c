package calendar

import (
	"fmt"
	"time"
)

// An hour is a time on the clock as it was said; it may be one that does not exist.
type hour struct {
	h, m int
	part period
}

// hour takes an hour: 09:00, 9:00, 3pm, 3:30pm, 9点, 9点半, 9点30分, 下午3点, 下午3:30.
func (s *scan) hour() (hour, bool) {
	try := *s
	part := try.chinesePeriod()
	h, ok := try.number(1, 2)
	if !ok {
		return hour{}, false
	}
	m, told := try.minutes()
	if part == anyTime {
		part = try.englishPeriod()
		told = told || part != anyTime
	}
	if !told {
		return hour{}, false // a bare number is no hour: it may be the beginning of an address
	}
	*s = try
	return hour{h, m, part}, true
}

// ParseHour reads an hour as people write it, counted from midnight on the clock.
func ParseHour(text string) (time.Duration, error) {
	h, ok := wholeHour(text)
	if !ok {
		return 0, fmt.Errorf("%q: %w", text, ErrNotADate)
	}
	hand, ok := h.hand()
	if !ok {
		return 0, fmt.Errorf("%q: %w", text, ErrNoSuchDate)
	}
	return hand, nil
}

// ClockHand writes an hour, counted from midnight, as 09:00.
func ClockHand(d time.Duration) string {
	return fmt.Sprintf("%02d:%02d", int(d.Hours()), int(d.Minutes())%60)
}

// minutes takes what follows the number of the hour, and tells whether there was any.
func (s *scan) minutes() (int, bool) {
	try := *s
	if try.any(":") {
		m, ok := try.number(2, 2)
		if ok {
			*s = try
		}
		return m, ok
	}
	if !s.oClock() {
		return 0, false
	}
	if s.half() {
		return 30, true
	}
	m, ok := s.number(1, 2)
	if ok {
		s.minute()
	}
	return m, true
}

// hand is how far the hour is from midnight on the clock, and whether there is such an hour.
func (h hour) hand() (time.Duration, bool) {
	of24, ok := h.of24()
	if !ok || h.m > 59 {
		return 0, false
	}
	return time.Duration(of24)*time.Hour + time.Duration(h.m)*time.Minute, true
}

// of24 is the hour from 0 to 23. An hour is refused where it contradicts its part of the day (15 in the morning), and
// so is 晚上12点: it would be the night of that day to one and of the day before to another.
func (h hour) of24() (int, bool) {
	ok := h.h <= 23
	switch h.part {
	case night:
		return h.h % 12, h.h <= 6 || h.h == 12
	case morning:
		return h.h, h.h <= 12
	case noon:
		if h.h <= 2 {
			return h.h + 12, h.h >= 1
		}
		return h.h, h.h >= 11 && h.h <= 14
	case afternoon, evening:
		if h.h < 12 {
			return h.h + 12, h.h >= 1
		}
		return h.h, ok && (h.h > 12 || h.part == afternoon)
	case am:
		return h.h % 12, h.h >= 1 && h.h <= 12
	case pm:
		return h.h%12 + 12, h.h >= 1 && h.h <= 12
	default:
		return h.h, ok
	}
}
