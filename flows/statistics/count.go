package statistics

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

// Count makes the report of a period.
func Count(p calendar.Period, f Facts) *Report {
	r := &Report{Period: p, Ended: map[cases.Outcome][]int{}, Published: map[cases.Form][]int{}}
	for _, c := range f.Cases {
		r.begun(c)
		r.ended(c)
		if p.Has(c.Adopted) {
			r.Realised.add(c.Realised, c.Number)
			if c.Published != "" {
				r.Published[c.Published] = append(r.Published[c.Published], c.Number)
			}
		}
		if c.Overdue {
			r.Overdue = append(r.Overdue, c.Number)
		}
	}
	r.held(f)
	r.days(f.Cases)
	r.parts(f)
	return r
}

func (s *Share) add(yes bool, number int) {
	if yes {
		s.Yes = append(s.Yes, number)
	} else {
		s.No = append(s.No, number)
	}
}

func (r *Report) begun(c Case) {
	if r.Period.Has(c.Raised) {
		r.Raised = append(r.Raised, c.Number)
		r.Answered.add(!c.Answered.IsZero() && !c.Unheard, c.Number)
		if c.Repeat {
			r.Repeated = append(r.Repeated, c.Number)
		}
	}
}

func (r *Report) ended(c Case) {
	if !r.Period.Has(c.Closed) {
		return
	}
	r.Ended[c.Outcome] = append(r.Ended[c.Outcome], c.Number)
	if c.Reopened > 0 {
		r.Again = append(r.Again, c.Number)
	}
	if settled(c.Outcome) {
		r.Settled = append(r.Settled, c.Number)
	}
	switch {
	case !c.Asked:
	case c.Judged.Count() == 0:
		r.Unjudged = append(r.Unjudged, c.Number)
	default:
		r.Solved.add(c.Outcome == cases.Solved, c.Number)
		r.Voices.add(c.Judged)
	}
}

// held counts the meetings and what was said.
func (r *Report) held(f Facts) {
	members := map[int]*Member{}
	for _, p := range f.Members {
		members[p] = &Member{Person: p}
	}
	spoken, persons := map[int]bool{}, map[int]bool{}
	for _, n := range r.Raised {
		spoken[n] = true
	}
	for _, m := range f.Meetings {
		if !r.Period.Has(m.At) {
			continue
		}
		r.Meetings = append(r.Meetings, m.Number)
		r.Attended += len(m.There)
		for _, n := range m.Cases {
			spoken[n] = true
		}
		for _, p := range m.There {
			persons[p] = true
		}
		for p, member := range members {
			member.attend(m, p)
		}
	}
	r.Persons = len(persons)
	for _, s := range f.Statements {
		if spoken[s.Case] {
			r.Opinions++
			if m := members[s.By]; m != nil {
				m.Statements++
			}
		}
	}
	for _, p := range f.Members {
		r.Members = append(r.Members, *members[p])
	}
}

func (m *Member) attend(at Meeting, person int) {
	there := slices.Contains(at.There, person)
	if there {
		m.There++
	}
	if there || slices.Contains(at.Invited, person) {
		m.Invited++
	}
}

// days tells how long the steps took that ended in the period.
func (r *Report) days(all []Case) {
	stays, stayed := map[procedure.Kind][]int{}, map[procedure.Kind][]int{}
	for _, c := range all {
		for _, s := range c.Steps {
			if !s.To.IsZero() && r.Period.Has(s.To) {
				stays[s.Kind] = append(stays[s.Kind], int(s.To.Sub(s.From)*10/(24*time.Hour)))
				stayed[s.Kind] = append(stayed[s.Kind], c.Number)
			}
		}
	}
	for _, kind := range procedure.Kinds() {
		if of := stays[kind]; len(of) > 0 {
			slices.Sort(of)
			r.Days = append(r.Days, Days{
				Kind: kind, Count: len(of), Median: of[len(of)/2], Longest: of[len(of)-1], Cases: slices.Compact(stayed[kind]),
			})
		}
	}
}

// parts tells the same by the calendar and by the sort of matter.
func (r *Report) parts(f Facts) {
	for _, month := range r.Period.Months() {
		r.Months = append(r.Months, spanOf(f, month))
	}
	for _, quarter := range r.Period.Quarters() {
		r.Quarters = append(r.Quarters, spanOf(f, quarter))
	}
	r.Tracks = r.by(f.Cases, texts(procedure.Tracks()), func(c Case) string { return string(c.Track) })
	r.Sources = r.by(f.Cases, texts(cases.Sources()), func(c Case) string { return c.Source })
	r.Topics = r.by(f.Cases, texts(cases.Topics()), func(c Case) string { return c.Topic })
}

// spanOf counts a part of the period.
func spanOf(f Facts, span calendar.Period) Part {
	part := Part{Span: span}
	for _, c := range f.Cases {
		part.add(c, span)
	}
	for _, m := range f.Meetings {
		if span.Has(m.At) {
			part.Meetings++
			part.People += len(m.There)
		}
	}
	return part
}

func (p *Part) add(c Case, in calendar.Period) {
	if in.Has(c.Raised) {
		p.Raised = append(p.Raised, c.Number)
	}
	if in.Has(c.Closed) && settled(c.Outcome) {
		p.Settled = append(p.Settled, c.Number)
	}
}

// by parts the cases by a name, in the order of the names there are; those without one are in no part.
func (r *Report) by(all []Case, names []string, name func(Case) string) []Part {
	var parts []Part
	for _, n := range names {
		part := Part{Name: n}
		for _, c := range all {
			if name(c) == n {
				part.add(c, r.Period)
			}
		}
		if len(part.Raised)+len(part.Settled) > 0 {
			parts = append(parts, part)
		}
	}
	return parts
}

func texts[T ~string](all []T) []string {
	names := make([]string, len(all))
	for i, x := range all {
		names[i] = string(x)
	}
	return names
}
