// Package books writes tables into the files that offices work with: a workbook of several sheets, and CSV. It knows
// nothing of cases: package bot fills the tables, in the language of the community.
//
// What people typed is data and never a formula, in either file.
package books

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// Table is one book: a name, a heading for each column, and rows.
type Table struct {
	// Key names it in the name of a file; Name is what people read.
	Key, Name string
	Head      []string
	Rows      [][]Cell
}

// Cell is what stands in a field: a text, a number or a day. The zero Cell is empty.
type Cell struct {
	text   string
	number *int
	day    time.Time
}

// Text is a field of text.
func Text(s string) Cell { return Cell{text: s} }

// Number is a field with a number.
func Number(n int) Cell { return Cell{number: &n} }

// Day is a field with a day, as it is where the time says; empty for the zero time.
func Day(t time.Time) Cell { return Cell{day: t} }

// limit is how many characters Excel takes in a cell.
const limit = 32767

// value is the field as a workbook keeps it.
func (c Cell) value() any {
	switch {
	case c.number != nil:
		return *c.number
	case !c.day.IsZero():
		return time.Date(c.day.Year(), c.day.Month(), c.day.Day(), 0, 0, 0, 0, time.UTC)
	}
	if utf8.RuneCountInString(c.text) > limit {
		return string([]rune(c.text)[:limit])
	}
	return c.text
}

// String is the field as CSV keeps it. A text that a spreadsheet would take for a formula is marked as text.
func (c Cell) String() string {
	switch {
	case c.number != nil:
		return strconv.Itoa(*c.number)
	case !c.day.IsZero():
		return c.day.Format(time.DateOnly)
	}
	return harmless(c.text)
}

// harmless puts an apostrophe before what a spreadsheet would compute. Blanks before it do not help the formula.
func harmless(text string) string {
	if rest := strings.TrimLeft(text, " \t\r\n\u00a0\u3000"); rest != "" &&
		strings.ContainsRune("=+-@＝＋－＠|%", firstRune(rest)) {
		return "'" + text
	}
	if text != "" && strings.ContainsRune("\t\r\n", firstRune(text)) {
		return "'" + text
	}
	return text
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// CSV writes a table as RFC 4180 has it, in UTF-8 with the mark that makes Excel read it as such.
func CSV(w io.Writer, t Table) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return fmt.Errorf("write %s: %w", t.Key, err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	head := make([]string, len(t.Head))
	for i, h := range t.Head {
		head[i] = harmless(h)
	}
	if err := out.Write(head); err != nil {
		return fmt.Errorf("write %s: %w", t.Key, err)
	}
	for _, row := range t.Rows {
		fields := make([]string, len(row))
		for i, c := range row {
			fields[i] = c.String()
		}
		if err := out.Write(fields); err != nil {
			return fmt.Errorf("write %s: %w", t.Key, err)
		}
	}
	out.Flush()
	return out.Error()
}

// Workbook writes tables as the sheets of one workbook.
func Workbook(tables []Table) (_ []byte, err error) {
	f := excelize.NewFile()
	defer func() {
		if closed := f.Close(); err == nil && closed != nil {
			err = fmt.Errorf("write a workbook: %w", closed)
		}
	}()
	styles, err := newStyles(f)
	if err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	for i, t := range tables {
		if err := styles.sheet(f, sheetName(i, t.Name), t); err != nil {
			return nil, fmt.Errorf("write %s: %w", t.Key, err)
		}
	}
	if len(tables) > 0 {
		if err := f.DeleteSheet("Sheet1"); err != nil {
			return nil, fmt.Errorf("write a workbook: %w", err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, fmt.Errorf("write a workbook: %w", err)
	}
	return b.Bytes(), nil
}

// sheetName is a name that a workbook takes: no more than 31 characters, none of []:*?/\, and its own.
func sheetName(i int, name string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, name)
	if r := []rune(clean); len(r) > 28 {
		clean = string(r[:28])
	}
	if clean == "" || strings.EqualFold(clean, "sheet1") || strings.EqualFold(clean, "history") {
		clean = strconv.Itoa(i+1) + " " + clean
	}
	return clean
}
