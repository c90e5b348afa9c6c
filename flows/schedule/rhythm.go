package schedule

import (
	"fmt"
	"strconv"
)

// Rhythm is how often something comes round, as people choose it step by step.
type Rhythm string

// The rhythms. Off ends a schedule.
const (
	Daily     Rhythm = "daily"
	Weekly    Rhythm = "weekly"
	EachMonth Rhythm = "eachmonth"
	Even      Rhythm = "even"
	Odd       Rhythm = "odd"
	Quarterly Rhythm = "quarterly"
	Off       Rhythm = "off"
)

// Rhythms lists the rhythms in the order in which they are offered.
func Rhythms() []Rhythm { return []Rhythm{Daily, Weekly, EachMonth, Even, Odd, Quarterly, Off} }

// LastDay is the last day of a month, in the place of its number.
const LastDay = -1

// Compose makes the text of a spec of a rhythm, a day and an hour. The day is a weekday (Sunday 0) of a Weekly one and
// a day of the month else.
func Compose(r Rhythm, day, hour, minute int) string {
	months := map[Rhythm]string{EachMonth: "*", Even: "2-12/2", Odd: "1-11/2", Quarterly: "1,4,7,10"}
	at := fmt.Sprintf("%d %d ", minute, hour)
	switch r {
	case Daily:
		return at + "* * *"
	case Weekly:
		return at + "* * " + strconv.Itoa(day)
	default:
		name := strconv.Itoa(day)
		if day == LastDay {
			name = lastDay
		}
		return at + name + " " + months[r] + " *"
	}
}
