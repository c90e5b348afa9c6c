package publicity

import (
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
)

// name says as what a result is published whose time for objections is over, or whose procedure has none.
func name(c *cases.Case, as cases.Form) (life.Result, error) {
	switch {
	case c.Resolution == nil:
		return life.Result{}, life.Refuse("refuse.no_resolution", life.CaseArgs(c))
	case as == "":
		return life.Result{}, life.Refuse("refuse.no_form", life.CaseArgs(c))
	case as == c.Resolution.Form():
		return life.Result{}, life.Refuse("refuse.same_form", life.CaseArgs(c, say.Args{"Form": life.FormArg(as)}))
	}
	return life.Answer(life.One(FormNamed{Case: c.Number, As: as}), "receipt.named",
		life.CaseArgs(c, say.Args{"Form": life.FormArg(as)}))
}

// publishButtons let the secretary publish a result as what it is.
func publishButtons(number int) [][]say.Button {
	press := func(f cases.Form) say.Button {
		return say.Press(say.New("option."+string(f)), record.Line(permission.Publish, record.Num(number), string(f)))
	}
	return [][]say.Button{
		say.Row(say.Press(say.New("button.do.publish"), record.Line(permission.Publish, record.Num(number)))),
		say.Row(press(cases.AsCovenant), press(cases.AsRule), press(cases.AsScheme)),
	}
}

// FormNamed says as what a result is published that needs no time for objections, or had it.
type FormNamed struct {
	Case int        `json:"case"`
	As   cases.Form `json:"as"`
}

// Apply implements life.Event.
func (e FormNamed) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Resolution.Published = e.As
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e FormNamed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.named", say.Args{"Form": life.FormArg(e.As), "Text": say.Text(c.Resolution.Text)})
}
