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
	// Unanswered is how many say that nobody answered them.
	Unanswered int `json:"unanswered,omitempty"`
	// Residents, Members and Authority are the same counts for each kind of people who judge.
	Residents Words `json:"residents,omitzero"`
	Members   Words `json:"members,omitzero"`
	Authority Words `json:"authority,omitzero"`
	// Number is which evaluation in a row this is, from 0, where a procedure has several.
	Number int `json:"turn,omitempty"`
	// Refused says that the raiser found the matter unsolved.
	Refused bool `json:"refused,omitempty"`
	// Unheard says that nobody answered the raiser.
	Unheard bool `json:"unheard,omitempty"`
}

// Words is what one kind of people said.
type Words struct {
	Said      int `json:"said,omitempty"`
	Solved    int `json:"solved,omitempty"`
	Satisfied int `json:"satisfied,omitempty"`
	// Asked is how many were asked for their word, Spoken how many of those have given it; others may speak unasked.
	Asked  int `json:"asked,omitempty"`
	Spoken int `json:"spoken,omitempty"`
}

// Silent is how many were asked and said nothing.
func (w Words) Silent() int { return max(w.Asked-w.Spoken, 0) }

// Plus is both together.
func (w Words) Plus(v Words) Words {
	return Words{w.Said + v.Said, w.Solved + v.Solved, w.Satisfied + v.Satisfied, w.Asked + v.Asked, w.Spoken + v.Spoken}
}

// Of are the words of a kind of people.
func (e *Evaluation) Of(kind procedure.Evaluator) *Words {
	switch kind {
	case procedure.ByMembers:
		return &e.Members
	case procedure.ByAuthority:
		return &e.Authority
	default:
		return &e.Residents
	}
}

// Silent is how many were asked and said nothing. They are counted apart, and taken neither for content nor for the
// contrary.
func (e *Evaluation) Silent() int {
	return e.Residents.Silent() + e.Members.Silent() + e.Authority.Silent()
}

// Answered tells whether people were answered, as far as they say so: it is not so when the raiser heard nothing, or
// more than half of those who judge.
func (e *Evaluation) Answered() bool { return !e.Unheard && 2*e.Unanswered <= e.Count() }

// Rating is what one person says of the result.
type Rating struct {
	// Solved is "solved", "partly" or "unsolved".
	Solved    string `json:"solved"`
	Satisfied bool   `json:"satisfied"`
	Reason    string `json:"reason,omitempty"`
	// Unanswered says that nobody answered this person.
	Unanswered bool `json:"unanswered,omitempty"`
	// As is the kind of people the person speaks for. Asked says that their word was asked for.
	As    procedure.Evaluator `json:"as,omitempty"`
	Asked bool                `json:"asked,omitempty"`
	At    time.Time           `json:"at"`
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
	words := e.Of(r.As)
	words.Said += n
	if r.Asked {
		words.Spoken += n
	}
	if r.Solved == RatedSolved {
		words.Solved += n
	}
	if r.Satisfied {
		words.Satisfied += n
	}
}

// Failed tells whether the matter must be reopened: the raiser finds it unsolved, or as many as the stage names do, or
// too few are satisfied. Silence fails nothing.
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
