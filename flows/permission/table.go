// Package permission holds the one table that says who may do what at which stage of a case. Buttons, commands and words are all
// asked here. It knows roles and stages only; that a voter is entitled or a unit has the task is checked by package community.
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
}

// The words of the table.
const (
	member, convener, secretary    = people.Member, people.Convener, people.Secretary
	supervisor, authority, handler = people.Supervisor, people.Authority, people.Handler
	expert, raiser, stakeholder    = people.Expert, people.Raiser, people.Stakeholder
	admin, chair                   = people.Admin, people.Chair
	intake, screening, research    = procedure.Intake, procedure.Screening, procedure.Research
	talk, publicity, approval      = procedure.Deliberation, procedure.Publicity, procedure.Approval
	work, evaluation, closed       = procedure.Implementation, procedure.Evaluation, procedure.Closed
)

type (
	roles  = []people.Role
	stages = []procedure.Kind
)

// Table is the whole table, in the order of the design.
func Table() []Rule {
	return slices.Concat(ofEverybody(), ofTheCouncil(), ofTheCommunity(), ofTheRoad(), besideTheRoad())
}

// ofEverybody is what everybody may, be it on a case of their own.
func ofEverybody() []Rule {
	all := roles{people.Resident}
	return []Rule{
		{Raise, all, nil},
		{Support, all, stages{intake, screening, research, talk}},
		{Object, all, stages{publicity}},
		{Rate, all, stages{evaluation}},
		{Withdraw, roles{raiser}, stages{intake, screening, research, talk}},
		{Photo, roles{raiser}, stages{intake}},
		{Reword, roles{raiser}, stages{intake}},
		{Case, all, nil}, {Wall, all, nil}, {Mine, all, nil}, {Meetings, all, nil},
		{Language, all, nil}, {Help, all, nil}, {Cancel, all, nil}, {Privacy, all, nil}, {Erase, all, nil}, {Start, all, nil},
		{Vote, all, stages{screening, talk}}, {Mark, all, stages{screening, talk}}, {Receipt, all, nil},
		{RSVP, all, nil}, {CheckIn, all, nil}, {Suit, all, nil},
	}
}

// ofTheCouncil is what the council says.
func ofTheCouncil() []Rule {
	return []Rule{
		{Statement, roles{member, convener, secretary, stakeholder, expert, authority}, stages{research, talk}},
		{Recuse, roles{member, convener, stakeholder}, stages{screening, talk}},
	}
}

// ofTheCommunity is what a community is run with.
func ofTheCommunity() []Rule {
	all, office := roles{people.Resident}, roles{secretary, convener}
	return []Rule{
		{Setup, roles{admin}, nil},
		{Appoint, roles{secretary}, nil}, {Dismiss, roles{secretary}, nil}, {Invite, roles{secretary}, nil},
		{QR, office, nil},
		{Report, roles{secretary, convener, member, supervisor, authority}, nil},
		{Export, roles{secretary, convener, supervisor, authority}, nil},
		{People, all, nil}, {Procedure, all, nil},
		{Settings, roles{secretary}, nil}, {Bind, roles{secretary}, nil}, {Web, roles{secretary}, nil}, {Follow, all, nil},
		{Queue, roles{secretary, convener, supervisor, authority}, nil},
	}
}

// ofTheRoad is what takes a case down the road.
func ofTheRoad() []Rule {
	all, office := roles{people.Resident}, roles{secretary, convener}
	return []Rule{
		{Take, office, stages{intake}},
		{Screen, office, stages{intake, screening, talk}},
		{Research, roles{secretary, convener, member, supervisor, expert}, stages{research}},
		{Confirm, office, stages{research}},
		{Involve, office, stages{screening, research, talk}},
		{Schedule, office, stages{talk}}, {Poll, office, stages{talk}},
		{Fix, office, nil}, {Reschedule, office, nil}, {CallOff, office, nil}, {Chair, office, nil}, {Bring, office, nil},
		{Open, roles{secretary, convener, chair}, nil}, {Minutes, roles{secretary, convener, chair}, nil}, {Phase, roles{secretary, convener, chair}, nil},
		{Resolve, office, stages{talk}}, {Choose, office, stages{talk}},
		{Tally, office, stages{screening, talk}},
		{Proxy, roles{secretary}, stages{screening, talk}},
		{Publish, roles{secretary}, stages{publicity, work, evaluation}},
		{Settle, office, stages{publicity}},
		{Approve, roles{authority}, stages{approval}},
		{Return, roles{authority}, stages{approval}},
		{Assembly, office, stages{approval}},
		{Assign, office, stages{work}},
		{Extend, roles{secretary, handler}, stages{intake, screening, research, talk, publicity, approval, work}},
		{Progress, roles{secretary, handler, supervisor}, stages{work}},
		{Done, roles{secretary, handler}, stages{work}},
		{Close, office, stages{evaluation}},
		{Reopen, roles{secretary, convener, supervisor}, stages{closed}},
		{Again, all, stages{closed}},
		{Recurs, office, stages{intake, screening, research, talk, publicity, approval, work, evaluation}},
	}
}

// besideTheRoad is what is done for a case beside the road, and between communities.
func besideTheRoad() []Rule {
	office := roles{secretary, convener}
	return []Rule{
		{Triage, office, stages{intake, screening}},
		{Team, office, stages{screening, research}}, {Volunteer, roles{member, convener, expert}, stages{intake, screening, research}},
		{Visit, roles{secretary, convener, member, supervisor, expert}, stages{research, talk}},
		{Note, roles{supervisor}, stages{work}}, {Pass, roles{supervisor}, stages{work}}, {Redo, roles{supervisor}, stages{work}},
		{Behalf, roles{secretary, convener, member}, nil}, {Forget, roles{secretary}, nil},
		{Sort, office, stages{intake, screening, research, talk, publicity, approval, work, evaluation}},
		{Experts, roles{secretary, convener, member, supervisor, authority}, nil},
		{Concern, office, stages{screening, research, talk}}, {Back, roles{convener}, stages{intake, screening, talk}},
		{Link, roles{secretary}, nil}, {Unlink, roles{secretary}, nil}, {Joint, office, stages{talk}},
	}
}

// Find is the row of a verb, and whether there is one.
func Find(v Verb) (Rule, bool) {
	r, known := byVerb[v]
	return r, known
}

// byVerb is the table, made once, for every command is held against it, and never changed.
var byVerb = index()

func index() map[Verb]Rule {
	rules := map[Verb]Rule{}
	for _, r := range Table() {
		rules[r.Verb] = r
	}
	return rules
}

// By tells whether any of the roles may use the verb at some stage.
func By(v Verb, roles []people.Role) bool {
	rule, ok := Find(v)
	return ok && slices.ContainsFunc(roles, func(r people.Role) bool { return slices.Contains(rule.Roles, r) })
}

// At tells whether the verb has its place at the stage, whoever asks.
func At(v Verb, stage procedure.Kind) bool {
	rule, ok := Find(v)
	return ok && (rule.Stages == nil || slices.Contains(rule.Stages, stage))
}

// Allowed tells whether one of the roles may use the verb at the stage.
func Allowed(v Verb, roles []people.Role, stage procedure.Kind) bool {
	return By(v, roles) && At(v, stage)
}
