package wall

import (
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/desk"
	"echowall/flows/statistics"
)

// table is figures of one sort below one another.
type table struct {
	Name, Title string
	Heads       []string
	Rows        []line
}

// line is a row of a table: its numbers, and bars in thousandths for those who look rather than read.
type line struct {
	Label string
	// Typed says that the label is a name that people gave.
	Typed bool
	Cells []cell
	Bars  []strip
}

// cell is a number or a few words; with a link where it leads to cases.
type cell struct{ Text, Link string }

// strip is a bar of a row: what it counts, and how long it is.
type strip struct {
	Kind string
	Long int
}

func (n number) cell() cell { return cell{itoa(n.N), n.Link} }

// tables are all the tables that hold anything.
func (f *figures) tables() []table {
	var all []table
	for _, t := range []table{
		f.spans("months", f.lived(f.Months)), f.spans("quarters", f.lived(f.Quarters)), f.endings(), f.stays(),
		f.sorts("track", f.Tracks),
		f.sorts("source", f.Sources), f.sorts("topic", f.Topics), f.work(),
	} {
		if len(t.Rows) > 0 {
			all = append(all, t)
		}
	}
	return all
}

func (f *figures) table(name string, heads ...string) table {
	t := table{Name: name, Title: f.text("page.figures." + name)}
	for _, h := range heads {
		t.Heads = append(t.Heads, f.text("page.figures.head."+h))
	}
	return t
}

// spans is the months of a longer period, or the quarters of a year.
func (f *figures) spans(name string, parts []statistics.Part) table {
	t := f.table(name, "raised", "settled", "meetings", "people")
	if len(parts) < 2 {
		return t
	}
	most := mostOf(parts)
	for _, p := range parts {
		t.Rows = append(t.Rows, line{
			Label: f.Say(*desk.PeriodArg(p.Span).Msg), Bars: twoBars(p, most),
			Cells: []cell{
				f.during("raised", p.Span, p.Raised).cell(), f.during("settled", p.Span, p.Settled).cell(),
				f.heldIn(p.Span, p.Meetings), {Text: itoa(p.People)},
			},
		})
	}
	return t
}

// heldIn is how many meetings were held, with a link to them.
func (f *figures) heldIn(p calendar.Period, n int) cell {
	if n == 0 {
		return cell{Text: "0"}
	}
	return cell{itoa(n), f.Link("meetings?period=" + p.String())}
}

func twoBars(p statistics.Part, most int) []strip {
	return []strip{{"raised", thousandths(len(p.Raised), most)}, {"settled", thousandths(len(p.Settled), most)}}
}

func mostOf(parts []statistics.Part) int {
	most := 1
	for _, p := range parts {
		most = max(most, len(p.Raised), len(p.Settled))
	}
	return most
}

// sorts is the cases by their weight, where they came from, or what they are about.
func (f *figures) sorts(kind string, parts []statistics.Part) table {
	t := f.table(kind, "raised", "settled")
	most := mostOf(parts)
	for _, p := range parts {
		name := kind + "." + p.Name
		t.Rows = append(t.Rows, line{
			Label: f.text(name), Bars: twoBars(p, most),
			Cells: []cell{f.number(name+".raised", p.Raised).cell(), f.number(name+".settled", p.Settled).cell()},
		})
	}
	return t
}

// endings is how the cases ended that were closed.
func (f *figures) endings() table {
	t := f.table("ended", "cases")
	most := 1
	for _, of := range f.Ended {
		most = max(most, len(of))
	}
	for _, o := range cases.Outcomes() {
		if of := f.Ended[o]; len(of) > 0 {
			name := "ended." + string(o)
			t.Rows = append(t.Rows, line{Label: f.label(name), Cells: []cell{f.number(name, of).cell()},
				Bars: []strip{{"settled", thousandths(len(of), most)}}})
		}
	}
	return t
}

// stays is how many days cases stayed in each kind of stage.
func (f *figures) stays() table {
	t := f.table("days", "cases", "median", "longest")
	most := 1
	for _, d := range f.Days {
		most = max(most, d.Median)
	}
	for _, d := range f.Days {
		name := "days." + string(d.Kind)
		t.Rows = append(t.Rows, line{
			Label: f.label(name), Bars: []strip{{"settled", thousandths(d.Median, most)}},
			Cells: []cell{f.number(name, d.Cases).cell(), {Text: f.Tenths(d.Median)}, {Text: f.Tenths(d.Longest)}},
		})
	}
	return t
}

// work is how often each member came and spoke.
func (f *figures) work() table {
	t := f.table("members", "there", "rate", "opinions")
	for _, m := range f.Members {
		came := statistics.Share{Yes: make([]int, m.There), No: make([]int, m.Invited-m.There)}
		t.Rows = append(t.Rows, line{
			Label: f.Line(m.Name), Typed: true, Bars: []strip{{"settled", thousandths(m.There, m.Invited)}},
			Cells: []cell{
				{Text: f.in(f.Lang, "page.part.plain", map[string]any{"Part": m.There, "All": m.Invited})},
				{Text: f.Percent(came.PerMille())},
				{Text: itoa(m.Statements)},
			},
		})
	}
	return t
}
