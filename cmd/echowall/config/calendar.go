package config

import (
	"fmt"
	"os"

	"echowall/flows/calendar"
)

// CalendarFlag is where the operator's own list of days off is.
type CalendarFlag struct {
	Calendar string `name:"calendar" env:"ECHOWALL_CALENDAR" help:"File of your own days off and make-up working days, on top of the public holidays that the program knows." placeholder:"FILE"`
}

// Almanac is what the program knows of days off, with the operator's own list on top.
func (f CalendarFlag) Almanac() (calendar.Almanac, error) {
	if f.Calendar == "" {
		return calendar.Almanac{}, nil
	}
	raw, err := os.ReadFile(f.Calendar)
	if err != nil {
		return calendar.Almanac{}, Wrong(fmt.Errorf("ECHOWALL_CALENDAR: expected a file of days off: %w", err))
	}
	a, err := calendar.ParseAlmanac(raw)
	if err != nil {
		return calendar.Almanac{}, Wrong(fmt.Errorf("ECHOWALL_CALENDAR: %s: %w", f.Calendar, err))
	}
	return a, nil
}
