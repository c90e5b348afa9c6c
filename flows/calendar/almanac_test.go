package calendar

import (
	"slices"
	"strings"
	"testing"
)

// TestCountries holds some countries to their days off of 2026 on weekdays, written down here by hand from their own
// lists.
func TestCountries(t *testing.T) {
	for country, want := range map[string]string{
		"ES": "01-01 01-06 04-03 05-01 10-12 12-08 12-25",
		"BR": "01-01 02-17 04-03 04-21 05-01 06-04 09-07 10-12 11-02 11-20 12-25",
		"US": "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
		"DE": "01-01 04-03 04-06 05-01 05-14 05-25 12-25",
		"":   "",
	} {
		var got []string
		for _, d := range (Almanac{}).Around(country, 2026).Off {
			if d.Year == 2026 {
				got = append(got, d.String()[len("2026-"):])
			}
		}
		if all := strings.Join(got, " "); all != want {
			t.Errorf("%s\n got %s\nwant %s", country, all, want)
		}
	}
}

func TestCountryOf(t *testing.T) {
	for zone, want := range map[string]string{
		"Asia/Shanghai": "CN", "Asia/Urumqi": "CN", "Europe/Madrid": "ES", "America/Sao_Paulo": "BR", "UTC": "",
		"Asia/Nowhere": "",
	} {
		if got := CountryOf(zone); got != want {
			t.Errorf("%s lies in %q, want %q", zone, got, want)
		}
	}
}

// TestOwnDays lays the operator's list over a country's days: it may add a day off, take one back, and say what a
// country has not yet.
func TestOwnDays(t *testing.T) {
	a, err := ParseAlmanac([]byte(`
CN: {off: [2027-02-05..2027-02-11, 2026-06-01], work: [2027-02-14, 2026-10-01]}
all: {off: [2026-08-17]}
`))
	if err != nil {
		t.Fatal(err)
	}
	cn, es := a.Around("CN", 2026), a.Around("ES", 2026)
	cal := cn.Calendar()
	for day, works := range map[string]bool{
		"2026-06-01": false, "2026-10-01": true, "2026-10-02": false, "2027-02-05": false, "2027-02-14": true,
		"2027-02-12": true, "2026-08-17": false,
	} {
		d, err := ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		if cal.works(d) != works {
			t.Errorf("%s: working is %v, want %v", day, cal.works(d), works)
		}
	}
	if !es.Calendar().works(Day{2026, 6, 1}) || es.Calendar().works(Day{2026, 8, 17}) {
		t.Error("what stands under one country is for that one, what stands under all for all")
	}
	if len(cn.Unannounced) > 0 || !slices.Equal((Almanac{}).Around("CN", 2026).Unannounced, []int{2027}) {
		t.Errorf("unannounced: %v", cn.Unannounced)
	}
	if !cn.Equal(a.Around("CN", 2026)) || cn.Equal(es) || cn.Equal((Almanac{}).Around("CN", 2026)) {
		t.Error("days are equal that say the same, and no others")
	}
}

func TestParseAlmanacRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"XX: {off: [2026-01-01]}":                               `"XX": expected all, or a country`,
		"CN: {off: [2026-02-30]}":                               "expected a day as 2027-01-01",
		"CN: {off: [2026-03-02..2026-03-01]}":                   "the first day first",
		"CN: {off: [2026-03-02..2027-03-01]}":                   "up to 60 days",
		"CN: {off: [2026-03-02], work: [2026-03-02]}":           "both a holiday and a working day",
		"CN: {free: [2026-03-02]}":                              "expected countries with their days",
		"- 2026-03-02":                                          "expected countries with their days",
		"CN: {off: [2026-03-02], work: [2026-03-02..tomorrow]}": "expected a day",
	} {
		_, err := ParseAlmanac([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line with %q", text, err, want)
		}
	}
	if _, err := ParseAlmanac(nil); err == nil {
		t.Error("an empty file is no list")
	}
}

func FuzzParseAlmanac(f *testing.F) {
	f.Add([]byte("CN: {off: [2027-02-05..2027-02-11], work: [2027-02-14]}\nall: {off: [2026-08-15]}"))
	f.Add([]byte("ES:\n  off:\n    - 2026-10-12\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := ParseAlmanac(raw)
		if err != nil {
			return
		}
		d := a.Around("CN", 2026)
		if _, err := Plain().With(d.Off, d.Work); err != nil {
			t.Fatalf("%q: %v", raw, err)
		}
	})
}
