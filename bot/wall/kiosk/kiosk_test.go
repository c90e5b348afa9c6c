package kiosk_test

import (
	"testing"

	"echowall/bot/wall/kiosk"
	"echowall/flows/public"
)

// TestReel fills pages until no page has room: none holds more cases, or more headings, than can be read from afar.
func TestReel(t *testing.T) {
	var r kiosk.Reel
	r.Add("late", true, make([]public.Line, 1))
	r.Add("research", false, make([]public.Line, 1))
	r.Add("talk", false, make([]public.Line, 7))
	r.Add("none", false, nil)
	var cases []int
	for _, slide := range r {
		n := 0
		for _, g := range slide.Groups {
			n += len(g.Lines)
		}
		if n > kiosk.PerSlide || len(slide.Groups) > 2 {
			t.Errorf("a page has %d cases under %d headings", n, len(slide.Groups))
		}
		cases = append(cases, n)
	}
	if len(cases) != 4 || cases[0] != 2 || cases[3] != 1 {
		t.Errorf("the pages hold %v cases", cases)
	}
}
