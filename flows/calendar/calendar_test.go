package calendar

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"
)

// at reads a moment as the tests write it.
func at(tb testing.TB, loc *time.Location, text string) time.Time {
	tb.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func place(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func calendarOf(tb testing.TB, country string) Calendar {
	tb.Helper()
	if !Knows(country) {
		tb.Fatalf("%q is not known", country)
	}
	return Almanac{}.Around(country, 2026).Calendar()
}

// TestChina goes through the years and compares every weekday off and every weekend worked with the notices, written
// down here day by day and not in runs as in the data.
func TestChina(t *testing.T) {
	for year, want := range map[int]struct{ off, worked string }{
		2023: {"", ""},
		2024: {
			"01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07 ",
			"02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12 ",
		},
		2025: {
			"01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08 ",
			"01-26 02-08 04-27 09-28 10-11 ",
		},
		2026: {
			"01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07 ",
			"01-04 02-14 02-28 05-09 09-20 10-10 ",
		},
	} {
		off, worked := exceptions(Almanac{}.Around("CN", year).Calendar(), year)
		if off != want.off || worked != want.worked {
			t.Errorf("off\n got %s\nwant %s\nworked\n got %s\nwant %s", off, want.off, worked, want.worked)
		}
	}
}

// exceptions are the weekdays off and the weekend days worked of a year.
func exceptions(c Calendar, year int) (off, worked string) {
	for d := time.Date(year, 1, 1, 12, 0, 0, 0, time.UTC); d.Year() == year; d = d.AddDate(0, 0, 1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		switch works := c.IsWorkday(d); {
		case !works && !weekend:
			off += d.Format("01-02 ")
		case works && weekend:
			worked += d.Format("01-02 ")
		}
	}
	return off, worked
}

// TestChinaIsWhole reads every file: each can be read and speaks of its own year alone.
func TestChinaIsWhole(t *testing.T) {
	files, err := announced.ReadDir("china")
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	for _, f := range files {
		raw, err := announced.ReadFile("china/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		var own ownDays
		if err := own.read(raw); err != nil || len(own.off) < 7 {
			t.Errorf("%s: %d days off, %v", f.Name(), len(own.off), err)
		}
		for _, d := range slices.Concat(own.off, own.work) {
			if f.Name() != fmt.Sprintf("%d.yaml", d.Year) {
				t.Errorf("%s speaks of %s", f.Name(), d)
			}
		}
	}
}

// TestOldJournalsCountAsTheyDid: journals from before their days stood in them knew the days of 2026 and of no other
// year, and count by them whatever was announced since.
func TestOldJournalsCountAsTheyDid(t *testing.T) {
	for year := 2023; year <= 2030; year++ {
		off, worked := exceptions(China2026(), year)
		if year != 2026 && off+worked != "" {
			t.Errorf("of %d they know %s%s", year, off, worked)
		}
		if wantOff, wantWorked := exceptions(calendarOf(t, "CN"), 2026); year == 2026 &&
			(off != wantOff || worked != wantWorked) {
			t.Errorf("of 2026 they know %s%s", off, worked)
		}
	}
}

func TestIsWorkdayLooksAtThePlace(t *testing.T) {
	friday := time.Date(2026, 9, 18, 20, 0, 0, 0, time.UTC) // Saturday already in Shanghai
	if cal := Plain(); !cal.IsWorkday(friday) || cal.IsWorkday(friday.In(place(t, "Asia/Shanghai"))) {
		t.Error("a day is a working day where the moment is, not in UTC")
	}
}

func TestNext(t *testing.T) {
	for _, c := range []struct{ country, from, want string }{
		{"", "2026-06-05 09:30", "2026-06-08 09:30"},   // Friday
		{"", "2026-06-06 09:30", "2026-06-08 09:30"},   // Saturday
		{"", "2026-06-09 09:30", "2026-06-10 09:30"},   // Tuesday
		{"CN", "2026-02-13 09:30", "2026-02-14 09:30"}, // a Saturday made up for
		{"CN", "2026-02-14 09:30", "2026-02-24 09:30"}, // Spring Festival
		{"CN", "2026-09-30 09:30", "2026-10-08 09:30"}, // National Day
		{"CN", "2027-02-05 09:30", "2027-02-08 09:30"}, // not announced: weekends only
	} {
		if got := calendarOf(t, c.country).Next(at(t, time.UTC, c.from)); !got.Equal(at(t, time.UTC, c.want)) {
			t.Errorf("%s after %s: got %s, want %s", c.country, c.from, got, c.want)
		}
	}
}

func TestWith(t *testing.T) {
	monday, sunday := Day{2026, 6, 8}, Day{2026, 6, 7}
	cal, err := Plain().With([]Day{monday}, []Day{sunday})
	if err != nil || cal.works(monday) || !cal.works(sunday) {
		t.Errorf("a Monday off and a Sunday worked: %v", err)
	}
	if cal, err = cal.With(nil, []Day{monday}); err != nil || !cal.works(monday) || !cal.works(sunday) {
		t.Errorf("what is said later goes before: %v", err)
	}
	if _, err = cal.With([]Day{monday}, []Day{monday}); err == nil {
		t.Error("a day cannot be both")
	}
	if _, err = cal.With([]Day{{2026, 2, 30}}, nil); !errors.Is(err, ErrNoSuchDate) {
		t.Errorf("30 February: got %v", err)
	}
}

func TestNew(t *testing.T) {
	cal, err := New(time.Friday, time.Saturday, time.Friday)
	if err != nil || cal.works(Day{2026, 6, 5}) || !cal.works(Day{2026, 6, 7}) {
		t.Errorf("Friday off, Sunday worked: %v", err)
	}
	if _, err := New(0, 1, 2, 3, 4, 5, 6); err == nil {
		t.Error("a week without a working day was taken")
	}
	if _, err := New(7); err == nil {
		t.Error("weekday 7 was taken")
	}
}

func TestDayText(t *testing.T) {
	raw, err := json.Marshal(map[Day][]Day{{2026, 2, 3}: {{2026, 10, 1}}})
	if want := `{"2026-02-03":["2026-10-01"]}`; err != nil || string(raw) != want {
		t.Errorf("got %s, %v, want %s", raw, err, want)
	}
	var back map[Day][]Day
	if err := json.Unmarshal(raw, &back); err != nil || back[Day{2026, 2, 3}][0] != (Day{2026, 10, 1}) {
		t.Errorf("read back %v, %v", back, err)
	}
	for text, want := range map[string]error{
		"2026-02-30": ErrNoSuchDate, "0000-01-01": ErrNoSuchDate, "2026-2-3": ErrNotADate, "2026-02-03 ": ErrNotADate,
		"":           ErrNotADate,
		"2026/02/03": ErrNotADate, "２026-02-03": ErrNotADate,
	} {
		var d Day
		if err := d.UnmarshalText([]byte(text)); !errors.Is(err, want) || d != (Day{}) {
			t.Errorf("%q: got %v, %v, want %v", text, d, err, want)
		}
	}
}

func TestAtSkippedHour(t *testing.T) {
	for _, c := range []struct {
		place string
		day   Day
		hand  time.Duration
		want  string
	}{
		{"Europe/Madrid", Day{2026, 3, 29}, 150 * time.Minute, "2026-03-29 03:30 +0200"},
		{"America/New_York", Day{2026, 3, 8}, 150 * time.Minute, "2026-03-08 03:30 -0400"},
		{"America/Sao_Paulo", Day{2018, 11, 4}, 0, "2018-11-04 01:00 -0200"},         // midnight itself was skipped
		{"America/Sao_Paulo", Day{2026, 11, 4}, 0, "2026-11-04 00:00 -0300"},         // summer time was given up in 2019
		{"Pacific/Apia", Day{2011, 12, 30}, 9 * time.Hour, "2011-12-31 09:00 +1400"}, // a day was skipped
		{"Asia/Shanghai", Day{2026, 2, 17}, 24*time.Hour - 1, "2026-02-17 23:59 +0800"},
	} {
		if got := c.day.At(c.hand, place(t, c.place)).Format("2006-01-02 15:04 -0700"); got != c.want {
			t.Errorf("%s %s %s: got %s, want %s", c.place, c.day, c.hand, got, c.want)
		}
	}
}

// TestAtShowsTheHand: but for a skipped hour the clock on the wall shows what was asked for, and it is never earlier.
func TestAtShowsTheHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(places()).Draw(t, "place"))
		if err != nil {
			t.Fatal(err)
		}
		d := Day{2010, 1, 1}.Add(rapid.IntRange(0, 12000).Draw(t, "days"))
		hand := time.Duration(rapid.IntRange(0, 24*60-1).Draw(t, "minutes")) * time.Minute
		late := face(d.At(hand, loc)).Sub(d.utc().Add(hand))
		if late < 0 || late > 24*time.Hour || late > 0 && !skips(d, loc) {
			t.Fatalf("%s %s in %s is %s late", d, hand, loc, late)
		}
	})
}

// skips tells whether clocks are put forward on a day.
func skips(d Day, loc *time.Location) bool {
	_, before := d.utc().Add(-24 * time.Hour).In(loc).Zone()
	_, after := d.utc().Add(48 * time.Hour).In(loc).Zone()
	return after > before
}

func places() []string {
	return []string{"Asia/Shanghai", "Europe/Madrid", "America/Sao_Paulo", "America/New_York", "Australia/Lord_Howe",
		"Pacific/Apia", "UTC"}
}

func TestMonth(t *testing.T) {
	want := [][7]int{{0, 0, 1, 2, 3, 4, 5}, {6, 7, 8, 9, 10, 11, 12}, {13, 14, 15, 16, 17, 18, 19},
		{20, 21, 22, 23, 24, 25, 26}, {27, 28, 29, 30}}
	if got := Month(2026, time.September, time.Sunday); len(got) != 5 || [5][7]int(got) != [5][7]int(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := Month(2027, time.February, time.Monday); len(got) != 4 || got[0][0] != 1 || got[3][6] != 28 {
		t.Errorf("a month of four whole weeks: got %v", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		year, month := rapid.IntRange(1, 9999).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
		start := time.Weekday(rapid.IntRange(-7, 13).Draw(t, "start"))
		next := Day{year, month, 1}
		for _, week := range Month(year, month, start) {
			if week == [7]int{} {
				t.Fatal("an empty week")
			}
			for column, day := range week {
				if day == 0 {
					continue
				}
				if day != next.Day || next.Weekday() != (start+time.Weekday(column)+7)%7 {
					t.Fatalf("got %d in column %d, want %s", day, column, next)
				}
				next = next.Add(1)
			}
		}
		if next.Day != 1 || next.Month == month {
			t.Fatalf("ended before %s", next)
		}
	})
}
