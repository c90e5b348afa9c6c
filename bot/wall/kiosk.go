package wall

import (
	"echowall/bot/wall/answer"
	"echowall/bot/wall/kiosk"
	"echowall/bot/wall/picture"
	"echowall/bot/wall/reader"
	"echowall/flows/public"
)

// kioskPage is the wall for a screen in the hall: large, and turning its pages by itself. With a script it holds all
// pages and turns them even when the network is gone; without one, each page leads to the next.
var kioskPage = builder{build: func(p *sheet) (answer.Answer, error) {
	board := public.Wall(p.state, kiosk.PerSlide)
	var all kiosk.Reel
	all.Add(p.text("page.late"), true, board.Late)
	for _, g := range board.Groups {
		all.Add(p.Named(g.Step), false, g.Lines)
	}
	if n := min(len(board.Coming), kiosk.PerSlide); n > 0 {
		all = append(all, kiosk.Slide{Groups: []kiosk.Group{{Name: p.text("page.meetings"), Meetings: board.Coming[:n]}}})
	}
	all.Add(p.text("page.ended"), false, board.Ended)
	if len(all) == 0 {
		all = kiosk.Reel{{Groups: []kiosk.Group{{Name: p.text("page.quiet")}}}}
	}
	all = all[:min(len(all), kiosk.MaxSlides)]
	body := struct {
		Slides    []kiosk.Slide
		One       bool
		Next      string
		Count, At int
	}{Slides: all, Count: len(all), Next: p.Link("kiosk?slide=1")}
	if n := reader.Number(p.args.Get("slide")); n > 0 {
		n = (n-1)%len(all) + 1
		body.One, body.Slides, body.At, body.Next = true, all[n-1:n], n, p.Link("kiosk?slide="+itoa(n%len(all)+1))
	}
	return p.html("kiosk", p.community.Name, body)
}}

// raiseCode is the code that opens the private chat in which a case is raised, to be read by a phone.
var raiseCode = builder{build: func(p *sheet) (answer.Answer, error) {
	code, err := picture.Code(p.Door())
	if err != nil {
		return answer.Answer{}, err
	}
	return answer.New("image/svg+xml", code), nil
}}

// Door is the link by which a case is raised.
func (p *sheet) Door() string { return p.site.wall.Words.StartLink(p.community.Door) }
