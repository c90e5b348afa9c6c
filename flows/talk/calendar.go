package talk

import (
	"time"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/say"
)

// month is a calendar of buttons: the days of one month that are not over, a week a row, and the way to the
// next month. For a date with an hour, the usual hours of meetings follow once the day is chosen.
func (q question) month(at time.Time) [][]say.Button {
	first := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, at.Location())
	title := say.New("calendar.month", say.Args{"Month": say.Month(first.Year(), first.Month())})
	rows := [][]say.Button{say.Row(say.Press(title, line(pageVerb, q.ID, first.Format("2006-01"))))}
	for _, week := range calendar.Month(first.Year(), first.Month(), time.Monday) {
		if row, free := q.week(first, week); free {
			rows = append(rows, row)
		}
	}
	next := first.AddDate(0, 1, 0).Format("2006-01")
	nav := say.Row(say.Press(say.New("calendar.next"), line(pageVerb, q.ID, next)))
	if first.After(q.now) {
		last := first.AddDate(0, -1, 0).Format("2006-01")
		nav = append(say.Row(say.Press(say.New("calendar.back"), line(pageVerb, q.ID, last))), nav...)
	}
	return q.orSkip(append(rows, nav))
}

// orSkip adds the way out of a question that needs no answer.
func (q question) orSkip(rows [][]say.Button) [][]say.Button {
	if !q.Field.Optional {
		return rows
	}
	return append(rows, say.Row(q.answerBy(say.New("option.skip"), "-")))
}

// week is a row of the calendar; free tells whether it has a day that is not over.
func (q question) week(first time.Time, days [7]int) (row []say.Button, free bool) {
	for _, day := range days {
		date := time.Date(first.Year(), first.Month(), day, 0, 0, 0, 0, first.Location())
		if day == 0 || !date.AddDate(0, 0, 1).After(q.now) {
			row = append(row, say.Press(say.New("calendar.blank"), line(pageVerb, q.ID, first.Format("2006-01"))))
			continue
		}
		free = true
		label := say.New("calendar.day", say.Args{"Day": say.Num(day)})
		if q.Field.Kind == form.When {
			row = append(row, say.Press(label, line(pageVerb, q.ID, date.Format(time.DateOnly))))
		} else {
			row = append(row, q.answerBy(label, date.Format(time.DateOnly)))
		}
	}
	return row, free
}

// usualHours are those at which people meet.
func usualHours() []string { return []string{"09:00", "10:00", "14:30", "15:00", "19:00", "19:30"} }

// hours are offered for a day; others are typed.
func (q question) hours(day string) [][]say.Button {
	var row []say.Button
	for _, hour := range usualHours() {
		row = append(row, q.answerBy(say.New("calendar.hour", say.Args{"Hour": say.Text(hour)}), day+"T"+hour))
	}
	back := say.Press(say.New("calendar.back"), line(pageVerb, q.ID, day[:len("2006-01")]))
	return q.orSkip(append(wrap(row, 3), say.Row(back)))
}

// page is the question with another month, or the hours of a day, below it.
func (q question) page(page string) (say.Notice, error) {
	n := q.notice(nil)
	if day, err := time.ParseInLocation(time.DateOnly, page, q.s.Location()); err == nil {
		n.Buttons = q.hours(day.Format(time.DateOnly))
	} else if first, err := time.ParseInLocation("2006-01", page, q.s.Location()); err == nil {
		n.Buttons = q.month(first)
	} else {
		return n, refusal("refuse.stale")
	}
	return n, nil
}
