package community

import (
	"cmp"

	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// name says as what a result is published whose time for objections is over, or whose procedure has none.
func (s *State) name(cmd Command, c *cases.Case) (Result, error) {
	switch {
	case c.Resolution == nil:
		return Result{}, refuse("refuse.no_resolution", caseArgs(c))
	case cmd.As == "":
		return Result{}, refuse("refuse.no_form", caseArgs(c))
	case cmd.As == c.Resolution.Form():
		return Result{}, refuse("refuse.same_form", caseArgs(c, say.Args{"Form": formArg(cmd.As)}))
	}
	return answer(one(FormNamed{Case: c.Number, As: cmd.As}), "receipt.named", caseArgs(c, say.Args{"Form": formArg(cmd.As)}))
}

// formArg is as what a result is published, in words.
func formArg(f cases.Form) say.Arg { return say.Msg("form." + string(cmp.Or(f, cases.AsResolution))) }

// publishButtons let the secretary publish a result as what it is.
func publishButtons(number int) [][]say.Button {
	press := func(f cases.Form) say.Button {
		return say.Press(say.New("option."+string(f)), line(permission.Publish, num(number), string(f)))
	}
	return [][]say.Button{
		say.Row(say.Press(say.New("button.do.publish"), line(permission.Publish, num(number)))),
		say.Row(press(cases.AsCovenant), press(cases.AsRule), press(cases.AsScheme)),
	}
}

// FormNamed says as what a result is published that needs no time for objections, or had it.
type FormNamed struct {
	Case int        `json:"case"`
	As   cases.Form `json:"as"`
}

func (e FormNamed) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Resolution.Published = e.As
	c.Touch(m.At)
}

func (e FormNamed) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, "echo.named", say.Args{"Form": formArg(e.As), "Text": say.Text(c.Resolution.Text)})
}
