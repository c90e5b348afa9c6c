package wall

import (
	"slices"
	"strings"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/picture"
	"echowall/flows/calendar"
	"echowall/flows/desk"
	"echowall/flows/public"
	"echowall/flows/statistics"
)

// figuresPage is the figures of a period, each of which leads to the cases it was counted from. They are those of
// /report.
var figuresPage = builder{build: func(p *sheet) (answer.Answer, error) {
	period, ok := p.period()
	if !ok {
		return answer.Answer{}, errNotFound
	}
	f := public.Count(p.state, period)
	b := &figures{sheet: p, Figures: f, Period: p.Say(*desk.PeriodArg(period).Msg)}
	b.Years, b.Parts = b.periods()
	b.Rates, b.Sums, b.Chart, b.Tables = b.rates(), b.sums(),
		picture.Months(b.lived(f.Months), p.site.wall.rightToLeft(p.Lang)), b.tables()
	return p.html("figures", p.text("page.figures"), b)
}}

// behindPage is the cases that one figure was counted from.
var behindPage = builder{build: func(p *sheet) (answer.Answer, error) {
	period, ok := p.period()
	if !ok {
		return answer.Answer{}, errNotFound
	}
	name := p.values["name"]
	numbers, ok := desk.Figures(p.state, period).Behind()[name]
	if !ok {
		return answer.Answer{}, errNotFound
	}
	b := &figures{sheet: p, Period: p.Say(*desk.PeriodArg(period).Msg)}
	list := paginate(p, numbers, "figures/"+name+"?period="+period.String())
	return p.html("behind", b.label(name), struct {
		sheaf[int]
		Period, Back string
		Lines        []public.Line
	}{list, b.Period, p.Link("figures?period=" + period.String()), public.Lines(p.state, list.Items)})
}}

// period is the one that a reader asks for, this year where none is. Of a time in which the community was not there is
// nothing to tell.
func (p *sheet) period() (calendar.Period, bool) {
	now := p.now.In(p.community.Zone)
	period, ok := calendar.ParsePeriod(p.args.Get("period"), now)
	return period, ok && p.was(period)
}

// was tells whether the community was there in any of a period, and the period has begun.
func (p *sheet) was(period calendar.Period) bool {
	return period.To.After(p.community.Founded) && period.From.Before(p.now)
}

// lived are the parts of a period in which the community was there.
func (p *sheet) lived(parts []statistics.Part) []statistics.Part {
	return slices.DeleteFunc(slices.Clone(parts), func(x statistics.Part) bool { return !p.was(x.Span) })
}

// figures is the figures as a page shows them.
type figures struct {
	*sheet
	public.Figures
	Period string
	// Years are those there are figures of, Parts the quarters and months of the one that is looked at.
	Years, Parts []choice
	Rates        []share
	Sums         []aside
	Chart        picture.Chart
	Tables       []table
}

// choice is a period that a reader may look at.
type choice struct {
	Name, Link string
	Now        bool
}

// periods are the years there are figures of, and the quarters and months of the one that is looked at.
func (f *figures) periods() (years, parts []choice) {
	now := f.now.In(f.community.Zone)
	add := func(to *[]choice, p calendar.Period) {
		if f.was(p) {
			*to = append(*to, choice{f.Say(*desk.PeriodArg(p).Msg), f.Link("figures?period=" + p.String()),
				p == f.Report.Period})
		}
	}
	for y := f.community.Founded.In(f.community.Zone).Year(); y <= now.Year(); y++ {
		if p, ok := calendar.ParsePeriod(itoa(y), now); ok {
			add(&years, p)
		}
	}
	year, _ := calendar.ParsePeriod(itoa(f.Report.Period.Year), now) // a number of four digits is a year
	for _, p := range slices.Concat(year.Quarters(), year.Months()) {
		add(&parts, p)
	}
	return years, parts
}

// number is a number that leads to its cases; Link is "" where there are none.
type number struct {
	N    int
	Link string
}

// number is how many cases a figure counts, with a link to them.
func (f *figures) number(name string, of []int) number {
	return f.during(name, f.Report.Period, of)
}

func (f *figures) during(name string, period calendar.Period, of []int) number {
	n := number{N: len(of)}
	if n.N > 0 {
		n.Link = f.Link("figures/" + name + "?period=" + period.String())
	}
	return n
}

// share is so many of so many, in per cent where there are enough, with a bar and what is not in it.
type share struct {
	Name, Label, What string
	Yes               number
	Of                int
	Percent           string // "" where there are too few
	Bar               int    // in thousandths
	Rest              []aside
}

// aside is what a share leaves out, told beside it.
type aside struct {
	Label string
	number
}

func (f *figures) rates() []share {
	r := f.Report
	voices, enough := r.Voices.PerMille()
	satisfied := share{
		Name: "satisfied", Label: f.text("report.chart.satisfied"), What: f.text("page.figures.satisfied"),
		Of:  r.Voices.Count(),
		Yes: number{N: r.Voices.Satisfied}, Percent: f.Percent(voices, enough),
		Bar:  thousandths(r.Voices.Satisfied, r.Voices.Count()),
		Rest: f.asides("judged", r.Behind()["judged"]),
	}
	return []share{
		f.share("answered", r.Answered, f.asides("silent", r.Answered.No)),
		f.share("solved", r.Solved, slices.Concat(f.asides("unsolved", r.Solved.No), f.asides("unjudged", r.Unjudged))),
		satisfied,
		f.share("realised", r.Realised, f.asides("unrealised", r.Realised.No)),
	}
}

func (f *figures) share(name string, s statistics.Share, left []aside) share {
	return share{
		Name: name, Label: f.text("report.chart." + name), What: f.text("page.figures." + name), Yes: f.number(name, s.Yes),
		Of:      s.Of(),
		Percent: f.Percent(s.PerMille()), Bar: thousandths(len(s.Yes), s.Of()), Rest: left,
	}
}

func (f *figures) asides(name string, of []int) []aside {
	if len(of) == 0 {
		return nil
	}
	return []aside{{f.label(name), f.number(name, of)}}
}

// sums are what is counted without being a share of anything. Of people and of what they said there is no list.
func (f *figures) sums() []aside {
	r := f.Report
	held := f.heldIn(r.Period, len(r.Meetings))
	return []aside{
		{f.label("raised"), f.number("raised", r.Raised)}, {f.label("settled"), f.number("settled", r.Settled)},
		{f.label("overdue"), f.number("overdue", r.Overdue)}, {f.label("again"), f.number("again", r.Again)},
		{f.label("meetings"), number{len(r.Meetings), held.Link}}, {f.label("attended"), number{N: r.Attended}},
		{f.label("persons"), number{N: r.Persons}}, {f.label("opinions"), number{N: r.Opinions}},
	}
}

func thousandths(n, of int) int {
	if of == 0 {
		return 0
	}
	return n * 1000 / of
}

// label names a figure for a reader.
func (p *sheet) label(name string) string {
	kind, which, _ := strings.Cut(name, ".")
	switch kind {
	case "ended":
		return p.text("outcome." + which)
	case "days":
		return p.text("stage." + which)
	case "track", "source", "topic":
		which, part, _ := strings.Cut(which, ".")
		return p.text(kind+"."+which) + " · " + p.text("report.chart."+part)
	}
	return p.text("page.figure." + name)
}
