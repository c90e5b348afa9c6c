package bot

import (
	"echowall/flows/community"
	"echowall/flows/meeting"
	"echowall/flows/say"
)

const (
	// minutesText is how much of the minutes a meeting shows, in characters.
	minutesText = 2400
	// agendaItems is how many cases of the agenda are listed by title.
	agendaItems = 15
)

// meeting is a meeting as it stands: when, where, on what, who comes or was there.
func (v voice) meeting(number int) (string, [][]say.Button, bool) {
	m := v.s.Meeting(number)
	if m == nil {
		return "", nil, false
	}
	texts := []string{
		v.tell("meeting.head."+string(m.Status), data{"Meeting": m.Number}),
		v.tell("meeting.when", data{"When": v.moment(m.At), "Moved": m.Moved}),
		v.tell("meeting.place", data{"Place": v.text("Place", clipped(oneLine(m.Place), cardObjection))}),
		v.agenda(m),
	}
	switch m.Status {
	case meeting.Scheduled:
		coming := data{
			"Coming": m.Count(meeting.Coming), "Not": m.Count(meeting.NotComing), "Maybe": m.Count(meeting.Maybe),
			"Invited": len(m.Invited),
		}
		return lines(append(texts, v.tell("meeting.coming", coming))), [][]say.Button{community.RSVPButtons(number)}, true
	case meeting.Open:
		return lines(append(texts, v.there(m))), [][]say.Button{community.CheckInButton(number)}, true
	case meeting.CalledOff:
		return lines(append(texts, v.tell("meeting.reason", data{"Reason": escape(m.Reason)}))), nil, true
	}
	return lines(append(texts, v.there(m), v.tell("meeting.minutes", nil), quote(m.Minutes, minutesText))), nil, true
}

// there is how many were to come and how many came.
func (v voice) there(m *meeting.Meeting) string {
	return v.tell("meeting.there", data{"Invited": len(m.Invited), "There": len(m.There)})
}

func (v voice) agenda(m *meeting.Meeting) string {
	all := []string{v.tell("meeting.agenda", nil)}
	for _, n := range m.Cases[:min(len(m.Cases), agendaItems)] {
		title := ""
		if c := v.s.Case(n); c != nil {
			title = c.Title
		}
		all = append(all, v.tell("meeting.case", data{"Case": n, "Title": v.title(title)}))
	}
	return lines(append(all, v.more(len(m.Cases)-agendaItems)))
}
