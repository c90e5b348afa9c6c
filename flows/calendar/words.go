package calendar

import "time"

// The words of the grammar. They are read, never shown, so they stand here and not among the locales.

// unit is what one of a unit is.
func unit(word string) (Span, bool) {
	switch word {
	case "s", "秒", "秒钟":
		return Span{Clock: time.Second}, true
	case "m", "分", "分钟":
		return Span{Clock: time.Minute}, true
	case "h", "小时", "个小时":
		return Span{Clock: time.Hour}, true
	case "d", "天", "日":
		return Span{Days: 1}, true
	case "w", "周", "星期", "个星期":
		return Span{Days: 7}, true
	case "wd", "工作日", "个工作日":
		return Span{WorkDays: 1}, true
	}
	return Span{}, false
}

// near takes a word for a day near today and tells how far off it is.
func (s *scan) near() (days int, ok bool) {
	switch {
	case s.any("今天", "today"):
		return 0, true
	case s.any("明天", "tomorrow"):
		return 1, true
	case s.any("大后天", "大後天"):
		return 3, true
	case s.any("后天", "後天"):
		return 2, true
	}
	return 0, false
}

// week takes the word for a week and tells how far off it is; bare is a weekday said without saying which week.
func (s *scan) week() (weeks int, bare, ok bool) {
	switch {
	case s.any("下周", "下週", "下星期", "下个星期"):
		return 1, false, true
	case s.any("本周", "本週", "本星期", "这周", "这星期", "这个星期"):
		return 0, false, true
	case s.any("周", "週", "星期"):
		return 0, true, true
	}
	return 0, false, false
}

// chineseWeekday takes the day that follows the word for a week.
func (s *scan) chineseWeekday() (time.Weekday, bool) {
	for w, names := range [7][]string{{"日", "天"}, {"一"}, {"二"}, {"三"}, {"四"}, {"五"}, {"六"}} {
		if s.any(names...) {
			return time.Weekday(w), true
		}
	}
	return 0, false
}

func (s *scan) englishWeekday() (time.Weekday, bool) {
	for w := time.Sunday; w <= time.Saturday; w++ {
		name := fold(w.String())
		if s.any(name, name[:3]) {
			return w, true
		}
	}
	return 0, false
}

// A period is the part of the day that says which of two hours is meant.
type period int

const (
	anyTime   period = iota
	night            // 凌晨
	morning          // 上午
	noon             // 中午
	afternoon        // 下午
	evening          // 晚上
	am
	pm
)

func (s *scan) chinesePeriod() period {
	switch {
	case s.any("凌晨"):
		return night
	case s.any("上午", "早上"):
		return morning
	case s.any("中午"):
		return noon
	case s.any("下午"):
		return afternoon
	case s.any("晚上"):
		return evening
	}
	return anyTime
}

func (s *scan) englishPeriod() period {
	switch {
	case s.any("am"):
		return am
	case s.any("pm"):
		return pm
	}
	return anyTime
}

func (s *scan) oClock() bool {
	return s.any("点钟", "点整", "点", "點鐘", "點整", "點", "时", "時")
}
func (s *scan) half() bool   { return s.any("半") }
func (s *scan) minute() bool { return s.any("分") }

func (s *scan) year() bool       { return s.any("年") }
func (s *scan) month() bool      { return s.any("月") }
func (s *scan) dayOfMonth() bool { return s.any("日", "号", "號") }
