package record

import (
	"echowall/flows/calendar"
	"echowall/flows/cases"
	"echowall/flows/say"
)

// DaysKey keeps which days are working days. They stand in the journal, for what follows from them, as a deadline, must
// come out the same when the journal is replayed by a program that knows other holidays.
const DaysKey = "days"

// Days are the community's working days.
func (s *Records) Days() calendar.Calendar {
	known := Get[calendar.Days](s.Cache, DaysKey)
	if known == nil {
		return s.daysBefore()
	}
	if s.zoned.known != known {
		s.zoned.known, s.zoned.working = known, known.Calendar()
	}
	return s.zoned.working
}

// daysBefore are the working days of a community whose journal does not hold them yet.
func (s *Records) daysBefore() calendar.Calendar {
	h := s.here()
	if h.before == nil {
		days := calendar.Plain()
		if h.name == "Asia/Shanghai" {
			days = calendar.China2026()
		}
		h.before = &days
	}
	return *h.before
}

// Quiet are the hours in which people are left in peace.
func (s *Records) Quiet() calendar.Quiet {
	if q := s.Head().Quiet; q != nil {
		return *q
	}
	return calendar.Night()
}

// Country is the one whose public holidays count.
func (s *Records) Country() string {
	switch h := s.Head(); h.Country {
	case "":
		return s.here().country
	case NoCountry:
		return ""
	default:
		return h.Country
	}
}

// WakeAll writes the open cases anew as they are, so that they are looked at again: what they wait for may be due
// earlier.
func (s *Records) WakeAll(h *Community) {
	for _, n := range h.Open {
		Edit[cases.Case](s.Cache, CaseKey(n))
	}
}

// DaysArg says by which country's holidays working days are counted, and for which years these are not known yet.
func (s *Records) DaysArg() say.Arg {
	known := Get[calendar.Days](s.Cache, DaysKey)
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
