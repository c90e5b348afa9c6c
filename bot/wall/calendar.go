package wall

import (
	"echowall/bot/ics"
	"echowall/bot/wall/answer"
	"echowall/flows/meeting"
	"echowall/flows/record"
)

// calendarSize is how many meetings the calendar has at most, the newest.
const calendarSize = 200

// calendarFeed is the meetings for people's own calendars (RFC 5545).
var calendarFeed = builder{build: func(p *sheet) (answer.Answer, error) {
	last := p.state.Head().Meetings
	var all []*meeting.Meeting
	p.state.WantMeetings(record.UpTo(last)[max(0, last-calendarSize):]...)
	for n := max(1, last-calendarSize+1); n <= last; n++ {
		if m := p.state.Meeting(n); m != nil {
			all = append(all, m)
		}
	}
	raw, err := ics.Feed(p.site.wall.Words.CalendarSource(p.state, p.Lang, p.now), all)
	return answer.New("text/calendar; charset=utf-8", raw), err
}}
