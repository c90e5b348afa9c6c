package record_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"pgregory.net/rapid"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/record"
)

// own is a procedure of the operator's own, by its days between echoes.
func own(every string) string {
	return `id: ours
version: 1
names: {en: Ours}
echo_every: ` + every + `
stages:
  - {kind: intake, names: {en: Speak up}}
  - {kind: screening, names: {en: Choose}}
  - {kind: implementation, names: {en: Do it}}
`
}

// knowing is a village whose program knows these files beside what it ships.
func knowing(t *testing.T, files ...string) *record.Records {
	t.Helper()
	methods := shipped(t)
	for i, text := range files {
		name := string(rune('a'+i)) + ".yaml"
		if err := methods.Add(fstest.MapFS{name: {Data: []byte(text)}}); err != nil {
			t.Fatal(err)
		}
	}
	s := record.NewRecords(record.NewCache(decode), methods)
	s.FillRange("")
	return s
}

// A case goes by the procedure that the community took over to its end, whatever becomes of the file it came from.
func TestACaseGoesByTheProcedureAsItWasTakenOver(t *testing.T) {
	for what, c := range map[string]struct {
		files []string
		kept  string
		days  int // between echoes; 0 where there is no such procedure
	}{
		"the file is there as it was":           {[]string{own("3d")}, own("3d"), 3},
		"the file has gone":                     {nil, own("3d"), 3},
		"the file was changed":                  {[]string{own("5d")}, own("3d"), 3},
		"it was not taken over":                 {[]string{own("5d")}, "", 5},
		"it was never there":                    {nil, "", 0},
		"what was kept cannot be read":          {nil, "stages: 7", 0},
		"what was kept cannot be read any more": {[]string{own("5d")}, "stages: 7", 5},
	} {
		s := knowing(t, c.files...)
		if c.kept != "" {
			record.Put(s.Cache, record.MethodKey("ours", 1), &record.Kept{Text: c.kept})
		}
		for range 2 {
			days := 0
			if m := s.Method(&cases.Case{Procedure: "ours", Version: 1}); m != nil {
				days = m.EchoEvery.Days
			}
			if days != c.days {
				t.Errorf("%s: echoes every %d days, expected %d", what, days, c.days)
			}
		}
		if got := s.KeptMethod("ours", 1) != nil; got != (c.kept == own("3d")) {
			t.Errorf("%s: kept is %v", what, got)
		}
	}
}

// What ships is the same for all: a record that bears its name, however it came there, is not believed.
func TestAProcedureThatShipsIsNotReplaced(t *testing.T) {
	s := knowing(t)
	record.Put(s.Cache, record.MethodKey("six-step", 1),
		&record.Kept{Text: strings.Replace(own("3d"), "ours", "six-step", 1)})
	want, _ := s.Methods().Get("six-step", 1)
	if got := s.MethodOf("six-step", 1); got != want {
		t.Errorf("six-step echoes every %s", got.EchoEvery)
	}
}

// A kept procedure is asked many times a decision, also through sheets: it is read once.
func TestAKeptProcedureIsReadOnce(t *testing.T) {
	s := knowing(t)
	record.Put(s.Cache, record.MethodKey("ours", 1), &record.Kept{Text: own("3d")})
	first := s.MethodOf("ours", 1)
	if again := s.Fork().MethodOf("ours", 1); first == nil || again != first {
		t.Error("the procedure was read anew")
	}
}

func TestNewCasesBeginUnderTheProcedureInForce(t *testing.T) {
	s := knowing(t, own("3d"))
	for id, want := range map[string]bool{"six-step": true, "ours": true, "gone": false} {
		record.Put(s.Cache, record.HeadKey, &record.Community{Method: id, Version: 1})
		if got := s.Current(); (got != nil) != want || want && got.ID != id {
			t.Errorf("%s: new cases begin under %+v", id, got)
		}
	}
}

func TestAPageTakesWhatComesWithItsKey(t *testing.T) {
	hash := record.KeyHash("sesame")
	for _, c := range []struct {
		filing, key string
		want        bool
	}{
		{hash, "sesame", true}, {hash, "Sesame", false}, {hash, "", false}, {hash, hash, false}, {"", "", false},
		{"", "sesame", false},
		{record.KeyHash(""), "", true}, {hash[:20], "sesame", false},
	} {
		if got := (record.Page{Filing: c.filing}).Opens(c.key); got != c.want {
			t.Errorf("%q opens %q: %v", c.key, c.filing, got)
		}
	}
	if want := "d0c04f4b1951e4aeaaec8223ed2039e542f3aae805a6fa7f6d794e5afff5d272"; hash != want {
		t.Errorf("kept of the key is %s", hash)
	}
}

func TestTiesAreListedByNumberOnceTheOtherHasAnswered(t *testing.T) {
	s := aVillage(t)
	for _, tie := range []record.Tie{
		{Community: "c1", Number: 3, Kin: record.Above}, {Community: "c2", Number: 1, Kin: record.Beside},
		{Community: "c3", Number: 2},
		{Community: "c4", Number: 10, Kin: record.Below},
	} {
		record.Put(s.Cache, record.TieKey(tie.Community), &tie)
	}
	var got []string
	for _, tie := range s.Ties() {
		got = append(got, tie.Community)
	}
	if !slices.Equal(got, []string{"c2", "c1", "c4"}) {
		t.Errorf("ties to %v", got)
	}
	if s.Tie("c3") == nil || s.Tie("c9") != nil {
		t.Error("a code given out is no tie, but it is remembered")
	}
}

func TestTiesAreSeenAlikeFromBothSides(t *testing.T) {
	for kin, want := range map[record.Kin]record.Kin{
		record.Above: record.Below, record.Below: record.Above, record.Beside: record.Beside, "": "",
	} {
		if got := kin.Mirror(); got != want || got.Mirror() != kin {
			t.Errorf("%q is seen as %q, and back as %q", kin, got, got.Mirror())
		}
	}
}

func TestWhatTheEngineKeepsIsDroppedByItsBeginning(t *testing.T) {
	s := aVillage(t)
	for _, key := range []string{"x:seal:12.1:7", "x:seal:12.1:8", "x:seal:12.10:7", "x:path:1"} {
		record.SetExtra(s, key, &note{Text: key})
	}
	record.DropExtra(s, "x:seal:12.1:8")
	s.Settle()
	record.DropExtras(s, record.SealPrefix("12.1"))
	if got := s.Changed(); len(got) != 1 || got[0].Key != "x:seal:12.1:7" || got[0].Value != nil {
		t.Errorf("dropped are %v", got)
	}
	for key, want := range map[string]bool{"x:seal:12.1:7": false, "x:seal:12.1:8": false, "x:seal:12.10:7": true,
		"x:path:1": true} {
		if got := record.Extra[note](s, key) != nil; got != want {
			t.Errorf("%s is there: %v", key, got)
		}
	}
}

// Before a prefix was read nobody knows what there is to drop.
func TestNothingIsDroppedUnread(t *testing.T) {
	s := record.NewRecords(record.NewCache(decode), nil)
	s.Fill("x:seal:12.1:7", []byte(`{}`))
	unread, _ := record.Attempt(func() error { record.DropExtras(s, "x:seal:12.1:"); return nil })
	if !unread {
		t.Error("what to drop was told before it was read")
	}
	if got := s.Missing(); !slices.Equal(got, []string{"x:seal:12.1:*"}) || len(s.Changed()) > 0 {
		t.Errorf("asks for %v, dropped %v", got, s.Changed())
	}
}

// People are told whole days: what is left over is not rounded up, or a deadline would be promised later than it is.
func TestASpanIsToldInWholeDaysThatHavePassed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(0, 400).Draw(t, "days")
		rest := rapid.Int64Range(0, int64(24*time.Hour)-1).Draw(t, "rest")
		s := calendar.Span{Days: days, Clock: time.Duration(rest)}
		if got := record.Days(s); got != days {
			t.Fatalf("%s is told as %d days", s, got)
		}
	})
	for text, want := range map[string]int{"5wd": 7, "36h": 1, "23h": 0, "2w": 14, "1wd": 1} {
		s, err := calendar.ParseSpan(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := record.Days(s); got != want {
			t.Errorf("%s is told as %d days", text, got)
		}
	}
}
