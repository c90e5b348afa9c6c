package bot

import (
	"slices"

	"echowall/flows/schedule"
)

// rounds says in words when something comes round: "15th of every even month, 09:00", "每逢双月15日 09:00".
func (v voice) rounds(text string) string {
	s, err := schedule.Parse(text)
	if err != nil {
		return escape(text)
	}
	w := s.Words()
	d := data{
		"Clock": v.clock(w.Hour, w.Minute), "Days": v.list(v.ordinals(w.Days)), "Weekdays": v.list(v.weekdays(w.Weekdays)),
		"Months": v.list(v.months(w.Months)), "Among": among(w.Months),
	}
	switch {
	case w.Weekdays != nil:
		return v.tell("schedule.weekly", d)
	case w.Days != nil:
		return v.tell("schedule.monthly.on", d)
	}
	return v.tell("schedule.daily", d)
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

func (v voice) ordinals(days []int) []string {
	var all []string
	for _, n := range days {
		all = append(all, v.tell("schedule.day", data{"Day": n}))
	}
	return all
}

// weekdays names days of the week, Monday first.
func (v voice) weekdays(days []int) []string {
	sorted := slices.Clone(days)
	slices.SortFunc(sorted, func(a, b int) int { return (a+6)%7 - (b+6)%7 })
	var all []string
	for _, n := range sorted {
		all = append(all, v.word("schedule.weekdays", n))
	}
	return all
}

func (v voice) months(months []int) []string {
	var all []string
	for _, n := range months {
		all = append(all, v.word("format.months", n-1))
	}
	return all
}
