// Package calendar reads and counts the time that people write: spans as "7d" and "5wd" (working days), dates and hours
// as "2026-12-03 09:00" or "下周三下午3点", and which days are working days.
//
// It is no clock and no schedule: it never asks what time it is, and keeps nothing. Nor does it know a time zone of its
// own: every moment handed in must be in the community's location, because "the same hour tomorrow" means nothing
// without one.
//
// Procedures and ballots hold spans, flows/community turns them into deadlines and reads the dates in commands, the
// flows engine builds the Calendar of a community from its settings, and the bot draws a Month as a keyboard.
package calendar

import (
	"errors"
	"fmt"
	"maps"
	"time"
)

// Calendar tells working days from days off. It is never changed once made, so copies may be handed about freely. The
// zero Calendar knows no weekend: every day is a working day.
type Calendar struct {
	weekend [7]bool
	// special holds the days that are not as their weekday says, and whether one works on them.
	special map[Day]bool
}

// Plain is the calendar in which Saturdays and Sundays are off, and nothing else.
func Plain() Calendar {
	return Calendar{weekend: [7]bool{time.Saturday: true, time.Sunday: true}}
}

// New makes a calendar from the weekdays that are off. A week needs at least one working day, or counting them never
// ends.
func New(weekend ...time.Weekday) (Calendar, error) {
	var c Calendar
	off := 0
	for _, w := range weekend {
		if w < time.Sunday || w > time.Saturday {
			return Calendar{}, fmt.Errorf("weekend: %d is no weekday: expected 0 (Sunday) to 6 (Saturday)", w)
		}
		if !c.weekend[w] {
			c.weekend[w] = true
			off++
		}
	}
	if off == len(c.weekend) {
		return Calendar{}, errors.New("weekend: expected at least one working day a week")
	}
	return c, nil
}

// With adds holidays and make-up working days (调休); what it says of a day goes before what was said earlier. This is
// how a community enters its own festival, or next year's holidays before a new version of the program brings them.
func (c Calendar) With(holidays, workdays []Day) (Calendar, error) {
	added := make(map[Day]bool, len(holidays)+len(workdays))
	for _, d := range holidays {
		added[d] = false
	}
	for _, d := range workdays {
		if _, both := added[d]; both {
			return Calendar{}, fmt.Errorf("%s is both a holiday and a working day: expected one of them", d)
		}
		added[d] = true
	}
	for d := range added {
		if !d.Exists() {
			return Calendar{}, fmt.Errorf("%s: %w", d, ErrNoSuchDate)
		}
	}
	special := maps.Clone(c.special)
	if special == nil {
		special = added
	}
	maps.Copy(special, added)
	c.special = special
	return c, nil
}

// IsWorkday tells whether the day of t, in t's location, is a working day.
func (c Calendar) IsWorkday(t time.Time) bool { return c.works(DayOf(t)) }

// Next is the same hour on the first working day after the day of t, in t's location.
func (c Calendar) Next(t time.Time) time.Time { return c.next(DayOf(t)).at(t) }

func (c Calendar) works(d Day) bool {
	if works, ok := c.special[d]; ok {
		return works
	}
	return !c.weekend[d.Weekday()]
}

// last is the last working day before d.
func (c Calendar) last(d Day) Day {
	for d = d.Add(-1); !c.works(d); {
		d = d.Add(-1)
	}
	return d
}

func (c Calendar) next(d Day) Day {
	for d = d.Add(1); !c.works(d); {
		d = d.Add(1)
	}
	return d
}
