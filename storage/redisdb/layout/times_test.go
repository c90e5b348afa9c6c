package layout

import (
	"errors"
	"testing"
	"time"

	"echowall/storage"
)

// A wake-up never comes before its time.
func TestMillis(t *testing.T) {
	at := time.Date(2024, 5, 1, 12, 0, 0, 1, time.UTC)
	for _, c := range []struct{ at, want time.Time }{
		{at, at.Add(time.Millisecond - 1)},
		{at.Add(-1), at.Add(-1)},
		{time.Unix(-1, 1), time.Unix(-1, 1_000_000)},
	} {
		if ms, err := Millis(c.at); err != nil || !FromMillis(ms).Equal(c.want) {
			t.Errorf("%v became %v, %v", c.at, FromMillis(ms), err)
		}
	}
	if _, err := Millis(time.Date(300_000, 1, 1, 0, 0, 0, 0, time.UTC)); err == nil {
		t.Error("a time that scores cannot hold is taken")
	}
}

func TestAScoreIsAWholeNumberOfMilliseconds(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "-0": 0, "1e3": 1000, "-9007199254740992": -MaxMillis, "9007199254740992": MaxMillis,
		"1.7e12": 1_700_000_000_000,
	} {
		if got, err := ParseScore(text); err != nil || got != want {
			t.Errorf("%s reads %d: %v", text, got, err)
		}
	}
	for _, spoiled := range []string{"", "x", "0.5", "inf", "-inf", "nan", "9007199254740994", "1e300"} {
		if got, err := ParseScore(spoiled); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%q reads %d, %v", spoiled, got, err)
		}
	}
}
