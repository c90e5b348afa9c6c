package text

import (
	"slices"
	"strconv"
	"strings"

	"echowall/bot/books"
	"echowall/flows/cases"
	"echowall/flows/desk"
	"echowall/flows/record"
	"echowall/flows/statistics"
)

// figures are those of /report, each with all its cases, then the work of the members, the months and quarters, and the
// sorts of matter.
func (b binder) figures() books.Table {
	t := b.table("figures")
	r := desk.Figures(b.s, b.period)
	b.shares(&t, r)
	for _, d := range r.Days {
		label := plain(b.tell("books.days", data{"Stage": b.tell("stage."+string(d.Kind), nil)}))
		t.Rows = append(t.Rows, []books.Cell{
			books.Text(label), books.Text(plain(b.tenths(d.Median))), books.Number(d.Count), {}, {},
		})
	}
	for _, m := range r.Members {
		record.WantCalled(b.s.Records, m.Person)
	}
	for _, m := range r.Members {
		label := plain(b.tell("books.member", data{"Who": b.person(m.Person), "Opinions": m.Statements}))
		t.Rows = append(t.Rows, []books.Cell{books.Text(label), books.Number(m.There), books.Number(m.Invited),
			b.rate(statistics.Share{
				Yes: make([]int, m.There), No: make([]int, m.Invited-m.There),
			}.PerMille()), {}})
	}
	for _, p := range slices.Concat(r.Months, r.Quarters) {
		b.part(&t, plain(b.message(*desk.PeriodArg(p.Span).Msg)), p)
	}
	for _, p := range r.Tracks {
		b.part(&t, plain(b.tell("track."+p.Name, nil)), p)
	}
	for _, p := range r.Sources {
		b.part(&t, plain(b.tell("source."+p.Name, nil)), p)
	}
	for _, p := range r.Topics {
		b.part(&t, plain(b.tell("topic."+p.Name, nil)), p)
	}
	return t
}

// part tells what was raised and settled of a part: a month, or the cases of one weight.
func (b binder) part(t *books.Table, name string, p statistics.Part) {
	row := func(id string, of []int) []books.Cell {
		return []books.Cell{books.Text(name + " · " + plain(b.tell(id, nil))), books.Number(len(of)), {}, {}, numbers(of)}
	}
	t.Rows = append(t.Rows, row("report.chart.raised", p.Raised), row("report.chart.settled", p.Settled))
}

// shares are the figures of the whole period.
func (b binder) shares(t *books.Table, r *statistics.Report) {
	plainRow := func(id string, n int, of ...int) {
		t.Rows = append(t.Rows, []books.Cell{b.told("books.figure." + id), books.Number(n), {}, {}, numbers(of)})
	}
	shareRow := func(id string, s statistics.Share) {
		t.Rows = append(t.Rows, []books.Cell{
			b.told("books.figure." + id), books.Number(len(s.Yes)), books.Number(s.Of()), b.rate(s.PerMille()), numbers(s.Yes),
		})
	}
	plainRow("raised", len(r.Raised), r.Raised...)
	shareRow("answered", r.Answered)
	plainRow("silent", len(r.Answered.No), r.Answered.No...)
	plainRow("settled", len(r.Settled), r.Settled...)
	shareRow("solved", r.Solved)
	plainRow("unjudged", len(r.Unjudged), r.Unjudged...)
	t.Rows = append(t.Rows, []books.Cell{
		b.told("books.figure.satisfied"), books.Number(r.Voices.Satisfied), books.Number(r.Voices.Count()),
		b.rate(r.Voices.PerMille()), {},
	})
	plainRow("again", len(r.Again), r.Again...)
	shareRow("realised", r.Realised)
	plainRow("meetings", len(r.Meetings))
	plainRow("attended", r.Attended)
	plainRow("persons", r.Persons)
	plainRow("opinions", r.Opinions)
	plainRow("overdue", len(r.Overdue), r.Overdue...)
	for _, o := range cases.Outcomes() {
		if of := r.Ended[o]; len(of) > 0 {
			label := plain(b.tell("books.ended", data{"Outcome": b.tell("outcome."+string(o), nil)}))
			t.Rows = append(t.Rows, []books.Cell{books.Text(label), books.Number(len(of)), {}, {}, numbers(of)})
		}
	}
}

// rate is a share in per cent; empty where there are too few to say.
func (b binder) rate(perMille int, enough bool) books.Cell {
	return books.Text(plain(b.percent(perMille, enough)))
}

// numbers are cases by number.
func numbers(of []int) books.Cell {
	sorted := slices.Sorted(slices.Values(of))
	all := make([]string, len(sorted))
	for i, n := range sorted {
		all[i] = "#" + strconv.Itoa(n)
	}
	return books.Text(strings.Join(all, " "))
}
