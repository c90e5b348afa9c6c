package public_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/convening"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/public"
	"echowall/flows/publicity"
	"echowall/flows/record"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/screening"
	"echowall/flows/ties"
	"echowall/flows/voting"
	"echowall/flows/work"
)

// args are the data of a message in short, in order of their names.
func args(m say.Message) string {
	var all []string
	for name, a := range m.Args {
		switch {
		case a.Text != nil:
			all = append(all, name+"="+*a.Text)
		case a.Place != nil:
			all = append(all, name+"="+*a.Place)
		case a.Num != nil:
			all = append(all, fmt.Sprintf("%s=%d", name, *a.Num))
		case a.Msg != nil:
			all = append(all, name+"="+a.Msg.ID)
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// What happened is told in the words that fit it, with what was written about it.
func TestMomentsAreToldByWhatHappened(t *testing.T) {
	s := hamlet(t)
	motion, choice := lampsOrNothing("1.2"), lampsOrNothing("1.3")
	motion.Purpose = ballot.Screening
	choice.Manner, choice.Options = ballot.Plurality, []string{"Lamps", "Lanterns"}
	happen(s, voting.BallotOpened{Ballot: motion}, voting.BallotOpened{Ballot: choice})
	untitled := choice
	untitled.Text = ""
	voted := ballot.Tally{Chosen: 3, Abstain: 1}
	voted.Options[0], voted.Options[1] = 1, 2
	link := cases.Link{Community: "c2", Name: "Poplar", Case: 7, Kind: cases.Joint}
	for _, c := range []struct {
		e              life.Event
		id, args, text string
	}{
		{voting.BallotOpened{Ballot: lampsOrNothing("1.4")}, "moment.ballot", "", "Lamps"},
		{voting.BallotOpened{Ballot: motion}, "moment.motion", "", "Lamps"},
		{voting.BallotOpened{Ballot: choice}, "moment.ballot.options", "", "Lamps\n1. Lamps\n2. Lanterns"},
		{voting.BallotOpened{Ballot: untitled}, "moment.ballot.options", "", "1. Lamps\n2. Lanterns"},
		{voting.BallotClosed{Ballot: "1.1", Result: ballot.NoQuorum, Tally: ballot.Tally{Yes: 1}}, "moment.ballot.no_quorum",
			"Abstain=0 Cast=1 No=0 Yes=1", ""},
		{voting.BallotClosed{Ballot: "1.2", Result: ballot.Void}, "moment.motion.void", "Abstain=0 Cast=0 No=0 Yes=0", ""},
		{voting.BallotClosed{Ballot: "1.3", Result: ballot.Adopted, Winner: 2, Tally: voted}, "moment.ballot.chosen",
			"Cast=4 Number=2 Votes=2", "Lanterns"},
		{voting.BallotClosed{Ballot: "1.3", Result: ballot.Tied, Tally: voted}, "moment.ballot.tied",
			"Abstain=1 Cast=4 No=0 Yes=0", ""},
		{voting.RoundFailed{Case: 1}, "moment.round", "", ""},
		{voting.RoundFailed{Case: 1, To: "research"}, "moment.round.back", "", ""},
		{publicity.ObjectionSettled{Case: 1, Number: 2, Ruling: cases.Upheld, Reason: "True"}, "moment.upheld", "Number=2",
			"True"},
		{publicity.ObjectionSettled{Case: 1, Number: 2, Ruling: cases.Dismissed, Reason: "No"}, "moment.dismissed",
			"Number=2", "No"},
		{publicity.AssemblyDecided{Case: 1, By: 2, Agreed: true, Text: "All for it"}, "moment.assembly.yes", "",
			"All for it"},
		{publicity.AssemblyDecided{Case: 1, By: 2, Text: "Too dear"}, "moment.assembly.no", "", "Too dear"},
		{life.CaseClosed{Case: 1, How: cases.Closing{Outcome: cases.Solved}}, "moment.closed", "Outcome=outcome.solved", ""},
		{
			life.CaseClosed{Case: 1, How: cases.Closing{Outcome: cases.Declined, Ground: cases.Ordered, Reason: "The county"}},
			"moment.closed", "Ground=ground.ordered Outcome=outcome.declined", "The county",
		},
		{life.CaseClosed{Case: 1, How: cases.Closing{Outcome: cases.Merged, Into: 3}}, "moment.closed",
			"Into=3 Outcome=outcome.merged", ""},
		{screening.CaseReferred{Case: 1, Name: "County"}, "moment.referred.plain", "Name=County", ""},
		{screening.CaseReferred{Case: 1, Name: "County", Reason: "Too big"}, "moment.referred", "Name=County", "Too big"},
		{screening.CaseCarried{Case: 1, Reason: "Too big"}, "moment.carried", "From=", "Too big"},
		{screening.SentBack{Case: 1, Text: "It is yours"}, "moment.sent_back", "", "It is yours"},
		{ties.LeadFound{Case: 1, Number: 7}, "moment.lead_found", "Lead=0 Name=", ""},
		{ties.CaseShared{Case: 1, Text: "The street", Lead: link}, "moment.shared", "Lead=7 Name=Poplar", "The street"},
		{ties.PartnerLost{Case: 1, Community: "c9"}, "moment.partner_lost", "Name=", ""},
		{
			ties.CommunityCounted{Case: 1,
				Count: cases.Count{Name: "Poplar", Result: ballot.Rejected, Tally: ballot.Tally{Yes: 1, No: 2}}},
			"moment.counted", "Abstain=0 Name=Poplar No=2 Result=count.rejected Yes=1", "",
		},
		{
			ties.JointCounted{Case: 1, Result: ballot.Adopted, Tally: ballot.Tally{Yes: 3}},
			"moment.counted", "Abstain=0 Name=Willow No=0 Result=count.adopted Yes=3", "",
		},
	} {
		told := public.Moments(s, c.e, noon)
		if len(told) != 1 {
			t.Errorf("%T is told as %+v", c.e, told)
			continue
		}
		m := told[0]
		if m.Case != 1 || !m.At.Equal(noon) || m.Message.ID != c.id || args(m.Message) != c.args || m.Text != c.text {
			t.Errorf("%T is told of case %d as %s, with %q: %q", c.e, m.Case, m.Message.ID, args(m.Message), m.Text)
		}
	}
}

// A case that others lead is told with their name and number; a partner that is lost with the name of the tie.
func TestMomentsNameOtherCommunities(t *testing.T) {
	s := hamlet(t)
	happen(s,
		ties.Linked{Community: "c2", Name: "Poplar", Kin: record.Beside},
		ties.CaseShared{Case: 2, Title: "Street", Procedure: "six-step", Version: 1,
			Lead: cases.Link{Community: "c2", Name: "Poplar", Case: 7, Kind: cases.Joint}},
	)
	for _, c := range []struct {
		e    life.Event
		want string
	}{
		{ties.EchoHeard{Case: 2, Told: say.New("echo.entered.taken")}, "Heard=echo.entered.taken Lead=7 Name=Poplar"},
		{ties.LeadFound{Case: 2, Number: 7}, "Lead=7 Name=Poplar"},
		{ties.PartnerLost{Case: 2, Community: "c2"}, "Name=Poplar"},
	} {
		if told := public.Moments(s, c.e, noon); len(told) != 1 || args(told[0].Message) != c.want {
			t.Errorf("%T: %+v", c.e, told)
		}
	}
}

// A meeting is told at each case on its agenda, as the agenda is now where the event does not say.
func TestAMeetingIsToldAtEachOfItsCases(t *testing.T) {
	s := hamlet(t)
	raised(s, "Gas", "Bus")
	m := meeting.Meeting{Number: 1, Cases: []int{1, 3}, At: noon, Status: meeting.Scheduled}
	happen(s, convening.MeetingScheduled{Meeting: m})
	later := noon.Add(time.Hour)
	for id, e := range map[string]life.Event{
		"moment.scheduled":  convening.MeetingScheduled{Meeting: m},
		"moment.moved":      convening.MeetingMoved{Meeting: 1, At: later},
		"moment.called_off": convening.MeetingCalledOff{Meeting: 1, Reason: "Flood"},
		"moment.minutes":    convening.MinutesRecorded{Meeting: 1, Text: "secret"},
	} {
		told := public.Moments(s, e, later)
		if len(told) != 2 || told[0].Case != 1 || told[1].Case != 3 {
			t.Errorf("%s is told as %+v", id, told)
			continue
		}
		for _, x := range told {
			if x.Message.ID != id || args(x.Message) != "Meeting=1" || !x.At.Equal(later) ||
				(x.Text == "Flood") != (id == "moment.called_off") {
				t.Errorf("%s is told as %+v", id, x)
			}
		}
	}
	if told := public.Moments(s, convening.MeetingOpened{Meeting: 5}, noon); len(told) != 0 {
		t.Errorf("a meeting that is not there is told: %+v", told)
	}
}

// Pictures of the work are told with it, by names of their own.
func TestMomentsOfTheWorkHavePictures(t *testing.T) {
	s := hamlet(t)
	files := []string{"AgAC1", "AgAC2"}
	for id, e := range map[string]life.Event{
		"moment.visit": research.Visited{Case: 1,
			Visit: cases.Visit{At: noon, Place: "Bridge", By: 2, Text: "seen", Photos: files}},
		"moment.progress": work.ProgressNoted{Case: 1, Task: 1, By: 2, Text: "seen", Photos: files},
		"moment.done":     work.TaskDone{Case: 1, Task: 1, By: 2, Evidence: "seen", Photos: files},
		"moment.claimed":  work.TaskClaimed{Case: 1, Task: 1, By: 2, Evidence: "seen", Photos: files},
		"moment.noted":    work.TaskNoted{Case: 1, Task: 1, By: 2, Text: "seen", Photos: files},
	} {
		told := public.Moments(s, e, noon)
		if len(told) != 1 || told[0].Message.ID != id || told[0].Text != "seen" || len(told[0].Photos) != 2 ||
			told[0].Photos[1].File != "AgAC2" {
			t.Errorf("%s: %+v", id, told)
		}
	}
}

// An id that is no ballot's is told of no case.
func TestABallotOfNoCaseIsNotTold(t *testing.T) {
	if told := public.Moments(hamlet(t), voting.BallotClosed{Ballot: "old"}, noon); told != nil {
		t.Errorf("%+v", told)
	}
}
