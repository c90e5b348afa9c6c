package cases

import (
	"time"

	"echowall/flows/procedure"
)

// Evaluation is how the result is judged. Silence is nobody's word: only what was said counts.
type Evaluation struct {
	Until     time.Time `json:"until,omitzero"`
	Solved    int       `json:"solved,omitempty"`
	Partly    int       `json:"partly,omitempty"`
	Unsolved  int       `json:"unsolved,omitempty"`
	Satisfied int       `json:"satisfied,omitempty"`
	// Refused says that the raiser found the matter unsolved.
	Refused bool `json:"refused,omitempty"`
}

// Rating is what one person says of the result.
type Rating struct {
	// Solved is "solved", "partly" or "unsolved".
	Solved    string    `json:"solved"`
	Satisfied bool      `json:"satisfied"`
	Reason    string    `json:"reason,omitempty"`
	At        time.Time `json:"at"`
}

// What a rating may say.
const (
	RatedSolved   = "solved"
	RatedPartly   = "partly"
	RatedUnsolved = "unsolved"
)

// Count is how many have rated.
func (e *Evaluation) Count() int { return e.Solved + e.Partly + e.Unsolved }

// Add counts a rating n times: 1 to add, -1 to take it back.
func (e *Evaluation) Add(r Rating, n int) {
	switch r.Solved {
	case RatedSolved:
		e.Solved += n
	case RatedPartly:
		e.Partly += n
	case RatedUnsolved:
		e.Unsolved += n
	}
	if r.Satisfied {
		e.Satisfied += n
	}
}

// Failed tells whether the matter must be reopened: the raiser finds it unsolved, or as many as the procedure names do.
func (e *Evaluation) Failed(limit procedure.Fraction) bool {
	if e.Refused {
		return true
	}
	return limit.Den > 0 && e.Unsolved > 0 && limit.Reached(e.Unsolved, e.Count())
}

// Outcome is how a case that did not fail ends: solved, unless more say partly.
func (e *Evaluation) Outcome() Outcome {
	if e.Partly+e.Unsolved > e.Solved {
		return Partly
	}
	return Solved
}
