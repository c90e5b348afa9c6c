package wall

import (
	"slices"
	"strings"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/reader"
	"echowall/flows/cases"
	"echowall/flows/procedure"
	"echowall/flows/public"
)

// casePage is a case whole, or with ".json" behind its number the same for other programs.
var casePage = builder{past: true, build: func(p *sheet) (answer.Answer, error) {
	if strings.HasSuffix(p.values["number"], ".json") {
		return wholeData(p)
	}
	c, ok := public.Find(p.state, reader.Number(p.values["number"]))
	if !ok {
		return answer.Answer{}, errNotFound
	}
	past := slices.Clone(p.site.past.moments[c.Number])
	slices.Reverse(past)
	return p.html("case", "#"+itoa(c.Number)+" "+p.Title(c.Title), struct {
		public.Case
		Past []public.Moment
	}{c, past})
}}

// Photo is the address of a photo of a case.
func (p *sheet) Photo(number int, x public.Photo) string {
	return p.Root() + "photo/" + itoa(number) + "/" + x.Ref
}

// Outcome is how a case ended, in words.
func (p *sheet) Outcome(l public.Line) string {
	if l.Closed == nil {
		return ""
	}
	return p.text("outcome." + string(l.Closed.Outcome))
}

// Ground is why a case was not for deliberation, in words.
func (p *sheet) Ground(l public.Line) string {
	if l.Closed == nil || l.Closed.Ground == "" {
		return ""
	}
	return p.text("ground." + string(l.Closed.Ground))
}

// Class is what becomes of a resolution, in words.
func (p *sheet) Class(class string) string { return p.text("class." + class) }

// Form is as what a result is published, in words.
func (p *sheet) Form(r *cases.Resolution) string { return p.text("form." + string(r.Form())) }

// Result is how a ballot ended, in words.
func (p *sheet) Result(b public.Ballot) string { return p.text("page.result." + string(b.Result)) }

// Track is the weight of a case, in words.
func (p *sheet) Track(t procedure.Track) string { return p.text("track." + string(t)) }

// MeetingState is where a meeting stands, in words.
func (p *sheet) MeetingState(m public.Meeting) string {
	return p.text("page.meeting." + string(m.Status))
}

// Way is the steps of a case as dots: those it has come to are on.
func (p *sheet) Way(l public.Line) []bool {
	dots := make([]bool, l.Of)
	for i := range min(l.At, l.Of) {
		dots[i] = true
	}
	return dots
}

// pictures are photos as a template shows them.
type pictures struct {
	Links []string
	Alt   string
}

// Pictures are the addresses of photos of a case.
func (p *sheet) Pictures(number int, all []public.Photo) pictures {
	x := pictures{Alt: p.in(p.Lang, "page.photo", map[string]any{"Case": number})}
	for _, f := range all {
		x.Links = append(x.Links, p.Photo(number, f))
	}
	return x
}
