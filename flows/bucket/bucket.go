package bucket

import (
	"cmp"
	"time"
)

// Limits are what a community lets each person do; 0 is as usual.
type Limits struct {
	// Commands are those of a minute, Raises the matters of a day, Unnamed the open ones without the raiser's name.
	Commands int `json:"commands,omitempty"`
	Raises   int `json:"raises,omitempty"`
	Unnamed  int `json:"unnamed,omitempty"`
}

// What is usual: more than anybody types who wants something.
const (
	usualCommands = 20
	usualRaises   = 10
	usualUnnamed  = 5
)

// Wide is how many times as much whoever holds an office may do: the office works for others.
const Wide = 10

// InForce are the limits with what is usual where nothing was said.
func (l Limits) InForce() Limits {
	return Limits{
		Commands: cmp.Or(l.Commands, usualCommands), Raises: cmp.Or(l.Raises, usualRaises),
		Unnamed: cmp.Or(l.Unnamed, usualUnnamed),
	}
}

// Minute is the bucket of commands.
func (l Limits) Minute() Size { return Size{l.InForce().Commands, time.Minute} }

// Day is the bucket of matters.
func (l Limits) Day() Size { return Size{l.InForce().Raises, 24 * time.Hour} }

// Size is a bucket that holds so many, and runs empty in that time.
type Size struct {
	Holds int
	In    time.Duration
}

// Room tells whether one more goes in of which the level is the time at which the bucket will be empty; in a bucket
// that is wide, many more do.
func (z Size) Room(level, at time.Time, wide bool) bool {
	holds := z.In
	if wide {
		holds *= Wide
	}
	return z.left(level, at)+z.each() <= holds
}

// Add is the level with one more in the bucket.
func (z Size) Add(level, at time.Time) time.Time { return at.Add(z.left(level, at) + z.each()) }

func (z Size) each() time.Duration { return z.In / time.Duration(z.Holds) }

// left is how long it takes until the bucket is empty: no longer than a full wide one takes, whatever a clock said that
// was set back since.
func (z Size) left(level, at time.Time) time.Duration {
	return min(max(level.Sub(at), 0), z.In*Wide)
}
