package wall

import (
	"slices"
	"time"

	"echowall/bot/wall/answer"
	"echowall/flows/desk"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/personnel"
	"echowall/flows/public"
	"echowall/flows/say"
)

// councilPage is who sits where, what the station has, and what the offices did.
var councilPage = builder{past: true, build: func(p *sheet) (answer.Answer, error) {
	type seating struct {
		Name  string
		Seats []public.Seat
	}
	var offices []seating
	for _, seat := range public.Council(p.state) {
		if n := len(offices); n == 0 || offices[n-1].Seats[0].Role != seat.Role {
			offices = append(offices, seating{Name: p.role(seat.Role)})
		}
		last := &offices[len(offices)-1]
		last.Seats = append(last.Seats, seat)
	}
	station := office.Station(p.state)
	missing := slices.DeleteFunc(slices.Clone(station), office.Have.There)
	return p.html("council", p.text("page.council"), struct {
		Offices      []seating
		Station      []office.Have
		There, Count int
		Deeds        []deed
	}{offices, station, len(station) - len(missing), len(station), deeds(p)})
}}

// actsShown is how many of the last acts the page shows, and the feed tells.
const actsShown = 50

// deed is something that an office did, in words; Number is its place among all.
type deed struct {
	At     time.Time
	Number int
	Text   string
}

// deeds are the last things that offices did, the newest first, with nobody named who holds no office.
func deeds(p *sheet) []deed {
	var last []deed
	all := p.site.past.acts
	for i := len(all) - 1; i >= max(0, len(all)-actsShown); i-- {
		last = append(last, deed{all[i].At, i + 1, p.Say(public.Unnamed(p.state, all[i].Done()))})
	}
	return last
}

func (p *sheet) role(r people.Role) string { return p.text("role." + string(r)) }

// Detail is what goes with a seat: the kind of a member in words where it is one of those known, else as it was typed.
func (p *sheet) Detail(seat public.Seat) string {
	if seat.Detail == "" {
		return ""
	}
	return p.Line(p.Say(say.New("page.when", say.Args{"When": personnel.DetailArg(seat.Role, seat.Detail)})))
}

// procedurePage is the procedure as it would hang in the meeting room.
var procedurePage = builder{build: func(p *sheet) (answer.Answer, error) {
	type step struct{ Name, Rule string }
	var steps []step
	method := p.state.Current()
	for _, s := range method.Steps() {
		rule := say.Clauses(desk.RuleLines(method, s)...)
		steps = append(steps, step{p.Named(s.Names), p.Say(say.New("page.rule", say.Args{"Rule": rule}))})
	}
	return p.html("procedure", p.Named(p.community.Method), steps)
}}

// meetingsPage is the meetings, the newest first.
var meetingsPage = builder{build: func(p *sheet) (answer.Answer, error) {
	numbers, to, heading := p.meetingNumbers()
	list := paginate(p, numbers, to)
	return p.html("meetings", heading, struct {
		sheaf[int]
		Meetings []public.Meeting
	}{list, public.Meetings(p.state, list.Items)})
}}

// meetingNumbers are all meetings, or those held in the period that a reader asks for, with the address and the heading
// of the list.
func (p *sheet) meetingNumbers() (numbers []int, to, heading string) {
	heading = p.text("page.meetings")
	if period, ok := p.period(); ok && p.args.Has("period") {
		numbers = slices.Clone(desk.Figures(p.state, period).Meetings)
		slices.Reverse(numbers)
		return numbers, "meetings?period=" + period.String(), heading + " · " + p.Say(*desk.PeriodArg(period).Msg)
	}
	for n := p.state.Head().Meetings; n > 0; n-- {
		numbers = append(numbers, n)
	}
	return numbers, "meetings", heading
}
