package bot

import (
	"fmt"
	"image/color"
	"strconv"

	"echowall/bot/draw"
	"echowall/flows/calendar"
	"echowall/flows/community"
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
	data, err := v.chart(font, o.s.Figures(p))
	if err != nil {
		return nil, fmt.Errorf("draw a report: %w", err)
	}
	return &File{Name: "echowall-" + o.of + ".png", Data: data, Picture: true}, nil
}

// chart draws a report: the rates with what they were counted from, the cases month by month, and how long each step took.
func (v voice) chart(font *draw.Font, r *statistics.Report) ([]byte, error) {
	height := 560.0
	if len(r.Months) > 1 {
		height += 300
	}
	if len(r.Days) > 0 {
		height += 90 + 40*float64(len(r.Days))
	}
	s := font.Sheet(chartWidth, int(height), chartGround)
	y := s.Block(chartMargin, 40, chartInner, draw.Style{Size: 34, Color: chartInk, Bold: true}, plain(escape(oneLine(v.s.Head().Name))))
	y = s.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartFaint}, plain(v.message(*community.PeriodArg(r.Period).Msg)))
	y = v.rates(s, y+24, r)
	y = s.Text(chartMargin, y+6, chartInner, draw.Style{Size: 22, Color: chartInk}, plain(v.tell("report.chart.meetings", data{
		"Count": len(r.Meetings), "Attended": r.Attended, "Opinions": r.Opinions,
	})))
	if len(r.Months) > 1 {
		y = v.monthly(s, y+34, r.Months)
	}
	if len(r.Days) > 0 {
		v.stays(s, y+34, r.Days)
	}
	return s.PNG()
}

// rates draws the four shares as bars.
func (v voice) rates(s *draw.Sheet, y float64, r *statistics.Report) float64 {
	satisfied, enough := r.Voices.PerMille()
	for _, b := range []bar{
		barOf("report.chart.answered", r.Answered), barOf("report.chart.solved", r.Solved),
		{"report.chart.satisfied", r.Voices.Satisfied, r.Voices.Count(), satisfied, enough}, barOf("report.chart.realised", r.Realised),
	} {
		v.rate(s, y, b)
		y += 78
	}
	return y
}

// bar is one share: the id of its label, how many of how many, and the share in tenths of a per cent where there are enough to say.
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
func (v voice) rate(s *draw.Sheet, y float64, b bar) {
	text := plain(v.tell("report.chart.share", data{
		"Yes": b.yes, "Of": b.of, "Rate": v.percent(community.Rate(b.perMille, b.enough)),
	}))
	switch {
	case b.of == 0:
		text = plain(v.tell("report.chart.none", nil))
	case !b.enough:
		text += " · " + plain(v.tell("report.chart.few", nil))
	}
	s.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartInk, Bold: true}, plain(v.tell(b.label, nil)))
	s.Text(chartMargin, y, chartInner, draw.Style{Size: 22, Color: chartFaint, Align: draw.Right}, text)
	whole := draw.Rect{X: chartMargin, Y: y + 40, W: chartInner, H: 16}
	s.Box(whole, 8, chartTrack)
	if b.of > 0 && b.yes > 0 {
		whole.W *= float64(b.yes) / float64(b.of)
		s.Box(whole, 8, chartFull)
	}
}

// monthly draws what was raised and what was settled, side by side, month by month.
func (v voice) monthly(s *draw.Sheet, y float64, months []statistics.Part) float64 {
	y = v.legend(s, y)
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
		column(s, x-wide-1, floor, wide, tall*float64(len(m.Raised))/float64(most), len(m.Raised), chartOther)
		column(s, x+1, floor, wide, tall*float64(len(m.Settled))/float64(most), len(m.Settled), chartFull)
		s.Text(x-step/2, floor+8, step, draw.Style{Size: 19, Color: chartFaint, Align: draw.Centre}, strconv.Itoa(m.Span.Month))
	}
	s.Line(draw.Point{X: chartMargin, Y: floor}, draw.Point{X: chartMargin + chartInner, Y: floor}, 2, chartTrack)
	return floor + 40
}

// legend heads the months and says which colour is what.
func (v voice) legend(s *draw.Sheet, y float64) float64 {
	small := draw.Style{Size: 20, Color: chartFaint}
	x := float64(chartMargin + chartInner - 240)
	for i, item := range []struct {
		id string
		of color.Color
	}{{"report.chart.raised", chartOther}, {"report.chart.settled", chartFull}} {
		at := x + 125*float64(i)
		s.Box(draw.Rect{X: at, Y: y + 10, W: 16, H: 16}, 4, item.of)
		s.Text(at+24, y+3, 100, small, plain(v.tell(item.id, nil)))
	}
	return s.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartInk, Bold: true}, plain(v.tell("report.chart.cases", nil)))
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
func (v voice) stays(s *draw.Sheet, y float64, days []statistics.Days) {
	y = s.Text(chartMargin, y, chartInner, draw.Style{Size: 24, Color: chartInk, Bold: true}, plain(v.tell("report.chart.days", nil))) + 8
	longest := 1
	for _, d := range days {
		longest = max(longest, d.Median)
	}
	const label = 210
	for _, d := range days {
		s.Text(chartMargin, y, label, draw.Style{Size: 20, Color: chartInk}, plain(v.tell("stage."+string(d.Kind), nil)))
		width := max(float64(chartInner-label-90)*float64(d.Median)/float64(longest), 3)
		s.Box(draw.Rect{X: chartMargin + label, Y: y + 6, W: width, H: 18}, 4, chartFull)
		s.Text(chartMargin+label+width+12, y, 80, draw.Style{Size: 19, Color: chartFaint}, plain(v.tenths(d.Median)))
		y += 40
	}
}
