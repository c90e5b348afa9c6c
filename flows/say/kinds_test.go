package say

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
	"echowall/flows/schedule"
)

// noon is in June of a year.
var noon = time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC)

// each is a datum of each kind, by the name of the field that says so.
func each() map[string]Arg {
	return map[string]Arg{
		"Text": Text("x"), "Title": Title("x"), "Place": Place("x"), "Page": Page("x"), "Num": Num(7),
		"Case": Case(7), "Person": Person(7),
		"Mention": Mention(7), "Time": Time(noon), "Date": Date(noon), "Month": Month(2026, 6),
		"Span":     Span(calendar.Span{Days: 7}),
		"Fraction": Fraction(procedure.Fraction{Num: 2, Den: 3}), "Schedule": Schedule(schedule.Spec{}),
		"Msg": Msg("x"), "List": List(Num(1)),
		"Clauses": Clauses(Num(1)), "Rate": Rate(948), "Lines": Lines(Num(1)), "Names": Names(map[string]string{"en": "x"}),
	}
}

// set are the names of the fields of a datum that say something.
func set(a Arg) []string {
	var names []string
	v := reflect.ValueOf(a)
	for i := range v.NumField() {
		if !v.Field(i).IsZero() {
			names = append(names, v.Type().Field(i).Name)
		}
	}
	return names
}

// A renderer goes by the one field that is set: with two, or another, it would show a person's number as a count.
func TestADatumSaysWhatItIsAndNothingElse(t *testing.T) {
	all := each()
	for kind, a := range all {
		if got := set(a); !slices.Equal(got, []string{kind}) {
			t.Errorf("%s sets %v", kind, got)
		}
	}
	if fields := reflect.TypeFor[Arg]().NumField(); len(all) != fields {
		t.Errorf("there are %d kinds, of which %d are tried", fields, len(all))
	}
}

// Nothing is told from not said: a zero, an empty text or a time that is not set keep their kind in the outbox.
func TestADatumOfNothingKeepsItsKind(t *testing.T) {
	for kind, a := range map[string]Arg{
		"Text": Text(""), "Title": Title(""), "Place": Place(""), "Page": Page(""), "Num": Num(0), "Case": Case(0),
		"Person":  Person(0),
		"Mention": Mention(0), "Time": Time(time.Time{}), "Date": Date(time.Time{}), "Span": Span(calendar.Span{}),
		"Fraction": Fraction(procedure.Fraction{}), "Msg": Msg(""),
	} {
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var again Arg
		if err := json.Unmarshal(raw, &again); err != nil || !slices.Equal(set(again), []string{kind}) {
			t.Errorf("%s is kept as %s and read as %v, %v", kind, raw, set(again), err)
		}
	}
}

// TestKindsAreKeptUnderTheirOwnNames: an outbox is read by the next version of the program, so the names must stay,
// and each be another.
func TestKindsAreKeptUnderTheirOwnNames(t *testing.T) {
	want := map[string]string{
		"Text": "s", "Title": "ti", "Place": "pl", "Page": "pg", "Num": "n", "Case": "c", "Person": "p",
		"Mention": "pm", "Time": "t", "Date": "d",
		"Month": "mo", "Span": "sp", "Fraction": "fr", "Schedule": "sc", "Msg": "m", "List": "l", "Clauses": "cl",
		"Lines": "ll", "Names": "nn", "Rate": "ra",
	}
	for kind, a := range each() {
		raw, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var kept map[string]any
		if err := json.Unmarshal(raw, &kept); err != nil || len(kept) != 1 {
			t.Fatalf("%s is kept as %s: %v", kind, raw, err)
		}
		if _, ok := kept[want[kind]]; !ok {
			t.Errorf("%s is kept as %s, expected %q", kind, raw, want[kind])
		}
	}
}

// A datum is the caller's no more: what the caller does with the variable afterwards changes nothing that is said.
func TestWhatIsSaidStaysAsItWasSaid(t *testing.T) {
	text, at := "lamps", noon
	said, when := Text(text), Time(at)
	text, at = "drain", at.Add(time.Hour)
	if *said.Text != "lamps" || !when.Time.Equal(noon) {
		t.Errorf("said is %q at %s, not %q at %s", *said.Text, when.Time, text, at)
	}
}

func TestAMonthIsItsFirstDayWhereverPeopleAre(t *testing.T) {
	for _, c := range []struct {
		year  int
		month time.Month
		want  string
	}{{2026, 1, "2026-01-01T00:00:00Z"}, {2026, 12, "2026-12-01T00:00:00Z"}, {2026, 13, "2027-01-01T00:00:00Z"}} {
		if got := Month(c.year, c.month).Month.Format(time.RFC3339Nano); got != c.want {
			t.Errorf("month %d of %d is %s", c.month, c.year, got)
		}
	}
}

func TestWhichCaseAMessageIsAbout(t *testing.T) {
	for what, c := range map[string]struct {
		m    Message
		want int
	}{
		"none":                      {New("x"), 0},
		"one that is mentioned":     {New("x", Args{"Case": Num(12)}), 0},
		"the one that it is about":  {New("x", Args{"Case": Case(12), "Into": Num(3)}), 12},
		"by whatever name":          {New("x", Args{"Matter": Case(12)}), 12},
		"none of a message within":  {New("x", Args{"Next": Msg("y", Args{"Case": Case(12)})}), 0},
		"none of those in its list": {New("x", Args{"All": List(Case(12), Case(13))}), 0},
	} {
		if got := c.m.Case(); got != c.want {
			t.Errorf("%s: %d", what, got)
		}
	}
}

func TestAMessageHasAnIDOrIsNone(t *testing.T) {
	for _, c := range []struct {
		m    Message
		none bool
	}{{Message{}, true}, {New(""), true}, {Message{Args: Args{"Case": Case(1)}}, true}, {New("x"), false},
		{New("x", nil), false}} {
		if c.m.IsZero() != c.none {
			t.Errorf("%+v is none: %v", c.m, !c.none)
		}
	}
}

// TestAMessageIsSaidAsItIsUntilItsDay draws a day and a moment: before it the message is said as it is, from it on the
// other one, with the same data, and asking when changes nothing.
func TestAMessageIsSaidAsItIsUntilItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		due := noon.Add(time.Duration(rapid.Int64Range(-1e12, 1e12).Draw(t, "due")))
		now := noon.Add(time.Duration(rapid.Int64Range(-1e12, 1e12).Draw(t, "now")))
		m := New("by", Args{"Case": Case(12)}).Until(due, "late")
		want := "by"
		if !now.Before(due) {
			want = "late"
		}
		for range 2 {
			if said := m.Now(now); said.ID != want || said.Case() != 12 || m.ID != "by" {
				t.Fatalf("due %s, at %s: said %s, and it is %s", due, now, said.ID, m.ID)
			}
		}
	})
}

func TestAMessageWithoutADayIsNeverLate(t *testing.T) {
	if got := New("by").Now(noon.AddDate(100, 0, 0)).ID; got != "by" {
		t.Errorf("said is %s", got)
	}
	plain := New("by")
	if dated := plain.Until(noon, "late"); dated.Lapse == nil || plain.Lapse != nil {
		t.Error("a message got a day from a copy of it")
	}
}

// TestViewsAreToldApartByKindAndNumber draws two views: they have one name only if they are the same.
func TestViewsAreToldApartByKindAndNumber(t *testing.T) {
	type view struct {
		kind, number int
	}
	name := func(v view) string {
		return []string{CardView(v.number), MeetingView(v.number), MenuView(v.number),
			BallotView("1." + CardView(v.number)), WallView}[v.kind]
	}
	draw := rapid.Custom(func(t *rapid.T) view {
		return view{rapid.IntRange(0, 4).Draw(t, "kind"), rapid.IntRange(0, 130).Draw(t, "number")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := draw.Draw(t, "a"), draw.Draw(t, "b")
		same := a == b || a.kind == 4 && b.kind == 4
		if (name(a) == name(b)) != same {
			t.Fatalf("%+v and %+v are called %q and %q", a, b, name(a), name(b))
		}
	})
}

func TestViewsAreCalledAsTheStoresKnowThem(t *testing.T) {
	for want, got := range map[string]string{
		"wall": WallView, "card:12": CardView(12), "ballot:12.1": BallotView("12.1"), "meeting:3": MeetingView(3),
		"menu:7": MenuView(7),
	} {
		if got != want {
			t.Errorf("expected %s, got %s", want, got)
		}
	}
}

// What follows from a notice counts until it is in the outbox, and a secret vote's receipt must not lie in the store
// at all.
func TestWhatANoticeIsToTheEngineIsNotKept(t *testing.T) {
	notice := Notice{To: Address{Person: 7}, Message: New("x"), Kind: Secret, Unwritten: true}
	raw, err := json.Marshal(notice)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(raw); strings.Contains(got, "true") || got != `{"to":{"person":7},"message":{"id":"x"}}` {
		t.Errorf("kept is %s", got)
	}
	var again Notice
	if err := json.Unmarshal([]byte(`{"to":{"person":7},"Kind":4,"Unwritten":true,"-":1}`), &again); err != nil {
		t.Fatal(err)
	}
	if again.Kind != Plain || again.Unwritten {
		t.Errorf("read is %+v", again)
	}
}

func TestWhatIsWaitedForGoesFirst(t *testing.T) {
	if News >= Answer {
		t.Errorf("news are %d, answers %d", News, Answer)
	}
	var unset Notice
	if unset.Class != News || unset.Kind != Plain {
		t.Errorf("where nothing is said, a notice is of class %d, kind %d", unset.Class, unset.Kind)
	}
}

func TestAButtonGivesItsLine(t *testing.T) {
	row := Row(Press(New("yes"), "vote 12.1 yes"), Press(New("no"), "vote 12.1 no"))
	if len(row) != 2 || row[0].Line != "vote 12.1 yes" || row[1].Label.ID != "no" ||
		row[1].Start+row[1].Page+row[1].Below != "" {
		t.Errorf("the row is %+v", row)
	}
	if len(Row()) != 0 {
		t.Error("a row without buttons has some")
	}
}

// TestFilesAreCalledAsTheStoresKnowThem holds the words that lie in outboxes: a file of another name is one that
// nobody can make.
func TestFilesAreCalledAsTheStoresKnowThem(t *testing.T) {
	kinds := []FileKind{QRFile, ProcedureFile, ReportFile, BooksFile, CalendarFile}
	if !slices.Equal(kinds, []FileKind{"qr", "procedure", "report", "books", "calendar"}) {
		t.Errorf("files are called %v", kinds)
	}
	if rooms := []Room{Group, Council, Wall}; !slices.Equal(rooms, []Room{"group", "council", "wall"}) {
		t.Errorf("rooms are called %v", rooms)
	}
}
