package flows

import (
	"time"

	"echowall/flows/calendar"
	"echowall/flows/form"
	"echowall/flows/say"
)

// month is a calendar of buttons: the days of one month that are not over, a week a row, and the way to the next month. For a
// date with an hour, the usual hours of meetings follow once the day is chosen.
func (w *words) month(d *openDialog, at time.Time) [][]say.Button {
	today := w.in.At.In(w.s.Location())
	first := time.Date(at.Year(), at.Month(), 1, 0, 0, 0, 0, at.Location())
	title := say.New("calendar.month", say.Args{"Month": say.Month(first.Year(), first.Month())})
	rows := [][]say.Button{say.Row(say.Press(title, line(pageVerb, d.ID, first.Format("2006-01"))))}
	for _, week := range calendar.Month(first.Year(), first.Month(), time.Monday) {
		if row, free := w.week(d, first, today, week); free {
			rows = append(rows, row)
		}
	}
	next := first.AddDate(0, 1, 0).Format("2006-01")
	nav := say.Row(say.Press(say.New("calendar.next"), line(pageVerb, d.ID, next)))
	if first.After(today) {
		last := first.AddDate(0, -1, 0).Format("2006-01")
		nav = append(say.Row(say.Press(say.New("calendar.back"), line(pageVerb, d.ID, last))), nav...)
	}
	return w.orSkip(d, append(rows, nav))
}

// orSkip adds the way out of a question that needs no answer.
func (w *words) orSkip(d *openDialog, rows [][]say.Button) [][]say.Button {
	if !d.Field.Optional {
		return rows
	}
	return append(rows, say.Row(answerBy(d, say.New("option.skip"), "-")))
}

// week is a row of the calendar; free tells whether it has a day that is not over.
func (w *words) week(d *openDialog, first, today time.Time, days [7]int) (row []say.Button, free bool) {
	for _, day := range days {
		date := time.Date(first.Year(), first.Month(), day, 0, 0, 0, 0, first.Location())
		if day == 0 || !date.AddDate(0, 0, 1).After(today) {
			row = append(row, say.Press(say.New("calendar.blank"), line(pageVerb, d.ID, first.Format("2006-01"))))
			continue
		}
		free = true
		label := say.New("calendar.day", say.Args{"Day": say.Num(day)})
		if d.Field.Kind == form.When {
			row = append(row, say.Press(label, line(pageVerb, d.ID, date.Format(time.DateOnly))))
		} else {
			row = append(row, answerBy(d, label, date.Format(time.DateOnly)))
		}
	}
	return row, free
}

// usualHours are those at which people meet.
func usualHours() []string { return []string{"09:00", "10:00", "14:30", "15:00", "19:00", "19:30"} }

// hours are offered for a day; others are typed.
func (w *words) hours(d *openDialog, day string) [][]say.Button {
	var row []say.Button
	for _, hour := range usualHours() {
		row = append(row, answerBy(d, say.New("calendar.hour", say.Args{"Hour": say.Text(hour)}), day+"T"+hour))
	}
	back := say.Press(say.New("calendar.back"), line(pageVerb, d.ID, day[:len("2006-01")]))
	return w.orSkip(d, append(wrap(row, 3), say.Row(back)))
}

// turnPage shows another month, or the hours of a day, in the message that was pressed.
func (w *words) turnPage(d *openDialog, page string) error {
	n := w.question(d, nil)
	if day, err := time.ParseInLocation(time.DateOnly, page, w.s.Location()); err == nil {
		n.Buttons = w.hours(d, day.Format(time.DateOnly))
	} else if first, err := time.ParseInLocation("2006-01", page, w.s.Location()); err == nil {
		n.Buttons = w.month(d, first)
	} else {
		return refusal("refuse.stale")
	}
	n.To, n.Edit = say.Address{Chat: w.in.Chat.ID, Thread: w.in.Chat.Thread}, w.in.Message
	w.d.notices = append(w.d.notices, n)
	w.d.keep = true
	return nil
}
