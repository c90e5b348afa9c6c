package acts

import (
	"echowall/flows/convening"
	"echowall/flows/intake"
	"echowall/flows/journal"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/publicity"
	"echowall/flows/say"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// privileged are the events that may be acts of an office; whether one is depends on who brought it about.
func privileged() []string {
	return []string{
		"person.appointed", "person.dismissed", "person.proposed", "person.dropped",
		"person.code", "ballot.entered", "ballot.vote", "ballot.closed",
		"case.raised", "case.closed", "case.extended", "meeting.checked_in", "publicity.settled", "task.extended",
		"community.bound", "community.setting", "page.moved", "person.muted", "person.unmuted",
	}
}

// words say what an event is as an act; ok is false where it is none.
func words(e journal.Entry, event life.Event) (say.Message, bool) {
	for _, tell := range []func(journal.Entry, life.Event) (say.Message, bool){ofPeople, ofVotes, ofCases, ofRules} {
		if m, ok := tell(e, event); ok {
			return m, true
		}
	}
	return say.Message{}, false
}

func told(id string, args say.Args) (say.Message, bool) { return say.New(id, args), true }

// ofPeople are the acts on offices.
func ofPeople(e journal.Entry, event life.Event) (say.Message, bool) {
	switch x := event.(type) {
	case personnel.Appointed:
		id := "act.appointed"
		switch {
		case x.Reclaimed:
			id = "act.reclaimed"
		case e.Cause == string(permission.Second):
			id = "act.seconded"
		case e.By == 0:
			id = "act.effect"
		case e.By == x.Person:
			id = "act.joined" // by a link, or by founding the community
		}
		return told(id, personnel.GrantArgs(x.Person, x.Grant))
	case personnel.Dismissed:
		id := "act.dismissed"
		switch {
		case x.Term:
			id = "act.term"
		case e.Cause == string(permission.Second):
			id = "act.seconded.end"
		case e.By == 0:
			id = "act.effect.end"
		}
		return told(id, personnel.GrantArgs(x.Person, personnel.GrantOf(x)))
	case office.Muted:
		return told("act.muted", x.Args(say.Args{"Until": say.Time(x.Until)}))
	case office.Unmuted:
		return told("act.unmuted", x.Args())
	case personnel.ChangeProposed:
		return told("act.proposed", x.Args())
	case personnel.ChangeDropped:
		if e.Cause == string(permission.TakeBack) {
			return told("act.taken_back", x.Args())
		}
		return told("act.dropped", x.Args())
	case personnel.CodeIssued:
		if x.Use == personnel.UseRole {
			args := personnel.GrantArgs(0, x.Grant)
			args["Count"] = say.Num(x.Times)
			return told("act.code", args)
		}
	}
	return say.Message{}, false
}

// ofVotes are the acts on ballots.
func ofVotes(e journal.Entry, event life.Event) (say.Message, bool) {
	switch x := event.(type) {
	case voting.VoteEntered:
		return told("act.entered", say.Args{
			"Person": say.Person(x.Person), "Case": caseOf(x.Ballot), "Witness": say.Person(x.Witness),
		})
	case voting.VoteCast:
		if x.EnteredBy != 0 {
			return told("act.counted", say.Args{
				"Person": say.Person(x.Person), "Case": caseOf(x.Ballot), "Officer": say.Person(x.EnteredBy),
			})
		}
	case voting.BallotClosed:
		if e.Cause == string(permission.Tally) {
			return told("act.tallied", say.Args{"Case": caseOf(x.Ballot)})
		}
	}
	return say.Message{}, false
}

// ofCases are the acts on cases and meetings.
func ofCases(e journal.Entry, event life.Event) (say.Message, bool) {
	switch x := event.(type) {
	case intake.CaseRaised:
		if x.EnteredBy != 0 {
			return told("act.behalf", say.Args{"Case": say.Num(x.Case)})
		}
	case convening.CheckedIn:
		if e.By != 0 && e.By != x.Person {
			return told("act.checked_in", say.Args{"Person": say.Person(x.Person), "Meeting": say.Num(x.Meeting)})
		}
	case life.CaseClosed:
		if e.Cause == string(permission.Close) {
			return told("act.closed", say.Args{"Case": say.Num(x.Case), "Reason": say.Text(x.How.Reason)})
		}
	case publicity.ObjectionSettled:
		return say.New("act.settled."+x.Ruling, say.Args{
			"Case": say.Num(x.Case), "Number": say.Num(x.Number), "Reason": say.Text(x.Reason),
		}), true
	case work.TaskExtended:
		return told("act.extended", say.Args{
			"Case": say.Num(x.Case), "Task": say.Num(x.Task), "Due": say.Date(x.Due), "Reason": say.Text(x.Reason),
		})
	case life.DeadlineExtended:
		return told("act.extended", say.Args{
			"Case": say.Num(x.Case), "Due": say.Date(x.Due), "Reason": say.Text(x.Reason),
		})
	}
	return say.Message{}, false
}

// ofRules are the acts on what the community runs by.
func ofRules(_ journal.Entry, event life.Event) (say.Message, bool) {
	switch x := event.(type) {
	case office.ChatBound:
		return told("act.bound", say.Args{"Use": say.Msg("room." + x.Use)})
	case office.SettingChanged:
		return told("act.setting", say.Args{"Name": say.Msg("setting." + x.Name), "Value": office.SettingArg(x)})
	case office.PageMoved:
		args := say.Args{}
		if x.Public {
			args["Public"] = say.Num(1)
		}
		if x.Code != "" {
			args["Open"] = say.Num(1)
		}
		return told("act.page", args)
	}
	return say.Message{}, false
}
