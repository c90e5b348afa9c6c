package talk

import (
	"cmp"
	"slices"
	"strings"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/desk"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
	"echowall/flows/voting"
)

// wordsToPress are the usual answers to a question that takes a word.
func (q question) wordsToPress() (row []say.Button) {
	switch q.Field.Kind {
	case form.Option, form.Rhythm, form.Language:
		for _, o := range q.reader.Options(q.Field) {
			row = append(row, q.answerBy(say.New("option."+o), o))
		}
	case form.MeetingNo:
		for _, m := range q.s.Head().Coming {
			row = append(row, q.answerBy(say.New("option.meeting", say.Args{"Meeting": say.Num(m)}), "M"+itoa(m)))
		}
	case form.MonthDay:
		for _, day := range []string{"1", "5", "10", "15", "20", "25"} {
			row = append(row, q.answerBy(say.New("option.monthday", say.Args{"Day": say.Text(day)}), day))
		}
		row = append(row, q.answerBy(say.New("option.lastday"), form.LastDay))
	case form.Hour:
		for _, hour := range usualHours() {
			row = append(row, q.answerBy(say.New("calendar.hour", say.Args{"Hour": say.Text(hour)}), hour))
		}
	default: // there are none
	}
	return row
}

// casesToPress are the cases on which the command can be used.
func (q question) casesToPress() (row []say.Button) {
	for _, c := range q.candidates() {
		label := say.New("button.case", say.Args{"Case": say.Case(c.Number), "Title": say.Title(c.Title)})
		row = append(row, q.answerBy(label, itoa(c.Number)))
	}
	return row
}

// tiesToPress are the communities this one is tied to.
func (q question) tiesToPress() (row []say.Button) {
	for _, t := range q.s.Ties() {
		row = append(row, q.answerBy(say.New("button.name", say.Args{"Name": say.Text(t.Name)}), itoa(t.Number)))
	}
	return row
}

// papers are the buttons of a ballot: for a vote of one's own those below the ballot, and to enter another's
// what may be said to it.
func (q question) papers() [][]say.Button {
	b := q.ballot()
	if b == nil {
		return nil
	}
	if q.Verb != permission.Proxy {
		return voting.BallotButtons(b, "")
	}
	var row []say.Button
	for i, o := range b.Options {
		label := say.New("button.option", say.Args{"Number": say.Num(i + 1), "Text": say.Text(o)})
		row = append(row, q.answerBy(label, itoa(i+1)))
	}
	for _, o := range q.Field.Options {
		if b.Manner == "" || o == string(ballot.Abstain) {
			row = append(row, q.answerBy(say.New("option."+o), o))
		}
	}
	return wrap(row, max(1, 3-2*min(len(b.Options), 1)))
}

// ballot is the ballot that a command means, by its own number or by that of its case.
func (q question) ballot() *ballot.Ballot {
	which := cmp.Or(q.Values["ballot"], q.Values["case"])
	if strings.Contains(which, ".") {
		return q.s.Ballot(which)
	}
	c := q.s.Case(atoi(which))
	if c == nil || c.Talk.Ballot == "" {
		return nil
	}
	return q.s.Ballot(c.Talk.Ballot)
}

// candidates are the cases to choose from. One case is merged into another, at whatever stage that is.
func (q question) candidates() []*cases.Case {
	if q.Field.Name != "into" {
		return desk.Candidates(q.s, q.Verb, q.by)
	}
	return slices.DeleteFunc(q.s.OpenCases(), func(c *cases.Case) bool { return itoa(c.Number) == q.Values["case"] })
}

// dates are the dates of the poll that a question is about; nil where it is about none.
func (q question) dates() [][]say.Button {
	m := q.s.Meeting(atoi(q.Values["meeting"]))
	if m == nil || m.Poll == nil || q.Verb != permission.Fix && q.Verb != permission.Suit {
		return nil
	}
	var row []say.Button
	for i, date := range m.Poll.Dates {
		label := say.New("button.fix", say.Args{"When": say.Time(date), "Count": say.Num(m.Poll.Count(i + 1))})
		row = append(row, q.answerBy(label, itoa(i+1)))
	}
	return column(row)
}

// witnesses are those in office who may have seen how somebody voted: not the one who enters it, nor the voter.
func (q question) witnesses() [][]say.Button {
	if q.Field.Name != "witness" {
		return nil
	}
	var row []say.Button
	for _, n := range q.s.Holders().Of(people.Granted()...) {
		if n != q.by && personValue(n) != q.Values["person"] && life.Reached(q.s, n) {
			row = append(row, q.answerBy(say.New("button.person", say.Args{"Person": say.Person(n)}), personValue(n)))
		}
	}
	return column(row)
}

// guests are the units and specialities that may be asked to a meeting.
func (q question) guests() [][]say.Button {
	roles := []people.Role{people.Expert, people.Handler, people.Supervisor, people.Authority}
	var seen []string
	var row []say.Button
	for _, h := range q.s.Holders().List {
		value := string(h.Role)
		label := say.New("role." + value)
		if h.Detail != "" {
			value += ":" + h.Detail
			label = say.New("role.detailed", say.Args{"Role": say.Msg("role." + string(h.Role)), "Detail": say.Text(h.Detail)})
		}
		if slices.Contains(roles, h.Role) && !slices.Contains(seen, value) {
			seen = append(seen, value)
			row = append(row, q.answerBy(label, value))
		}
	}
	return column(row)
}
