package record_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the tests must not depend on the machine's zones

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/record"
	"echowall/flows/schedule"
)

// head is the head of a village, for change.
func head(s *record.Records) *record.Community {
	return record.Edit[record.Community](s.Cache, record.HeadKey)
}

func TestDaysAreCountedWhereTheVillageIs(t *testing.T) {
	for zone, want := range map[string]string{
		"Asia/Shanghai": "Jun 3 20:00", "America/Lima": "Jun 3 07:00", "Pacific/Kiritimati": "Jun 4 02:00",
		"":                 "Jun 3 12:00",
		"Nowhere/Atlantis": "Jun 3 12:00",
	} {
		s := aVillage(t)
		head(s).Zone = zone
		if got := s.Local(noon).Format("Jan 2 15:04"); got != want {
			t.Errorf("%q: it is %s, expected %s", zone, got, want)
		}
	}
	unfounded := record.NewRecords(record.NewCache(decode), nil)
	unfounded.FillRange("")
	if got := unfounded.Location(); got != time.UTC {
		t.Errorf("where nothing was founded it is %s", got)
	}
}

// A zone costs more to find than most decisions take, and there are few: it is found once, by whoever remembers them.
func TestAZoneIsFoundOnceUntilTheVillageMoves(t *testing.T) {
	s := aVillage(t)
	var found []string
	s.SetZones(func(name string) *record.Zone {
		found = append(found, name)
		return record.FindZone(name)
	})
	sheet := s.Fork()
	for range 3 {
		s.Local(noon)
		sheet.Country()
	}
	head(s).Zone = "Europe/Madrid"
	if got := sheet.Country() + s.Country(); got != "ESES" || len(found) != 2 {
		t.Errorf("counts by the holidays of %s; zones found: %v", got, found)
	}
}

func TestWhoseHolidaysCount(t *testing.T) {
	for _, c := range []struct{ zone, set, want string }{
		{"Asia/Shanghai", "", "CN"}, {"Asia/Shanghai", "ES", "ES"}, {"Asia/Shanghai", record.NoCountry, ""},
		{"UTC", "", ""}, {"UTC", "CN", "CN"},
	} {
		s := aVillage(t)
		head(s).Zone, head(s).Country = c.zone, c.set
		if got := s.Country(); got != c.want {
			t.Errorf("in %s with %q set: %q", c.zone, c.set, got)
		}
	}
}

func TestWorkingDaysAreThoseInTheJournal(t *testing.T) {
	workers := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC) // a Friday
	for what, c := range map[string]struct {
		zone string
		days *calendar.Days
		want bool
	}{
		"nothing is written, in China":  {"Asia/Shanghai", nil, false},
		"nothing is written, elsewhere": {"Europe/Madrid", nil, true},
		"the journal says nothing of it": {"Asia/Shanghai",
			&calendar.Days{Country: "CN", From: 2026, To: 2027}, true},
		"the journal says it is off": {"Europe/Madrid",
			&calendar.Days{Off: []calendar.Day{{Year: 2026, Month: 5, Day: 1}}}, false},
		"the journal says it is off, and nothing of zones": {"",
			&calendar.Days{Off: []calendar.Day{{Year: 2026, Month: 5, Day: 1}}}, false},
	} {
		s := aVillage(t)
		head(s).Zone = c.zone
		if c.days != nil {
			record.Put(s.Cache, record.DaysKey, c.days)
		}
		for range 2 {
			if got := s.Days().IsWorkday(workers); got != c.want {
				t.Errorf("%s: one works on 1 May: %v", what, got)
			}
		}
	}
}

// What was made from one record of days must not be told for the next.
func TestWorkingDaysFollowTheJournal(t *testing.T) {
	s := aVillage(t)
	day := calendar.Day{Year: 2026, Month: 6, Day: 3}
	for range 2 {
		for _, off := range [][]calendar.Day{{day}, nil} {
			sheet := s.Fork()
			record.Put(sheet.Cache, record.DaysKey, &calendar.Days{Off: off})
			if got := sheet.Days().IsWorkday(noon); got != (off == nil) {
				t.Errorf("with %v off, one works on 3 June: %v", off, got)
			}
			if !s.Days().IsWorkday(noon) {
				t.Error("what one sheet says is told for the cache below")
			}
		}
	}
}

func TestWhichYearIsNotAnnouncedYet(t *testing.T) {
	for what, c := range map[string]struct {
		days *calendar.Days
		id   string
		year int
	}{
		"nothing is written": {nil, "settings.days.plain", 0},
		"no country":         {&calendar.Days{From: 2026, To: 2027}, "settings.days.plain", 0},
		"all is announced":   {&calendar.Days{Country: "CN", From: 2026, To: 2027}, "settings.days", 0},
		"the last year is not": {&calendar.Days{Country: "CN", From: 2026, To: 2027, Unannounced: []int{2027}},
			"settings.days", 2027},
		"a year gone by never was": {&calendar.Days{Country: "CN", From: 2024, To: 2027, Unannounced: []int{2024}},
			"settings.days", 0},
		"neither of two years is": {&calendar.Days{Country: "CN", From: 2026, To: 2027,
			Unannounced: []int{2026, 2027}}, "settings.days", 2027},
		"another country's is well": {&calendar.Days{Country: "ES", From: 2026, To: 2027}, "settings.days", 0},
	} {
		s := aVillage(t)
		if c.days != nil {
			record.Put(s.Cache, record.DaysKey, c.days)
		}
		m := s.DaysArg().Msg
		year := 0
		if arg, told := m.Args["Year"]; told {
			year = *arg.Num
		}
		if m.ID != c.id || year != c.year {
			t.Errorf("%s: %s with %d", what, m.ID, year)
		}
		if country := m.Args["Country"].Text; c.id == "settings.days" &&
			(country == nil || *country != c.days.Country) {
			t.Errorf("%s: told for another country: %v", what, m.Args)
		}
	}
}

func TestQuietIsTheNightUnlessTheVillageSaysOtherwise(t *testing.T) {
	s := aVillage(t)
	if got := s.Quiet().String(); got != "22:00-08:00" {
		t.Errorf("quiet are %s", got)
	}
	for _, hours := range []calendar.Quiet{{}, {From: 13 * time.Hour, To: 15 * time.Hour}} {
		head(s).Quiet = &hours
		if got := s.Quiet(); got != hours {
			t.Errorf("quiet are %s, expected %s", got, hours)
		}
	}
}

// An open case is written anew as it is, so that it is looked at; one that is closed, or not there before, is left
// alone.
func TestWakingWritesOpenCasesAsTheyAre(t *testing.T) {
	s := aVillage(t)
	for n := 1; n <= 3; n++ {
		record.Put(s.Cache, record.CaseKey(n), &cases.Case{Number: n, Title: "lamps"})
	}
	head(s).Open = []int{1, 3}
	s.Settle()
	s.WakeAll(s.Head())
	var woken []string
	for _, c := range s.Changed() {
		woken = append(woken, c.Key)
	}
	if len(woken) != 2 || woken[0] != "case:1" || woken[1] != "case:3" || s.Case(3).Title != "lamps" {
		t.Errorf("written are %v, case 3 is %+v", woken, s.Case(3))
	}
}

// spec is a schedule as it is written.
func spec(t *testing.T, text string) schedule.Spec {
	t.Helper()
	s, err := schedule.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatComesRoundNext(t *testing.T) {
	s := aVillage(t)
	if s.Rounds() != nil || s.Round(schedule.Digest) != nil || !s.Next(schedule.Digest).IsZero() {
		t.Error("something comes round before anything was agreed")
	}
	record.Put(s.Cache, record.AgendaKey, &record.Agenda{List: []record.Round{
		{Kind: schedule.Digest, At: spec(t, "0 18 * * 5"), Told: noon},
		{Kind: schedule.Session, At: spec(t, "0 9 15 * *"), Told: noon},
	}})
	for kind, want := range map[schedule.Kind]string{
		schedule.Digest: "2026-06-05 18:00 CST", schedule.Session: "2026-06-15 09:00 CST",
		schedule.Joint: "0001-01-01 00:00 UTC",
	} {
		if got := s.Next(kind).Format("2006-01-02 15:04 MST"); got != want {
			t.Errorf("%s comes round at %s, expected %s", kind, got, want)
		}
	}
	if len(s.Rounds()) != 2 || s.Round(schedule.Session).Kind != schedule.Session || s.Round(schedule.Joint) != nil {
		t.Errorf("come round: %+v", s.Rounds())
	}
}

// Six in the evening is that of the village: told at that hour, the next is a week later, also where it is another day
// in Greenwich.
func TestWhatWasToldDoesNotComeRoundAtTheSameHourAgain(t *testing.T) {
	s := aVillage(t)
	told := time.Date(2026, 6, 5, 10, 0, 0, 0, time.UTC) // Friday, 18:00 in Shanghai
	record.Put(s.Cache, record.AgendaKey, &record.Agenda{List: []record.Round{{Kind: schedule.Digest,
		At: spec(t, "0 18 * * 5"), Told: told}}})
	if got := s.Next(schedule.Digest); !got.Equal(told.AddDate(0, 0, 7)) {
		t.Errorf("comes round at %s", got)
	}
}

func TestARoundHasWhatItsKindNeeds(t *testing.T) {
	week, day := calendar.Span{Days: 7}, calendar.Span{Days: 1}
	for _, kind := range schedule.Kinds() {
		meets := kind == schedule.Session || kind == schedule.Monthly || kind == schedule.Joint
		whole := record.Round{Kind: kind}.Whole()
		if meets != (whole.Ahead == week) || !meets && !whole.Ahead.IsZero() {
			t.Errorf("%s is called %s ahead", kind, whole.Ahead)
		}
		if want := map[schedule.Kind]int{schedule.Minimum: 2}[kind]; whole.Count != want {
			t.Errorf("%s must see %d, expected %d", kind, whole.Count, want)
		}
		said := record.Round{Kind: kind, Ahead: day, Count: 4}
		if got := said.Whole(); got.Ahead != day || got.Count != 4 {
			t.Errorf("%s: what was said has become %+v", kind, got)
		}
		if again := whole.Whole(); again.Ahead != whole.Ahead || again.Count != whole.Count {
			t.Errorf("%s: what was whole has become %+v", kind, again)
		}
	}
}
