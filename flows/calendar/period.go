package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Period is a month, a quarter or a year: from its first moment to the first after it, in the time zone it was read in.
type Period struct {
	Year int
	// Quarter is 1 to 4, Month 1 to 12; 0 where the period is longer.
	Quarter, Month int
	From, To       time.Time
}

var (
	yearForm    = regexp.MustCompile(`^(\d{4})年?$`)
	quarterForm = regexp.MustCompile(`^(\d{4})(?:-?q|年第?)([1-4一二三四])(?:季度?)?$`)
	monthForm   = regexp.MustCompile(`^(\d{4})(?:[-/.]|年)(\d{1,2})月?$`)
)

// ParsePeriod reads a period as people write it, seen from now, in now's location. Nothing is this year.
//
//	2026  2026-06  2026-Q2  2026年  2026年6月  2026年第二季度
//	year quarter month  今年 本季度 本月  去年 上季度 上月  last-year last-quarter last-month
func ParsePeriod(text string, now time.Time) (Period, bool) {
	word := fold(strings.TrimSpace(text))
	quarter := (int(now.Month())-1)/3 + 1
	switch word {
	case "", "year", "今年", "本年":
		return yearOf(now.Year(), now.Location()), true
	case "last-year", "去年", "上年":
		return yearOf(now.Year()-1, now.Location()), true
	case "quarter", "本季度", "本季":
		return quarterOf(now.Year(), quarter, now.Location()), true
	case "last-quarter", "上季度", "上季":
		return quarterOf(now.Year(), quarter-1, now.Location()), true
	case "month", "本月", "这个月":
		return monthOf(now.Year(), int(now.Month()), now.Location()), true
	case "last-month", "上月", "上个月":
		return monthOf(now.Year(), int(now.Month())-1, now.Location()), true
	}
	return writtenPeriod(word, now.Location())
}

func writtenPeriod(word string, where *time.Location) (Period, bool) {
	if m := yearForm.FindStringSubmatch(word); m != nil {
		return yearOf(count(m[1]), where), true
	}
	if m := quarterForm.FindStringSubmatch(word); m != nil && strings.Contains(word, "q") != strings.Contains(word, "季") {
		return quarterOf(count(m[1]), count(m[2]), where), true
	}
	if m := monthForm.FindStringSubmatch(word); m != nil && count(m[2]) >= 1 && count(m[2]) <= 12 {
		return monthOf(count(m[1]), count(m[2]), where), true
	}
	return Period{}, false
}

// count reads a number that a form has let pass.
func count(digits string) int {
	if n := strings.Index("一二三四", digits); n >= 0 {
		return n/len("一") + 1
	}
	n, _ := strconv.Atoi(digits)
	return n
}

func yearOf(year int, where *time.Location) Period {
	from := time.Date(year, 1, 1, 0, 0, 0, 0, where)
	return Period{Year: year, From: from, To: from.AddDate(1, 0, 0)}
}

// quarterOf is a quarter; the one before the first is the last of the year before.
func quarterOf(year, quarter int, where *time.Location) Period {
	from := time.Date(year, time.Month(3*quarter-2), 1, 0, 0, 0, 0, where)
	return Period{Year: from.Year(), Quarter: (int(from.Month())-1)/3 + 1, From: from, To: from.AddDate(0, 3, 0)}
}

func monthOf(year, month int, where *time.Location) Period {
	from := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, where)
	return Period{Year: from.Year(), Month: int(from.Month()), From: from, To: from.AddDate(0, 1, 0)}
}

// Has tells whether a moment lies in the period.
func (p Period) Has(t time.Time) bool { return !t.Before(p.From) && t.Before(p.To) }

// Months are the months of a period, in order.
func (p Period) Months() []Period {
	var all []Period
	for from := p.From; from.Before(p.To); from = from.AddDate(0, 1, 0) {
		all = append(all, monthOf(from.Year(), int(from.Month()), from.Location()))
	}
	return all
}

// Quarters are the quarters of a year, in order; a shorter period has none.
func (p Period) Quarters() []Period {
	if p.Quarter > 0 || p.Month > 0 {
		return nil
	}
	var all []Period
	for q := 1; q <= 4; q++ {
		all = append(all, quarterOf(p.Year, q, p.From.Location()))
	}
	return all
}

// String is the period as ParsePeriod reads it.
func (p Period) String() string {
	switch {
	case p.Month > 0:
		return fmt.Sprintf("%04d-%02d", p.Year, p.Month)
	case p.Quarter > 0:
		return fmt.Sprintf("%04d-Q%d", p.Year, p.Quarter)
	}
	return fmt.Sprintf("%04d", p.Year)
}
