package community

import (
	"time"

	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/say"
)

// daysKey keeps which days are working days. They stand in the book, for what follows from them, as a deadline, must come out the same
// when the book is replayed by a program that knows other holidays.
const daysKey = "days"

// Days are the community's working days.
func (s *State) Days() calendar.Calendar {
	known := get[calendar.Days](s.Book, daysKey)
	if known == nil {
		return s.here().before
	}
	if s.place.known != known {
		s.place.known, s.place.working = known, known.Calendar()
	}
	return s.place.working
}

// Quiet are the hours in which people are left in peace.
func (s *State) Quiet() calendar.Quiet {
	if q := s.Head().Quiet; q != nil {
		return *q
	}
	return calendar.Night()
}

// country is the one whose public holidays count.
func (s *State) country() string {
	switch h := s.Head(); h.Country {
	case "":
		return s.here().country
	case noCountry:
		return ""
	default:
		return h.Country
	}
}

// Refresh brings up to date what a community has from the program and not from its people: its working days, as far as they are known
// now, its procedure where there is a higher version of it, and once what comes round by that. around tells the days of a country; see calendar.Almanac. Whoever runs the domain
// lets it happen before anything else.
func Refresh(s *State, around func(country string, year int) calendar.Days, at time.Time) []Event {
	h, known, agenda := s.Head(), get[calendar.Days](s.Book, daysKey), s.agenda() // read at once
	if h == nil {
		return nil
	}
	var events []Event
	if want := around(s.country(), s.local(at).Year()); known == nil || !known.Equal(want) {
		events = append(events, DaysKnown{Days: want})
	}
	if agenda == nil {
		events = append(events, SchedulesSet{List: s.roundsBy(s.Current())})
	}
	return append(events, s.renewed()...)
}

// DaysKnown writes down which days are working days. Deadlines already given stay as they were promised.
type DaysKnown struct {
	Days calendar.Days `json:"days"`
}

func (e DaysKnown) apply(s *State, _ Meta) {
	days := e.Days
	put(s.Book, daysKey, &days)
	if h := s.Head(); h.Echo.WorkDays > 0 {
		s.wakeAll(h)
	}
}

func (e DaysKnown) announce(_ *State, _ Meta, _ *Notices) {}

// wakeAll writes the open cases anew as they are, so that they are looked at again: what they wait for may be due earlier.
func (s *State) wakeAll(h *Community) {
	for _, n := range h.Open {
		edit[cases.Case](s.Book, caseKey(n))
	}
}

// daysArg says by which country's holidays working days are counted, and for which years these are not known yet.
func (s *State) daysArg() say.Arg {
	known := get[calendar.Days](s.Book, daysKey)
	if known == nil || known.Country == "" {
		return say.Msg("settings.days.plain")
	}
	args := say.Args{"Country": say.Text(known.Country)}
	for _, y := range known.Unannounced {
		if y == known.To {
			args["Year"] = say.Num(y)
		}
	}
	return say.Msg("settings.days", args)
}
