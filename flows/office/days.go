package office

import (
	"time"

	"echowall/flows/calendar"
	"echowall/flows/life"
	"echowall/flows/proof"
	"echowall/flows/record"
	"echowall/flows/rounds"
)

// Refresh brings up to date what a community has from the program and not from its people: its working days, as far as
// they are known now, its procedure where there is a higher version of it, and once what comes round by that. around
// tells the days of a country; see calendar.Almanac. Whoever runs the domain lets it happen before anything else.
func Refresh(s *life.State, around func(country string, year int) calendar.Days, at time.Time) []life.Event {
	s.Want(record.HeadKey, record.DaysKey, record.AgendaKey)
	h, known, agenda := s.Head(), record.Get[calendar.Days](s.Cache, record.DaysKey), s.Agenda()
	if h == nil {
		return nil
	}
	var events []life.Event
	if want := around(s.Country(), s.Local(at).Year()); known == nil || !known.Equal(want) {
		events = append(events, DaysKnown{Days: want})
	}
	if h.Rules < proof.RulesVersion {
		events = append(events, RulesRenewed{Version: proof.RulesVersion})
	}
	if agenda == nil {
		events = append(events, rounds.SchedulesSet{List: rounds.By(s, s.Current())})
	}
	return append(events, renewed(s)...)
}

// DaysKnown writes down which days are working days. Deadlines already given stay as they were promised.
type DaysKnown struct {
	Days calendar.Days `json:"days"`
}

// Apply implements life.Event.
func (e DaysKnown) Apply(s *life.State, _ life.Meta) {
	days := e.Days
	record.Put(s.Cache, record.DaysKey, &days)
	if h := s.Head(); h.Echo.WorkDays > 0 {
		s.WakeAll(h)
	}
}

// Tell implements life.Event.
func (e DaysKnown) Tell(_ *life.State, _ life.Meta, _ *life.Notices) {}
