package text_test

import (
	"bytes"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"echowall/bot/books"
	"echowall/bot/text"
	"echowall/flows/ballot"
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/say"
	"echowall/storage/testenv"
)

// file makes a file from a hamlet, once all of it was read.
func (h *hamlet) file(which say.File) (file *text.File, err error) {
	h.whole(func() { file, err = h.r.File(h.s, "en", h.now, which) })
	return file, err
}

func TestAFileThatCannotBeMadeIsSaidOrLeftOut(t *testing.T) {
	h := recorded(t, meeting.Meeting{Number: 1, Status: meeting.Polled}, meeting.Meeting{Number: 2, At: june})
	for _, x := range []struct {
		kind say.FileKind
		of   string
		want string // what the error says; "" for nothing to make
	}{
		{"painting", "", "painting"}, {say.ReportFile, "yesteryear", "yesteryear"}, {say.BooksFile, "2026-13", "2026-13"},
		{say.ProcedureFile, "six-step", "is no version"}, {say.ProcedureFile, "six-step x", `"x" is no version`},
		{say.ProcedureFile, "nine-step 1", "there is no nine-step version 1"}, {say.CalendarFile, "M2",
			"number of a meeting"},
		{say.CalendarFile, "1", ""}, {say.CalendarFile, "9", ""},
	} {
		file, err := h.file(say.File{Kind: x.kind, Of: x.of})
		if file != nil || (err == nil) != (x.want == "") || err != nil && !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s %q: %v, %v; want an error with %q", x.kind, x.of, file, err, x.want)
		}
	}
}

func TestAFileHasANameThatSaysWhatItIs(t *testing.T) {
	testenv.Unraced(t)
	h := recorded(t, meeting.Meeting{Number: 2, At: june, Status: meeting.Scheduled},
		cases.Case{Number: 1, Raised: june})
	for _, x := range []struct {
		kind    say.FileKind
		of      string
		name    string
		picture bool
		begins  string
	}{
		{say.ReportFile, "2026-06", "echowall-2026-06.png", true, "\x89PNG"}, {say.BooksFile, "2026", "echowall-2026.xlsx",
			false, "PK"},
		{say.ProcedureFile, "six-step 1", "six-step.png", true, "\x89PNG"}, {say.CalendarFile, "2", "M2.ics", false,
			"BEGIN:VCALENDAR"},
		{say.QRFile, "door7", "echowall-a4.png", false, "\x89PNG"}, {say.QRFile, "room1", "echowall.png", true, "\x89PNG"},
	} {
		file, err := h.file(say.File{Kind: x.kind, Of: x.of})
		if err != nil || file == nil {
			t.Errorf("%s: %v, %v", x.kind, file, err)
			continue
		}
		if file.Name != x.name || file.Picture != x.picture || !bytes.HasPrefix(file.Data, []byte(x.begins)) {
			t.Errorf("%s is %q, a picture: %t, and begins %q", x.kind, file.Name, file.Picture, file.Data[:8])
		}
	}
}

// A report grows with what there is to draw: columns from the second month on, bars of days where a case moved.
func TestAReportIsAsHighAsItNeeds(t *testing.T) {
	height := func(of string, records ...any) int {
		file, err := recorded(t, records...).file(say.File{Kind: say.ReportFile, Of: of})
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(file.Data))
		if err != nil {
			t.Fatal(err)
		}
		return img.Bounds().Dy()
	}
	if month, year := height("2026-06"), height("2026"); month != 560 || year != 860 {
		t.Errorf("a month is %d high and a year %d, want 560 and 860", month, year)
	}
}

// cellsOf are the rows of a book as CSV has them, fields parted by "|".
func cellsOf(t books.Table) (rows []string) {
	for _, row := range t.Rows {
		var fields []string
		for _, c := range row {
			fields = append(fields, c.String())
		}
		rows = append(rows, strings.Join(fields, "|"))
	}
	return rows
}

// booksOf are the books of June 2026 by their keys.
func booksOf(t *testing.T, records ...any) map[string]books.Table {
	t.Helper()
	h := recorded(t, records...)
	period, ok := calendar.ParsePeriod("2026-06", h.now.In(time.FixedZone("Shanghai", 8*3600)))
	if !ok {
		t.Fatal("there is no June")
	}
	var tables []books.Table
	h.whole(func() { tables = h.r.Books(h.s, h.now, period) })
	all := map[string]books.Table{}
	for _, table := range tables {
		all[table.Key] = table
		for i, row := range table.Rows {
			if len(row) != len(table.Head) {
				t.Errorf("%s: row %d has %d fields below %d headings", table.Key, i, len(row), len(table.Head))
			}
		}
	}
	return all
}

// at is a day of 2026, at noon in the village.
func at(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 4, 0, 0, 0, time.UTC)
}

func TestTheBooksHoldWhatWasOpenInThePeriod(t *testing.T) {
	closed := func(n int, raised, end time.Time) cases.Case {
		return cases.Case{Number: n, Title: "x", Raised: raised, Closed: &cases.Closing{Outcome: cases.Solved, At: end}}
	}
	all := booksOf(t,
		closed(1, at(4, 1), at(5, 31)), closed(2, at(4, 1), time.Date(2026, 5, 31, 16, 0, 0, 0, time.UTC)), closed(3,
			at(6, 3), at(8, 1)),
		closed(4, at(5, 1), at(7, 1)), closed(5, time.Date(2026, 6, 30, 15, 59, 59, 0, time.UTC), at(7, 9)), closed(6,
			at(7, 1), at(7, 2)),
	)
	numbers := func(key string) (ns []string) {
		for _, row := range all[key].Rows {
			ns = append(ns, row[0].String())
		}
		return ns
	}
	if got := numbers("topics"); !slices.Equal(got, []string{"3", "5"}) {
		t.Errorf("raised in June are %v", got)
	}
	if got := numbers("handling"); !slices.Equal(got, []string{"2", "3", "4", "5"}) {
		t.Errorf("open in June were %v", got)
	}
}

func TestWhoWantsNoNameStandsInNoBook(t *testing.T) {
	all := booksOf(t, people.Profile{Person: 3, Name: "Li Si"},
		cases.Case{Number: 1, Title: "Lamps", Raised: june, Raiser: 3, Anonymous: true},
		cases.Case{Number: 2, Title: "Bins", Raised: june, Raiser: 4}, people.Profile{Person: 4, Name: "=Wang"})
	rows := cellsOf(all["topics"])
	if len(rows) != 2 || !strings.HasPrefix(rows[0], "1|2026-06-09|Lamps||a resident|0||") {
		t.Errorf("the topics are %q", rows)
	}
	if !strings.Contains(rows[1], "|'=Wang|") {
		t.Errorf("a name that is a formula stands as %q", rows[1])
	}
	for key, table := range all {
		if strings.Contains(strings.Join(cellsOf(table), "\n"), "Li Si") {
			t.Errorf("the book of %s names who raised it", key)
		}
	}
}

func TestACaseHasARowForEachTaskAndOneForNone(t *testing.T) {
	settled := cases.Case{
		Number: 1, Title: "Lamps", Raised: june, Tasks: []cases.Task{
			{Number: 1, Unit: "Power", Measure: "new <lamps>", Due: at(6, 12), Done: at(6, 11), Evidence: "14 shine"},
			{Number: 2, Unit: "Board", Measure: "look", Due: at(6, 20)},
		},
		Resolution: &cases.Resolution{Text: "Mend", Class: ballot.A, At: at(6, 10)},
		Publicity: cases.Publicity{From: at(6, 10), Until: at(6, 11), Objections: []cases.Objection{
			{Number: 1, Text: "too\nlate", Ruling: cases.Upheld, Reason: "true"}, {Number: 2, Text: "open"},
		}},
	}
	all := booksOf(t, settled, cases.Case{Number: 2, Title: "Bins", Raised: june},
		cases.Case{Number: 3, Raised: june, Closed: &cases.Closing{Outcome: cases.Declined, At: at(6, 30), Reason: "no"}})
	rows := cellsOf(all["handling"])
	if len(rows) != 3 {
		t.Fatalf("the rows are %q", rows)
	}
	rows = append(rows[:1:1], rows...) // of the first, two things are looked for
	for i, want := range [][]string{
		{"1|Lamps|A|", "|Mend|2026-06-10|2026-06-10|2026-06-11|1. too late → upheld true\n2. open|Power|new <lamps>|"},
		{"1|Lamps|A|", "|Power|new <lamps>|2026-06-12|2026-06-11|14 shine|"},
		{"1|Lamps|A|", "|Board|look|2026-06-20|||"},
		{"3|||||||||", "|2026-06-30|no"},
	} {
		if !strings.HasPrefix(rows[i], want[0]) || !strings.Contains(rows[i], want[1]) {
			t.Errorf("row %d is %q, want it to begin %q and to hold %q", i, rows[i], want[0], want[1])
		}
	}
}

func TestTheMinutesAreOfMeetingsThatWereHeld(t *testing.T) {
	held := func(n int, change func(*meeting.Meeting)) meeting.Meeting {
		m := meeting.Meeting{
			Number: n, At: june, Opened: june, Status: meeting.Over, Cases: []int{1}, Place: "Hall", Invited: []int{3, 4, 5},
			There: []int{3, 9}, Minutes: "All agreed",
		}
		change(&m)
		return m
	}
	all := booksOf(t, cases.Case{Number: 1, Title: "Lamps.", Raised: june}, people.Profile{Person: 3, Name: "Li"},
		held(1, func(*meeting.Meeting) {}), held(2, func(m *meeting.Meeting) { m.Opened = time.Time{} }),
		held(3, func(m *meeting.Meeting) { m.Status = meeting.CalledOff }), held(4,
			func(m *meeting.Meeting) { m.Opened = at(7, 1) }),
	)
	rows := cellsOf(all["minutes"])
	want := "M1|2026-06-09|Hall|#1 Lamps|3|2|Li, (a former resident)|||All agreed"
	if !slices.Equal(rows, []string{want}) {
		t.Errorf("the rows are %q, want %q", rows, want)
	}
}

func TestTheWorkbookHasASheetForEachBookInTheLanguageOfTheCommunity(t *testing.T) {
	h := recorded(t, cases.Case{Number: 1, Title: "Lamps", Raised: june})
	file, err := h.file(say.File{Kind: say.BooksFile, Of: "2026-06"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(file.Data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want := []string{"Topics", "Research", "Minutes", "Handling and publicity", "Figures"}
	if got := f.GetSheetList(); !slices.Equal(got, want) {
		t.Errorf("the sheets are %q, want %q", got, want)
	}
}
