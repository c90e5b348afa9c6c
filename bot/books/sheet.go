package books

import (
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// styles are how a sheet looks: headings stand out, long texts are wrapped, days are days.
type styles struct{ head, text, day int }

func newStyles(f *excelize.File) (s styles, err error) {
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	if s.head, err = f.NewStyle(&excelize.Style{
		Font:      &excelize.Font{Bold: true, Color: "FFFFFF"},
		Fill:      excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F7A69"}},
		Alignment: &excelize.Alignment{Vertical: "center", WrapText: true},
	}); err != nil {
		return s, err
	}
	if s.text, err = f.NewStyle(&excelize.Style{Alignment: top}); err != nil {
		return s, err
	}
	format := "yyyy-mm-dd"
	s.day, err = f.NewStyle(&excelize.Style{Alignment: top, CustomNumFmt: &format})
	return s, err
}

// sheet writes a table, its headings kept in sight and on every printed page.
func (s styles) sheet(f *excelize.File, name string, t Table) error {
	if _, err := f.NewSheet(name); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, w := range t.widths() {
		if err := out.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2",
		ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(t.Head))
	for i, h := range t.Head {
		head[i] = excelize.Cell{StyleID: s.head, Value: h}
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	for i, row := range t.Rows {
		cell, err := excelize.CoordinatesToCellName(1, i+2)
		if err != nil {
			return err
		}
		if err := out.SetRow(cell, s.row(row)); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (s styles) row(row []Cell) []any {
	fields := make([]any, len(row))
	for i, c := range row {
		style := s.text
		if !c.day.IsZero() {
			style = s.day
		}
		fields[i] = excelize.Cell{StyleID: style, Value: c.value()}
	}
	return fields
}

// The widths of columns, in characters.
const (
	narrow = 9
	broad  = 52
)

// widths are as wide as the longest field, within limits. A Chinese character is as wide as two others.
func (t Table) widths() []float64 {
	widths := make([]float64, len(t.Head))
	widen := func(i int, text string) {
		n := float64(utf8.RuneCountInString(text)) + float64(len(text)-utf8.RuneCountInString(text))/2 + 2
		widths[i] = min(max(widths[i], n, narrow), broad)
	}
	for i, h := range t.Head {
		widen(i, h)
	}
	for _, row := range t.Rows {
		for i, c := range row {
			if i < len(widths) {
				widen(i, c.String())
			}
		}
	}
	return widths
}
