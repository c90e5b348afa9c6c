package community

import (
	"strings"

	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// showCase answers with the card of a case.
func (s *State) showCase(cmd Command) (Result, error) {
	if s.Case(cmd.Case) == nil {
		return Result{}, refuse("refuse.no_case", say.Args{"Case": say.Case(cmd.Case)})
	}
	return Result{Answer: say.Notice{View: say.CardView(cmd.Case)}}, nil
}

func (s *State) showWall(Command) (Result, error) {
	return Result{Answer: say.Notice{View: say.WallView}}, nil
}

// showPeople lists who holds which role.
func (s *State) showPeople(Command) (Result, error) {
	var lines []say.Arg
	h := s.Holders()
	for _, role := range people.Granted() {
		var names []say.Arg
		for _, x := range h.List {
			if x.Role != role {
				continue
			}
			if x.Detail == "" {
				names = append(names, say.Person(x.Person))
			} else {
				names = append(names, say.Msg("people.detailed", say.Args{"Person": say.Person(x.Person), "Detail": DetailArg(x.Role, x.Detail)}))
			}
		}
		if len(names) > 0 {
			lines = append(lines, say.Msg("people.line", say.Args{
				"Role": say.Msg("role." + string(role)), "Count": say.Num(len(names)), "People": say.List(names...),
			}))
		}
	}
	lines = append(lines, s.councilLines()...)
	return answerAs(say.Lasting, nil, "people.list", say.Args{"Name": say.Text(s.Head().Name), "Lines": say.Lines(lines...)})
}

// showProcedure tells the procedure as it would hang on the wall of the meeting room, or changes it for new cases.
func (s *State) showProcedure(cmd Command) (Result, error) {
	if cmd.Word == PictureWord {
		p := s.Current()
		return Result{Answer: say.Notice{
			Message: say.New("procedure.picture", say.Args{"Name": say.Names(p.Names)}),
			File:    say.File{Kind: say.ProcedureFile, Of: p.ID + " " + num(p.Version)},
		}}, nil
	}
	if cmd.Word != "" {
		change := cmd
		change.Verb, change.Word, change.Text = permission.Settings, SettingProcedure, cmd.Word
		return s.settings(change)
	}
	p := s.Current()
	result, err := answer(nil, "procedure.show", say.Args{
		"Name": say.Names(p.Names), "Lines": say.Lines(WallLines(p)...), "Others": say.Text(strings.Join(s.methods.IDs(), ", ")),
	})
	result.Answer.Buttons = [][]say.Button{say.Row(say.Press(say.New("button.picture"), line(permission.Procedure, PictureWord)))}
	return result, err
}

// PictureWord, in place of a procedure's id, asks for the picture of the one in use.
const PictureWord = "picture"

func (s *State) help(cmd Command) (Result, error) {
	id := "help.resident"
	p := s.Person(cmd.By)
	switch {
	case p == nil:
	case p.Has(people.Secretary) || p.Has(people.Convener):
		id = "help.secretary"
	case p.Has(people.Member):
		id = "help.member"
	case p.Has(people.Handler) || p.Has(people.Supervisor):
		id = "help.handler"
	case p.Has(people.Authority):
		id = "help.authority"
	}
	return Result{Answer: say.Notice{
		Message: say.New(id, say.Args{"Name": say.Text(s.Head().Name)}),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.private"), Start: s.Head().Door})},
	}}, nil
}

// privacy tells what is kept of the one who asks.
func (s *State) privacy(cmd Command) (Result, error) {
	p := s.Person(cmd.By)
	if p == nil || p.Erased {
		return answer(nil, "privacy.nothing")
	}
	var roles []say.Arg
	for _, r := range p.Roles() {
		roles = append(roles, say.Msg("role."+string(r)))
	}
	return Result{Answer: say.Notice{
		Message: say.New("privacy.show", say.Args{
			"Name": say.Text(s.Head().Name), "Since": say.Date(p.Joined), "Roles": say.List(roles...), "Number": say.Num(p.Number),
		}),
		Buttons: [][]say.Button{say.Row(say.Press(say.New("button.erase"), string(permission.Erase)))},
	}}, nil
}
