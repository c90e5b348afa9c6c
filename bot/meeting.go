package bot

import (
	"strconv"
	"strings"

	"echowall/flows/community"
	"echowall/flows/meeting"
	"echowall/flows/permission"
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
		phases := community.Phases(v.s, m)
		buttons := [][]say.Button{community.CheckInButton(number)}
		if now := max(m.Phase, 1); now < len(phases) {
			label := say.New("button.phase", say.Args{"Step": say.Names(phases[now])})
			buttons = append(buttons, say.Row(say.Press(label, string(permission.Phase)+" M"+strconv.Itoa(number))))
		}
		return lines(append(texts, v.phases(m, phases), v.there(m))), buttons, true
	case meeting.CalledOff:
		return lines(append(texts, v.tell("meeting.reason", data{"Reason": escape(m.Reason)}))), nil, true
	}
	return lines(append(texts, v.there(m), v.tell("meeting.minutes", nil), quote(m.Minutes, minutesText))), nil, true
}

// phases are what an open meeting goes through, with the one it is in; "" where the procedure names none.
func (v voice) phases(m *meeting.Meeting, phases []map[string]string) string {
	var all []string
	for i, phase := range phases {
		id := "card.step.next"
		switch now := max(m.Phase, 1); {
		case i+1 < now:
			id = "card.step.done"
		case i+1 == now:
			id = "card.step.now"
		}
		all = append(all, v.tell(id, data{"Step": strings.ReplaceAll(escape(v.named(phase)), " ", "\u00a0")}))
	}
	return strings.Join(all, " ")
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
