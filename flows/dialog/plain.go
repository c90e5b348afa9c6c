package dialog

import (
	"maps"

	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/permission"
)

// forms are what verbs take, in order.
type forms = map[permission.Verb][]Field

// plain are the fields of the verbs that take the same in every case. It is made once, for every vote asks it, and never changed.
var plain = plainForms()

func plainForms() forms {
	all := forms{}
	for _, part := range []forms{shortForms(), caseForms(), workForms(), meetingForms(), peopleForms(), communityForms()} {
		maps.Copy(all, part)
	}
	return all
}

// shortForms are those of the verbs that take a case, a meeting, or nothing.
func shortForms() forms {
	caseNo, meeting := []Field{field("case", CaseNo)}, []Field{field("meeting", MeetingNo)}
	return forms{
		permission.Support: caseNo, permission.Case: caseNo, permission.Take: caseNo, permission.Confirm: caseNo,
		permission.Tally: caseNo, permission.Approve: caseNo, permission.Volunteer: caseNo, permission.Forget: caseNo, permission.Back: caseNo,
		permission.Open: meeting, permission.Phase: meeting,
		permission.Wall: nil, permission.Mine: nil, permission.Help: nil, permission.Cancel: nil, permission.Privacy: nil,
		permission.Erase: nil, permission.People: nil, permission.Queue: nil,
	}
}

// caseForms are those of what is said of a case and decided on it.
func caseForms() forms {
	caseNo, person := field("case", CaseNo), field("person", Person)
	choice := Field{Name: "choice", Kind: Paper, Options: []string{"yes", "no", "abstain"}, Ask: "choice"}
	return forms{
		permission.Raise:  {underName(), text("raise")},
		permission.Object: {caseNo, text("object")}, permission.Withdraw: {caseNo, optional(text("withdraw"))},
		permission.Statement: {caseNo, text("statement")}, permission.Recuse: {caseNo, text("recuse")},
		permission.Triage: {
			caseNo, option("urgency", "urgent", "calm"), option("difficulty", "hard", "easy"), option("weight", "big", "small"),
		},
		permission.Team:  {caseNo, person, optional(field("date", Date))},
		permission.Visit: {caseNo, field("date", Date), field("spot", Name), text("visit")},
		permission.Sort: {
			caseNo, option("source", "walk", "recommended", "called", "set", "proposal"),
			optional(option("topic", "worry", "door", "watched", "reported", "plan")),
		},
		permission.Research: {caseNo, text("research")},
		permission.Resolve:  {caseNo, option("class", "A", "B", "C"), text("resolve")},
		permission.Choose:   {caseNo, option("manner", "one", "several"), option("class", "A", "B", "C"), text("choose")},
		permission.Vote:     {field("ballot", BallotNo), choice}, permission.Mark: {field("ballot", BallotNo), optional(choice)},
		permission.Proxy:   {caseNo, person, choice, text("witness")},
		permission.Receipt: {field("receipt", Word)},
		permission.Settle:  {caseNo, field("number", Number), option("ruling", cases.Upheld, cases.Dismissed), text("settle")},
		permission.Assembly: {
			caseNo, {Name: "choice", Kind: Option, Options: []string{"yes", "no"}, Ask: "assembly"}, text("assembly"),
		},
		permission.Return:  {caseNo, text("return")},
		permission.Close:   {caseNo, text("close")},
		permission.Reopen:  {caseNo, text("reopen")},
		permission.Recurs:  {caseNo, field("earlier", CaseNo)},
		permission.Involve: {caseNo, person},
		permission.Joint:   {caseNo, field("tie", TieNo)},
	}
}

// workForms are those of tasks.
func workForms() forms {
	task, date := field("task", TaskNo), field("date", Date)
	return forms{
		permission.Assign: {field("case", CaseNo), field("unit", Word), date, text("assign")},
		permission.Extend: {task, date, text("extend")}, permission.Progress: {task, text("progress")}, permission.Done: {task, text("done")},
		permission.Note: {task, text("note")}, permission.Pass: {task}, permission.Redo: {task, text("redo")},
	}
}

func meetingForms() forms {
	meeting, person := field("meeting", MeetingNo), field("person", Person)
	return forms{
		permission.Reschedule: {meeting, field("when", When), optional(text("place"))},
		permission.CallOff:    {meeting, text("calloff")}, permission.RSVP: {meeting, option("reply", "yes", "no", "maybe")},
		permission.Suit: {meeting, field("dates", DateNos)}, permission.Fix: {meeting, {Name: "number", Kind: Number, Ask: "fix"}},
		permission.Chair: {meeting, person}, permission.Bring: {meeting, field("guest", Guest)},
		permission.CheckIn:  {meeting, optional(person)},
		permission.Meetings: {optional(meeting)}, permission.QR: {optional(meeting)},
	}
}

func peopleForms() forms {
	person, role := field("person", Person), field("role", Role)
	often := []Field{optional(field("times", Number)), optional(field("valid", Span))}
	return forms{
		permission.Appoint: {role, person, optional(field("date", Date))}, permission.Dismiss: {role, person},
		permission.Invite: append([]Field{role}, often...), permission.Concern: append([]Field{field("case", CaseNo)}, often...),
		permission.Behalf:  {field("who", Name), optional(field("through", Person)), text("behalf")},
		permission.Experts: {optional(text("experts"))},
	}
}

func communityForms() forms {
	word := field("word", Word)
	return forms{
		permission.Setup: {
			optional(field("procedure", Word)), optional(field("language", Word)), optional(field("zone", Word)),
		},
		permission.Procedure: {optional(word)}, permission.Start: {optional(word)}, permission.Report: {optional(word)},
		permission.Export: {optional(word)}, permission.Link: {optional(word)}, permission.Unlink: {field("tie", TieNo)},
		permission.Bind: {option("room", "council", "wall")}, permission.Follow: {word},
		permission.Web:      {optional(option("word", community.PageWords()...))},
		permission.Language: {field("language", Language)},
	}
}
