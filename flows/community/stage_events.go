package community

import (
	"echowall/flows/cases"
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

func (e StageEntered) moves() int { return e.Case }

func (e StageEntered) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Enter(s.Method(c), e.Stage, s.local(m.At), s.Days())
	if enter := s.stage(c).Enter; enter != nil {
		enter(s, c)
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
	if call := s.stage(c).Call; call != nil {
		call(s, c, w, args, n)
		return
	}
	n.asks(s.officers(), say.New("task.next", args), "", s.doButtons(w)...)
}

// doButtons offer what is waited for: at once where a press says all, else as a press that asks for the rest.
func (s *State) doButtons(w Wait) [][]say.Button {
	if press := s.rules.Verbs.press(w.Verb); press.Buttons != nil {
		return press.Buttons(s, w)
	}
	if w.Verb == "" {
		return nil
	}
	return [][]say.Button{say.Row(say.Press(say.New("button.do."+string(w.Verb)), line(w.Verb, num(w.Case))))}
}

// aboutDoing lets people answer in words what is waited for; "" where words alone would not do.
func (s *State) aboutDoing(w Wait) string {
	if press := s.rules.Verbs.press(w.Verb); press.About != nil {
		return press.About(s, w)
	}
	return ""
}
