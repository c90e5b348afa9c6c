package text

import (
	"fmt"
	"image/color"
	"strconv"

	"echowall/bot/draw"
	"echowall/flows/calendar"
	"echowall/flows/desk"
	"echowall/flows/statistics"
)

// The picture of a report: how wide it is, and its colours.
const (
	chartWidth  = 960
	chartMargin = 48
	chartInner  = chartWidth - 2*chartMargin
)

// Never written to after the package is loaded.
var (
	chartInk    = color.RGBA{0x1c, 0x24, 0x30, 0xff}
	chartFaint  = color.RGBA{0x5f, 0x6e, 0x77, 0xff}
	chartGround = color.RGBA{0xf6, 0xf8, 0xf7, 0xff}
	chartTrack  = color.RGBA{0xdc, 0xe5, 0xe1, 0xff}
	chartFull   = color.RGBA{0x1f, 0x7a, 0x69, 0xff}
	chartOther  = color.RGBA{0xd9, 0x8a, 0x3d, 0xff}
)

// reportFile draws the figures of a period.
func (r *Renderer) reportFile(o fileOrder) (*File, error) {
	v := r.voice(o.s, o.lang, o.now)
	p, ok := calendar.ParsePeriod(o.of, o.now.In(v.zone()))
	if !ok {
		return nil, fmt.Errorf("draw a report: no period %q", o.of)
	}
	font, err := draw.Open()
	if err != nil {
		return nil, fmt.Errorf("draw a report: %w", err)
	}
	v.lang = r.drawn(font, v.lang)
	data, err := drawChart(v, font, desk.Figures(o.s, p))
	if err != nil {
		return nil, fmt.Errorf("draw a report: %w", err)
	}
	return &File{Name: "echowall-" + o.of + ".png", Data: data, Picture: true}, nil
}

// chart is the picture of a report being drawn from top to bottom. What draws a part of it starts at y and returns
// where it ended.
type chart struct {
	voice
	sheet *draw.Sheet
}

// drawChart draws a report: the rates with what they were counted from, the cases month by month, and how long each
// step took.
func drawChart(v voice, font *draw.Font, r *statistics.Report) ([]byte, error) {
	height := 560.0
	if len(r.Months) > 1 {
		height += 300
	}
	if len(r.Days) > 0 {
		height += 90 + 40*float64(len(r.Days))
	}
	s := font.Sheet(chartWidth, int(height), chartGround)
	c := chart{v, s}
	y := s.Block(chartMargin, 40, chartInner, draw.Style{Size: 34, Color: chartInk, Bold: true},
		plain(escape(oneLine(v.s.Head().Name))))
	y = s.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartFaint},
		plain(v.message(*desk.PeriodArg(r.Period).Msg)))
	y = c.rates(y+24, r)
	y = s.Text(chartMargin, y+6, chartInner, draw.Style{Size: 22, Color: chartInk},
		plain(v.tell("report.chart.meetings", data{
			"Count": len(r.Meetings), "Attended": r.Attended, "Opinions": r.Opinions,
		})))
	if len(r.Months) > 1 {
		y = c.monthly(y+34, r.Months)
	}
	if len(r.Days) > 0 {
		c.stays(y+34, r.Days)
	}
	return s.PNG()
}

// rates draws the four shares as bars.
func (c chart) rates(y float64, r *statistics.Report) float64 {
	satisfied, enough := r.Voices.PerMille()
	for _, b := range []bar{
		barOf("report.chart.answered", r.Answered), barOf("report.chart.solved", r.Solved),
		{"report.chart.satisfied", r.Voices.Satisfied, r.Voices.Count(), satisfied, enough},
		barOf("report.chart.realised", r.Realised),
	} {
		c.rate(y, b)
		y += 78
	}
	return y
}

// bar is one share: the id of its label, how many of how many, and the share in tenths of a per cent where there are
// enough to say.
type bar struct {
	label             string
	yes, of, perMille int
	enough            bool
}

func barOf(label string, share statistics.Share) bar {
	perMille, enough := share.PerMille()
	return bar{label, len(share.Yes), share.Of(), perMille, enough}
}

// rate draws one share: its name, what it was counted from, and the bar. Of few, only the numbers are told.
func (c chart) rate(y float64, b bar) {
	text := plain(c.tell("report.chart.share", data{"Yes": b.yes, "Of": b.of, "Rate": c.percent(b.perMille, b.enough)}))
	switch {
	case b.of == 0:
		text = plain(c.tell("report.chart.none", nil))
	case !b.enough:
		text += " · " + plain(c.tell("report.chart.few", nil))
	}
	c.sheet.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartInk, Bold: true},
		plain(c.tell(b.label, nil)))
	c.sheet.Text(chartMargin, y, chartInner, draw.Style{Size: 22, Color: chartFaint, Align: draw.Right}, text)
	whole := draw.Rect{X: chartMargin, Y: y + 40, W: chartInner, H: 16}
	c.sheet.Box(whole, 8, chartTrack)
	if b.of > 0 && b.yes > 0 {
		whole.W *= float64(b.yes) / float64(b.of)
		c.sheet.Box(whole, 8, chartFull)
	}
}

// monthly draws what was raised and what was settled, side by side, month by month.
func (c chart) monthly(y float64, months []statistics.Part) float64 {
	y = c.legend(y)
	most := 1
	for _, m := range months {
		most = max(most, len(m.Raised), len(m.Settled))
	}
	const tall = 150
	step := float64(chartInner) / float64(len(months))
	wide := min(step*0.36, 60)
	floor := y + 30 + tall
	for i, m := range months {
		x := chartMargin + step*(float64(i)+0.5)
		column(c.sheet, x-wide-1, floor, wide, tall*float64(len(m.Raised))/float64(most), len(m.Raised), chartOther)
		column(c.sheet, x+1, floor, wide, tall*float64(len(m.Settled))/float64(most), len(m.Settled), chartFull)
		c.sheet.Text(x-step/2, floor+8, step, draw.Style{Size: 19, Color: chartFaint, Align: draw.Centre},
			strconv.Itoa(m.Span.Month))
	}
	c.sheet.Line(draw.Point{X: chartMargin, Y: floor}, draw.Point{X: chartMargin + chartInner, Y: floor}, 2, chartTrack)
	return floor + 40
}

// legend heads the months and says which colour is what.
func (c chart) legend(y float64) float64 {
	small := draw.Style{Size: 20, Color: chartFaint}
	x := float64(chartMargin + chartInner - 240)
	for i, item := range []struct {
		id string
		of color.Color
	}{{"report.chart.raised", chartOther}, {"report.chart.settled", chartFull}} {
		at := x + 125*float64(i)
		c.sheet.Box(draw.Rect{X: at, Y: y + 10, W: 16, H: 16}, 4, item.of)
		c.sheet.Text(at+24, y+3, 100, small, plain(c.tell(item.id, nil)))
	}
	return c.sheet.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartInk, Bold: true},
		plain(c.tell("report.chart.cases", nil)))
}

// column draws one column with its number on top; nothing for none.
func column(s *draw.Sheet, x, floor, wide, tall float64, n int, c color.Color) {
	if n == 0 {
		return
	}
	s.Box(draw.Rect{X: x, Y: floor - tall, W: wide, H: tall}, 3, c)
	s.Text(x, floor-tall-28, wide, draw.Style{Size: 17, Color: chartFaint, Align: draw.Centre}, strconv.Itoa(n))
}

// stays draws how many days a case stays in each step, in the middle of all.
func (c chart) stays(y float64, days []statistics.Days) {
	y = c.sheet.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartInk, Bold: true},
		plain(c.tell("report.chart.days", nil))) + 8
	longest := 1
	for _, d := range days {
		longest = max(longest, d.Median)
	}
	const label = 210
	for _, d := range days {
		c.sheet.Text(chartMargin, y, label, draw.Style{Size: 20, Color: chartInk},
			plain(c.tell("stage."+string(d.Kind), nil)))
		width := max(float64(chartInner-label-90)*float64(d.Median)/float64(longest), 3)
		c.sheet.Box(draw.Rect{X: chartMargin + label, Y: y + 6, W: width, H: 18}, 4, chartFull)
		c.sheet.Text(chartMargin+label+width+12, y, 80, draw.Style{Size: 19, Color: chartFaint}, plain(c.tenths(d.Median)))
		y += 40
	}
}
