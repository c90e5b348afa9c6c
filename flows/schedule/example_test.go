package schedule_test

import (
	"fmt"
	"time"

	"echowall/flows/schedule"
)

// A council that meets in the even months, on the fifth at nine.
func ExampleSpec_Next() {
	spec, err := schedule.Parse(schedule.Compose(schedule.Even, 5, 9, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(spec)
	at := time.Date(2026, 6, 5, 9, 0, 0, 0, time.UTC)
	for range 3 {
		at = spec.Next(at)
		fmt.Println(at.Format("Mon 2 Jan 2006 15:04"))
	}
	// Output:
	// 0 9 5 2-12/2 *
	// Wed 5 Aug 2026 09:00
	// Mon 5 Oct 2026 09:00
	// Sat 5 Dec 2026 09:00
}

// The face of the clock counts: 02:30, which summer time leaves out on one day of March, is made up for when the clock
// has jumped.
func ExampleParse() {
	spec, err := schedule.Parse("30 2 * * *")
	if err != nil {
		fmt.Println(err)
		return
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, 3, 28, 0, 0, 0, 0, berlin)
	for range 3 {
		at = spec.Next(at)
		fmt.Println(at.Format("2 Jan 15:04 MST"))
	}
	_, err = schedule.Parse("every morning")
	fmt.Println(err)
	// Output:
	// 28 Mar 02:30 CET
	// 29 Mar 03:30 CEST
	// 30 Mar 02:30 CEST
	// "every morning": expected minute, hour, day, month and weekday, as 0 9 15 2-12/2 *
}
