// Package permission is the table that says who may do what at which stage of a case, and the names of the verbs. A
// verb brings its own row, from where it is decided (package community); buttons, commands and words are all held
// against the table made of them. It knows roles and stages only: that a voter is entitled or a unit has the task is
// checked with the decision.
package permission

import (
	"slices"

	"echowall/flows/people"
	"echowall/flows/procedure"
)

// Verb is what somebody wants to do: the name of a command, whether typed, pressed or said in words.
type Verb string

// The verbs that people type; see the design's table of commands.
const (
	Raise      Verb = "raise"
	Support    Verb = "support"
	Object     Verb = "object"
	Rate       Verb = "rate"
	Withdraw   Verb = "withdraw"
	Case       Verb = "case"
	Wall       Verb = "wall"
	Mine       Verb = "mine"
	Log        Verb = "log"
	Mute       Verb = "mute"
	Unmute     Verb = "unmute"
	Meetings   Verb = "meetings"
	Language   Verb = "language"
	Help       Verb = "help"
	Cancel     Verb = "cancel"
	Privacy    Verb = "privacy"
	Start      Verb = "start"
	Statement  Verb = "statement"
	Recuse     Verb = "recuse"
	Setup      Verb = "setup"
	Appoint    Verb = "appoint"
	Dismiss    Verb = "dismiss"
	Retire     Verb = "retire"
	Reclaim    Verb = "reclaim"
	Second     Verb = "second"
	TakeBack   Verb = "takeback"
	People     Verb = "people"
	Invite     Verb = "invite"
	QR         Verb = "qr"
	Report     Verb = "report"
	Export     Verb = "export"
	Settings   Verb = "settings"
	Procedure  Verb = "procedure"
	Queue      Verb = "queue"
	Bind       Verb = "bind"
	Web        Verb = "web"
	Screen     Verb = "screen"
	Research   Verb = "research"
	Schedule   Verb = "schedule"
	Reschedule Verb = "reschedule"
	CallOff    Verb = "calloff"
	Open       Verb = "open"
	Poll       Verb = "poll"
	Fix        Verb = "fix"
	Chair      Verb = "chair"
	Bring      Verb = "bring"
	Minutes    Verb = "minutes"
	Phase      Verb = "phase"
	Resolve    Verb = "resolve"
	Choose     Verb = "choose"
	Tally      Verb = "tally"
	Proxy      Verb = "proxy"
	Witness    Verb = "witness"
	Resident   Verb = "resident"
	Roll       Verb = "roll"
	Receipt    Verb = "receipt"
	Publish    Verb = "publish"
	Settle     Verb = "settle"
	Assign     Verb = "assign"
	Extend     Verb = "extend"
	Progress   Verb = "progress"
	Done       Verb = "done"
	Close      Verb = "close"
	Reopen     Verb = "reopen"
	// Again raises a closed matter anew; Recurs marks an open case as such.
	Again    Verb = "again"
	Recurs   Verb = "recurs"
	Approve  Verb = "approve"
	Return   Verb = "return"
	Assembly Verb = "assembly"
)

// The verbs by which communities have to do with one another.
const (
	Link   Verb = "link"
	Unlink Verb = "unlink"
	Joint  Verb = "joint"
)

// The verbs of intake by the office.
const (
	Behalf Verb = "behalf"
	Sort   Verb = "sort"
	// Forget erases who it was that a case was entered for: that person has no account to ask with.
	Forget Verb = "forget"
)

// The verbs of weighing a case, of looking on the spot, and of finding work done.
const (
	Triage    Verb = "triage"
	Team      Verb = "team"
	Volunteer Verb = "volunteer"
	Visit     Verb = "visit"
	Note      Verb = "note"
	Pass      Verb = "pass"
	Redo      Verb = "redo"
)

// The verbs about who has a say.
const (
	Experts Verb = "experts"
	Concern Verb = "concern"
	Back    Verb = "back"
	Brought Verb = "brought"
	// Unsupport takes one's support back.
	Unsupport Verb = "unsupport"
)

// The verbs that only buttons, links and replies in words give.
const (
	Take    Verb = "take"
	Confirm Verb = "confirm"
	Vote    Verb = "vote"
	// Mark marks options below a ballot on which one may choose several; Vote then casts them.
	Mark    Verb = "mark"
	RSVP    Verb = "rsvp"
	CheckIn Verb = "checkin"
	Erase   Verb = "erase"
	// Photo adds a photo of the same album to the case it belongs to; Reword follows an edit of the message it came from.
	Photo  Verb = "photo"
	Reword Verb = "reword"
	// Follow makes the chat it is given in the council's or the wall's, with the code of Bind.
	Follow Verb = "follow"
	// Involve invites a person as a stakeholder of a case.
	Involve Verb = "involve"
	// Suit says which dates of a poll suit one.
	Suit Verb = "suit"
)

// Rule is one row of the table: who may, and at which stages. No stages: the verb concerns no case, or any.
type Rule struct {
	Verb   Verb
	Roles  []people.Role
	Stages []procedure.Kind
	// Only are the stages of the roles that may at fewer than the others.
	Only map[people.Role][]procedure.Kind
}

// At lists the roles that may at a stage, in the order of the row.
func (r Rule) At(stage procedure.Kind) []people.Role {
	if r.Stages != nil && !slices.Contains(r.Stages, stage) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(r.Roles), func(who people.Role) bool {
		only, narrow := r.Only[who]
		return narrow && !slices.Contains(only, stage)
	})
}

// Table is who may do what at which stage. It never changes, and may be asked by many at once.
type Table struct {
	rules  []Rule
	byVerb map[Verb]Rule
}

// NewTable is a table of rules, one a verb.
func NewTable(rules ...Rule) *Table {
	t := &Table{rules: rules, byVerb: map[Verb]Rule{}}
	for _, r := range rules {
		t.byVerb[r.Verb] = r
	}
	return t
}

// All are the rows of the table.
func (t *Table) All() []Rule { return slices.Clone(t.rules) }

// Find is the row of a verb, and whether there is one.
func (t *Table) Find(v Verb) (Rule, bool) {
	r, known := t.byVerb[v]
	return r, known
}

// By tells whether any of the roles may use the verb at some stage.
func (t *Table) By(v Verb, roles []people.Role) bool {
	rule, ok := t.Find(v)
	return ok && slices.ContainsFunc(roles, func(r people.Role) bool { return slices.Contains(rule.Roles, r) })
}

// At tells whether the verb has its place at the stage, whoever asks.
func (t *Table) At(v Verb, stage procedure.Kind) bool {
	rule, ok := t.Find(v)
	return ok && (rule.Stages == nil || slices.Contains(rule.Stages, stage))
}

// Allowed tells whether one of the roles may use the verb at the stage.
func (t *Table) Allowed(v Verb, roles []people.Role, stage procedure.Kind) bool {
	rule, ok := t.Find(v)
	may := rule.At(stage)
	return ok && slices.ContainsFunc(roles, func(r people.Role) bool { return slices.Contains(may, r) })
}
