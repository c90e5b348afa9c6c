package wall

import (
	"net/url"
	"slices"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/reader"
	"echowall/flows"
	"echowall/flows/journal"
	"echowall/flows/public"
)

// How many cases the wall shows of each step, how many closed ones, and how many a page of a list holds.
const (
	perStep  = 12
	endedNow = 5
	perPage  = 30
)

// boardPage is the wall itself.
var boardPage = builder{build: func(p *sheet) (answer.Answer, error) {
	board := public.Wall(p.state, endedNow)
	body := struct {
		public.Board
		Steps []shown
		Book  journal.Head
	}{Board: board, Book: flows.HeadOf(p.state)}
	for _, g := range board.Groups {
		body.Steps = append(body.Steps, p.shown(g, perStep))
	}
	late := public.Group{Key: lateKey, Lines: board.Late}
	if len(board.Late) > 0 {
		body.Steps = slices.Insert(body.Steps, 0, p.shown(late, perStep))
	}
	return p.html("board", p.community.Name, body)
}}

// lateKey names what is late in an address. No step is called so.
const lateKey = "!"

// shown is a group as far as the page shows it.
type shown struct {
	Name  string
	Late  bool
	Lines []public.Line
	// All counts the cases, More links to all where not all are shown.
	All  int
	More string
}

func (p *sheet) shown(g public.Group, limit int) shown {
	s := shown{Name: p.Named(g.Step), Late: g.Key == lateKey, Lines: g.Lines, All: len(g.Lines)}
	if s.Late {
		s.Name = p.text("page.late")
	}
	if len(g.Lines) > limit {
		s.Lines = g.Lines[:limit]
		s.More = p.Link("step?step=" + url.QueryEscape(g.Key))
	}
	return s
}

// stepPage is all cases in one step.
var stepPage = builder{build: func(p *sheet) (answer.Answer, error) {
	board := public.Wall(p.state, 0)
	groups := append(board.Groups, public.Group{Key: lateKey, Lines: board.Late})
	i := slices.IndexFunc(groups, func(g public.Group) bool { return g.Key == p.args.Get("step") })
	if i < 0 {
		return answer.Answer{}, errNotFound
	}
	list := paginate(p, groups[i].Lines, "step?step="+url.QueryEscape(groups[i].Key))
	s := p.shown(groups[i], len(groups[i].Lines))
	return p.html("list", s.Name, struct {
		sheaf[public.Line]
		Search bool
		Query  string
	}{sheaf: list})
}}

// sheaf is a page of a long list.
type sheaf[T any] struct {
	Items            []T
	All, Page, Pages int
	Before, After    string
}

// paginate opens a list at the page that the reader asks for.
func paginate[T any](p *sheet, all []T, to string) sheaf[T] {
	s := sheaf[T]{All: len(all), Pages: max(1, (len(all)+perPage-1)/perPage)}
	s.Page = min(max(1, reader.Number(p.args.Get("page"))), s.Pages)
	s.Items = all[min((s.Page-1)*perPage, len(all)):min(s.Page*perPage, len(all))]
	s.links(p, to)
	return s
}

func (s *sheaf[T]) links(p *sheet, to string) {
	mark := "?"
	if slices.Contains([]byte(to), '?') {
		mark = "&"
	}
	if s.Page > 1 {
		s.Before = p.Link(to + mark + "page=" + itoa(s.Page-1))
	}
	if s.Page < s.Pages {
		s.After = p.Link(to + mark + "page=" + itoa(s.Page+1))
	}
}
