package bucket_test

import (
	"testing"
	"time"

	"echowall/flows/bucket"
)

var noon = time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC)

// pour puts in one at a time, every so often, and counts those that went in.
func pour(z bucket.Size, n int, every time.Duration, wide bool) (in int) {
	var level time.Time
	for i := range n {
		at := noon.Add(time.Duration(i) * every)
		if z.Room(level, at, wide) {
			level = z.Add(level, at)
			in++
		}
	}
	return in
}

func TestNobodyPoursInMoreThanABucketHolds(t *testing.T) {
	usual := bucket.Limits{}
	for name, of := range map[string]struct {
		size  bucket.Size
		n     int
		every time.Duration
		wide  bool
		want  int
	}{
		"all at once":            {usual.Minute(), 200, 0, false, 20},
		"one a second":           {usual.Minute(), 200, time.Second, false, 86},
		"as fast as it runs out": {usual.Minute(), 200, 3 * time.Second, false, 200},
		"an office":              {usual.Minute(), 200, 0, true, 200},
		"an office for ever":     {usual.Minute(), 1000, 0, true, 200},
		"matters":                {usual.Day(), 200, time.Minute, false, 11},
		"as the community says":  {bucket.Limits{Commands: 3}.Minute(), 200, 0, false, 3},
	} {
		if got := pour(of.size, of.n, of.every, of.wide); got != of.want {
			t.Errorf("%s: %d went in, expected %d", name, got, of.want)
		}
	}
}

func TestNoClockThatWasSetBackShutsSomebodyOut(t *testing.T) {
	z := bucket.Limits{}.Minute()
	level := z.Add(time.Time{}, noon.AddDate(1, 0, 0))
	level = z.Add(level, noon)
	if !z.Room(level, noon.Add(bucket.Wide*time.Minute), false) {
		t.Error("after the bucket ran empty nothing goes in")
	}
}
