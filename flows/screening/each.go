package screening

import (
	"errors"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/say"
)

// told is how many of the cases that were not decided are told of with the reason.
const told = 10

// screenEach decides several cases alike. What stands against one of them hinders no other, and is told.
func screenEach(s *life.State, cmd life.Command, v cases.Verdict) (life.Result, error) {
	if v.Kind == cases.Merge || v.Kind == cases.Refer {
		// Each brings supporters along, or a letter to another community: that is looked at one by one.
		verdict := say.Msg("button.screen." + string(v.Kind))
		return life.Result{}, life.Refuse("refuse.screen_one", say.Args{"Verdict": verdict})
	}
	var events []life.Event
	var done, left []int
	var reasons []say.Arg
	var first error
	for _, number := range cmd.Cases {
		one := cmd
		one.Case, one.Cases = number, nil
		result, err := screen(s, one, v)
		var refused *life.Refusal
		switch {
		case errors.As(err, &refused):
			left = append(left, number)
			reasons = append(reasons, say.Arg{Msg: &refused.Message})
			if first == nil {
				first = err
			}
		case err != nil:
			return life.Result{}, err
		default:
			done, events = append(done, number), append(events, result.Events...)
		}
	}
	if len(done) == 0 && len(left) == 1 {
		return life.Result{}, first
	}
	return answerEach(events, v, done, left, reasons)
}

// answerEach says which cases were decided, and which were not and why.
func answerEach(events []life.Event, v cases.Verdict, done, left []int, reasons []say.Arg) (life.Result, error) {
	args := say.Args{
		"Verdict": say.Msg("button.screen." + string(v.Kind)), "Count": say.Num(len(done)),
		"Cases": say.Text(form.CaseSpans(done)), "Left": say.Text(form.CaseSpans(left)), "Missed": say.Num(len(left)),
		"Reasons": say.Lines(reasons[:min(len(reasons), told)]...),
	}
	if len(done) == 0 {
		return life.Result{}, life.Refuse("refuse.screen_none", args)
	}
	return life.Answer(events, "receipt.screened.several", args)
}
