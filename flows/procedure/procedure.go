// Package procedure holds local methods of deliberation as data: which stages a case goes through, in what order, under
// what names and rules. A procedure is written in YAML, checked when read, and never changed: a new version stands
// beside the old, and a case ends under the version it began with. It moves no case itself; packages cases and
// community do, by asking it.
package procedure

import (
	"slices"
	"time"

	"echowall/flows/calendar"
	"echowall/flows/people"
	"echowall/flows/schedule"
)

// DefaultLanguage is the one in which every name of a procedure must be given: whoever reads a language it has no
// name in reads that one, and stages are one step by it.
const DefaultLanguage = "en"

// Kind is what a stage is for. A procedure picks kinds, orders and names them.
type Kind string

// The kinds of stages, in the order in which a case usually meets them. Closed is where every case ends.
const (
	Intake         Kind = "intake"
	Screening      Kind = "screening"
	Research       Kind = "research"
	Deliberation   Kind = "deliberation"
	Publicity      Kind = "publicity"
	Approval       Kind = "approval"
	Implementation Kind = "implementation"
	Evaluation     Kind = "evaluation"
	Closed         Kind = "closed"
)

// Kinds lists the kinds of stages a procedure may use, in their usual order.
func Kinds() []Kind {
	return []Kind{Intake, Screening, Research, Deliberation, Publicity, Approval, Implementation, Evaluation}
}

// Track is the weight of a case: 大事大议、小事小议、急事快议、难事众议.
type Track string

// The tracks.
const (
	Big    Track = "big"
	Small  Track = "small"
	Urgent Track = "urgent"
	Hard   Track = "hard"
)

// Tracks lists the tracks.
func Tracks() []Track { return []Track{Big, Small, Urgent, Hard} }

// Procedure is one version of a local method.
type Procedure struct {
	ID      string            `yaml:"id"`
	Version int               `yaml:"version"`
	Names   map[string]string `yaml:"names"`
	// EchoEvery is the longest a case may go without a public echo.
	EchoEvery calendar.Span `yaml:"echo_every"`
	Stages    []Stage       `yaml:"stages"`
	// Tracks says which kinds of stages a case of a track leaves out.
	Tracks map[Track]Shortcut `yaml:"tracks"`
	// Triage gives a case its track by urgency, difficulty and weight; see Sort.
	Triage []Triage `yaml:"triage"`
	// Schedules is what comes round by this method, until the community sets it otherwise.
	Schedules []Schedule `yaml:"schedules"`
	// Remind lists how long before a deadline those are reminded who owe something; see Ladder.
	Remind []calendar.Span `yaml:"remind"`
	// Together lets one person hold offices that exclude each other, and decide in an own case.
	Together bool `yaml:"together"`
}

// Schedule is something that comes round by itself.
type Schedule struct {
	Kind schedule.Kind `yaml:"kind"`
	At   schedule.Spec `yaml:"at"`
	// Ahead is how long before its time a meeting is called.
	Ahead calendar.Span `yaml:"ahead"`
	// Count is how many deliberations a year must see (minimum only).
	Count int `yaml:"count"`
}

// Ladder is how long before a deadline those are reminded who owe something: 7 days, 24 hours and 2 hours, unless the
// method says otherwise.
func (p *Procedure) Ladder() []calendar.Span {
	if p.Remind != nil {
		return p.Remind
	}
	return []calendar.Span{{Days: 7}, {Clock: 24 * time.Hour}, {Clock: 2 * time.Hour}}
}

// Shortcut is what a track leaves out.
type Shortcut struct {
	Skip []Kind `yaml:"skip"`
}

// Stage is one step of a procedure. Stages that follow one another under the same name are one step to the people.
type Stage struct {
	Kind  Kind              `yaml:"kind"`
	Names map[string]string `yaml:"names"`
	// Part is the larger part of the method that the step belongs to, as one of the four rings; nil where there are none.
	Part map[string]string `yaml:"part"`
	// Only names the tracks that have this stage, as pre-deliberation for hard matters; empty: all that do not skip its
	// kind.
	Only []Track `yaml:"only"`
	// By narrows who decides in this stage, of those whom the permission table allows; empty: all of them.
	By []people.Role `yaml:"by"`
	// Council puts the decision to the council's vote (screening only).
	Council bool `yaml:"council"`
	// Within is the time the stage should take.
	Within calendar.Span `yaml:"within"`
	// Supporters, reached in intake, bring the case to screening by themselves; 0: only the secretary or time does.
	Supporters int `yaml:"supporters"`
	// Meeting says that a ballot may open only after a meeting with the case on its agenda has been opened.
	Meeting bool `yaml:"meeting"`
	// Plan says that what is written here is not findings but a plan of how to deliberate: time, people, research group
	// and form (research only).
	Plan bool `yaml:"plan"`
	// Preliminary deliberation prepares for the main one: it has a meeting and no ballot, and its minutes end it.
	Preliminary bool `yaml:"preliminary"`
	// Notice is how long before a meeting it must have been called, and its agenda is published; urgent matters need none.
	Notice calendar.Span `yaml:"notice"`
	// Phases are what a meeting goes through, by name, as the four of 6+4.
	Phases []map[string]string `yaml:"phases"`
	// Needs is what must be there before a case may be deliberated.
	Needs Needs `yaml:"needs"`
	// OnNo is where a no leads: a kind of stage that stands before, or in deliberation again (another round) or refer.
	// Empty: another round in deliberation; back to deliberation from publicity and approval; back to work from
	// evaluation.
	OnNo string `yaml:"on_no"`
	// Rounds is how many ballots without consensus there may be before the case must be referred.
	Rounds int  `yaml:"rounds"`
	Ballot Rule `yaml:"ballot"`
	// Window is how long objections or evaluations are taken.
	Window calendar.Span `yaml:"window"`
	// Unsolved is the part of evaluations saying "unsolved" from which the case is reopened.
	Unsolved Fraction `yaml:"unsolved"`
	// Satisfied is the part of evaluations that must be satisfied, or the case is reopened; unset: none need be.
	Satisfied Fraction `yaml:"satisfied"`
	// Evaluators are those whose word is asked for; empty: all of them.
	Evaluators []Evaluator `yaml:"evaluators"`
}

// Where a no in deliberation may lead, besides to a kind of stage.
const (
	Again = "again"
	Refer = "refer"
)

// Needs is what must be there before a meeting is called or a text put to the vote.
type Needs struct {
	// Stakeholders is how many of those concerned must have been invited (the X of 1+7+X), Statements how many must have
	// been made.
	Stakeholders int `yaml:"stakeholders"`
	Statements   int `yaml:"statements"`
}

// Evaluator is a kind of people who judge a result.
type Evaluator string

// The evaluators: whoever lives there, with the raiser, the supporters and those concerned; the council; the authority.
const (
	ByResidents Evaluator = "residents"
	ByMembers   Evaluator = "members"
	ByAuthority Evaluator = "authority"
)

// Evaluators lists the kinds of people who judge a result.
func Evaluators() []Evaluator { return []Evaluator{ByResidents, ByMembers, ByAuthority} }

// Asks tells whether the word of such people is asked for in this evaluation.
func (s *Stage) Asks(e Evaluator) bool {
	return len(s.Evaluators) == 0 || slices.Contains(s.Evaluators, e)
}

// Base is what a majority is counted over.
type Base string

// The bases: all entitled, those present at the meeting, or the votes cast.
const (
	Entitled Base = "entitled"
	Present  Base = "present"
	Cast     Base = "cast"
)

// Rule is how a ballot is held and counted.
type Rule struct {
	Secret bool `yaml:"secret" json:"secret,omitempty"`
	// Electorate is the council with the stakeholders of the case, or all residents.
	Electorate Electorate `yaml:"electorate" json:"electorate"`
	Base       Base       `yaml:"base" json:"base"`
	// Quorum is the part of the entitled that must vote for the ballot to count, or be present, as QuorumBy says.
	Quorum Fraction `yaml:"quorum" json:"quorum"`
	// QuorumBy is present where those checked in at the meeting make the quorum, and else cast.
	QuorumBy Base `yaml:"quorum_by" json:"quorum_by,omitempty"`
	// Majority is the part of the base that must say yes.
	Majority Fraction `yaml:"majority" json:"majority"`
	// Open is how long votes are taken.
	Open calendar.Span `yaml:"open" json:"open"`
	// Early ends the ballot as soon as those who have not voted cannot change the result any more.
	Early bool `yaml:"early" json:"early,omitempty"`
	// Hidden keeps the count of an open ballot, and who voted how, until its end, so that nobody votes as the others do.
	Hidden bool `yaml:"hidden" json:"hidden,omitempty"`
	// Remind lists how long before the end those who have not voted are reminded.
	Remind []calendar.Span `yaml:"remind" json:"remind,omitempty"`
}

// Electorate is who may vote.
type Electorate string

// The electorates.
const (
	Council   Electorate = "council"
	Residents Electorate = "residents"
)

// Stage is the stage at an index.
func (p *Procedure) Stage(i int) *Stage { return &p.Stages[i] }

// First is the index of the first stage of a kind at or after from, and whether there is one.
func (p *Procedure) First(k Kind, from int) (int, bool) {
	for i := max(from, 0); i < len(p.Stages); i++ {
		if p.Stages[i].Kind == k {
			return i, true
		}
	}
	return 0, false
}

// Last is the index of the last stage of a kind at or before to, and whether there is one.
func (p *Procedure) Last(k Kind, to int) (int, bool) {
	for i := min(to, len(p.Stages)-1); i >= 0; i-- {
		if p.Stages[i].Kind == k {
			return i, true
		}
	}
	return 0, false
}

// Next is the index of the stage after i on a track, and whether there is one.
func (p *Procedure) Next(i int, t Track) (int, bool) {
	for i++; i < len(p.Stages); i++ {
		if !p.LeavesOut(t, i) {
			return i, true
		}
	}
	return 0, false
}

// Skips tells whether a case of the track leaves out stages of the kind.
func (p *Procedure) Skips(t Track, k Kind) bool {
	return slices.Contains(p.Tracks[t].Skip, k)
}

// LeavesOut tells whether a case of the track does not meet a stage.
func (p *Procedure) LeavesOut(t Track, stage int) bool {
	s := p.Stage(stage)
	return p.Skips(t, s.Kind) || t != "" && len(s.Only) > 0 && !slices.Contains(s.Only, t)
}

// Back is the stage to which a no leads from a stage: of the kind the procedure names, else of that given; ok is false
// where there is none before it that the track meets.
func (p *Procedure) Back(stage int, t Track, otherwise Kind) (int, bool) {
	want := otherwise
	if k := Kind(p.Stage(stage).OnNo); slices.Contains(Kinds(), k) {
		want = k
	}
	for i := stage; i >= 0; i-- {
		if p.Stage(i).Kind == want && !p.LeavesOut(t, i) && !p.Stage(i).Preliminary {
			return i, true
		}
	}
	return 0, false
}

// Step is one step as people count them: stages under one name.
type Step struct {
	Names, Part map[string]string
	// First and Last are the indices of its stages.
	First, Last int
}

// Steps lists the steps as people count them.
func (p *Procedure) Steps() []Step {
	var steps []Step
	for i, s := range p.Stages {
		if n := len(steps); n > 0 && steps[n-1].Names[DefaultLanguage] == s.Names[DefaultLanguage] {
			steps[n-1].Last = i
			continue
		}
		steps = append(steps, Step{Names: s.Names, Part: s.Part, First: i, Last: i})
	}
	return steps
}
