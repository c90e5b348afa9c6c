package calendar

import "time"

// china holds the days off and the make-up working days of the People's Republic of China, year by year as announced. A year
// not announced yet counts its weekends only (see Days.Unannounced): what the notice will say cannot be worked out beforehand.
//
// 2026: 国务院办公厅关于2026年部分节假日安排的通知, 国办发明电〔2025〕7号, 2025-11-04
// (https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm; full text by Xinhua at
// https://politics.gmw.cn/2025-11/04/content_38391083.htm).
func china(year int) (off, work []Day) {
	for _, f := range chinaFestivals() {
		for d := f.first; !f.last.Before(d); d = d.Add(1) {
			if d.Year == year {
				off = append(off, d)
			}
		}
	}
	for _, d := range chinaMadeUp() {
		if d.Year == year {
			work = append(work, d)
		}
	}
	return off, work
}

// chinaMadeUp are the weekend days on which one works for a longer festival (调休).
func chinaMadeUp() []Day {
	return []Day{
		{2026, time.January, 4},
		{2026, time.February, 14}, {2026, time.February, 28},
		{2026, time.May, 9},
		{2026, time.September, 20}, {2026, time.October, 10},
	}
}

// A festival is a run of days off, both ends included.
type festival struct{ first, last Day }

func chinaFestivals() []festival {
	return []festival{
		{Day{2026, time.January, 1}, Day{2026, time.January, 3}},       // 元旦
		{Day{2026, time.February, 15}, Day{2026, time.February, 23}},   // 春节
		{Day{2026, time.April, 4}, Day{2026, time.April, 6}},           // 清明节
		{Day{2026, time.May, 1}, Day{2026, time.May, 5}},               // 劳动节
		{Day{2026, time.June, 19}, Day{2026, time.June, 21}},           // 端午节
		{Day{2026, time.September, 25}, Day{2026, time.September, 27}}, // 中秋节
		{Day{2026, time.October, 1}, Day{2026, time.October, 7}},       // 国庆节
	}
}
