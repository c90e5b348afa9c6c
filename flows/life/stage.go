package life

import (
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Stage is what a kind of stage does with a case. Fields that are nil do nothing.
type Stage struct {
	// Kind is the kind, as procedures name it.
	Kind procedure.Kind
	// Wait says who is asked to do what. It is given the case, its deadline and since when the stage lasts.
	Wait func(s *State, c *cases.Case, w Wait) Wait
	// Also are those waited for beside the one of Wait.
	Also func(s *State, c *cases.Case) []Wait
	// Enter is what else changes when a case comes in.
	Enter func(s *State, c *cases.Case)
	// Call asks those waited for when a case has come in; where it is nil the officers are asked to see to what is next.
	Call func(s *State, c *cases.Case, w Wait, args say.Args, n *Notices)
	// Tick is what time alone brings about.
	Tick func(s *State, c *cases.Case, at time.Time) []Event
	// Remind names the message by which those waited for are reminded, and may tell more beside it.
	Remind func(s *State, c *cases.Case, w Wait, n *Notices) string
	// Owing are those waited for one by one, where not all who hold the roles of Wait owe it.
	Owing func(s *State, c *cases.Case) []int
}

// Press is how people do what is waited for.
type Press struct {
	// Buttons do it by a press.
	Buttons func(s *State, w Wait) [][]say.Button
	// About lets people do it by answering in words: a command line that lacks its last word.
	About func(s *State, w Wait) string
}

// Motion is a decision that a ballot takes in place of the office.
type Motion struct {
	// Stands tells whether it can still be carried out.
	Stands func(s *State, c *cases.Case) bool
	// Carry is what follows from it.
	Carry func(s *State, c *cases.Case) []Event
}

// Rules are the tables by which cases live: each subject brings its part, and package community puts them together.
type Rules struct {
	// Stages are what the kinds of stages do, Verbs what people can want.
	Stages map[procedure.Kind]Stage
	Verbs  *Verbs
	// Ballot is what time brings about in the open ballot of a case.
	Ballot func(s *State, c *cases.Case, at time.Time) []Event
	// Motion is the decision of screening that is left to the council.
	Motion Motion
	// Refer hands a case to the level above.
	Refer func(s *State, c *cases.Case, reason string) Event
	// Share is what follows when the ballot of one community in a joint deliberation is closed.
	Share func(s *State, c *cases.Case, b *ballot.Ballot, result ballot.Result) []Event
}

// StageOf is what the stage does that a case is in; nothing for one that is closed.
func StageOf(s *State, c *cases.Case) Stage { return s.Rules.Stages[c.Kind(s.Method(c))] }

// State is a community as far as it has been read, with the rules its cases live by.
type State struct {
	*record.Records
	Rules *Rules
	// Acts are the last things that offices did, a line each, the newest first; nil where nobody can look them up.
	Acts func(most int) ([]say.Arg, error)
}

// New lets records live by rules.
func New(records *record.Records, rules *Rules) *State { return &State{Records: records, Rules: rules} }

// WithKeys gives a state the keys of its secret ballots; without them none can be opened.
func (s *State) WithKeys(k record.Keys) *State {
	s.SetKeys(k)
	return s
}

// WithZones gives a state who remembers time zones, instead of FindZone.
func (s *State) WithZones(find func(name string) *record.Zone) *State {
	s.SetZones(find)
	return s
}

// Fork is a state whose changes stay apart until its cache is merged.
func (s *State) Fork() *State { return &State{Records: s.Records.Fork(), Rules: s.Rules, Acts: s.Acts} }

// Permissions is the table of who may do what when, against which commands are held.
func Permissions(s *State) *permission.Table { return s.Rules.Verbs.Permissions() }

// WithVerbs lets people want what is in this table, in place of the program's verbs.
func WithVerbs(s *State, v *Verbs) *State {
	rules := *s.Rules
	rules.Verbs = v
	s.Rules = &rules
	return s
}
