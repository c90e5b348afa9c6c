package wall

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"echowall/bot/wall/answer"
	"echowall/bot/wall/feed"
	"echowall/bot/wall/reader"
	"echowall/flows/public"
)

// feedSize is how many entries a feed has at most.
const feedSize = 50

// wallFeed tells of every case that is open or was closed lately, as it stands, and of what the offices did.
var wallFeed = builder{past: true, build: func(p *sheet) (answer.Answer, error) {
	open := p.state.Head().Open
	ended := public.Ended(p.state)
	lines := public.Lines(p.state, slices.Concat(open, ended[:min(len(ended), feedSize)]))
	slices.SortStableFunc(lines, func(x, y public.Line) int { return y.Updated.Compare(x.Updated) })
	f := p.feed("", p.text("page.wall")+": "+p.Line(p.community.Name))
	for _, l := range lines[:min(len(lines), feedSize)] {
		f.Entries = append(f.Entries, feed.Entry{
			ID: p.tag("case/" + itoa(l.Number)), Title: "#" + itoa(l.Number) + " " + p.Title(l.Title),
			Updated: feed.Stamp(l.Updated),
			Link:    p.htmlLink("case/" + itoa(l.Number)), Summary: p.standing(l),
		})
	}
	for _, d := range deeds(p) {
		f.Entries = append(f.Entries, feed.Entry{
			ID: p.tag("act/" + itoa(d.Number)), Title: d.Text, Updated: feed.Stamp(d.At), Link: p.htmlLink("council#log"),
		})
	}
	slices.SortStableFunc(f.Entries, func(x, y feed.Entry) int { return strings.Compare(y.Updated, x.Updated) })
	f.Entries = f.Entries[:min(len(f.Entries), feedSize)]
	return f.Answer(p.community.Founded)
}}

// caseFeed tells what happened to one case, the newest first.
var caseFeed = builder{past: true, build: func(p *sheet) (answer.Answer, error) {
	c, ok := public.Find(p.state, reader.Number(p.values["number"]))
	if !ok {
		return answer.Answer{}, errNotFound
	}
	path := "case/" + itoa(c.Number)
	f := p.feed(path, "#"+itoa(c.Number)+" "+p.Title(c.Title))
	past := p.site.past.moments[c.Number]
	for i := len(past) - 1; i >= max(0, len(past)-feedSize); i-- {
		m := past[i]
		f.Entries = append(f.Entries, feed.Entry{
			ID: p.tag(path + "/" + itoa(i+1)), Title: strings.TrimRight(p.Say(m.Message), ":："), Updated: feed.Stamp(m.At),
			Link:    p.htmlLink(path),
			Summary: p.Typed(m.Text),
		})
	}
	return f.Answer(c.Raised)
}}

// standing says in a line who is waited for, or how it ended.
func (p *sheet) standing(l public.Line) string {
	if l.Closed != nil {
		return strings.TrimSpace(p.Outcome(l) + ". " + p.Typed(l.Closed.Reason))
	}
	return p.Named(l.Step) + ". " + p.text("page.waits") + " " + p.Say(l.Wait())
}

func (p *sheet) feed(path, title string) *feed.Atom {
	self := strings.TrimPrefix(path+"/feed.atom", "/")
	return &feed.Atom{
		Lang: p.Lang, ID: p.tag(path), Title: title, Author: p.Line(p.community.Name),
		Links: []feed.Link{{Rel: "self", Type: "application/atom+xml", Href: p.Abs(self)}, p.htmlLink(path)},
	}
}

func (p *sheet) htmlLink(path string) feed.Link {
	return feed.Link{Rel: "alternate", Type: "text/html", Href: p.Abs(path)}
}

// tag is an id that stays the same when the address of the page is renewed (RFC 4151). It tells nothing of the
// community but when it was founded.
func (p *sheet) tag(path string) string {
	return fmt.Sprintf("tag:echowall,%s:%s/%s", p.community.Founded.UTC().Format(time.DateOnly), p.community.Tag, path)
}
