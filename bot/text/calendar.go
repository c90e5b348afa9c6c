package text

import (
	"fmt"
	"strconv"
	"time"

	"echowall/bot/ics"
	"echowall/flows/life"
	"echowall/flows/say"
)

// calendarFile puts a meeting into people's own calendars, changes it there, or takes it out.
func (r *Renderer) calendarFile(o fileOrder) (*File, error) {
	n, err := strconv.Atoi(o.of)
	if err != nil {
		return nil, fmt.Errorf("number of a meeting: %w", err)
	}
	m := o.s.Meeting(n)
	if m == nil || m.At.IsZero() {
		return nil, nil
	}
	data, err := ics.Invitation(r.CalendarSource(o.s, o.lang, o.now), m)
	if err != nil {
		return nil, err
	}
	return &File{Name: "M" + o.of + ".ics", Data: data}, nil
}

// CalendarSource is what a calendar of a community's meetings is made from, in a language.
func (r *Renderer) CalendarSource(s *life.State, lang string, now time.Time) ics.Source {
	return ics.Source{
		State: s, Home: r.StartLink(s.Head().Door), Clean: Harmless,
		Say: func(m say.Message) string { return r.Plain(s, lang, now, m) },
	}
}
