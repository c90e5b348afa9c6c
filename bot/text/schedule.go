package text

import (
	"slices"

	"echowall/flows/schedule"
)

// leapDay is the day of the month that February has in leap years alone.
const leapDay = 29

// rounds says in words when something comes round: "15th of every even month, 09:00", "每逢双月15日 09:00".
func (t tongue) rounds(s schedule.Spec) string {
	w := s.Words()
	d := data{
		"Clock": t.clock(w.Hour, w.Minute), "Days": t.list(t.ordinals(w.Days)), "Weekdays": t.list(t.weekdays(w.Weekdays)),
		"Months": t.list(t.months(w.Months)), "Among": among(w.Months), "Last": w.Last,
		"Lacking": t.list(t.months(w.Lacking)),
	}
	if len(w.Lacking) > 0 {
		longest := slices.Max(w.Days)
		d["Longest"], d["Leap"] = t.tell("schedule.day", data{"Day": longest}), longest == leapDay
	}
	switch {
	case w.Weekdays != nil:
		return t.tell("schedule.weekly", d)
	case w.Days != nil || w.Last:
		return t.tell("schedule.monthly.on", d)
	}
	return t.tell("schedule.daily", d)
}

// among names the months where they have a name together.
func among(months []int) string {
	switch {
	case months == nil:
		return "every"
	case slices.Equal(months, []int{2, 4, 6, 8, 10, 12}):
		return "even"
	case slices.Equal(months, []int{1, 3, 5, 7, 9, 11}):
		return "odd"
	case slices.Equal(months, []int{1, 4, 7, 10}):
		return "quarter"
	}
	return "some"
}

func (t tongue) ordinals(days []int) []string {
	var all []string
	for _, n := range days {
		all = append(all, t.tell("schedule.day", data{"Day": n}))
	}
	return all
}

// weekdays names days of the week, Monday first.
func (t tongue) weekdays(days []int) []string {
	sorted := slices.Clone(days)
	slices.SortFunc(sorted, func(a, b int) int { return (a+6)%7 - (b+6)%7 })
	var all []string
	for _, n := range sorted {
		all = append(all, t.word("schedule.weekdays", n))
	}
	return all
}

func (t tongue) months(months []int) []string {
	var all []string
	for _, n := range months {
		all = append(all, t.word("format.months", n-1))
	}
	return all
}
