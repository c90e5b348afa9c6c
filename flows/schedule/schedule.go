// Package schedule says when something comes round: the day of collecting, the session, the digest. A spec is that of
// cron, five fields as "0 9 15 2-12/2 *", understood in the time zone of the community; it names one hour, so that a
// thing comes round once a day at most. The day L is the last of the month, however long it is.
//
// Summer time neither doubles nor skips: a spec is followed on the face of the clock, each day once. An hour that the
// clock jumps over is taken when it has jumped (02:30 becomes 03:30); of an hour that comes twice, the first counts. It
// is no clock and keeps nothing; package community keeps what was called, and procedures and settings bring the specs.
package schedule

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"echowall/flows/calendar"
)

// Kind is what comes round.
type Kind string

// The kinds. Of Session, Monthly and Joint the spec names the hour of the meeting, which is called some days ahead.
const (
	// Call asks everybody for topics, Collect is the day on which they are gathered.
	Call    Kind = "call"
	Collect Kind = "collect"
	// Session gathers every case that is ready into one agenda, as does the Monthly meeting, which is told of even if none
	// is.
	Session Kind = "session"
	Monthly Kind = "monthly"
	// Joint is the meeting with the neighbours, once a quarter.
	Joint Kind = "joint"
	// Intake is the hour in which matters are taken in at the door.
	Intake Kind = "intake"
	// Digest tells what is new and what is late.
	Digest Kind = "digest"
	// Minimum looks whether the year will see as many deliberations as it must.
	Minimum Kind = "minimum"
)

// Kinds lists the kinds in the order in which they are shown.
func Kinds() []Kind {
	return []Kind{Call, Collect, Session, Monthly, Joint, Intake, Digest, Minimum}
}

// Faults of a spec. What is wrong is told to whoever wrote it.
var (
	// ErrFields says that a spec has not five fields that can be read.
	ErrFields = errors.New("expected minute, hour, day, month and weekday, as 0 9 15 2-12/2 *")
	// ErrHour says that it names more than one hour or minute.
	ErrHour = errors.New("expected one minute and one hour, as 0 9")
	// ErrDays says that it names days of the month and of the week.
	ErrDays = errors.New("expected days of the month or of the week, not both")
	// ErrNever says that there is no such day, as 30 February.
	ErrNever = errors.New("there is no such day")
)

// Spec says when something comes round. The zero Spec never does.
type Spec struct {
	text  string
	times *cron.SpecSchedule
	// last says that of the days the last of the month counts alone.
	last bool
}

// Parse reads a spec. An error wraps one of the faults above.
func Parse(text string) (Spec, error) {
	fields := strings.Fields(text)
	if len(fields) != 5 || strings.ContainsAny(text, "=@") || len(text) > 200 {
		return Spec{}, fmt.Errorf("%q: %w", text, ErrFields)
	}
	s := Spec{text: strings.Join(fields, " "), last: strings.EqualFold(fields[2], lastDay)}
	if s.last {
		fields[2] = lastDays
	}
	parsed, err := cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow).Parse(strings.Join(fields,
		" "))
	times, ok := parsed.(*cron.SpecSchedule)
	if err != nil || !ok {
		return Spec{}, fmt.Errorf("%q: %w", text, ErrFields)
	}
	times.Location = time.UTC // it is asked by the face of the clock
	s.times = times
	days, weekdays := named(times.Dom, 1, 31), named(times.Dow, 0, 6)
	if days == nil || weekdays == nil {
		// Cron takes a day that either field names, unless one is written as *; but 1-31 is every day as well.
		times.Dom, times.Dow = times.Dom|star, times.Dow|star
	}
	switch {
	case bits.OnesCount64(times.Minute&^star) != 1 || bits.OnesCount64(times.Hour&^star) != 1:
		return Spec{}, fmt.Errorf("%q: %w", text, ErrHour)
	case days != nil && weekdays != nil:
		return Spec{}, fmt.Errorf("%q: %w", text, ErrDays)
	case times.Next(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero():
		return Spec{}, fmt.Errorf("%q: %w", text, ErrNever)
	}
	return s, nil
}

// String is the spec as it was written, with single blanks.
func (s Spec) String() string { return s.text }

// AtMonthEnd is the text of the spec with the last day of the month in the place of its days.
func (s Spec) AtMonthEnd() string {
	fields := strings.Fields(s.text)
	fields[2] = lastDay
	return strings.Join(fields, " ")
}

// MarshalText writes the spec as String does.
func (s Spec) MarshalText() ([]byte, error) { return []byte(s.text), nil }

// UnmarshalText reads the spec as Parse does.
func (s *Spec) UnmarshalText(text []byte) error {
	x, err := Parse(string(text))
	if err != nil {
		return err
	}
	*s = x
	return nil
}

// Next is the first time after t, in t's location; zero when there is none.
func (s Spec) Next(t time.Time) time.Time {
	if s.times == nil {
		return time.Time{}
	}
	for face := faceOf(t); ; {
		face = s.times.Next(face)
		if face.IsZero() {
			return time.Time{}
		}
		if s.last && face.AddDate(0, 0, 1).Month() == face.Month() {
			continue
		}
		// What was moved out of a skipped hour or day may be the time that was asked for.
		if next := first(calendar.DayOf(face).At(face.Sub(midnight(face)), t.Location())); next.After(t) {
			return next
		}
	}
}

// Last is the latest time after t that is not after end, in t's location; zero when there is none.
func (s Spec) Last(t, end time.Time) time.Time {
	var last time.Time
	for next := s.Next(t); !next.IsZero() && !next.After(end); next = s.Next(next) {
		last = next
	}
	return last
}

// first is the first of two moments at which the clock shows the same.
func first(t time.Time) time.Time {
	since, _ := t.ZoneBounds()
	if since.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := since.Add(-time.Second).Zone()
	if earlier := t.Add(time.Duration(now-before) * time.Second); earlier.Before(since) &&
		faceOf(earlier).Equal(faceOf(t)) {
		return earlier
	}
	return t
}

// faceOf is what the clock on the wall shows at t, written down as if it were UTC.
func faceOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), time.UTC)
}

func midnight(face time.Time) time.Time {
	return time.Date(face.Year(), face.Month(), face.Day(), 0, 0, 0, 0, time.UTC)
}

// lastDay is how a spec writes the last day of the month, lastDays are the days among which that is.
const (
	lastDay  = "L"
	lastDays = "28-31"
)

// star is the mark of a field that names nothing.
const star = 1 << 63

// Words are what a spec says, to be put into words. Of days, months and weekdays nil is every one; Sunday is 0.
type Words struct {
	Hour, Minute           int
	Days, Months, Weekdays []int
	// Last is the last day of the month, in the place of Days.
	Last bool
	// Lacking are the months that have not all of the days, in a year that is no leap year.
	Lacking []int
}

// Daily tells whether it comes round every day.
func (w Words) Daily() bool { return w.Days == nil && w.Weekdays == nil && !w.Last }

// Words tells what the spec says.
func (s Spec) Words() Words {
	if s.times == nil {
		return Words{}
	}
	w := Words{
		Hour: bits.TrailingZeros64(s.times.Hour &^ star), Minute: bits.TrailingZeros64(s.times.Minute &^ star),
		Days: named(s.times.Dom, 1, 31), Months: named(s.times.Month, 1, 12), Weekdays: named(s.times.Dow, 0, 6),
		Last: s.last,
	}
	if s.last {
		w.Days = nil
	}
	if len(w.Days) > 0 {
		longest := slices.Max(w.Days)
		for month := time.January; month <= time.December; month++ {
			length := time.Date(2026, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
			if s.times.Month&(1<<uint(month)) != 0 && longest > length {
				w.Lacking = append(w.Lacking, int(month))
			}
		}
	}
	return w
}

// named lists the numbers set in a field; nil when all are.
func named(field uint64, low, high int) []int {
	var all []int
	for n := low; n <= high; n++ {
		if field&(1<<n) != 0 {
			all = append(all, n)
		}
	}
	if len(all) == high-low+1 {
		return nil
	}
	return all
}
