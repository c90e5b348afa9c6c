package public

import (
	"strconv"
	"strings"
	"time"

	"echowall/flows/ballot"
	"echowall/flows/cases"
	"echowall/flows/intake"
	"echowall/flows/life"
	"echowall/flows/publicity"
	"echowall/flows/research"
	"echowall/flows/say"
	"echowall/flows/screening"
	"echowall/flows/voting"
)

// Moment is something that happened to a case, as the journal has it. What is not named here is not told.
type Moment struct {
	Case int
	At   time.Time
	// Message says what happened, in a line; Text is what was written about it.
	Message say.Message
	Text    string
	Photos  []Photo
}

// Moments are what an event of the journal means in public, one for each case it is about. s is the community as it is
// now.
func Moments(s *life.State, e life.Event, at time.Time) []Moment {
	if all := meetingMoments(s, e); all != nil {
		for i := range all {
			all[i].At = at
		}
		return all
	}
	for _, tell := range []func(*life.State, life.Event) (Moment, bool){
		begun, looked, talked, voted, published, worked, watched, tied, ended,
	} {
		if m, ok := tell(s, e); ok {
			m.At = at
			return []Moment{m}
		}
	}
	return nil
}

func moment(number int, id, text string, args ...say.Args) (Moment, bool) {
	return Moment{Case: number, Message: say.New(id, args...), Text: text}, true
}

func begun(_ *life.State, e life.Event) (Moment, bool) {
	switch e := e.(type) {
	case intake.CaseRaised:
		return moment(e.Case, "moment.raised", "")
	case life.StageEntered:
		switch e.Why {
		case "taken":
			return moment(e.Case, "moment.taken", "")
		case "supported":
			return moment(e.Case, "moment.supported", "")
		case "time":
			return moment(e.Case, "moment.time", "")
		case life.Collected:
			return moment(e.Case, "moment.collected", "")
		case "judged":
			return moment(e.Case, "moment.judged", "")
		case "talked":
			return moment(e.Case, "moment.talked", "")
		}
	case intake.CaseReworded:
		return moment(e.Case, "moment.reworded", e.Text)
	case research.CaseWeighed:
		return moment(e.Case, "moment.weighed", "", say.Args{
			"Track": say.Msg("track." + string(e.Weighed.Track)), "Level": say.Msg("level." + string(e.Weighed.Level)),
		})
	case screening.CaseAccepted:
		return moment(e.Case, "moment.accepted", "", say.Args{"Track": say.Msg("track." + string(e.Track))})
	case life.CaseReopened:
		return moment(e.Case, "moment.reopened", e.Reason)
	case life.DeadlinePassed:
		return moment(e.Case, "moment.overdue", "")
	case life.DeadlineExtended:
		return moment(e.Case, "moment.step_extended", e.Reason, say.Args{"Due": say.Date(e.Due)})
	case life.SilenceEchoed:
		return moment(e.Case, "moment.silence", "")
	}
	return Moment{}, false
}

func talked(_ *life.State, e life.Event) (Moment, bool) {
	switch e := e.(type) {
	case research.FindingsRecorded:
		return moment(e.Case, "moment.findings", e.Text)
	case research.FindingsConfirmed:
		return moment(e.Case, "moment.confirmed", "")
	case voting.BallotOpened:
		id, text := "moment.ballot", e.Ballot.Text
		switch {
		case e.Ballot.Purpose == ballot.Screening:
			id = "moment.motion"
		case len(e.Ballot.Options) > 0:
			id, text = "moment.ballot.options", options(e.Ballot)
		}
		return moment(e.Ballot.Case, id, text, say.Args{"Closes": say.Time(e.Ballot.Closes)})
	case voting.RoundFailed:
		if e.To != "" {
			return moment(e.Case, "moment.round.back", "")
		}
		return moment(e.Case, "moment.round", "")
	}
	return Moment{}, false
}

// options are what one may choose from below the text of a ballot, a line each.
func options(b ballot.Ballot) string {
	lines := []string{b.Text}
	for i, o := range b.Options {
		lines = append(lines, strconv.Itoa(i+1)+". "+o)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// voted tells how a ballot ended. Its number holds that of its case.
func voted(s *life.State, e life.Event) (Moment, bool) {
	closed, ok := e.(voting.BallotClosed)
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
	if b := s.Ballot(closed.Ballot); b != nil && closed.Winner > 0 && closed.Winner <= len(b.Options) {
		return moment(n, "moment.ballot.chosen", b.Options[closed.Winner-1], say.Args{
			"Number": say.Num(closed.Winner), "Votes": say.Num(t.Options[closed.Winner-1]), "Cast": say.Num(t.Cast()),
		})
	}
	return moment(n, id, "", say.Args{
		"Yes": say.Num(t.Yes), "No": say.Num(t.No), "Abstain": say.Num(t.Abstain), "Cast": say.Num(t.Cast()),
	})
}

func published(_ *life.State, e life.Event) (Moment, bool) {
	switch e := e.(type) {
	case voting.ResolutionAdopted:
		return moment(e.Case, "moment.adopted", e.Text, say.Args{"Class": say.Msg("class." + string(e.Class))})
	case publicity.Published:
		return moment(e.Case, "moment.published", "", say.Args{"Until": say.Date(e.Until)})
	case publicity.Objected:
		return moment(e.Case, "moment.objected", e.Text, say.Args{"Number": say.Num(e.Number)})
	case publicity.ObjectionSettled:
		id := "moment.upheld"
		if e.Ruling == cases.Dismissed {
			id = "moment.dismissed"
		}
		return moment(e.Case, id, e.Reason, say.Args{"Number": say.Num(e.Number)})
	case publicity.FormNamed:
		return moment(e.Case, "moment.named", "", say.Args{"Form": say.Msg("form." + string(e.As))})
	case life.CaseSubmitted:
		return moment(e.Case, "moment.submitted", "")
	case publicity.AssemblyDecided:
		if e.Agreed {
			return moment(e.Case, "moment.assembly.yes", e.Text)
		}
		return moment(e.Case, "moment.assembly.no", e.Text)
	case intake.Recurred:
		return moment(e.Case, "moment.recurs", "", say.Args{"Earlier": say.Num(e.Earlier)})
	case publicity.Ended:
		return moment(e.Case, "moment.unopposed", "")
	case publicity.Approved:
		return moment(e.Case, "moment.approved", "")
	case publicity.Returned:
		return moment(e.Case, "moment.returned", e.Reason)
	}
	return Moment{}, false
}

func ended(_ *life.State, e life.Event) (Moment, bool) {
	closed, ok := e.(life.CaseClosed)
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
