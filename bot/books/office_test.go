package books_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"echowall/bot/books"
)

var office = flag.Bool("office", false, "open the files in LibreOffice, which must be installed")

// convert lets LibreOffice open a file and write it in another form.
func convert(t *testing.T, dir, name, form string, more ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless"}, more...)
	args = append(args, "--convert-to", form, "--outdir", filepath.Join(dir, "out"), filepath.Join(dir, name))
	cmd := exec.CommandContext(ctx, "soffice", args...)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
}

// LibreOffice finds in the workbook and in the CSV what was written, and computes nothing.
func TestOfficeOpensTheBooks(t *testing.T) {
	if !*office {
		t.Skip("make office opens them in LibreOffice")
	}
	dir := t.TempDir()
	raw, err := books.Workbook([]books.Table{table()})
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	if err := books.CSV(&plain, table()); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"book.xlsx": raw, "plain.csv": plain.Bytes()} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	convert(t, dir, "book.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76")
	written, err := os.ReadFile(filepath.Join(dir, "out", "book.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(written), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != len(hostile())+1 {
		t.Fatalf("the workbook has %d rows, %v", len(rows), err)
	}
	// With nobody to ask, LibreOffice takes the machine's encoding for that of a CSV; its dialog takes that of the mark.
	convert(t, dir, "plain.csv", "xlsx", "--infilter=CSV:44,34,76")
	f, err := excelize.OpenFile(filepath.Join(dir, "out", "plain.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	opened, err := f.GetRows(f.GetSheetList()[0])
	if err != nil || len(opened) != len(hostile())+1 {
		t.Fatalf("the CSV has %d rows, %v", len(opened), err)
	}
	same := func(got, typed string) bool {
		squeeze := func(s string) string { return strings.Join(strings.Fields(strings.TrimPrefix(s, "'")), " ") }
		return squeeze(got) == squeeze(typed)
	}
	for i, typed := range hostile() {
		if rows[i+1][1] != "2026-06-01" || !same(rows[i+1][2], typed) {
			t.Errorf("workbook: %q is read as %q on %s", typed, rows[i+1][2], rows[i+1][1])
		}
		if !same(opened[i+1][2], typed) {
			t.Errorf("CSV: %q is read as %q", typed, opened[i+1][2])
		}
		cell, err := excelize.CoordinatesToCellName(3, i+2)
		if err != nil {
			t.Fatal(err)
		}
		if formula, err := f.GetCellFormula(f.GetSheetList()[0], cell); err != nil || formula != "" {
			t.Errorf("CSV: %q became the formula %q, %v", typed, formula, err)
		}
	}
}
