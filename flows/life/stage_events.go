package life

import (
	"echowall/flows/cases"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Quietly is the reason of a stage that the next event of the same command leaves or explains at once.
const Quietly = "quietly"

// Collected is the reason of a stage entered on the day of collecting, with all that was raised.
const Collected = "collected"

// StageEntered moves a case into a stage. Why names what moved it where no other event tells: "taken", "supported",
// "collected", "time".
type StageEntered struct {
	Case  int    `json:"case"`
	Stage int    `json:"stage"`
	Why   string `json:"why,omitempty"`
}

// Moves implements Mover.
func (e StageEntered) Moves() int { return e.Case }

// Apply implements Event.
func (e StageEntered) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Enter(s.Method(c), e.Stage, s.Local(m.At), s.Days())
	if enter := StageOf(s, c).Enter; enter != nil {
		enter(s, c)
	}
	c.Touch(m.At)
}

// Tell implements Event.
func (e StageEntered) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	if e.Why == Quietly {
		return
	}
	if e.Why != "" {
		n.Echo(s, c, "echo.entered."+e.Why, say.Args{"Count": say.Num(c.Supporters)})
	}
	if e.Why != Collected { // then the officers are asked once for all
		Call(s, c, n)
	}
}

// Call asks those who are now waited for.
func Call(s *State, c *cases.Case, n *Notices) {
	if c.Lead != nil {
		return // what another community leads, nobody here is asked to do
	}
	w := Waiting(s, c)
	args := CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(w.Message())}})
	if call := StageOf(s, c).Call; call != nil {
		call(s, c, w, args, n)
		return
	}
	n.Asks(s.Officers(), say.New("task.next", args), "", DoButtons(s, w)...)
}

// DoButtons offer what is waited for: at once where a press says all, else as a press that asks for the rest.
func DoButtons(s *State, w Wait) [][]say.Button {
	if press := s.Rules.Verbs.press(w.Verb); press.Buttons != nil {
		return press.Buttons(s, w)
	}
	if w.Verb == "" {
		return nil
	}
	return [][]say.Button{say.Row(say.Press(say.New("button.do."+string(w.Verb)),
		record.Line(w.Verb, record.Num(w.Case))))}
}

// aboutDoing lets people answer in words what is waited for; "" where words alone would not do.
func aboutDoing(s *State, w Wait) string {
	if press := s.Rules.Verbs.press(w.Verb); press.About != nil {
		return press.About(s, w)
	}
	return ""
}
