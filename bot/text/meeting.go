package text

import (
	"slices"
	"strconv"
	"strings"

	"echowall/flows/convening"
	"echowall/flows/meeting"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

const (
	// minutesText is how much of the minutes a meeting shows, in characters.
	minutesText = 2400
	// draftText is how much each statement shows where the minutes are what was gathered, in characters.
	draftText = 300
	// agendaItems is how many cases of the agenda are listed by title.
	agendaItems = 15
)

// meeting is a meeting as it stands: when, where, on what, who comes or was there.
func (v voice) meeting(number int) (string, [][]say.Button, bool) {
	m := v.s.Meeting(number)
	if m == nil {
		return "", nil, false
	}
	v.s.WantCases(m.Cases...)
	record.WantCalled(v.s.Records, slices.Concat(m.Chairs, m.There)...)
	texts := []string{v.meetingHead(m), v.time(m), v.where(m), v.chairs(m), v.agenda(m)}
	switch m.Status {
	case meeting.Polled:
		return lines(append(texts, v.dates(m))), convening.SuitButtons(m), true
	case meeting.CalledOff:
		return lines(append(texts, v.reason(m))), nil, true
	case meeting.Over:
		if !m.HasMinutes() {
			return lines(append(texts, v.there(m), v.tell("meeting.lapsed", nil))), nil, true
		}
		return lines(append(texts, v.there(m), v.tell("meeting.minutes", nil), v.minutes(m))), nil, true
	case meeting.Scheduled, meeting.Open: // how these look depends on more than that
	}
	switch {
	case m.InWriting() && m.Status == meeting.Scheduled:
		return lines(texts), nil, true
	case m.InWriting():
		return lines(append(texts, v.spoken(m))), nil, true
	case m.Status == meeting.Open:
		phases := convening.Phases(v.s, m)
		return lines(append(texts, v.phases(m, phases), v.there(m), v.spoken(m))), openButtons(m, phases), true
	}
	coming := data{
		"Coming": m.Count(meeting.Coming), "Not": m.Count(meeting.NotComing), "Maybe": m.Count(meeting.Maybe),
		"Invited": len(m.Invited), "Guests": len(m.Guests),
	}
	return lines(append(texts, v.tell("meeting.coming", coming))), [][]say.Button{convening.RSVPButtons(number)}, true
}

// reason is why a meeting was called off.
func (v voice) reason(m *meeting.Meeting) string {
	if m.Reason == "" {
		return v.tell("meeting.empty", nil)
	}
	return v.tell("meeting.reason", data{"Reason": escape(m.Reason)})
}

// openButtons let people check in, and the chair go on to the next phase.
func openButtons(m *meeting.Meeting, phases []map[string]string) [][]say.Button {
	buttons := [][]say.Button{convening.CheckInButton(m.Number)}
	if now := max(m.Phase, 1); now < len(phases) {
		label := say.New("button.phase", say.Args{"Step": say.Names(phases[now])})
		buttons = append(buttons, say.Row(say.Press(label, string(permission.Phase)+" M"+strconv.Itoa(m.Number))))
	}
	return buttons
}

// meetingHead is the number of a meeting, how it is held and what for, and where it stands.
func (v voice) meetingHead(m *meeting.Meeting) string {
	d := data{"Meeting": m.Number, "Form": v.tell("form."+string(m.Held()), nil)}
	if m.Held() == meeting.InPerson {
		d["Form"] = ""
	}
	if m.Purpose != "" {
		d["Purpose"] = v.tell("purpose."+string(m.For()), nil)
	}
	id := "meeting.head." + string(m.Status)
	if m.InWriting() && m.Status == meeting.Open {
		id += ".written"
	}
	return v.tell(id, d)
}

func (v voice) time(m *meeting.Meeting) string {
	switch {
	case m.At.IsZero():
		return ""
	case m.InWriting():
		return v.tell("meeting.window", data{"When": v.moment(m.At), "Until": v.moment(m.Until), "Moved": m.Moved})
	}
	return v.tell("meeting.when", data{"When": v.moment(m.At), "Moved": m.Moved})
}

// where is the room or the link; a written meeting has none.
func (v voice) where(m *meeting.Meeting) string {
	if m.InWriting() {
		return ""
	}
	return v.tell("meeting.place", data{"Place": v.place(clipped(oneLine(m.Place), cardObjection))})
}

func (v voice) chairs(m *meeting.Meeting) string {
	var names []string
	for _, p := range m.Chairs {
		names = append(names, v.person(p))
	}
	if names == nil {
		return ""
	}
	return v.tell("meeting.chair", data{"Chairs": v.list(names), "Count": len(names)})
}

// dates are the dates of a poll with how many each suits.
func (v voice) dates(m *meeting.Meeting) string {
	all := []string{v.tell("meeting.dates", data{"Until": v.moment(m.Poll.Until)})}
	for i, date := range m.Poll.Dates {
		all = append(all, v.tell("meeting.date", data{"Number": i + 1, "When": v.moment(date), "Count": m.Poll.Count(i + 1)}))
	}
	return lines(append(all, v.tell("meeting.answered", data{"Invited": len(m.Invited), "Count": len(m.Poll.Choices)})))
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
	invited, guests := m.Attendance()
	id := "meeting.there"
	if m.InWriting() {
		id = "meeting.took_part"
	}
	return v.tell(id, data{"Invited": len(m.Invited), "There": len(invited), "Guests": len(guests)})
}

// spoken is how many statements were made so far.
func (v voice) spoken(m *meeting.Meeting) string {
	n := 0
	v.s.WantCases(m.Cases...)
	for _, x := range m.Said {
		if c := v.s.Case(x.Case); c != nil {
			n += c.Statements - x.First + 1
		}
	}
	return v.tell("meeting.spoken", data{"Count": n})
}

// minutes are what was recorded, else what was gathered.
func (v voice) minutes(m *meeting.Meeting) string {
	if m.Minutes != "" {
		return quote(m.Minutes, minutesText)
	}
	v.clip = draftText
	gathered := v.values(convening.Gathered(convening.Draft(v.s, m)))
	return "<blockquote expandable>" + strings.Join(gathered, "\n") + "</blockquote>"
}

func (v voice) agenda(m *meeting.Meeting) string {
	all := []string{v.tell("meeting.agenda", nil)}
	v.s.WantCases(m.Cases...)
	for _, n := range m.Cases[:min(len(m.Cases), agendaItems)] {
		title := ""
		if c := v.s.Case(n); c != nil {
			title = c.Title
		}
		all = append(all, v.tell("meeting.case", data{"Case": n, "Title": v.title(title)}))
	}
	return lines(append(all, v.more(len(m.Cases)-agendaItems)))
}
