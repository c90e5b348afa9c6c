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
	// Unanswered is how many say that nobody answered them. Asked is how many were asked for their word: who of them said nothing is
	// counted apart, and not taken for content.
	Unanswered int `json:"unanswered,omitempty"`
	Asked      int `json:"asked,omitempty"`
	// Residents, Members and Authority are the same counts for each kind of people who judge.
	Residents Words `json:"residents,omitzero"`
	Members   Words `json:"members,omitzero"`
	Authority Words `json:"authority,omitzero"`
	// Turn is which evaluation in a row this is, from 0, where a procedure has several.
	Turn int `json:"turn,omitempty"`
	// Refused says that the raiser found the matter unsolved.
	Refused bool `json:"refused,omitempty"`
}

// Words is what one kind of people said.
type Words struct {
	Said      int `json:"said"`
	Solved    int `json:"solved,omitempty"`
	Satisfied int `json:"satisfied,omitempty"`
}

// Of are the words of a kind of people.
func (e *Evaluation) Of(kind procedure.Evaluator) *Words {
	switch kind {
	case procedure.ByMembers:
		return &e.Members
	case procedure.ByAuthority:
		return &e.Authority
	}
	return &e.Residents
}

// Silent is how many were asked and said nothing. Others may have spoken unasked, so it is never below 0.
func (e *Evaluation) Silent() int { return max(e.Asked-e.Count(), 0) }

// Rating is what one person says of the result.
type Rating struct {
	// Solved is "solved", "partly" or "unsolved".
	Solved    string `json:"solved"`
	Satisfied bool   `json:"satisfied"`
	Reason    string `json:"reason,omitempty"`
	// Unanswered says that nobody answered this person.
	Unanswered bool `json:"unanswered,omitempty"`
	// As is the kind of people the person speaks for; "" in ratings of former days.
	As procedure.Evaluator `json:"as,omitempty"`
	At time.Time           `json:"at"`
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
	if r.Unanswered {
		e.Unanswered += n
	}
	if r.As == "" {
		return
	}
	words := e.Of(r.As)
	words.Said += n
	if r.Solved == RatedSolved {
		words.Solved += n
	}
	if r.Satisfied {
		words.Satisfied += n
	}
}

// Failed tells whether the matter must be reopened: the raiser finds it unsolved, or as many as the stage names do, or too few are
// satisfied. Silence fails nothing.
func (e *Evaluation) Failed(s *procedure.Stage) bool {
	if e.Refused {
		return true
	}
	unsolved := s.Unsolved.Den > 0 && e.Unsolved > 0 && s.Unsolved.Reached(e.Unsolved, e.Count())
	content := s.Satisfied.Den == 0 || e.Count() == 0 || s.Satisfied.Reached(e.Satisfied, e.Count())
	return unsolved || !content
}

// Outcome is how a case that did not fail ends: solved, unless more say partly.
func (e *Evaluation) Outcome() Outcome {
	if e.Partly+e.Unsolved > e.Solved {
		return Partly
	}
	return Solved
}
