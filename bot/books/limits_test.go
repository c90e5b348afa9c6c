package books_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"echowall/bot/books"
)

// workbook opens what was written of some tables.
func workbook(t *testing.T, tables ...books.Table) *excelize.File {
	t.Helper()
	raw, err := books.Workbook(tables)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestASheetHasANameThatExcelTakes(t *testing.T) {
	for name, want := range map[string]string{
		"Topics": "Topics", "": "1 ", "[]:*?/\\'": "1 ", "sheet1": "1 sheet1", "HISTORY": "1 HISTORY", "a/b": "ab",
		strings.Repeat("册", 28): strings.Repeat("册", 28), strings.Repeat("册", 29): strings.Repeat("册", 28),
	} {
		if got := workbook(t, books.Table{Name: name}).GetSheetList(); !slices.Equal(got, []string{want}) {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
}

func TestACellHoldsWhatExcelTakesAndNoMore(t *testing.T) {
	for _, n := range []int{32766, 32767, 32768, 40000} {
		f := workbook(t, books.Table{Name: "A", Head: []string{"h"},
			Rows: [][]books.Cell{{books.Text(strings.Repeat("灯", n))}}})
		got, err := f.GetCellValue("A", "A2")
		if err != nil || utf8.RuneCountInString(got) != min(n, 32767) || !utf8.ValidString(got) {
			t.Errorf("of %d characters %d are kept, %v", n, utf8.RuneCountInString(got), err)
		}
	}
}

func TestANumberADayAndNothingStayWhatTheyAre(t *testing.T) {
	day := time.Date(2026, 12, 31, 23, 59, 0, 0, time.FixedZone("", -11*3600))
	row := []books.Cell{books.Number(0), books.Number(-7), books.Day(day), books.Day(time.Time{}), {}, books.Text("007")}
	want := []string{"0", "-7", "2026-12-31", "", "", "007"}
	f := workbook(t, books.Table{Name: "A", Head: make([]string, len(row)), Rows: [][]books.Cell{row}})
	for i, cell := range []string{"A2", "B2", "C2", "D2", "E2", "F2"} {
		if got, err := f.GetCellValue("A", cell); err != nil || got != want[i] || row[i].String() != want[i] {
			t.Errorf("%s is %q in the workbook and %q in CSV, want %q: %v", cell, got, row[i], want[i], err)
		}
	}
	for cell, want := range map[string]bool{"B2": true, "F2": false} {
		kind, err := f.GetCellType("A", cell)
		if number := kind == excelize.CellTypeNumber || kind == excelize.CellTypeUnset; err != nil || number != want {
			t.Errorf("%s is a number: %t, want %t, %v", cell, number, want, err)
		}
	}
}

func TestAColumnIsAsWideAsItsLongestFieldWithinLimits(t *testing.T) {
	f := workbook(t, books.Table{Name: "A", Head: []string{"h", "heading of a column", "编号编号编号", "d"},
		Rows: [][]books.Cell{
			{books.Text("x"), books.Text("y"), books.Text(""), books.Text(strings.Repeat("long", 50)),
				books.Text("beyond the headings")},
		}})
	for column, want := range map[string]float64{"A": 9, "B": 21, "C": 14, "D": 52} {
		if got, err := f.GetColWidth("A", column); err != nil || got != want {
			t.Errorf("column %s is %v wide, want %v: %v", column, got, want, err)
		}
	}
}

func TestNoTextOfACSVBeginsAFormulaOrIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.StringOf(rapid.RuneFrom([]rune("=+-@＝＋－＠|%\t \u00a0\u3000a路1\"',;\n"))).Draw(t, "typed")
		var b bytes.Buffer
		if err := books.CSV(&b, books.Table{Head: []string{typed}, Rows: [][]books.Cell{{books.Text(typed)}}}); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
		if typed == "" {
			return // a row of one empty field is an empty line, which a reader passes over
		}
		if err != nil || len(rows) != 2 {
			t.Fatalf("%q: %d rows, %v", typed, len(rows), err)
		}
		for _, row := range rows {
			if strings.TrimPrefix(row[0], "'") != strings.TrimPrefix(typed, "'") {
				t.Fatalf("%q became %q", typed, row[0])
			}
			begins := strings.TrimLeft(row[0], " \t\n\u00a0\u3000")
			if begins != "" && strings.ContainsRune("=+-@＝＋－＠|%", []rune(begins)[0]) {
				t.Fatalf("%q would be computed", row[0])
			}
		}
	})
}

var errFull = errors.New("the disk is full")

// full takes some bytes and no more.
type full struct{ left int }

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestACSVThatCannotBeWrittenSaysSo(t *testing.T) {
	long := table()
	for range 200 {
		long.Rows = append(long.Rows, table().Rows...)
	}
	for _, left := range []int{0, 3, 100, 5000} {
		if err := books.CSV(&full{left}, long); !errors.Is(err, errFull) {
			t.Errorf("of %d bytes: %v", left, err)
		}
	}
}
