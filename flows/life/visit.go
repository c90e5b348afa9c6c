package life

import (
	"echowall/flows/cases"
	"echowall/flows/procedure"
)

// TrackOf is the track a case is accepted on: the one that was said, or the one that its weighing leads to.
func TrackOf(c *cases.Case, said procedure.Track) procedure.Track {
	if said == "" && c.Weighed != nil {
		return c.Weighed.Track
	}
	return said
}
