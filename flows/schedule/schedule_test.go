package schedule

import (
	"errors"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"echowall/flows/calendar"
)

func place(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func spec(tb testing.TB, text string) Spec {
	tb.Helper()
	s, err := Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// TestNext follows specs across the ends of months and the changes of summer time.
func TestNext(t *testing.T) {
	const layout = "2006-01-02 15:04 -0700"
	for _, c := range []struct {
		spec, zone, from string
		want             []string
	}{
		{"0 9 15 2-12/2 *", "Asia/Shanghai", "2026-01-01 00:00 +0800",
			[]string{"2026-02-15 09:00 +0800", "2026-04-15 09:00 +0800"}},
		{"0 9 15 1-11/2 *", "Asia/Shanghai", "2026-01-15 09:00 +0800",
			[]string{"2026-03-15 09:00 +0800", "2026-05-15 09:00 +0800"}},
		{"0 18 * * 5", "Europe/Madrid", "2026-03-27 17:59 +0100",
			[]string{"2026-03-27 18:00 +0100", "2026-04-03 18:00 +0200"}},
		{"0 9 31 * *", "UTC", "2026-01-31 09:00 +0000", []string{"2026-03-31 09:00 +0000", "2026-05-31 09:00 +0000"}},
		// The last day of a month is the 28th to the 31st.
		{"0 9 L * *", "Asia/Shanghai", "2026-01-31 09:00 +0800",
			[]string{"2026-02-28 09:00 +0800", "2026-03-31 09:00 +0800", "2026-04-30 09:00 +0800"}},
		{"0 9 l 2 *", "UTC", "2027-02-28 09:00 +0000", []string{"2028-02-29 09:00 +0000", "2029-02-28 09:00 +0000"}},
		{"0 9 29 2 *", "UTC", "2026-01-31 09:00 +0000", []string{"2028-02-29 09:00 +0000"}},
		// Summer time begins: half past two does not exist, and is taken when the clock has jumped.
		{"30 2 * * *", "Europe/Madrid", "2026-03-28 02:30 +0100",
			[]string{"2026-03-29 03:30 +0200", "2026-03-30 02:30 +0200"}},
		// It ends: half past two comes twice, and counts the first time.
		{"30 2 * * *", "Europe/Madrid", "2026-10-24 02:30 +0200",
			[]string{"2026-10-25 02:30 +0200", "2026-10-26 02:30 +0100"}},
		{"30 2 * * *", "Europe/Madrid", "2026-10-25 02:45 +0200", []string{"2026-10-26 02:30 +0100"}},
		{"0 0 * * *", "America/Sao_Paulo", "2018-11-03 12:00 -0300",
			[]string{"2018-11-04 01:00 -0200", "2018-11-05 00:00 -0200"}},
		{"30 23 * * *", "America/Sao_Paulo", "2018-02-16 23:30 -0200",
			[]string{"2018-02-17 23:30 -0200", "2018-02-18 23:30 -0300"}},
		{"45 1 * * *", "Australia/Lord_Howe", "2026-04-04 02:00 +1100",
			[]string{"2026-04-05 01:45 +1100", "2026-04-06 01:45 +1030"}},
		{"0 9 30 * *", "Pacific/Apia", "2011-11-30 09:00 -1000", []string{"2011-12-31 09:00 +1400"}}, // the 30th was left out
	} {
		at, err := time.Parse(layout, c.from)
		if err != nil {
			t.Fatal(err)
		}
		at = at.In(place(t, c.zone))
		for _, want := range c.want {
			at = spec(t, c.spec).Next(at)
			if got := at.Format(layout); got != want {
				t.Errorf("%s in %s after %s: got %s, want %s", c.spec, c.zone, c.from, got, want)
			}
		}
	}
}

// TestOncePerDay: whatever summer time does, a daily spec comes round once on every day there is.
func TestOncePerDay(t *testing.T) {
	zones := []string{"Europe/Madrid", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Shanghai", "America/New_York",
		"Asia/Tehran"}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		s, err := Parse(Compose(Daily, 0, rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute")))
		if err != nil {
			t.Fatal(err)
		}
		at := s.Next(time.Date(2010, 1, 1, 12, 0, 0, 0, loc).AddDate(0, 0, rapid.IntRange(0, 6000).Draw(t, "day")))
		for range 400 {
			next := s.Next(at)
			if want := calendar.DayOf(at).Add(1); calendar.DayOf(next) != want {
				t.Fatalf("%s: after %s comes %s, not on %s", s, at, next, want)
			}
			at = next
		}
	})
}

func TestLast(t *testing.T) {
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := spec(t, "0 18 * * 5")
	if got, want := s.Last(from, from.AddDate(0, 0, 21)), time.Date(2026, 1, 16, 18, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := s.Last(from, from.AddDate(0, 0, 1)); !got.IsZero() {
		t.Errorf("got %s before the first", got)
	}
	if got := (Spec{}).Next(from); !got.IsZero() {
		t.Errorf("nothing comes round at %s", got)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]Words{
		"0 9 15 2-12/2 *":    {Hour: 9, Days: []int{15}, Months: []int{2, 4, 6, 8, 10, 12}},
		"30 18 * * 1,4":      {Hour: 18, Minute: 30, Weekdays: []int{1, 4}},
		"0 0 * * *":          {},
		" 5  7 1,15 JAN * ":  {Hour: 7, Minute: 5, Days: []int{1, 15}, Months: []int{1}},
		"0 9 * 1-12 SUN-SAT": {Hour: 9},
		"0 9 L * *":          {Hour: 9, Last: true},
		"0 9 L 2,4 *":        {Hour: 9, Last: true, Months: []int{2, 4}},
		"0 9 15,31 1-4 *":    {Hour: 9, Days: []int{15, 31}, Months: []int{1, 2, 3, 4}, Lacking: []int{2, 4}},
		"0 9 29 * *":         {Hour: 9, Days: []int{29}, Lacking: []int{2}},
		"0 9 28 * *":         {Hour: 9, Days: []int{28}},
		"0 9 31 1,12 *":      {Hour: 9, Days: []int{31}, Months: []int{1, 12}},
	} {
		if diff := cmp.Diff(want, spec(t, text).Words()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for text, want := range map[string]error{
		"": ErrFields, "@daily": ErrFields, "0 9 * *": ErrFields, "0 9 * * * *": ErrFields, "TZ=UTC 0 9 * *": ErrFields,
		"0 25 * * *": ErrFields,
		"0 9 32 * *": ErrFields, "a 9 1 * *": ErrFields, "0 9,18 * * *": ErrHour, "* 9 * * *": ErrHour,
		"*/30 9 * * *": ErrHour, "0 9 15 * 5": ErrDays, "0 9 L * 5": ErrDays, "0 9 15,L * *": ErrFields,
		"0 9 * L *":  ErrFields,
		"0 9 30 2 *": ErrNever, "0 9 31 4,6 *": ErrNever,
	} {
		if _, err := Parse(text); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", text, err, want)
		}
	}
}

// TestCompose: what is chosen step by step is a spec that says just that.
func TestCompose(t *testing.T) {
	for _, r := range slices.DeleteFunc(Rhythms(), func(r Rhythm) bool { return r == Off }) {
		s := spec(t, Compose(r, 3, 14, 30))
		w := s.Words()
		if w.Hour != 14 || w.Minute != 30 || (r == Weekly) != (w.Weekdays != nil) ||
			(r == Daily || r == Weekly) != (w.Days == nil) {
			t.Errorf("%s: %s says %+v", r, s, w)
		}
	}
	var back Spec
	raw, err := spec(t, Compose(Even, 15, 9, 0)).MarshalText()
	if err != nil || back.UnmarshalText(raw) != nil || back.String() != "0 9 15 2-12/2 *" {
		t.Errorf("written as %s, read back as %s", raw, back)
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"0 9 15 2-12/2 *", "30 18 * * 1,4", "TZ=", "@every 1s", "0 0 29 2 *", "*/5 * * * *",
		"0 9 ? * MON"} {
		f.Add(text, int64(1_780_000_000))
	}
	f.Fuzz(func(t *testing.T, text string, second int64) {
		s, err := Parse(text)
		if err != nil {
			return
		}
		at := time.Unix(second&0xffff_ffff, 0).In(place(t, "Europe/Madrid"))
		if next := s.Next(at); !next.IsZero() && !next.After(at) {
			t.Fatalf("%q after %s is %s", text, at, next)
		}
		if again, err := Parse(s.String()); err != nil || !again.Next(at).Equal(s.Next(at)) {
			t.Fatalf("%q is written as %q, which says something else: %v", text, s, err)
		}
	})
}
