package calendar

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestQuiet(t *testing.T) {
	for _, c := range []struct{ quiet, at, until string }{
		{"22:00-08:00", "2026-06-01 21:59", "2026-06-01 21:59"},
		{"22:00-08:00", "2026-06-01 22:00", "2026-06-02 08:00"},
		{"22:00-08:00", "2026-06-02 00:00", "2026-06-02 08:00"},
		{"22:00-08:00", "2026-06-02 07:59", "2026-06-02 08:00"},
		{"22:00-08:00", "2026-06-02 08:00", "2026-06-02 08:00"},
		{"12:30-14:00", "2026-06-02 13:00", "2026-06-02 14:00"},
		{"12:30-14:00", "2026-06-02 23:00", "2026-06-02 23:00"},
		{"off", "2026-06-02 03:00", "2026-06-02 03:00"},
		{"晚上10点到早上8点", "2026-06-01 23:00", "2026-06-02 08:00"},
		{"22:00 – 7:30", "2026-03-28 23:00", "2026-03-29 07:30"}, // summer time begins in that night
	} {
		q, err := ParseQuiet(c.quiet)
		if err != nil {
			t.Fatal(err)
		}
		loc := place(t, "Europe/Madrid")
		if got := q.Until(at(t, loc, c.at)); !got.Equal(at(t, loc, c.until)) {
			t.Errorf("%s at %s: until %s, want %s", c.quiet, c.at, got, c.until)
		}
	}
	for _, text := range []string{"", "22:00", "22:00-22:00", "25:00-08:00", "22-8", "night"} {
		if _, err := ParseQuiet(text); !errors.Is(err, ErrNotQuiet) {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

// TestQuietReadsBack: what is written is read as the same, and the end of the quiet is never quiet itself.
func TestQuietReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Quiet{time.Duration(rapid.IntRange(0, 1439).Draw(t, "from")) * time.Minute,
			time.Duration(rapid.IntRange(0, 1439).Draw(t, "to")) * time.Minute}
		back, err := ParseQuiet(q.String())
		if q.From != q.To && (err != nil || back != q) {
			t.Fatalf("%s was read back as %s, %v", q, back, err)
		}
		at := time.Unix(int64(rapid.IntRange(1_500_000_000, 1_900_000_000).Draw(t, "at")), 0).UTC()
		if begin := q.Begin(at); begin.After(at) || at.Sub(begin) > 24*time.Hour || q.Holds(begin.Add(-time.Nanosecond)) &&
			begin != at {
			t.Fatalf("%s at %s began at %s", q, at, begin)
		}
		if end := q.Until(at); q.Holds(end) || end.Before(at) || end.Sub(at) > 24*time.Hour {
			t.Fatalf("%s at %s ends at %s", q, at, end)
		}
	})
}

// FuzzParseQuiet reads what people write as hours.
func FuzzParseQuiet(f *testing.F) {
	for _, text := range []string{"22:00-08:00", "晚上10点到早上8点", "off", "10pm-8am", "22:00—7:30", "-"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := ParseQuiet(text)
		if err != nil {
			return
		}
		if back, err := ParseQuiet(q.String()); err != nil || back != q {
			t.Fatalf("%q is %s, read back as %s, %v", text, q, back, err)
		}
	})
}

// TestBefore counts back as After counts on.
func TestBefore(t *testing.T) {
	for _, c := range []struct{ country, span, from, want string }{
		{"", "7d", "2026-06-15 18:00", "2026-06-08 18:00"},
		{"", "1wd", "2026-06-08 09:00", "2026-06-05 09:00"},
		{"CN", "1wd", "2026-10-08 09:00", "2026-09-30 09:00"},
		{"CN", "2wd", "2026-02-24 09:00", "2026-02-13 09:00"}, // Saturday the 14th was worked
		{"", "2h", "2026-06-08 01:00", "2026-06-07 23:00"},
		{"", "1d", "2026-03-30 02:30", "2026-03-29 03:30"}, // that hour was skipped
	} {
		s, err := ParseSpan(c.span)
		if err != nil {
			t.Fatal(err)
		}
		loc := place(t, "Europe/Madrid")
		if got := s.Before(at(t, loc, c.from), calendarOf(t, c.country)); !got.Equal(at(t, loc, c.want)) {
			t.Errorf("%s before %s: got %s, want %s", c.span, c.from, got, c.want)
		}
	}
}
