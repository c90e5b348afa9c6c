// Package kiosk lays out the wall for a screen in the hall: large, few at a time, page after page. Package wall fills
// it and shows it.
package kiosk

import "echowall/flows/public"

// What fits a page of the screen in the hall: so many cases, under so many headings.
const (
	PerSlide     = 3
	groupsASlide = 2
)

// Slide is a page of the screen.
type Slide struct{ Groups []Group }

// Group is cases of one step, what was settled last, or meetings.
type Group struct {
	Name     string
	Late     bool
	Lines    []public.Line
	Meetings []public.Meeting
}

// Reel is the pages of the screen, one after another.
type Reel []Slide

// Add puts cases under a heading, on the last page as far as there is room.
func (r *Reel) Add(name string, late bool, lines []public.Line) {
	for len(lines) > 0 {
		room := 0
		if n := len(*r); n > 0 && len((*r)[n-1].Groups) < groupsASlide {
			room = PerSlide
			for _, g := range (*r)[n-1].Groups {
				room -= len(g.Lines) + len(g.Meetings)
			}
		}
		if room <= 0 {
			*r = append(*r, Slide{})
			room = PerSlide
		}
		last := &(*r)[len(*r)-1]
		n := min(len(lines), room)
		last.Groups = append(last.Groups, Group{Name: name, Late: late, Lines: lines[:n]})
		lines = lines[n:]
	}
}

// MaxSlides is how many pages the screen turns at most: with more, nobody would see the first again.
const MaxSlides = 60
