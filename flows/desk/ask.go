package desk

import (
	"strings"

	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/office"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/personnel"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Verbs are those of looking things up.
func Verbs() []life.Verb {
	return []life.Verb{
		caseVerb(), wallVerb(), mineVerb(), queueVerb(), peopleVerb(), logVerb(), procedureVerb(), privacyVerb(),
		reportVerb(), exportVerb(), cancelVerb(),
	}
}

func caseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Case,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(showCase),
		Menu:   life.Menu{For: life.ForEverybody, Rank: 40},
	}
}

// showCase answers with the card of a case.
func showCase(s *life.State, cmd life.Command) (life.Result, error) {
	if s.Case(cmd.Case) == nil {
		return life.Result{}, life.Refuse("refuse.no_case", say.Args{"Case": say.Case(cmd.Case)})
	}
	return life.Result{Answer: say.Notice{View: say.CardView(cmd.Case)}}, nil
}

func wallVerb() life.Verb {
	return life.Verb{
		Name:   permission.Wall,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(showWall),
		Menu:   life.Menu{For: life.ForEverybody, Rank: 30},
		Help: []life.HelpLine{{Reader: "resident", Rank: 30}, {Reader: "handler", Rank: 50},
			{Reader: "authority", Rank: 60}},
	}
}

func showWall(_ *life.State, _ life.Command) (life.Result, error) {
	return life.Result{Answer: say.Notice{View: say.WallView}}, nil
}

func peopleVerb() life.Verb {
	return life.Verb{
		Name:   permission.People,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(showPeople),
		Menu:   life.Menu{For: life.ForAllInOffice, Rank: 800},
	}
}

// showPeople lists who holds which role.
func showPeople(s *life.State, _ life.Command) (life.Result, error) {
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
				names = append(names, say.Msg("people.detailed",
					say.Args{"Person": say.Person(x.Person), "Detail": personnel.DetailArg(x.Role, x.Detail)}))
			}
		}
		if len(names) > 0 {
			lines = append(lines, say.Msg("people.line", say.Args{
				"Role": say.Msg("role." + string(role)), "Count": say.Num(len(names)), "People": say.List(names...),
			}))
		}
	}
	lines = append(lines, office.CouncilLines(s)...)
	return life.AnswerAs(say.Lasting, nil, "people.list",
		say.Args{"Name": say.Text(s.Head().Name), "Lines": say.Lines(lines...)})
}

// Procedure is the procedure that new cases are to follow, or PictureWord; "" shows the one in use.
type Procedure struct{ Word string }

func readProcedure(got life.Reading) Procedure { return Procedure{Word: got.Said["word"]} }

func procedureVerb() life.Verb {
	return life.Verb{
		Name:   permission.Procedure,
		Roles:  people.Everybody(),
		Fields: form.Takes(form.Optional(form.New("word", form.Word))),
		Decide: life.With(readProcedure, showProcedure),
		Menu:   life.Menu{For: life.ForAllInOffice, Rank: 810},
	}
}

// showProcedure tells the procedure as it would hang on the wall of the meeting room, or changes it for new cases.
func showProcedure(s *life.State, cmd life.Command, of Procedure) (life.Result, error) {
	if of.Word == PictureWord {
		p := s.Current()
		return life.Result{Answer: say.Notice{
			Message: say.New("procedure.picture", say.Args{"Name": say.Names(p.Names)}),
			File:    say.File{Kind: say.ProcedureFile, Of: p.ID + " " + record.Num(p.Version)},
		}}, nil
	}
	if of.Word != "" {
		change := cmd
		change.Verb = permission.Settings
		return office.ChangeSettings(s, change, office.Setting{Name: office.SettingProcedure, Value: of.Word})
	}
	p := s.Current()
	result, err := life.Answer(nil, "procedure.show", say.Args{
		"Name": say.Names(p.Names), "Lines": say.Lines(WallLines(p)...),
		"Others": say.Text(strings.Join(s.Methods().IDs(), ", ")),
	})
	result.Answer.Buttons = [][]say.Button{say.Row(say.Press(say.New("button.picture"),
		record.Line(permission.Procedure, PictureWord)))}
	return result, err
}

// PictureWord asks, in place of a procedure's id, for the picture of the one in use.
const PictureWord = "picture"

// HelpVerb tells of the others: lines are the verbs that a reader is told of.
func HelpVerb(lines func(reader string) []permission.Verb) life.Verb {
	return life.Verb{
		Name:   permission.Help,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(func(s *life.State, cmd life.Command) (life.Result, error) { return help(s, cmd, lines) }),
		Menu:   life.Menu{For: life.ForEverybody, Rank: 900},
	}
}

// help tells somebody what they can do: an introduction, and a line for each verb that is for them.
func help(s *life.State, cmd life.Command, lines func(reader string) []permission.Verb) (life.Result, error) {
	reader := helpReader(s.Person(cmd.By))
	var told []say.Arg
	for _, v := range lines(reader) {
		told = append(told, say.Msg("help."+reader+"."+string(v)))
	}
	return life.Result{Answer: say.Notice{
		Message: say.New("help."+reader, say.Args{"Name": say.Text(s.Head().Name), "Lines": say.Lines(told...)}),
		Buttons: [][]say.Button{say.Row(say.Button{Label: say.New("button.private"), Start: s.Head().Door})},
	}}, nil
}

// helpReader is what kind of reader of the help a person is; nil for somebody unknown.
func helpReader(p *people.Person) string {
	switch {
	case p == nil:
		return "resident"
	case p.Has(people.Secretary) || p.Has(people.Convener):
		return "secretary"
	case p.Has(people.Member):
		return "member"
	case p.Has(people.Handler) || p.Has(people.Supervisor):
		return "handler"
	case p.Has(people.Authority):
		return "authority"
	}
	return "resident"
}

// cancelVerb ends a dialog: the conversation answers it, for there is nothing to decide.
func cancelVerb() life.Verb {
	return life.Verb{
		Name:   permission.Cancel,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
	}
}

func privacyVerb() life.Verb {
	return life.Verb{
		Name:   permission.Privacy,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(privacy),
	}
}

// privacy tells what is kept of the one who asks.
func privacy(s *life.State, cmd life.Command) (life.Result, error) {
	p := s.Person(cmd.By)
	if p == nil || p.Erased {
		return life.Answer(nil, "privacy.nothing")
	}
	var roles []say.Arg
	for _, r := range p.Roles() {
		roles = append(roles, say.Msg("role."+string(r)))
	}
	return life.Result{Answer: say.Notice{
		Message: say.New("privacy.show", say.Args{
			"Name": say.Text(s.Head().Name), "Since": say.Date(p.Joined), "Roles": say.List(roles...),
			"Number": say.Num(p.Number),
		}),
		Buttons: [][]say.Button{say.Row(say.Press(say.New("button.erase"), string(permission.Erase)))},
	}}, nil
}
