package doctor

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"echowall/cmd/echowall/config"
	"echowall/flows/calendar"
	"echowall/storage"
	"echowall/storage/boltdb"
)

// TestDoctorTellsWhenHolidaysRunOut asks on days around the end of the last year whose holidays are announced: in time,
// and only where somebody counts by them, it says that the next is missing.
func TestDoctorTellsWhenHolidaysRunOut(t *testing.T) {
	t.Parallel()
	last := 2026
	for !slices.Contains(calendar.Almanac{}.Around(calendar.China, last).Unannounced, last+1) {
		last++
	}
	on := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 12, 0, 0, 0, time.UTC)
	}
	own := filepath.Join(t.TempDir(), "days.yaml")
	if err := os.WriteFile(own, fmt.Appendf(nil, "CN: {off: [%d-01-01]}", last+1), 0o600); err != nil {
		t.Fatal(err)
	}
	soon := fmt.Sprintf("soon   calendar  the holidays of China are known to the end of %d", last)
	wrong := fmt.Sprintf("wrong  calendar  the holidays of China of %d", last+1)
	nowhere := filepath.Join(t.TempDir(), "none")
	china, spain, locked := countingBy(t, "CN"), countingBy(t, "ES"), storage.Store(nil)
	for name, x := range map[string]struct {
		at    time.Time
		store storage.Store
		own   string
		want  string
	}{
		"long before":          {on(last, time.October, 31), china, "", ""},
		"sixty days before":    {on(last, time.November, 2), china, "", soon},
		"on the last day":      {on(last, time.December, 31), china, "", soon},
		"afterwards":           {on(last+1, time.January, 1), china, "", wrong},
		"listed by the owner":  {on(last, time.December, 31), china, own, ""},
		"nobody counts by it":  {on(last+1, time.January, 1), spain, "", ""},
		"it cannot be seen":    {on(last, time.November, 2), locked, "", soon},
		"no list in this file": {on(last, time.May, 2), china, nowhere, "wrong  calendar  ECHOWALL_CALENDAR"},
	} {
		var out bytes.Buffer
		d := &doctor{report: report{out: &out}, Cmd: &Cmd{CalendarFlag: config.CalendarFlag{Calendar: x.own}}}
		d.now = func() time.Time { return x.at }
		d.holidays(t.Context(), x.store)
		if got := out.String(); (got == "") != (x.want == "") || !bytes.Contains(out.Bytes(), []byte(x.want)) {
			t.Errorf("%s: it says %q, want %q", name, got, x.want)
		}
	}
}

// countingBy is a store with a community that counts its working days by a country's holidays.
func countingBy(t *testing.T, country string) storage.Store {
	t.Helper()
	store, err := boltdb.Open(filepath.Join(t.TempDir(), "store.db"), boltdb.Options{NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	err = store.Update(t.Context(), "willow", func(tx storage.Tx) error {
		head := tx.Put("community", []byte(`{"v":1,"d":{"name":"Willow Village"}}`))
		days := fmt.Appendf(nil, `{"v":1,"d":{"country":%q,"from":2025,"to":2027}}`, country)
		return errors.Join(head, tx.Put("days", days))
	})
	if err != nil {
		t.Fatal(err)
	}
	return store
}
