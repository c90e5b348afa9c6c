package cases

import (
	"time"

	"echowall/flows/ballot"
)

// Resolution is what was adopted.
type Resolution struct {
	Text   string       `json:"text"`
	Class  ballot.Class `json:"class"`
	Ballot string       `json:"ballot"`
	At     time.Time    `json:"at"`
	// Published is as what it is published; "" as a resolution.
	Published Form `json:"published,omitempty"`
	// Confirmed says that the authority or the assembly has agreed to it.
	Confirmed bool `json:"confirmed,omitempty"`
}

// Form is as what a result is published.
type Form string

// The forms: a resolution, a residents' covenant (居民公约), a village rule (村规民约), a plan of action (实施方案).
const (
	AsResolution Form = "resolution"
	AsCovenant   Form = "covenant"
	AsRule       Form = "rule"
	AsScheme     Form = "scheme"
)

// Forms lists the forms.
func Forms() []Form { return []Form{AsResolution, AsCovenant, AsRule, AsScheme} }

// Form is as what the resolution is published.
func (r *Resolution) Form() Form {
	if r.Published == "" {
		return AsResolution
	}
	return r.Published
}

// Lasting tells whether the result is in force by being published, and nothing is left to be done: a covenant or a
// village rule.
func (r *Resolution) Lasting() bool { return r.Published == AsCovenant || r.Published == AsRule }

// Submit lets the case wait for the authority or the assembly, by a time.
func (c *Case) Submit(at, due time.Time) {
	c.Submitted, c.Entered, c.Nudged = at, at, time.Time{}
	c.Postpone(due)
}

// IsSubmitted tells whether the case waits for the authority or the assembly, though its procedure has no stage for
// that.
func (c *Case) IsSubmitted() bool { return !c.Submitted.IsZero() }
