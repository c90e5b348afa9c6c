package schedule

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestWhatIsChosenStepByStep(t *testing.T) {
	for _, c := range []struct {
		rhythm            Rhythm
		day, hour, minute int
		want              string
	}{
		{Daily, 15, 9, 0, "0 9 * * *"}, {Weekly, 0, 18, 30, "30 18 * * 0"}, {Weekly, 6, 0, 5, "5 0 * * 6"},
		{EachMonth, 31, 23, 59, "59 23 31 * *"}, {Even, 15, 9, 0, "0 9 15 2-12/2 *"}, {Odd, 1, 9, 0, "0 9 1 1-11/2 *"},
		{Quarterly, 10, 9, 0, "0 9 10 1,4,7,10 *"},
	} {
		if got := Compose(c.rhythm, c.day, c.hour, c.minute); got != c.want {
			t.Errorf("%s: %s, expected %s", c.rhythm, got, c.want)
		}
	}
	if _, err := Parse(Compose(Off, 1, 9, 0)); err == nil {
		t.Error("what is off comes round")
	}
}

func TestEachKindAndRhythmIsOfferedOnce(t *testing.T) {
	kinds, rhythms := Kinds(), Rhythms()
	slices.Sort(kinds)
	slices.Sort(rhythms)
	if len(slices.Compact(kinds)) != 8 || len(slices.Compact(rhythms)) != 7 || rhythms[0] == "" || kinds[0] == "" {
		t.Errorf("kinds %v, rhythms %v", kinds, rhythms)
	}
	if last := Rhythms()[6]; last != Off {
		t.Errorf("the last that is offered is %s", last)
	}
}

// A spec is kept in records and shown in settings: one that no person would write is refused, whatever cron makes of
// it.
func TestASpecThatNobodyWouldWriteIsRefused(t *testing.T) {
	long := "0 9 " + strings.Repeat("1,", 100) + "1 * *"
	for text, want := range map[string]error{
		long: ErrFields, "0 9 1-31 * 1-5": nil, "-1 9 * * *": ErrFields, "0 9 0 * *": ErrFields,
		"0 9 * 13 *": ErrFields,
		"0 9 * * 8":  ErrFields, "CRON_TZ=UTC 9 * * *": ErrFields, "0 9-9 * * *": nil, "0 9 1-31 * *": nil,
		"0 9 ? * 1":   nil,
		"0\t9\n* * *": nil, "60 9 * * *": ErrFields, "0 9-10 * * *": ErrHour, "0 9 29 2 *": nil,
		"0 9 31 2,4,6,9,11 *": ErrNever,
		"0 9 * * * ":          nil, "０ 9 * * *": ErrFields,
	} {
		s, err := Parse(text)
		if !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%q: got %v, expected %v", text, err, want)
		}
		if err == nil && len(strings.Split(s.String(), " ")) != 5 {
			t.Errorf("%q is written as %q", text, s)
		}
		if err != nil && s.String() != "" {
			t.Errorf("%q is refused, and kept as %q", text, s)
		}
	}
}

// Every day written as a range is every day as well: the other field alone says when, as the words of the spec do.
func TestASpecComesRoundOnTheDaysItNames(t *testing.T) {
	for text, like := range map[string]string{
		"0 9 1-31 * 1-5": "0 9 * * 1-5", "0 9 15 * 0-6": "0 9 15 * *", "0 9 15 * SUN-SAT": "0 9 15 * *",
		"0 9 */1 * 5":    "0 9 * * 5",
		"0 9 1-31 * 0-6": "0 9 * * *", "0 9 ? * 5": "0 9 * * 5", "0 9 1-15,16-31 2 1": "0 9 * 2 1",
	} {
		a, b := spec(t, text), spec(t, like)
		at := time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC)
		for range 40 {
			if got, want := a.Next(at), b.Next(at); !got.Equal(want) {
				t.Errorf("%q after %s is %s, expected %s", text, at, got, want)
				break
			}
			at = b.Next(at)
		}
		if !cmp.Equal(a.Words(), b.Words()) {
			t.Errorf("%q is told as %+v, expected %+v", text, a.Words(), b.Words())
		}
	}
}

func TestABrokenSpecLeavesTheOneBefore(t *testing.T) {
	s := spec(t, "0 9 * * *")
	if err := s.UnmarshalText([]byte("now and then")); !errors.Is(err, ErrFields) || s.String() != "0 9 * * *" {
		t.Errorf("after %v it is %q", err, s)
	}
}

func TestASpecThatSaysNothingHasNoWords(t *testing.T) {
	if w := (Spec{}).Words(); w.Hour+w.Minute != 0 || w.Days != nil || w.Months != nil || w.Weekdays != nil {
		t.Errorf("it says %+v", w)
	}
	if last := (Spec{}).Last(time.Time{}, time.Now()); !last.IsZero() {
		t.Errorf("it last came round at %s", last)
	}
}

// drawSpec is a spec that is chosen step by step, and which day and hour it names.
func drawSpec(t *rapid.T) (s Spec, fits func(at time.Time) bool) {
	r := rapid.SampledFrom(Rhythms()[:6]).Draw(t, "rhythm")
	day, hour := rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour")
	if r == Weekly {
		day %= 7
	}
	s, err := Parse(Compose(r, day, hour, 30))
	if err != nil {
		t.Fatal(err)
	}
	return s, func(at time.Time) bool {
		month := int(at.Month())
		months := map[Rhythm]bool{EachMonth: true, Even: month%2 == 0, Odd: month%2 == 1, Quarterly: month%3 == 1}
		on := r == Daily || r == Weekly && int(at.Weekday()) == day || months[r] && at.Day() == day
		return on && at.Hour() == hour && at.Minute() == 30
	}
}

// TestNextIsTheFirstThatFits walks the clock in half hours from any moment on: what comes next is the first that the
// choice names, and not the moment itself.
func TestNextIsTheFirstThatFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, fits := drawSpec(t)
		halves := rapid.IntRange(0, 100_000).Draw(t, "half hours")
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(halves) * 30 * time.Minute)
		want := from.Add(30 * time.Minute)
		for !fits(want) {
			want = want.Add(30 * time.Minute)
		}
		if got := s.Next(from); !got.Equal(want) {
			t.Fatalf("%s after %s is %s, expected %s", s, from, got, want)
		}
		// A moment after it, and a moment before, make no difference but to the moment itself.
		if got := s.Next(want.Add(-1)); !got.Equal(want) || !s.Next(want).After(want) {
			t.Fatalf("%s a moment before %s is %s", s, want, got)
		}
	})
}

// TestTheLastIsTheOneBeforeTheNext draws a span of time: the last within it is the one after which nothing more comes
// within it.
func TestTheLastIsTheOneBeforeTheNext(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, fits := drawSpec(t)
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		end := from.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "hours"))*time.Hour + 30*time.Minute)
		last := s.Last(from, end)
		if last.IsZero() {
			if next := s.Next(from); !next.After(end) {
				t.Fatalf("%s comes round at %s, and nothing is found until %s", s, next, end)
			}
			return
		}
		if !fits(last) || last.After(end) || !last.After(from) || !s.Next(last).After(end) {
			t.Fatalf("%s until %s is last %s, and next %s", s, end, last, s.Next(last))
		}
	})
}
