package calendar_test

import (
	"fmt"
	"strings"
	"time"

	"echowall/flows/calendar"
)

// Five working days are a week, or more where there are holidays between.
func ExampleSpan_After() {
	span, err := calendar.ParseSpan("5wd")
	if err != nil {
		fmt.Println(err)
		return
	}
	var shipped calendar.Almanac
	china := shipped.Around(calendar.China, 2026).Calendar()
	friday := time.Date(2026, 9, 25, 18, 0, 0, 0, time.UTC)
	fmt.Println(span.After(friday, calendar.Plain()).Format("Mon 2 Jan 15:04"))
	fmt.Println(span.After(friday, china).Format("Mon 2 Jan 15:04"))
	// Output:
	// Fri 2 Oct 18:00
	// Fri 9 Oct 18:00
}

// Dates are read as people write them, in English and Chinese, from the day on which they are written.
func ExampleParseWhen() {
	now := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC) // a Tuesday
	for _, text := range []string{"tomorrow 19:30 village hall", "下周三 下午3点", "12月3日"} {
		t, used, hasHour, err := calendar.ParseWhen(strings.Fields(text), now)
		fmt.Println(t.Format("Mon 2 Jan 15:04"), used, hasHour, err)
	}
	// Output:
	// Wed 2 Dec 19:30 2 true <nil>
	// Wed 9 Dec 15:00 2 true <nil>
	// Thu 3 Dec 00:00 1 false <nil>
}

// At night nobody is spoken to before the morning.
func ExampleQuiet_Until() {
	quiet, err := calendar.ParseQuiet("22:00-08:00")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, hour := range []int{21, 23} {
		fmt.Println(quiet.Until(time.Date(2026, 6, 1, hour, 30, 0, 0, time.UTC)).Format("Mon 15:04"))
	}
	// Output:
	// Mon 21:30
	// Tue 08:00
}
