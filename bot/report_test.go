package bot_test

import (
	"bytes"
	"flag"
	"image"
	_ "image/png" // the picture is measured
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/xuri/excelize/v2"

	"echowall/storage/testenv"
)

var pictures = flag.String("pictures", "", "folder into which the pictures of reports are written")

// The picture and the workbook of the conversations about figures are what Telegram takes, and hold what the text says.
func TestTheBooksSayWhatTheReportSays(t *testing.T) {
	testenv.Unraced(t)
	for name, sheets := range map[string][]string{
		"figures":    {"Topics", "Research", "Minutes", "Handling and publicity", "Figures"},
		"figures-zh": {"议题收集册", "议前调研册", "会议记录", "办理及公示簿", "统计数字"},
	} {
		t.Run(name, func(t *testing.T) {
			script, err := os.ReadFile(filepath.Join("testdata", "conversations", name+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			synctest.Test(t, func(t *testing.T) {
				v, _ := perform(t, dir, script)
				defer v.close()
				var picture, workbook []byte
				for _, m := range v.server.Messages(v.cast.People["secretary"].Private()) {
					if picture == nil && m.Photo != "" {
						picture = v.server.File(m.Photo)
					}
					if m.Document != "" {
						workbook = v.server.File(m.Document)
					}
				}
				isPicture(t, name, picture)
				isWorkbook(t, sheets, workbook)
			})
		})
	}
}

func isPicture(t *testing.T, name string, raw []byte) {
	t.Helper()
	picture, _, err := image.DecodeConfig(bytes.NewReader(raw))
	if err != nil || picture.Width < 900 || picture.Height < picture.Width/2 || picture.Height > 2*picture.Width {
		t.Errorf("the picture of the report: %+v, %v", picture, err)
	}
	if *pictures != "" {
		if err := os.WriteFile(filepath.Join(*pictures, name+".png"), raw, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func isWorkbook(t *testing.T, sheets []string, raw []byte) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := strings.Join(f.GetSheetList(), "|"); got != strings.Join(sheets, "|") {
		t.Errorf("the books are %s", got)
	}
	if rows, err := f.GetRows(sheets[0]); err != nil || len(rows) != 5 {
		t.Errorf("four cases were raised, the book has %d rows: %v, %v", len(rows)-1, rows, err)
	}
	if rows, err := f.GetRows(sheets[2]); err != nil || len(rows) != 2 || rows[1][5] != "2" {
		t.Errorf("the minutes: %v, %v", rows, err)
	}
	if rows, err := f.GetRows(sheets[3]); err != nil || len(rows) != 4 || rows[1][2] != "A" {
		t.Errorf("handling and publicity: %v, %v", rows, err)
	}
	rows, err := f.GetRows(sheets[4])
	if err != nil || len(rows) < 10 {
		t.Fatalf("the figures: %v, %v", rows, err)
	}
	for i, want := range []string{"4 #1 #2 #3 #4", "3 #1 #2 #3", "1 #4", "2 #1 #3"} {
		if row := rows[i+1]; row[1]+" "+row[len(row)-1] != want {
			t.Errorf("%s: %v, want %s", row[0], row, want)
		}
	}
}
