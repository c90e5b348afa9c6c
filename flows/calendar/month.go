package calendar

import "time"

// Month lays a month out in weeks that begin on weekStart: the day of the month, or 0 where a neighbouring month would
// stand. Every week has at least one day of the month, so there are four to six. A month beyond December counts on into
// the next year.
func Month(year int, month time.Month, weekStart time.Weekday) [][7]int {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	days := first.AddDate(0, 1, -1).Day()
	column := (int(first.Weekday()-weekStart)%7 + 7) % 7
	grid := make([][7]int, (column+days+6)/7)
	for day := 1; day <= days; day++ {
		grid[column/7][column%7] = day
		column++
	}
	return grid
}
