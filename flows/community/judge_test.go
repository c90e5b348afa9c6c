package community_test

import (
	"slices"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/community/village"
	"echowall/flows/convening"
	"echowall/flows/evaluation"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/procedure"
	"echowall/flows/proof"
	"echowall/flows/publicity"
	"echowall/flows/research"
	"echowall/flows/screening"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// TestNoKindOfEventsIsWithoutARule holds each kind against an entry of nothing in particular: an event of no case,
// meeting, ballot or person that was there is allowed to nobody, whatever it is said to come from. The few that are can
// tell of nothing untrue.
func TestNoKindOfEventsIsWithoutARule(t *testing.T) {
	v := village.Found(t, "six-step")
	v.Talked()
	// Whoever says something for the first time, or again, comes with it, and is found in the group.
	comesWithAnything := []string{"person.joined", "person.returned", "person.roll"}
	harmless := []string{"community.days", "community.standing", "letter.turned_back"}
	for _, k := range community.Kinds() {
		if k.From == nil && !slices.Contains(comesWithAnything, k.Name) {
			t.Errorf("%s can come from anything", k.Name)
		}
		e, err := k.Decode([]byte("{}"))
		if err != nil {
			t.Fatal(err)
		}
		for _, cause := range append(slices.Clone(k.From), permission.Help) {
			by := secretary
			// Of the office, these need no more than a word.
			if slices.Contains([]string{"page.moved", "page.key", "schedule.set"}, k.Name) {
				by = widow
			}
			if slices.Contains(
				[]permission.Verb{proof.FromClock, proof.FromLetter, proof.FromChat, proof.FromFiling, proof.FromOperator},
				cause,
			) {
				by = 0
			}
			err := v.Rules(by, cause, e)
			first := k.Name == "schedule.set" && cause == proof.FromClock // what comes round by the procedure
			if harmless := first || slices.Contains(harmless, k.Name) && cause != permission.Help; (err == nil) != harmless {
				t.Errorf("%s of %q: %v", k.Name, cause, err)
			}
		}
	}
}

// forged are entries that no rule allows, each put into a village with a case in deliberation, and what would be
// allowed in its place.
func forged(n int, at time.Time) map[string]forgery {
	who := func(by int, cause permission.Verb, bad, good life.Event) forgery {
		return forgery{by, by, cause, bad, good}
	}
	support := intake.CaseSupported{Case: n, Person: neighbour, Count: 1}
	return map[string]forgery{
		"a support for somebody else": who(
			neighbour,
			permission.Support,
			intake.CaseSupported{Case: n, Person: widow, Count: 1},
			support,
		),
		"a support counted twice": who(
			neighbour,
			permission.Support,
			intake.CaseSupported{Case: n, Person: neighbour, Count: 2},
			support,
		),
		"a support of one's own": who(
			resident,
			permission.Support,
			intake.CaseSupported{Case: n, Person: resident, Count: 1},
			nil,
		),
		"a role taken": {
			widow,
			secretary,
			permission.Appoint,
			personnel.Appointed{Person: widow, Grant: people.Grant{Role: people.Supervisor}},
			nil,
		},
		"a role by a code that is none": who(
			widow,
			permission.Start,
			personnel.Appointed{Person: widow, Grant: people.Grant{Role: people.Secretary}, Code: "X"},
			nil,
		),
		"the last secretary dismissed": who(
			secretary,
			permission.Dismiss,
			personnel.Dismissed{Person: secretary, Role: people.Secretary},
			personnel.Dismissed{Person: convener, Role: people.Convener},
		),
		"somebody else erased": who(
			widow,
			permission.Erase,
			personnel.Erased{Person: neighbour},
			personnel.Erased{Person: widow},
		),
		"a stage skipped": who(secretary, permission.Confirm, life.StageEntered{Case: n, Stage: 5}, nil),
		"a case closed by nobody's right": who(
			widow,
			permission.Close,
			life.CaseClosed{Case: n, How: cases.Closing{Outcome: cases.Solved}},
			nil,
		),
		"a case closed before its time": who(
			secretary,
			permission.Close,
			life.CaseClosed{Case: n, How: cases.Closing{Outcome: cases.Solved}},
			nil,
		),
		"another's case withdrawn": {
			widow,
			resident,
			permission.Withdraw,
			life.CaseClosed{Case: n, How: cases.Closing{Outcome: cases.Withdrawn}},
			life.CaseClosed{Case: n, How: cases.Closing{Outcome: cases.Withdrawn}},
		},
		"a deadline that did not pass": who(0, proof.FromClock, life.DeadlinePassed{Case: n}, nil),
		"a closed case that was open": who(
			secretary,
			permission.Reopen,
			life.CaseReopened{Case: n, Stage: 1, Reason: "no"},
			nil,
		),
		"a number given twice": who(neighbour, permission.Start, personnel.PersonJoined{Person: neighbour}, nil),
		"a number of a case given twice": who(
			widow,
			permission.Raise,
			intake.CaseRaised{Case: n, Raiser: widow, Procedure: "six-step", Version: 1},
			nil,
		),
		"a matter of somebody else": who(
			widow,
			permission.Raise,
			intake.CaseRaised{Case: n + 1, Raiser: shy, Procedure: "six-step", Version: 1},
			nil,
		),
		"findings after the research": who(
			member,
			permission.Research,
			research.FindingsRecorded{Case: n, Text: "x", By: member},
			nil,
		),
		"a statement for somebody else": who(
			member,
			permission.Statement,
			research.StatementMade{Case: n, Number: 1, By: elder, Text: "x"},
			research.StatementMade{Case: n, Number: 1, By: member, Text: "x"},
		),
		"a statement by nobody's right": who(
			widow,
			permission.Statement,
			research.StatementMade{Case: n, Number: 1, By: widow, Text: "x"},
			nil,
		),
		"an acceptance too late": who(
			secretary,
			permission.Screen,
			screening.CaseAccepted{Case: n, Track: procedure.Big, Stage: 3},
			nil,
		),
		"a resolution without a ballot": who(
			secretary,
			permission.Tally,
			voting.ResolutionAdopted{Case: n, Ballot: ballot.Key(n, 1), Text: "x"},
			nil,
		),
		"a ballot of an easier rule": who(
			secretary,
			permission.Resolve,
			voting.BallotOpened{Ballot: ballot.Ballot{ID: ballot.Key(n, 1), Case: n, Purpose: ballot.Resolution}},
			nil,
		),
		"a publication too early": who(
			secretary,
			permission.Publish,
			publicity.Published{Case: n, Until: at.Add(9 * 24 * time.Hour)},
			nil,
		),
		"an approval too early": who(authority, permission.Approve, publicity.Approved{Case: n, By: authority}, nil),
		"a task too early": who(
			secretary,
			permission.Assign,
			work.TaskAssigned{Case: n, Task: 1, Unit: "power", Due: at.Add(time.Hour)},
			nil,
		),
		"a judgement too early": who(widow, permission.Rate, evaluation.Rated{Case: n, Person: widow}, nil),
		"a meeting that is not asked for": who(
			secretary,
			permission.Schedule,
			convening.MeetingScheduled{Meeting: meeting.Meeting{
				Number: 2, Cases: []int{n}, At: at.Add(time.Hour), Status: meeting.Scheduled, Invited: []int{widow}}},
			nil,
		),
		"a page moved by nobody's right": {
			widow,
			secretary,
			permission.Web,
			office.PageMoved{Code: "x"},
			office.PageMoved{Code: "x"},
		},
		"a setting by nobody's right": {
			widow,
			secretary,
			permission.Settings,
			office.SettingChanged{Name: office.SettingPlace, Value: "hall"},
			office.SettingChanged{Name: office.SettingPlace, Value: "hall"},
		},
		"a setting that is none": who(
			secretary,
			permission.Settings,
			office.SettingChanged{Name: "colour", Value: "red"},
			nil,
		),
	}
}

// forgery is an event that is put into the book in the name of a person, and one that would be allowed to another, or
// the same.
type forgery struct {
	by, rightful int
	cause        permission.Verb
	bad, good    life.Event
}

// TestWhatNobodyCouldDoIsNamed puts each forgery into the book; what could have happened in its place is allowed.
func TestWhatNobodyCouldDoIsNamed(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	for name, f := range forged(n, v.Now) {
		if err := v.Rules(f.by, f.cause, f.bad); err == nil {
			t.Errorf("%s is allowed", name)
		}
		if f.good == nil {
			continue
		}
		if err := v.Rules(f.rightful, f.cause, f.good); err != nil {
			t.Errorf("instead of %s: %v", name, err)
		}
	}
}

// TestABallotEndsAsItsVotesGive forges the end of a ballot, and what follows from it, in the entry of its last vote.
func TestABallotEndsAsItsVotesGive(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Talked()
	v.Meets(n)
	id := v.Put(n, "A")
	b := v.Ballot(id)
	voters := village.Look(v, func(s *life.State) []int { return life.NotVoted(s, id) })
	for _, p := range voters[1:] {
		v.Votes(n, "no", p)
	}
	last := voting.VoteCast{Ballot: id, Person: voters[0], Choice: ballot.No}
	tally := ballot.Tally{No: len(voters)}
	end := voting.BallotClosed{Ballot: id, Result: ballot.Rejected, Tally: tally}
	round := voting.RoundFailed{Case: n, Result: ballot.Rejected}
	adopted := end
	adopted.Result = ballot.Adopted
	moved := end
	moved.Tally = ballot.Tally{Yes: len(voters)}
	moved.Result = ballot.Adopted
	for name, events := range map[string][]life.Event{
		"another result":     {last, adopted, voting.ResolutionAdopted{Case: n, Ballot: id, Text: b.Text, Class: b.Class}},
		"other votes":        {last, moved, voting.ResolutionAdopted{Case: n, Ballot: id, Text: b.Text, Class: b.Class}},
		"nothing follows":    {last, end},
		"another stage":      {last, end, life.StageEntered{Case: n, Stage: 4}},
		"before its time":    {end, round},
		"a vote of somebody": {voting.VoteCast{Ballot: id, Person: voters[1], Choice: ballot.Yes}},
	} {
		if err := v.Rules(voters[0], permission.Vote, events...); err == nil {
			t.Errorf("%s is allowed", name)
		}
	}
	if err := v.Rules(voters[0], permission.Vote, last, end, round); err != nil {
		t.Errorf("the true end: %v", err)
	}
}

// TestTheClockOnlyDoesWhatIsDue writes what the clock does at another time than it was due.
func TestTheClockOnlyDoesWhatIsDue(t *testing.T) {
	v := village.Found(t, "six-step")
	n := v.Raised()
	due := v.Find(n).Due
	v.Now = due.Add(-time.Minute)
	if err := v.Rules(0, proof.FromClock, life.StageEntered{Case: n, Stage: 1, Why: "time"}); err == nil {
		t.Error("a stage was entered by time before its time")
	}
	v.Now = due
	if err := v.Rules(0, proof.FromClock, life.StageEntered{Case: n, Stage: 1, Why: "time"}); err != nil {
		t.Error(err)
	}
}
