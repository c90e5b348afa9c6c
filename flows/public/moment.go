package public

import (
	"strconv"
	"strings"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/community"
	"echowall/flows/say"
)

// Moment is something that happened to a case, as the book has it. What is not named here is not told.
type Moment struct {
	Case int
	At   time.Time
	// Message says what happened, in a line; Text is what was written about it.
	Message say.Message
	Text    string
	Photos  []Photo
}

// Moments are what an event of the book means in public, one for each case it is about. s is the community as it is now.
func Moments(s *community.State, e community.Event, at time.Time) []Moment {
	if all := meetingMoments(s, e); all != nil {
		for i := range all {
			all[i].At = at
		}
		return all
	}
	for _, tell := range []func(community.Event) (Moment, bool){begun, talked, published, worked, ended} {
		if m, ok := tell(e); ok {
			m.At = at
			return []Moment{m}
		}
	}
	if m, ok := voted(s, e); ok {
		m.At = at
		return []Moment{m}
	}
	return nil
}

func moment(number int, id, text string, args ...say.Args) (Moment, bool) {
	return Moment{Case: number, Message: say.New(id, args...), Text: text}, true
}

func begun(e community.Event) (Moment, bool) {
	switch e := e.(type) {
	case community.CaseRaised:
		return moment(e.Case, "moment.raised", "")
	case community.StageEntered:
		switch e.Why {
		case "taken":
			return moment(e.Case, "moment.taken", "")
		case "supported":
			return moment(e.Case, "moment.supported", "")
		case "time":
			return moment(e.Case, "moment.time", "")
		}
	case community.CaseAccepted:
		return moment(e.Case, "moment.accepted", "", say.Args{"Track": say.Msg("track." + string(e.Track))})
	case community.CaseReopened:
		return moment(e.Case, "moment.reopened", e.Reason)
	case community.DeadlinePassed:
		return moment(e.Case, "moment.overdue", "")
	}
	return Moment{}, false
}

func talked(e community.Event) (Moment, bool) {
	switch e := e.(type) {
	case community.FindingsRecorded:
		return moment(e.Case, "moment.findings", e.Text)
	case community.FindingsConfirmed:
		return moment(e.Case, "moment.confirmed", "")
	case community.BallotOpened:
		id := "moment.ballot"
		if e.Ballot.Purpose == ballot.Screening {
			id = "moment.motion"
		}
		return moment(e.Ballot.Case, id, e.Ballot.Text, say.Args{"Closes": say.Time(e.Ballot.Closes)})
	}
	return Moment{}, false
}

// voted tells how a ballot ended. Its number holds that of its case.
func voted(s *community.State, e community.Event) (Moment, bool) {
	closed, ok := e.(community.BallotClosed)
	if !ok {
		return Moment{}, false
	}
	number, _, _ := strings.Cut(closed.Ballot, ".")
	n, err := strconv.Atoi(number)
	if err != nil {
		return Moment{}, false
	}
	id := "moment.ballot." + string(closed.Result)
	if b := s.Ballot(closed.Ballot); b != nil && b.Purpose == ballot.Screening {
		id = "moment.motion." + string(closed.Result)
	}
	t := closed.Tally
	return moment(n, id, "", say.Args{
		"Yes": say.Num(t.Yes), "No": say.Num(t.No), "Abstain": say.Num(t.Abstain), "Cast": say.Num(t.Cast()),
	})
}

func published(e community.Event) (Moment, bool) {
	switch e := e.(type) {
	case community.ResolutionAdopted:
		return moment(e.Case, "moment.adopted", e.Text, say.Args{"Class": say.Msg("class." + string(e.Class))})
	case community.Published:
		return moment(e.Case, "moment.published", "", say.Args{"Until": say.Date(e.Until)})
	case community.Objected:
		return moment(e.Case, "moment.objected", e.Text, say.Args{"Number": say.Num(e.Number)})
	case community.ObjectionSettled:
		id := "moment.upheld"
		if e.Ruling == cases.Dismissed {
			id = "moment.dismissed"
		}
		return moment(e.Case, id, e.Reason, say.Args{"Number": say.Num(e.Number)})
	case community.FormNamed:
		return moment(e.Case, "moment.named", "", say.Args{"Form": say.Msg("form." + string(e.As))})
	case community.CaseSubmitted:
		return moment(e.Case, "moment.submitted", "")
	case community.AssemblyDecided:
		if e.Agreed {
			return moment(e.Case, "moment.assembly.yes", e.Text)
		}
		return moment(e.Case, "moment.assembly.no", e.Text)
	case community.Recurred:
		return moment(e.Case, "moment.recurs", "", say.Args{"Earlier": say.Num(e.Earlier)})
	case community.PublicityEnded:
		return moment(e.Case, "moment.unopposed", "")
	case community.Approved:
		return moment(e.Case, "moment.approved", "")
	case community.Returned:
		return moment(e.Case, "moment.returned", e.Reason)
	}
	return Moment{}, false
}

func worked(e community.Event) (m Moment, ok bool) {
	switch e := e.(type) {
	case community.TaskAssigned:
		return moment(e.Case, "moment.assigned", e.Measure, say.Args{"Unit": say.Text(e.Unit), "Due": say.Date(e.Due)})
	case community.TaskExtended:
		return moment(e.Case, "moment.extended", e.Reason, say.Args{"Task": say.Num(e.Task), "Due": say.Date(e.Due)})
	case community.ProgressNoted:
		m, ok = moment(e.Case, "moment.progress", e.Text, say.Args{"Task": say.Num(e.Task)})
		m.Photos = photos(e.Photos)
	case community.TaskDone:
		m, ok = moment(e.Case, "moment.done", e.Evidence, say.Args{"Task": say.Num(e.Task)})
		m.Photos = photos(e.Photos)
	case community.TaskOverdue:
		return moment(e.Case, "moment.task_overdue", "", say.Args{"Task": say.Num(e.Task)})
	}
	return m, ok
}

func ended(e community.Event) (Moment, bool) {
	closed, ok := e.(community.CaseClosed)
	if !ok {
		return Moment{}, false
	}
	args := say.Args{"Outcome": say.Msg("outcome." + string(closed.How.Outcome))}
	if closed.How.Ground != "" {
		args["Ground"] = say.Msg("ground." + string(closed.How.Ground))
	}
	if closed.How.Into != 0 {
		args["Into"] = say.Num(closed.How.Into)
	}
	return moment(closed.Case, "moment.closed", closed.How.Reason, args)
}

// meetingMoments tell of a meeting at each case on its agenda.
func meetingMoments(s *community.State, e community.Event) []Moment {
	id, text, number := "", "", 0
	args := say.Args{}
	var agenda []int
	switch e := e.(type) {
	case community.MeetingScheduled:
		id, number, agenda = "moment.scheduled", e.Meeting.Number, e.Meeting.Cases
		args["When"] = say.Time(e.Meeting.At)
	case community.MeetingMoved:
		id, number = "moment.moved", e.Meeting
		args["When"] = say.Time(e.At)
	case community.MeetingCalledOff:
		id, text, number = "moment.called_off", e.Reason, e.Meeting
	case community.MeetingOpened:
		id, number = "moment.opened", e.Meeting
	case community.MinutesRecorded:
		id, number = "moment.minutes", e.Meeting
	default:
		return nil
	}
	if m := s.Meeting(number); agenda == nil && m != nil {
		agenda = m.Cases
	}
	args["Meeting"] = say.Num(number)
	all := make([]Moment, 0, len(agenda))
	for _, c := range agenda {
		all = append(all, Moment{Case: c, Message: say.New(id, args), Text: text})
	}
	return all
}
