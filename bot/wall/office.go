package wall

import (
	"echowall/flows/community"
	"echowall/flows/people"
	"echowall/flows/public"
	"echowall/flows/say"
)

// councilPage is who sits where.
var councilPage = builder{build: func(p *sheet) (answer, error) {
	type office struct {
		Name  string
		Seats []public.Seat
	}
	var offices []office
	for _, seat := range public.Council(p.state) {
		if n := len(offices); n == 0 || offices[n-1].Seats[0].Role != seat.Role {
			offices = append(offices, office{Name: p.role(seat.Role)})
		}
		last := &offices[len(offices)-1]
		last.Seats = append(last.Seats, seat)
	}
	return p.html("council", p.text("page.council"), offices)
}}

func (p *sheet) role(r people.Role) string { return p.text("role." + string(r)) }

// procedurePage is the procedure as it would hang in the meeting room.
var procedurePage = builder{build: func(p *sheet) (answer, error) {
	type step struct{ Name, Rule string }
	var steps []step
	for _, line := range community.ProcedureLines(p.state.Current()) {
		args := line.Msg.Args
		steps = append(steps, step{p.Named(args["Step"].Names), p.Say(say.New("page.rule", say.Args{"Rule": args["Rule"]}))})
	}
	return p.html("procedure", p.Named(p.community.Method), steps)
}}

// meetingsPage is the meetings, the newest first.
var meetingsPage = builder{build: func(p *sheet) (answer, error) {
	last := p.state.Head().Meetings
	numbers := make([]int, 0, last)
	for n := last; n > 0; n-- {
		numbers = append(numbers, n)
	}
	list := turn(p, numbers, "meetings")
	return p.html("meetings", p.text("page.meetings"), struct {
		sheaf[int]
		Meetings []public.Meeting
	}{list, public.Meetings(p.state, list.Items)})
}}
