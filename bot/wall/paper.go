package wall

import (
	"slices"
	"strings"
	"time"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/reader"
	"echowall/flows/people"
	"echowall/flows/public"
	"echowall/flows/say"
)

// minutesPage is a meeting as a sheet to print: its minutes, or before it was held what it is to be.
var minutesPage = builder{build: func(p *sheet) (answer.Answer, error) {
	m, ok := public.MinutesOf(p.state, reader.Number(p.values["number"]))
	if !ok {
		return answer.Answer{}, errNotFound
	}
	return p.html("minutes", p.in(p.Lang, "paper.meeting", map[string]any{"Meeting": m.Number}), m)
}}

// noticePage is the publicity notice of a case as a sheet to print and hang out. Before publicity begins there is none.
var noticePage = builder{build: func(p *sheet) (answer.Answer, error) {
	c, ok := public.Find(p.state, reader.Number(p.values["number"]))
	if !ok || c.Resolution == nil || c.From.IsZero() {
		return answer.Answer{}, errNotFound
	}
	body := struct {
		public.Case
		Ballot *public.Ballot
		Clerks []string
	}{Case: c}
	if i := slices.IndexFunc(c.Ballots, func(b public.Ballot) bool { return b.ID == c.Resolution.Ballot }); i >= 0 {
		body.Ballot = &c.Ballots[i]
	}
	for _, seat := range public.Council(p.state) {
		if seat.Role == people.Secretary {
			body.Clerks = append(body.Clerks, seat.Name)
		}
	}
	return p.html("notice", p.in(p.Lang, "paper.notice.short", map[string]any{"Case": c.Number}), body)
}}

// Names are people, as a sentence lists them: by name, and how many others.
func (p *sheet) Names(n public.Names) string {
	names := p.List(n.Known)
	return p.in(p.Lang, "paper.names", map[string]any{"Names": names, "Count": n.Others})
}

// List joins names as the language joins them.
func (p *sheet) List(names []string) string {
	var all []say.Arg
	for _, n := range names {
		all = append(all, say.Text(p.Line(n)))
	}
	return p.Say(say.New("page.rule", say.Args{"Rule": say.Clauses(all...)}))
}

// Kind is how a meeting was held, and what for.
func (p *sheet) Kind(m public.Minutes) string {
	return p.in(p.Lang, "paper.kind",
		map[string]any{"Form": p.text("form." + string(m.Form)), "Purpose": p.text("purpose." + string(m.Purpose))})
}

// Written is a day as it stands on a paper, with its year.
func (p *sheet) Written(t time.Time) string {
	t = t.In(p.community.Zone)
	months := strings.Split(p.text("format.months"), "|")
	return p.in(p.Lang, "format.date.year", map[string]any{"Year": t.Year(), "Month": months[t.Month()-1], "Day": t.Day()})
}
