package life

import (
	"time"

	"echowall/flows/cases"
	"echowall/flows/meeting"
	"echowall/flows/record"
)

// TookPart notes that somebody spoke or voted: in a written meeting that is being there.
func TookPart(s *State, c *cases.Case, person int, at time.Time) {
	if m := s.Hearing(c, at); m != nil && m.InWriting() && m.Expects(person) {
		record.Edit[meeting.Meeting](s.Book, record.MeetingKey(m.Number)).CheckIn(person)
	}
}
