package calendar

import (
	"embed"
	"fmt"
)

// announced holds the days off and the make-up working days (调休) of the People's Republic of China, a file for each
// year as the notice of the State Council's office has it. A year not announced yet has none and counts its weekends
// only (see Days.Unannounced): what the notice will say cannot be worked out beforehand.
//
//go:embed china/*.yaml
var announced embed.FS

// china is what was announced for a year; nothing where that is still to come.
func china(year int) (off, work []Day) {
	raw, err := announced.ReadFile(fmt.Sprintf("china/%d.yaml", year))
	if err != nil {
		return nil, nil
	}
	var own ownDays
	if err := own.read(raw); err != nil {
		return nil, nil // a test reads all files
	}
	return own.off, own.work
}

// China2026 is China's calendar as it was known when journals began to hold their working days: that year alone. What
// was counted before then is counted by it, whatever was announced since.
func China2026() Calendar {
	c, err := Plain().With(china(2026))
	if err != nil {
		return Plain() // no day of it is both off and worked
	}
	return c
}
