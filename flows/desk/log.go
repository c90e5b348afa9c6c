package desk

import (
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// actsTold is how many of the last acts /log tells; all of them stand in the book.
const actsTold = 15

func logVerb() life.Verb {
	return life.Verb{
		Name:   permission.Log,
		Roles:  people.Everybody(),
		Fields: form.Takes(),
		Decide: life.Plain(showLog),
		Menu:   life.Menu{For: life.ForAllInOffice, Rank: 805},
		Help:   []life.HelpLine{{Reader: "resident", Rank: 65}},
	}
}

// showLog tells what the offices did last by their own power.
func showLog(s *life.State, _ life.Command) (life.Result, error) {
	var lines []say.Arg
	if s.Acts != nil {
		var err error
		if lines, err = s.Acts(actsTold); err != nil {
			return life.Result{}, err
		}
	}
	if len(lines) == 0 {
		return life.Answer(nil, "log.none")
	}
	var buttons [][]say.Button
	if code := s.Head().Page.Code; code != "" {
		buttons = append(buttons, say.Row(say.Button{Label: say.New("button.page"), Page: code, Below: "council"}))
	}
	return life.Result{Answer: say.Notice{
		Kind: say.Lasting, Message: say.New("log.list", say.Args{"Lines": say.Lines(lines...)}), Buttons: buttons,
	}}, nil
}
