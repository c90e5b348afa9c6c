package text

import "time"

// date is a day, with its year when that is not this one; "" for the zero time.
func (v voice) date(t time.Time) string { return v.when("format.date", t) }

// moment is a day with its hour.
func (v voice) moment(t time.Time) string { return v.when("format.datetime", t) }

func (v voice) when(id string, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(v.zone())
	d := data{
		"Day": t.Day(), "Month": v.word("format.months", int(t.Month())-1),
		"Weekday": v.word("format.weekdays", int(t.Weekday())),
		"Clock":   v.clock(t.Hour(), t.Minute()),
	}
	if year := t.Year(); year != v.now.In(v.zone()).Year() {
		d["Year"] = year
		id += ".year"
	}
	return v.tell(id, d)
}
