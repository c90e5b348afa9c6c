// Package picture draws what the pages of the wall show beside words: the months of a period, and a code to be read by
// a phone. It knows numbers and no words; package wall puts its pictures into pages.
package picture

import (
	"fmt"
	"strconv"

	"echowall/flows/statistics"
)

// The picture of the months: how high it is in pixels, where its floor is and how tall the tallest column. What is
// across is in per cent, so that letters keep their size however wide the picture is.
const (
	chartHeight = 190
	chartFloor  = 160
	chartTall   = 130
)

// Chart is a picture of what was raised and what was settled, month by month; it has no columns where there is but one
// month.
type Chart struct {
	Height, Floor int
	Columns       []Column
}

// Column is a month of a chart, with the table's row of it.
type Column struct {
	Label, Middle string
	Bars          []Bar
}

// Bar is one bar with its number. Kind is what it counts: raised or settled.
type Bar struct {
	Kind        string
	X, W, Mid   string
	Y, H, Above int
	N           int
}

// Months draws months; backwards where the reader reads from right to left.
func Months(months []statistics.Part, backwards bool) Chart {
	d := drawing{backwards}
	c := Chart{Height: chartHeight, Floor: chartFloor}
	if len(months) < 2 {
		return c
	}
	most := 1
	for _, m := range months {
		most = max(most, len(m.Raised), len(m.Settled))
	}
	step := 100 / float64(len(months))
	wide := min(step*0.34, 6)
	for i, m := range months {
		middle := step * (float64(i) + 0.5)
		c.Columns = append(c.Columns, Column{
			Label: strconv.Itoa(m.Span.Month), Middle: d.across(middle, 0), Bars: []Bar{
				d.bar("raised", middle-wide/2-0.25, wide, len(m.Raised), most),
				d.bar("settled", middle+wide/2+0.25, wide, len(m.Settled), most),
			},
		})
	}
	return c
}

// drawing is the direction in which a chart is drawn.
type drawing struct{ backwards bool }

func (d drawing) bar(kind string, middle, wide float64, n, most int) Bar {
	tall := chartTall * n / most
	return Bar{
		Kind: kind, X: d.across(middle-wide/2, wide), W: fmt.Sprintf("%.2f%%", wide), Mid: d.across(middle, 0),
		Y: chartFloor - tall, H: tall,
		Above: chartFloor - tall - 5, N: n,
	}
}

// across is where something so wide begins, counted from the right where one reads from there.
func (d drawing) across(x, wide float64) string {
	if d.backwards {
		x = 100 - x - wide
	}
	return fmt.Sprintf("%.2f%%", x)
}
