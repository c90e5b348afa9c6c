package picture_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"

	"echowall/bot/wall/picture"
	"echowall/flows/calendar"
	"echowall/flows/statistics"
)

// months are what was raised and settled in each month from January.
func months(counts ...[2]int) []statistics.Part {
	var all []statistics.Part
	for i, c := range counts {
		all = append(all, statistics.Part{
			Span: calendar.Period{Year: 2026, Month: i + 1}, Raised: make([]int, c[0]), Settled: make([]int, c[1]),
		})
	}
	return all
}

func TestAChartOfOneMonthIsNone(t *testing.T) {
	for _, of := range [][]statistics.Part{nil, months([2]int{3, 4})} {
		if c := picture.Months(of, false); len(c.Columns) != 0 || c.Height == 0 {
			t.Errorf("%d months are drawn as %+v", len(of), c)
		}
	}
}

func TestTheTallestColumnIsTheMost(t *testing.T) {
	for name, c := range map[string]struct {
		of   []statistics.Part
		tall [][2]int
	}{
		"nothing at all":   {months([2]int{0, 0}, [2]int{0, 0}), [][2]int{{0, 0}, {0, 0}}},
		"by what came":     {months([2]int{4, 1}, [2]int{0, 2}), [][2]int{{130, 32}, {0, 65}}},
		"by what went":     {months([2]int{1, 2}, [2]int{0, 10}), [][2]int{{13, 26}, {0, 130}}},
		"one in so many":   {months([2]int{1, 0}, [2]int{1000, 500}), [][2]int{{0, 0}, {130, 65}}},
		"of a whole year":  {months(make([][2]int, 12)...), make([][2]int, 12)},
		"each by its kind": {months([2]int{1, 1}, [2]int{1, 1}), [][2]int{{130, 130}, {130, 130}}},
	} {
		chart := picture.Months(c.of, false)
		if len(chart.Columns) != len(c.tall) {
			t.Fatalf("%s: %d columns", name, len(chart.Columns))
		}
		for i, column := range chart.Columns {
			if column.Label != fmt.Sprint(i+1) || column.Bars[0].Kind != "raised" || column.Bars[1].Kind != "settled" {
				t.Errorf("%s: column %d is %+v", name, i, column)
			}
			for j, b := range column.Bars {
				n := []int{len(c.of[i].Raised), len(c.of[i].Settled)}[j]
				if b.H != c.tall[i][j] || b.Y+b.H != chart.Floor || b.N != n || b.Above >= b.Y || b.Above < 0 {
					t.Errorf("%s: %s of month %d is %+v", name, b.Kind, i+1, b)
				}
			}
		}
	}
}

func percent(t *testing.T, text string) float64 {
	t.Helper()
	p, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || !strings.HasSuffix(text, "%") {
		t.Fatalf("%q is no share of the width", text)
	}
	return p
}

func TestColumnsStandSideBySide(t *testing.T) {
	for _, n := range []int{2, 3, 12, 36} {
		of := months(make([][2]int, n)...)
		there, back := picture.Months(of, false), picture.Months(of, true)
		end := 0.0
		for i, column := range there.Columns {
			for j, b := range column.Bars {
				x, wide := percent(t, b.X), percent(t, b.W)
				if x < end-0.01 || x+wide > 100 {
					t.Errorf("of %d months, %s of %d stands from %s, the one before ends at %.2f", n, b.Kind, i+1, b.X, end)
				}
				end = x + wide
				mirrored := percent(t, back.Columns[i].Bars[j].X)
				if sum := x + wide + mirrored; sum < 99.97 || sum > 100.03 {
					t.Errorf("of %d months, %s of %d is mirrored from %s to %.2f%%", n, b.Kind, i+1, b.X, mirrored)
				}
			}
		}
	}
}

func TestACodeIsDrawnAsItIs(t *testing.T) {
	for _, text := range []string{"", "https://t.me/echowall_bot?start=rose", "说", strings.Repeat("x", 2000)} {
		svg, err := picture.Code(text)
		if err != nil {
			t.Fatal(err)
		}
		code, err := qr.Encode(text, qr.M)
		if err != nil {
			t.Fatal(err)
		}
		black := 0
		for y := range code.Size {
			for x := range code.Size {
				if code.Black(x, y) {
					black++
				}
			}
		}
		if got := strings.Count(string(svg), "h1v1h-1z"); got != black {
			t.Errorf("%d of %d squares are black", got, black)
		}
		box := fmt.Sprintf(`viewBox="0 0 %d %d"`, code.Size+8, code.Size+8) // with four squares of quiet around
		if !strings.Contains(string(svg), box) {
			t.Errorf("drawn in another frame than %s", box)
		}
		for d := xml.NewDecoder(strings.NewReader(string(svg))); ; {
			if _, err := d.Token(); err != nil {
				if !errors.Is(err, io.EOF) {
					t.Errorf("not well formed: %v", err)
				}
				break
			}
		}
	}
	if _, err := picture.Code(strings.Repeat("x", 4000)); err == nil {
		t.Error("a text that no code holds is drawn")
	}
}
