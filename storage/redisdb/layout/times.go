package layout

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"echowall/storage"
)

// MaxMillis bounds times, for Redis keeps scores as floating-point numbers.
const MaxMillis = 1 << 53

// Millis is a time as it is stored. It rounds up, so that no wake-up comes before its time.
func Millis(at time.Time) (int64, error) {
	ms := at.Add(time.Millisecond - 1).UnixMilli()
	if year := at.Year(); year < -9999 || year > 99999 || ms > MaxMillis || ms < -MaxMillis {
		return 0, fmt.Errorf("%w: the time %v is out of range", storage.ErrUnfit, at)
	}
	return ms, nil
}

// FromMillis is the time that Millis was given, rounded up.
func FromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

// ParseScore reads the time that an index has for a thing, in milliseconds.
func ParseScore(s string) (int64, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > MaxMillis {
		return 0, Damaged("%q for a time", s)
	}
	return int64(f), nil
}

// Rest stands for the time of a wake-up that is removed.
const Rest int64 = -1 << 62
