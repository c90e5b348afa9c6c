package books_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"echowall/bot/books"
)

// hostile are texts that a spreadsheet would compute, or that would break a row.
func hostile() []string {
	return []string{
		"=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "  =1+1", "\t=1+1", "\r\n=1", "＝1+1", "　@x", "%0A", "|x", "a\nb",
		`say "hi", then; go`,
		"\u202eevil", "路灯，坏了", "-",
	}
}

func table() books.Table {
	t := books.Table{Key: "topics", Name: "议题收集册", Head: []string{"编号", "日期", "内容"}}
	for i, text := range hostile() {
		t.Rows = append(t.Rows, []books.Cell{
			books.Number(i + 1), books.Day(time.Date(2026, 6, 1, 23, 30, 0, 0, time.FixedZone("CST", 8*3600))), books.Text(text),
		})
	}
	return t
}

func TestCSV(t *testing.T) {
	var b bytes.Buffer
	if err := books.CSV(&b, table()); err != nil {
		t.Fatal(err)
	}
	text, marked := strings.CutPrefix(b.String(), "\ufeff")
	if !marked || !strings.HasPrefix(text, "编号,日期,内容\r\n1,2026-06-01,'=cmd") {
		t.Errorf("it begins %q", text[:min(len(text), 60)])
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != len(hostile())+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, typed := range hostile() {
		got := rows[i+1][2]
		if strings.ContainsAny(strings.TrimLeft(got, " \t\r\n\u3000")[:1], "=+-@|%") ||
			strings.ContainsAny(got[:1], "\t\r\n") {
			t.Errorf("%q would be computed", got)
		}
		if !strings.HasSuffix(strings.ReplaceAll(got, "\n", ""), strings.NewReplacer("\r", "", "\n", "").Replace(typed)) {
			t.Errorf("%q became %q", typed, got)
		}
	}
}

func TestWorkbook(t *testing.T) {
	more := table()
	more.Name = "a/b:c*" + strings.Repeat("很长", 30)
	raw, err := books.Workbook([]books.Table{table(), more})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if sheets := f.GetSheetList(); len(sheets) != 2 || sheets[0] != "议题收集册" || strings.ContainsAny(sheets[1], "/:*") {
		t.Fatalf("sheets %q", sheets)
	}
	for i, typed := range hostile() {
		cell, err := excelize.CoordinatesToCellName(3, i+2)
		if err != nil {
			t.Fatal(err)
		}
		got, err := f.GetCellValue("议题收集册", cell)
		if err != nil || strings.ReplaceAll(got, "\r", "") != strings.ReplaceAll(typed, "\r", "") {
			t.Errorf("%q is kept as %q, %v", typed, got, err)
		}
		if formula, err := f.GetCellFormula("议题收集册", cell); err != nil || formula != "" {
			t.Errorf("%q became the formula %q, %v", typed, formula, err)
		}
	}
	if day, err := f.GetCellValue("议题收集册", "B2"); err != nil || day != "2026-06-01" {
		t.Errorf("the day is %q, %v", day, err)
	}
}

func TestNoBooks(t *testing.T) {
	if _, err := books.Workbook(nil); err != nil {
		t.Error(err)
	}
}
