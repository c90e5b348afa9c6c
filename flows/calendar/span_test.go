package calendar

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"pgregory.net/rapid"
)

func TestParseSpan(t *testing.T) {
	for text, want := range map[string]string{
		"90s": "90s", "120s": "2m", "36h": "36h", "24h": "24h", "7d": "7d", "5wd": "5wd", "2w": "14d", "30m": "30m",
		"1h30m": "90m", "1d12h": "1d12h", "1d 2wd 3h": "1d2wd3h", " 7 D ": "7d", "７　天": "7d", "５ＷＤ": "5wd", "07d": "7d",
		"7天": "7d", "7日": "7d", "5个工作日": "5wd", "5 工作日": "5wd", "36小时": "36h", "36个小时": "36h", "２周": "14d", "1个星期": "7d",
		"30分钟": "30m", "90秒": "90s", "1天12小时": "1d12h",
		"3653d": "3653d", "87672h": "87672h", "315619200s": "87672h", "2609wd": "2609wd",
	} {
		got, err := ParseSpan(text)
		if err != nil || got.String() != want {
			t.Errorf("%q: got %s, %v, want %s", text, got, err, want)
		}
	}
}

func TestParseSpanRefuses(t *testing.T) {
	for text, why := range map[string]string{
		"": "expected a whole number", "d": "expected a whole number", "7": "expected a whole number",
		"7x":  "expected a whole number",
		"-7d": "expected a whole number", "1.5h": "expected a whole number", "1 2d": "expected a whole number",
		"5个":  "expected a whole number",
		"7d!": "expected a whole number", "1000000000000s": "expected a whole number", "٣d": "expected a whole number",
		"0d": "more than nothing", "0d0h": "more than nothing",
		"3654d": "ten years", "999999999w": "ten years", "2610wd": "ten years", "3653d1s": "ten years",
		strings.Repeat("3653d", 30): "ten years",
	} {
		got, err := ParseSpan(text)
		if !errors.Is(err, ErrNotASpan) || !strings.Contains(err.Error(), why) || !got.IsZero() {
			t.Errorf("%q: got %s, %v, want %q", text, got, err, why)
		}
	}
}

func TestSpanText(t *testing.T) {
	type rule struct {
		Open   Span   `json:"open" yaml:"open"`
		Remind []Span `json:"remind" yaml:"remind"`
		Within Span   `json:"within,omitzero" yaml:"within"`
	}
	var r rule
	if err := yaml.Unmarshal([]byte("open: 5个工作日\nremind: [2d, 90m]\n"), &r); err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(r)
	if want := `{"open":"5wd","remind":["2d","90m"]}`; err != nil || string(raw) != want {
		t.Errorf("got %s, %v, want %s", raw, err, want)
	}
	if raw, err = json.Marshal(struct{ Unset Span }{}); err != nil || string(raw) != `{"Unset":"0s"}` {
		t.Errorf("got %s, %v", raw, err)
	}
	for _, text := range []string{`"0s"`, `""`} {
		s := Span{Days: 1}
		if err := json.Unmarshal([]byte(text), &s); err != nil || !s.IsZero() {
			t.Errorf("%s: got %s, %v", text, s, err)
		}
	}
	if err := yaml.Unmarshal([]byte("open: soon"), &r); !errors.Is(err, ErrNotASpan) {
		t.Errorf("soon: got %v", err)
	}
}

func TestAfter(t *testing.T) {
	for _, c := range []struct{ place, country, from, span, want string }{
		// Spring Festival: 14 and 28 February are worked, 15 to 23 are off.
		{"Asia/Shanghai", "CN", "2026-02-12 09:00", "3wd", "2026-02-24 09:00 +0800"},
		{"Asia/Shanghai", "CN", "2026-02-17 09:00", "1wd", "2026-02-24 09:00 +0800"},
		{"Asia/Shanghai", "CN", "2026-02-24 09:00", "5wd", "2026-03-02 09:00 +0800"},
		{"Asia/Shanghai", "CN", "2026-02-12 09:00", "7d", "2026-02-19 09:00 +0800"}, // plain days take no holiday
		// National Day: 20 September and 10 October are worked, 25 to 27 September and 1 to 7 October are off.
		{"Asia/Shanghai", "CN", "2026-09-18 17:30", "5wd", "2026-09-24 17:30 +0800"},
		{"Asia/Shanghai", "CN", "2026-09-30 17:30", "3wd", "2026-10-10 17:30 +0800"},
		{"Asia/Shanghai", "CN", "2026-09-24 17:30", "7wd", "2026-10-12 17:30 +0800"},
		// Weekends.
		{"UTC", "", "2026-06-05 10:00", "1wd", "2026-06-08 10:00 +0000"}, // Friday
		{"UTC", "", "2026-06-06 10:00", "1wd", "2026-06-08 10:00 +0000"}, // Saturday
		{"UTC", "", "2026-06-07 10:00", "5wd", "2026-06-12 10:00 +0000"}, // Sunday
		{"UTC", "", "2026-06-05 10:00", "1d1wd12h", "2026-06-08 22:00 +0000"},
		// Summer time begins on 29 March 2026 at 02:00 in Madrid and ends on 25 October at 03:00.
		{"Europe/Madrid", "", "2026-03-28 10:00", "1d", "2026-03-29 10:00 +0200"},
		{"Europe/Madrid", "", "2026-03-28 10:00", "24h", "2026-03-29 11:00 +0200"},
		{"Europe/Madrid", "", "2026-03-28 02:30", "1d", "2026-03-29 03:30 +0200"}, // skipped
		{"Europe/Madrid", "", "2026-03-27 10:00", "1wd", "2026-03-30 10:00 +0200"},
		{"Europe/Madrid", "", "2026-10-24 10:00", "1d", "2026-10-25 10:00 +0100"},
		{"Europe/Madrid", "", "2026-10-24 10:00", "24h", "2026-10-25 09:00 +0100"},
		{"America/Sao_Paulo", "", "2018-11-03 00:00", "1d", "2018-11-04 01:00 -0200"}, // midnight skipped
		{"America/Sao_Paulo", "", "2018-11-02 10:00", "1wd", "2018-11-05 10:00 -0200"},
		{"America/Sao_Paulo", "", "2026-11-03 00:00", "1d", "2026-11-04 00:00 -0300"},
	} {
		s, err := ParseSpan(c.span)
		if err != nil {
			t.Fatal(err)
		}
		got := s.After(at(t, place(t, c.place), c.from), calendarOf(t, c.country)).Format("2006-01-02 15:04 -0700")
		if got != c.want {
			t.Errorf("%s after %s in %s: got %s, want %s", c.span, c.from, c.place, got, c.want)
		}
	}
}

// TestAfterInTheHourThatComesTwice: hours pass as they pass, so half past two is followed by half past two.
func TestAfterInTheHourThatComesTwice(t *testing.T) {
	first := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC).In(place(t, "Europe/Madrid"))
	if got := (Span{Clock: time.Hour}).After(first, Plain()); got.Sub(first) != time.Hour || got.Hour() != first.Hour() {
		t.Errorf("an hour after %s: got %s", first, got)
	}
}

func TestRough(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"90s": 90 * time.Second, "2d": 48 * time.Hour, "1wd": 24 * time.Hour, "3wd": 96 * time.Hour, "5wd": 168 * time.Hour,
		"1d5wd1h": 193 * time.Hour,
	} {
		if s, err := ParseSpan(text); err != nil || s.Rough() != want {
			t.Errorf("%s: got %s, %v, want %s", text, s.Rough(), err, want)
		}
	}
}

// TestWorkDaysAgainstModel adds working days as one does with a finger on a paper calendar.
func TestWorkDaysAgainstModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(places()).Draw(t, "place"))
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Date(2026, 1, 1, rapid.IntRange(4, 23).Draw(t, "hour"), 15, 0, 0, loc) // no clock is changed after four
		from := begin.AddDate(0, 0, rapid.IntRange(0, 360).Draw(t, "from"))
		cal, n := drawCalendar(t), rapid.IntRange(1, 60).Draw(t, "n")

		want := from
		for left := n; left > 0; {
			want = want.AddDate(0, 0, 1)
			if cal.IsWorkday(want) {
				left--
			}
		}
		if got := (Span{WorkDays: n}).After(from, cal); !got.Equal(want) {
			t.Fatalf("%dwd after %s: got %s, want %s", n, from, got, want)
		}
	})
}

// drawCalendar makes a calendar with any weekend and any days off and worked in 2026 and 2027.
func drawCalendar(t *rapid.T) Calendar {
	weekend := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 0, 6, rapid.ID).Draw(t, "weekend")
	var weekdays []time.Weekday
	for _, w := range weekend {
		weekdays = append(weekdays, time.Weekday(w))
	}
	cal, err := New(weekdays...)
	if err != nil {
		t.Fatal(err)
	}
	var lists [2][]Day
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 729), 0, 200, rapid.ID).Draw(t, "special") {
		lists[n%2] = append(lists[n%2], Day{2026, 1, 1}.Add(n))
	}
	cal, err = cal.With(lists[0], lists[1])
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// TestAfterIsLater holds for any span, start and place.
func TestAfterIsLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(places()).Draw(t, "place"))
		if err != nil {
			t.Fatal(err)
		}
		from := time.Unix(rapid.Int64Range(1.2e9, 2.5e9).Draw(t, "from"), 0).In(loc)
		s := Span{rapid.IntRange(0, 400).Draw(t, "d"), rapid.IntRange(0, 300).Draw(t, "wd"),
			time.Duration(rapid.Int32Min(0).Draw(t, "s")) * time.Second}
		if back, err := ParseSpan(s.String()); !s.IsZero() && s.Rough() <= longest && (err != nil || back != s) {
			t.Fatalf("%s was read back as %s, %v", s, back, err)
		}
		if got := s.After(from, Plain()); !s.IsZero() && !got.After(from) {
			t.Fatalf("%s after %s is %s", s, from, got)
		}
	})
}

func FuzzParseSpan(f *testing.F) {
	for _, text := range []string{"90s", "36h", "7d", "5wd", "2w", "1h30m", "7天", "5个工作日", "36小时", "３６ｈ", "0d", "-1d",
		"9999999999d", "d7", "3653d"} {
		f.Add(text)
	}
	from := time.Date(2026, 2, 12, 9, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseSpan(text)
		if err != nil {
			if !errors.Is(err, ErrNotASpan) || !s.IsZero() {
				t.Fatalf("%q: got %s and %v", text, s, err)
			}
			return
		}
		if s.Rough() <= 0 || s.Rough() > longest || s.Days < 0 || s.WorkDays < 0 || s.Clock < 0 {
			t.Fatalf("%q: %s is out of bounds", text, s)
		}
		if back, err := ParseSpan(s.String()); err != nil || back != s {
			t.Fatalf("%q: %s was read back as %s, %v", text, s, back, err)
		}
		if end := s.After(from, Plain()); !end.After(from) || end.Year() > 2037 {
			t.Fatalf("%q: %s ends %s", text, s, end)
		}
	})
}
