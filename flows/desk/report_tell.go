package desk

import (
	"fmt"
	"strings"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/procedure"
	"echowall/flows/say"
	"echowall/flows/statistics"
)

// reportOf tells a report in words: each figure with the cases it was counted from.
func reportOf(name string, r *statistics.Report) say.Message {
	lines := []say.Arg{
		figure("report.raised", r.Raised), counted("report.repeated", r.Repeated), shared("report.answered", r.Answered),
		silent(r.Answered.No),
		figure("report.settled", r.Settled), shared("report.solved", r.Solved), counted("report.unjudged", r.Unjudged),
		voiced(r.Voices), spoken(r.Voices), counted("report.again", r.Again), shared("report.realised", r.Realised),
		publishedAs(r), held(r), counted("report.overdue", r.Overdue),
		parted("track", r.Tracks), parted("source", r.Sources), parted("topic", r.Topics),
	}
	var told []say.Arg
	for _, l := range lines {
		if l.Msg != nil {
			told = append(told, l)
		}
	}
	return say.New("report.text", say.Args{"Name": say.Text(name), "Period": PeriodArg(r.Period),
		"Lines": say.Lines(told...)})
}

// PeriodArg is a period in words.
func PeriodArg(p calendar.Period) say.Arg {
	switch {
	case p.Month > 0:
		return say.Msg("period.month", say.Args{"Month": say.Month(p.Year, time.Month(p.Month))})
	case p.Quarter > 0:
		return say.Msg("period.quarter", say.Args{"Year": say.Num(p.Year), "Quarter": say.Num(p.Quarter)})
	}
	return say.Msg("period.year", say.Args{"Year": say.Num(p.Year)})
}

// counted is a number of cases; nothing where there is none.
func counted(id string, numbers []int) say.Arg {
	if len(numbers) == 0 {
		return say.Arg{}
	}
	return figure(id, numbers)
}

// figure is a number of cases, which is told where there is none as well.
func figure(id string, numbers []int) say.Arg {
	return say.Msg(id, say.Args{"Count": say.Num(len(numbers)), "Cases": listed(numbers)})
}

func silent(numbers []int) say.Arg { return counted("report.silent", numbers) }

// shared is how many of how many; nothing where there are none.
func shared(id string, s statistics.Share) say.Arg {
	if s.Of() == 0 {
		return say.Arg{}
	}
	return say.Msg(id, say.Args{
		"Yes": say.Num(len(s.Yes)), "Of": say.Num(s.Of()), "Rate": rate(s.PerMille()), "Cases": listed(s.Yes),
	})
}

func voiced(v statistics.Voices) say.Arg {
	if v.Count() == 0 {
		return say.Arg{}
	}
	return say.Msg("report.satisfied", say.Args{
		"Yes": say.Num(v.Satisfied), "Of": say.Num(v.Count()), "Rate": rate(v.PerMille()),
	})
}

// spoken tells who judged, by kind, and how many of those asked said nothing.
func spoken(v statistics.Voices) say.Arg {
	var all []say.Arg
	for _, of := range []struct {
		kind  procedure.Evaluator
		words cases.Words
	}{{procedure.ByResidents, v.Residents}, {procedure.ByMembers, v.Members}, {procedure.ByAuthority, v.Authority}} {
		if of.words.Said+of.words.Asked > 0 {
			all = append(all, say.Msg("report.voice", say.Args{
				"Who": say.Msg("evaluator." + string(of.kind)), "Count": say.Num(of.words.Said),
				"Silent": say.Num(of.words.Silent()),
			}))
		}
	}
	if all == nil {
		return say.Arg{}
	}
	return say.Msg("report.voices",
		say.Args{"Parts": say.List(all...), "Unanswered": say.Num(v.Unanswered), "Silent": say.Num(v.Silent())})
}

// publishedAs is as what the results of the period were published; nothing where none was.
func publishedAs(r *statistics.Report) say.Arg {
	var all []say.Arg
	for _, f := range cases.Forms() {
		if of := r.Published[f]; len(of) > 0 {
			all = append(all, say.Msg("report.form",
				say.Args{"Form": life.FormArg(f), "Count": say.Num(len(of)), "Cases": listed(of)}))
		}
	}
	if all == nil {
		return say.Arg{}
	}
	return say.Msg("report.published", say.Args{"Parts": say.List(all...)})
}

func held(r *statistics.Report) say.Arg {
	if len(r.Meetings) == 0 {
		return say.Arg{}
	}
	return say.Msg("report.meetings", say.Args{
		"Count": say.Num(len(r.Meetings)), "Attended": say.Num(r.Attended), "Persons": say.Num(r.Persons),
		"Opinions": say.Num(r.Opinions),
	})
}

// parted is what was raised and settled of each sort of matter; nothing where no case is of any.
func parted(kind string, parts []statistics.Part) say.Arg {
	var all []say.Arg
	for _, p := range parts {
		all = append(all, say.Msg("report.part", say.Args{
			"What": say.Msg(kind + "." + p.Name), "Raised": say.Num(len(p.Raised)), "Settled": say.Num(len(p.Settled)),
		}))
	}
	if all == nil {
		return say.Arg{}
	}
	return say.Msg("report.by."+kind, say.Args{"Parts": say.List(all...)})
}

// rate is a share in tenths of a per cent; nothing where there are too few to say.
func rate(perMille int, enough bool) say.Arg {
	if !enough {
		return say.Arg{}
	}
	return say.Rate(perMille)
}

// listedLast is how many cases stand behind a figure in a message; the workbook has them all.
const listedLast = 6

// listed are numbers of cases as people write them, the last of them.
func listed(numbers []int) say.Arg {
	var b strings.Builder
	if len(numbers) > listedLast {
		b.WriteString("…")
		numbers = numbers[len(numbers)-listedLast:]
	}
	for _, n := range numbers {
		fmt.Fprintf(&b, " #%d", n)
	}
	return say.Text(strings.TrimSpace(b.String()))
}
