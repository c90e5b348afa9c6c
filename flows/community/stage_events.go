package community

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Quietly is the reason of a stage that the next event of the same command leaves or explains at once.
const Quietly = "quietly"

// Collected is the reason of a stage entered on the day of collecting, with all that was raised.
const Collected = "collected"

// StageEntered moves a case into a stage. Why names what moved it where no other event tells: "taken", "supported", "collected", "time".
type StageEntered struct {
	Case  int    `json:"case"`
	Stage int    `json:"stage"`
	Why   string `json:"why,omitempty"`
}

func (e StageEntered) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Enter(s.Method(c), e.Stage, s.local(m.At), s.Days())
	if c.Kind(s.Method(c)) == procedure.Evaluation {
		s.countAsked(c)
	}
	c.Touch(m.At)
}

func (e StageEntered) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	if e.Why == Quietly {
		return
	}
	if e.Why != "" {
		n.echo(s, c, "echo.entered."+e.Why, say.Args{"Count": say.Num(c.Supporters)})
	}
	if e.Why != Collected { // then the officers are asked once for all
		s.call(c, n)
	}
}

// call asks those who are now waited for.
func (s *State) call(c *cases.Case, n *Notices) {
	if c.Lead != nil {
		return // what another community leads, nobody here is asked to do
	}
	w := s.Wait(c)
	args := caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(w.Message())}})
	switch c.Kind(s.Method(c)) {
	case procedure.Screening:
		n.asks(s.officers(), say.New("task.screen.now", args), "", screenButtons(c)...)
	case procedure.Research:
		id := "task.research"
		if s.Method(c).Stage(c.Stage).Plan {
			id = "task.plan"
		}
		n.asks(append(slices.Clone(w.Persons), s.Holders().Of(w.Roles...)...), say.New(id, args), line(permission.Research, num(c.Number)))
	case procedure.Approval:
		id := s.planned(c, "task.approve")
		switch {
		case c.Resolution != nil:
			args["Text"] = say.Text(c.Resolution.Text)
		case c.Findings != nil:
			args["Text"] = say.Text(c.Findings.Text)
		}
		n.asks(s.Holders().Of(w.Roles...), say.New(id, args), "", approveButtons(c)...)
	case procedure.Evaluation:
		s.callRatings(c, args, n)
	default:
		n.asks(s.officers(), say.New("task.next", args), "", s.doButtons(w)...)
	}
}

// doButtons offer what is waited for: at once where a press says all, else as a press that asks for the rest.
func (s *State) doButtons(w Wait) [][]say.Button {
	c := s.Case(w.Case)
	switch w.Verb {
	case "", permission.Open, permission.Minutes:
		return nil
	case permission.Screen:
		return screenButtons(c)
	case permission.Vote:
		return BallotButtons(s.Ballot(c.Talk.Ballot), "")
	case permission.Rate:
		return RateButtons(c.Number)
	case permission.Done:
		return workButtons(c, c.Task(w.Task))
	case permission.Approve:
		return approveButtons(c)
	case permission.Assembly:
		return assemblyButtons(c)
	case permission.Publish:
		return publishButtons(c.Number)
	case permission.Fix:
		return [][]say.Button{say.Row(say.Press(say.New("button.do.fix"), line(w.Verb, "M"+num(c.Talk.Meeting))))}
	}
	return [][]say.Button{say.Row(say.Press(say.New("button.do."+string(w.Verb)), line(w.Verb, num(w.Case))))}
}

// aboutDoing lets people answer in words what is waited for; "" where words alone would not do.
func (s *State) aboutDoing(w Wait) string {
	switch w.Verb {
	case permission.Research, permission.Confirm, permission.Rate:
		return line(w.Verb, num(w.Case))
	case permission.Vote:
		return line(w.Verb, s.Case(w.Case).Talk.Ballot)
	case permission.Done:
		c := s.Case(w.Case)
		return workLine(c, c.Task(w.Task))
	}
	return ""
}

func approveButtons(c *cases.Case) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.approve"), line(permission.Approve, num(c.Number))),
		say.Press(say.New("button.return"), line(permission.Return, num(c.Number))))}
}

func screenButtons(c *cases.Case) [][]say.Button {
	press := func(word string, wish ...string) say.Button {
		return say.Press(say.New("button.screen."+word), line(permission.Screen, append([]string{num(c.Number), word}, wish...)...))
	}
	return [][]say.Button{
		say.Row(press("accept", "?"), press("decline")),
		say.Row(press("merge"), press("answer"), press("refer")),
	}
}
