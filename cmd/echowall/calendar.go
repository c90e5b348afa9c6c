package main

import (
	"fmt"
	"os"

	"echowall/flows/calendar"
)

// calendarFlag is where the operator's own list of days off is.
type calendarFlag struct {
	Calendar string `name:"calendar" env:"ECHOWALL_CALENDAR" help:"File of your own days off and make-up working days, on top of the public holidays that the program knows." placeholder:"FILE"`
}

// almanac is what the program knows of days off, with the operator's own list on top.
func (f calendarFlag) almanac() (calendar.Almanac, error) {
	if f.Calendar == "" {
		return calendar.Almanac{}, nil
	}
	raw, err := os.ReadFile(f.Calendar)
	if err != nil {
		return calendar.Almanac{}, &configError{fmt.Errorf("ECHOWALL_CALENDAR: expected a file of days off: %w", err)}
	}
	a, err := calendar.ParseAlmanac(raw)
	if err != nil {
		return calendar.Almanac{}, &configError{fmt.Errorf("ECHOWALL_CALENDAR: %s: %w", f.Calendar, err)}
	}
	return a, nil
}
