package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrNotQuiet is what every error of ParseQuiet wraps.
var ErrNotQuiet = errors.New("not quiet hours: expected two hours as 22:00-08:00, or off")

// Quiet are the hours of the day, on the clock on the wall, in which people are left in peace. They may pass midnight.
// The zero Quiet is no hours at all.
type Quiet struct {
	// From and To are counted from midnight.
	From, To time.Duration
}

// Night are the quiet hours where nobody said otherwise.
func Night() Quiet { return Quiet{22 * time.Hour, 8 * time.Hour} }

// ParseQuiet reads "22:00-08:00", in any of the ways in which hours are written, or "off".
func ParseQuiet(text string) (Quiet, error) {
	text = fold(strings.TrimSpace(text))
	if text == "off" || text == "0" {
		return Quiet{}, nil
	}
	from, to, ok := strings.Cut(strings.NewReplacer("–", "-", "—", "-", "~", "-", "至", "-", "到", "-", " ",
		"").Replace(text), "-")
	a, okA := wholeHour(from)
	b, okB := wholeHour(to)
	if !ok || !okA || !okB {
		return Quiet{}, fmt.Errorf("%q: %w", text, ErrNotQuiet)
	}
	var q Quiet
	q.From, okA = a.hand()
	q.To, okB = b.hand()
	if !okA || !okB || q.From == q.To {
		return Quiet{}, fmt.Errorf("%q: %w", text, ErrNotQuiet)
	}
	return q, nil
}

// String writes the hours as ParseQuiet reads them.
func (q Quiet) String() string {
	if q == (Quiet{}) {
		return "off"
	}
	return ClockHand(q.From) + "-" + ClockHand(q.To)
}

// MarshalText writes the hours as String does.
func (q Quiet) MarshalText() ([]byte, error) { return []byte(q.String()), nil }

// UnmarshalText reads the hours as ParseQuiet does.
func (q *Quiet) UnmarshalText(text []byte) (err error) {
	*q, err = ParseQuiet(string(text))
	return err
}

// Holds tells whether t, where it is, lies in the quiet hours. The first minute of them does, the last does not.
func (q Quiet) Holds(t time.Time) bool {
	hand := face(t).Sub(DayOf(t).utc())
	if q.From <= q.To {
		return hand >= q.From && hand < q.To
	}
	return hand >= q.From || hand < q.To
}

// Begin is when the quiet hours began that t lies in; t itself outside of them.
func (q Quiet) Begin(t time.Time) time.Time {
	if !q.Holds(t) {
		return t
	}
	d := DayOf(t)
	if q.From > q.To && face(t).Sub(d.utc()) < q.From {
		d = d.Add(-1)
	}
	return d.At(q.From, t.Location())
}

// Until is when people may be spoken to: t itself outside the quiet hours, else their end.
func (q Quiet) Until(t time.Time) time.Time {
	if !q.Holds(t) {
		return t
	}
	d := DayOf(t)
	if q.From > q.To && face(t).Sub(d.utc()) >= q.From {
		d = d.Add(1)
	}
	return d.At(q.To, t.Location())
}
