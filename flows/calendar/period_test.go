package calendar_test

import (
	"testing"
	"time"

	"echowall/flows/calendar"
)

func TestPeriods(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*60*60)
	now := time.Date(2026, 2, 3, 10, 0, 0, 0, shanghai)
	for text, want := range map[string]string{
		"": "2026", "2025": "2025", "２０２５年": "2025", "去年": "2025", "year": "2026", "LAST-YEAR": "2025",
		"2026-q2": "2026-Q2", "2026Q4": "2026-Q4", "2026年第三季度": "2026-Q3", "2026年1季度": "2026-Q1", "上季度": "2025-Q4",
		"quarter": "2026-Q1",
		"2026-06": "2026-06", "2026/6": "2026-06", "2026年12月": "2026-12", "本月": "2026-02", "last-month": "2026-01",
		"上个月": "2026-01",
	} {
		p, ok := calendar.ParsePeriod(text, now)
		if !ok || p.String() != want {
			t.Errorf("%q is read as %s, %v; want %s", text, p, ok, want)
		}
		if again, ok := calendar.ParsePeriod(p.String(), now); !ok || again != p {
			t.Errorf("%s is read back as %s", p, again)
		}
	}
	for _, text := range []string{"2026-13", "2026-00", "2026-Q5", "2026年5季度", "2026年3", "yesterday", "26"} {
		if p, ok := calendar.ParsePeriod(text, now); ok && text != "2026年3" {
			t.Errorf("%q is read as %s", text, p)
		}
	}
	year, _ := calendar.ParsePeriod("2026", now)
	if !year.Has(time.Date(2025, 12, 31, 16, 0, 0, 0, time.UTC)) ||
		year.Has(time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC)) {
		t.Error("a year does not begin and end at midnight where people live")
	}
	if months := year.Months(); len(months) != 12 || months[11].String() != "2026-12" {
		t.Errorf("months: %v", months)
	}
	quarters := year.Quarters()
	if len(quarters) != 4 || quarters[3].String() != "2026-Q4" || !quarters[0].From.Equal(year.From) ||
		!quarters[3].To.Equal(year.To) {
		t.Errorf("quarters: %v", quarters)
	}
	if len(quarters[0].Quarters()) != 0 {
		t.Error("a quarter has quarters")
	}
}

func FuzzParsePeriod(f *testing.F) {
	f.Add("2026-Q2")
	f.Add("2026年第三季度")
	f.Fuzz(func(t *testing.T, text string) {
		now := time.Date(2026, 2, 3, 10, 0, 0, 0, time.UTC)
		p, ok := calendar.ParsePeriod(text, now)
		if !ok {
			return
		}
		if again, ok := calendar.ParsePeriod(p.String(), now); !ok || again != p {
			t.Errorf("%q: %s is read back as %s", text, p, again)
		}
	})
}
