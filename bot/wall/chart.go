package wall

import (
	"fmt"

	"echowall/flows/statistics"
)

// The picture of the months: how high it is in pixels, where its floor is and how tall the tallest column. What is across is in per
// cent, so that letters keep their size however wide the picture is.
const (
	chartHeight = 190
	chartFloor  = 160
	chartTall   = 130
)

// chart is a picture of what was raised and what was settled, month by month; it has no columns where there is but one month.
type chart struct {
	Height, Floor int
	Columns       []column
}

// column is a month of a chart, with the table's row of it.
type column struct {
	Label, Middle string
	Bars          []bar
}

// bar is one bar with its number. Kind is what it counts: raised or settled.
type bar struct {
	Kind        string
	X, W, Mid   string
	Y, H, Above int
	N           int
}

func (f *figures) chart(months []statistics.Part) chart {
	c := chart{Height: chartHeight, Floor: chartFloor}
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
		c.Columns = append(c.Columns, column{
			Label: itoa(m.Span.Month), Middle: f.across(middle, 0), Bars: []bar{
				f.bar("raised", middle-wide/2-0.25, wide, len(m.Raised), most), f.bar("settled", middle+wide/2+0.25, wide, len(m.Settled), most),
			},
		})
	}
	return c
}

func (f *figures) bar(kind string, middle, wide float64, n, most int) bar {
	tall := chartTall * n / most
	return bar{
		Kind: kind, X: f.across(middle-wide/2, wide), W: fmt.Sprintf("%.2f%%", wide), Mid: f.across(middle, 0), Y: chartFloor - tall, H: tall,
		Above: chartFloor - tall - 5, N: n,
	}
}

// across is where something so wide begins, counted from the right where one reads from there.
func (f *figures) across(x, wide float64) string {
	if f.site.wall.rightToLeft(f.Lang) {
		x = 100 - x - wide
	}
	return fmt.Sprintf("%.2f%%", x)
}
