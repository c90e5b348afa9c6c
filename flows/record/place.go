package record

import (
	"time"

	"echowall/flows/calendar"
	"echowall/flows/procedure"
)

// Zone is what follows from the name of a time zone. Finding it out takes longer than most decisions, so it may be kept
// and shared.
type Zone struct {
	name     string
	location *time.Location
	// country is the one it lies in, "" where that cannot be said.
	country string
}

// FindZone finds out about a time zone; one that nobody knows is taken for UTC.
func FindZone(name string) *Zone {
	z := &Zone{name: name, location: time.UTC, country: calendar.CountryOf(name)}
	if location, err := time.LoadLocation(name); err == nil {
		z.location = location
	}
	return z
}

// SetZones gives the records who remembers time zones, instead of FindZone.
func (s *Records) SetZones(find func(name string) *Zone) { s.zones = find }

// zoned is where a community is, as far as it was asked.
type zoned struct {
	*Zone
	// known is the record that the working days are made from.
	known   *calendar.Days
	working calendar.Calendar
	// before are the days by which communities here counted before theirs were written into the journal; nil until
	// somebody asks, for few do and reading them takes longer than most decisions.
	before *calendar.Calendar
	// kept are the procedures of the operator's own that were read, by their text.
	kept map[string]*procedure.Procedure
}

// Location is the community's time zone.
func (s *Records) Location() *time.Location { return s.here().location }

func (s *Records) here() *zoned {
	if h := s.Head(); h != nil && h.Zone != s.zoned.name {
		s.zoned.Zone, s.zoned.before = s.zones(h.Zone), nil
	}
	return s.zoned
}

// Local puts a moment into the community's time zone, so that days are counted there.
func (s *Records) Local(t time.Time) time.Time { return t.In(s.Location()) }
