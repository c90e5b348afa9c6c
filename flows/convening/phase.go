package convening

import (
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/meeting"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Phases are what a meeting goes through, by name: those of the procedure of the first case on its agenda that has any.
func Phases(s *life.State, m *meeting.Meeting) []map[string]string {
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

func phaseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Phase,
		Roles:  []people.Role{people.Secretary, people.Convener, people.Chair},
		Fields: form.Takes(form.Meeting()),
		Decide: life.Plain(phase),
		Menu:   life.Menu{For: life.ForOffice, Rank: 230},
	}
}

// phase leads a meeting into its next phase.
func phase(s *life.State, cmd life.Command) (life.Result, error) {
	m, err := life.InMeeting(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	phases := Phases(s, m)
	switch now := max(m.Phase, 1); {
	case m.Status != meeting.Open:
		return life.Result{}, life.Refuse("refuse.not_open", life.MeetingArgs(m))
	case len(phases) == 0:
		return life.Result{}, life.Refuse("refuse.no_phases", life.MeetingArgs(m))
	case now >= len(phases):
		return life.Result{}, life.Refuse("refuse.last_phase", life.MeetingArgs(m))
	default:
		args := life.MeetingArgs(m)
		args["Step"] = say.Names(phases[now])
		return life.Answer(life.One(PhaseEntered{Meeting: m.Number, Phase: now + 1}), "receipt.phase", args)
	}
}

// PhaseEntered leads a meeting into a phase.
type PhaseEntered struct {
	Meeting int `json:"meeting"`
	Phase   int `json:"phase"`
}

// Apply implements life.Event.
func (e PhaseEntered) Apply(s *life.State, _ life.Meta) {
	record.Edit[meeting.Meeting](s.Cache, record.MeetingKey(e.Meeting)).Phase = e.Phase
}

// Tell implements life.Event.
func (e PhaseEntered) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Show(say.Council, say.MeetingView(e.Meeting))
	m := s.Meeting(e.Meeting)
	phases := Phases(s, m)
	if e.Phase > len(phases) {
		return
	}
	args := life.MeetingArgs(m)
	args["Step"], args["Number"], args["Count"] = say.Names(phases[e.Phase-1]), say.Num(e.Phase), say.Num(len(phases))
	n.Add(say.Notice{To: say.Address{Room: say.Council}, Under: say.MeetingView(e.Meeting),
		Message: say.New("notice.phase", args), Quiet: true})
}
