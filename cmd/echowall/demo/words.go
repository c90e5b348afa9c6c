package demo

import (
	"strings"
	"time"
)

// say is a text of the demo's own.
func (s *stage) say(id string, data map[string]any) string { return s.count(id, data, nil) }

// count is a text in which something is counted; nil for nothing.
func (s *stage) count(id string, data map[string]any, n *int) string {
	text, err := s.texts.Render(s.lang, id, data, n)
	if err != nil {
		return id // the tests of the catalogue keep this from happening
	}
	return text
}

// stamp is a date and an hour, always as wide.
func (s *stage) stamp(t time.Time) string {
	t = t.In(s.cast.Zone)
	widest := s.stampOf(30, time.December, "00:00")
	return padded(s.stampOf(t.Day(), t.Month(), t.Format("15:04")), cells(widest))
}

func (s *stage) stampOf(day int, month time.Month, clock string) string {
	name := strings.Split(s.say("demo.months", nil), "|")[month-1]
	return s.say("demo.stamp", map[string]any{"Day": day, "Month": name, "Clock": clock})
}

// margin is where the words of the bot stand: behind a stamp.
func (s *stage) margin() int { return cells(s.stampOf(30, time.December, "00:00")) + 2 }
