package community

import (
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// timely refuses a meeting that would be held sooner than the procedure lets it be called. Urgent matters do not wait.
func (s *State) timely(c *cases.Case, now, when time.Time) error {
	notice := s.Method(c).Stage(c.Stage).Notice
	if notice.IsZero() || c.Track == procedure.Urgent {
		return nil
	}
	if earliest := notice.After(s.local(now), s.Days()); when.Before(earliest) {
		return refuse("refuse.notice", caseArgs(c, say.Args{"Within": say.Span(notice), "Earliest": say.Time(earliest)}))
	}
	return nil
}

// ready refuses to deliberate a case before there is what the procedure asks for.
func (s *State) ready(c *cases.Case) error {
	needs := s.Method(c).Stage(c.Stage).Needs
	switch {
	case len(c.Stakeholders) < needs.Stakeholders:
		return refuse("refuse.needs.stakeholders", caseArgs(c, say.Args{
			"Count": say.Num(needs.Stakeholders - len(c.Stakeholders)), "Needed": say.Num(needs.Stakeholders),
		}))
	case c.Statements < needs.Statements:
		return refuse("refuse.needs.statements", caseArgs(c, say.Args{
			"Count": say.Num(needs.Statements - c.Statements), "Needed": say.Num(needs.Statements),
		}))
	}
	return nil
}

// Phases are what a meeting goes through, by name: those of the procedure of the first case on its agenda that has any.
func Phases(s *State, m *meeting.Meeting) []map[string]string {
	for _, n := range m.Cases {
		c := s.Case(n)
		if c == nil {
			continue
		}
		p := s.Method(c)
		if phases := p.Stage(c.Stage).Phases; phases != nil {
			return phases
		}
	}
	return nil
}

func phaseVerb() Verb {
	return Verb{
		Name:   permission.Phase,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Chair},
		Fields: form.Takes(form.Meeting()),
		Decide: (*State).phase,
		Menu:   Menu{For: ForOffice, Rank: 230},
	}
}

// phase leads a meeting into its next phase.
func (s *State) phase(cmd Command) (Result, error) {
	m, err := s.inMeeting(cmd)
	if err != nil {
		return Result{}, err
	}
	phases := Phases(s, m)
	switch now := max(m.Phase, 1); {
	case m.Status != meeting.Open:
		return Result{}, refuse("refuse.not_open", meetingArgs(m))
	case len(phases) == 0:
		return Result{}, refuse("refuse.no_phases", meetingArgs(m))
	case now >= len(phases):
		return Result{}, refuse("refuse.last_phase", meetingArgs(m))
	default:
		args := meetingArgs(m)
		args["Step"] = say.Names(phases[now])
		return answer(one(PhaseEntered{Meeting: m.Number, Phase: now + 1}), "receipt.phase", args)
	}
}

// PhaseEntered leads a meeting into a phase.
type PhaseEntered struct {
	Meeting int `json:"meeting"`
	Phase   int `json:"phase"`
}

func (e PhaseEntered) apply(s *State, _ Meta) {
	edit[meeting.Meeting](s.Book, meetingKey(e.Meeting)).Phase = e.Phase
}

func (e PhaseEntered) announce(s *State, _ Meta, n *Notices) {
	n.show(say.Council, say.MeetingView(e.Meeting))
	m := s.Meeting(e.Meeting)
	phases := Phases(s, m)
	if e.Phase > len(phases) {
		return
	}
	args := meetingArgs(m)
	args["Step"], args["Number"], args["Count"] = say.Names(phases[e.Phase-1]), say.Num(e.Phase), say.Num(len(phases))
	n.add(say.Notice{To: say.Address{Room: say.Council}, Under: say.MeetingView(e.Meeting), Message: say.New("notice.phase", args), Quiet: true})
}
