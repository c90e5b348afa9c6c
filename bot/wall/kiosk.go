package wall

import (
	"fmt"
	"strings"

	"rsc.io/qr"

	"echowall/bot/wall/answer"
	"echowall/flows/public"
)

// What fits a page of the screen in the hall: so many cases, under so many headings.
const (
	perSlide     = 3
	groupsASlide = 2
)

// slide is a page of the screen.
type slide struct{ Groups []slideGroup }

// slideGroup is cases of one step, what was settled last, or meetings.
type slideGroup struct {
	Name     string
	Late     bool
	Lines    []public.Line
	Meetings []public.Meeting
}

// reel is the pages of the screen, one after another.
type reel []slide

// add puts cases under a heading, on the last page as far as there is room.
func (r *reel) add(name string, late bool, lines []public.Line) {
	for len(lines) > 0 {
		room := 0
		if n := len(*r); n > 0 && len((*r)[n-1].Groups) < groupsASlide {
			room = perSlide
			for _, g := range (*r)[n-1].Groups {
				room -= len(g.Lines) + len(g.Meetings)
			}
		}
		if room <= 0 {
			*r = append(*r, slide{})
			room = perSlide
		}
		last := &(*r)[len(*r)-1]
		n := min(len(lines), room)
		last.Groups = append(last.Groups, slideGroup{Name: name, Late: late, Lines: lines[:n]})
		lines = lines[n:]
	}
}

// kioskPage is the wall for a screen in the hall: large, and turning its pages by itself. With a script it holds all pages and turns
// them even when the network is gone; without one, each page leads to the next.
var kioskPage = builder{build: func(p *sheet) (answer.Answer, error) {
	board := public.Wall(p.state, perSlide)
	var all reel
	all.add(p.text("page.late"), true, board.Late)
	for _, g := range board.Groups {
		all.add(p.Named(g.Step), false, g.Lines)
	}
	if n := min(len(board.Coming), perSlide); n > 0 {
		all = append(all, slide{[]slideGroup{{Name: p.text("page.meetings"), Meetings: board.Coming[:n]}}})
	}
	all.add(p.text("page.ended"), false, board.Ended)
	if len(all) == 0 {
		all = reel{{[]slideGroup{{Name: p.text("page.quiet")}}}}
	}
	all = all[:min(len(all), maxSlides)]
	body := struct {
		Slides    []slide
		One       bool
		Next      string
		Count, At int
	}{Slides: all, Count: len(all), Next: p.Link("kiosk?slide=1")}
	if n := numbered(p.args.Get("slide")); n > 0 {
		n = (n-1)%len(all) + 1
		body.One, body.Slides, body.At, body.Next = true, all[n-1:n], n, p.Link("kiosk?slide="+itoa(n%len(all)+1))
	}
	return p.html("kiosk", p.community.Name, body)
}}

// maxSlides is how many pages the screen turns at most: with more, nobody would see the first again.
const maxSlides = 60

// raiseCode is the code that opens the private chat in which a case is raised, to be read by a phone.
var raiseCode = builder{build: func(p *sheet) (answer.Answer, error) {
	code, err := qr.Encode(p.Door(), qr.M)
	if err != nil {
		return answer.Answer{}, fmt.Errorf("draw the code: %w", err)
	}
	const border = 4
	size := code.Size + 2*border
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`, size, size, size, size)
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&b, "M%d %dh1v1h-1z", x+border, y+border)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return answer.New("image/svg+xml", []byte(b.String())), nil
}}

// Door is the link by which a case is raised.
func (p *sheet) Door() string { return p.site.wall.Words.StartLink(p.community.Door) }
