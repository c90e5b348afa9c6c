package flows

import (
	"slices"

	"echowall/flows/convening"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// dates are the dates of the poll that a question is about; nil where it is about none.
func (w *words) dates(d *openDialog) [][]say.Button {
	m := w.s.Meeting(atoi(d.Values["meeting"]))
	if m == nil || m.Poll == nil || d.Verb != permission.Fix && d.Verb != permission.Suit {
		return nil
	}
	var row []say.Button
	for i, date := range m.Poll.Dates {
		label := say.New("button.fix", say.Args{"When": say.Time(date), "Count": say.Num(m.Poll.Count(i + 1))})
		row = append(row, answerBy(d, label, itoa(i+1)))
	}
	return column(row)
}

// guests are the units and specialities that may be asked to a meeting.
func (w *words) guests(d *openDialog) [][]say.Button {
	roles := []people.Role{people.Expert, people.Handler, people.Supervisor, people.Authority}
	var seen []string
	var row []say.Button
	for _, h := range w.s.Holders().List {
		value := string(h.Role)
		label := say.New("role." + value)
		if h.Detail != "" {
			value += ":" + h.Detail
			label = say.New("role.detailed", say.Args{"Role": say.Msg("role." + string(h.Role)), "Detail": say.Text(h.Detail)})
		}
		if slices.Contains(roles, h.Role) && !slices.Contains(seen, value) {
			seen = append(seen, value)
			row = append(row, answerBy(d, label, value))
		}
	}
	return column(row)
}

// now is what an answer in words to a meeting means as the meeting stands: which dates suit while it is polled, a statement while it
// is under way on one case, else whether one comes.
func (w *words) now(verb permission.Verb, rest string) (permission.Verb, string) {
	if verb != permission.RSVP {
		return verb, rest
	}
	got := form.Values{}
	if _, err := w.reader().Line(verb, rest, got); err != nil {
		return verb, rest
	}
	m := w.s.Meeting(atoi(got["meeting"]))
	switch {
	case m == nil:
	case m.Poll != nil && m.At.IsZero():
		return permission.Suit, rest
	case len(m.Cases) == 1 && convening.Speaks(w.s, w.by, m.Cases[0], w.in.At):
		return permission.Statement, itoa(m.Cases[0])
	}
	return verb, rest
}
