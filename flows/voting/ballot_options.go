package voting

import (
	"slices"
	"strings"
	"unicode/utf8"

	"echowall/flows/ballot"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// Choose is a question to be voted on, with its options below it, a line each.
type Choose struct {
	Manner ballot.Manner
	Class  ballot.Class
	Text   string
}

func readChoose(got life.Reading) Choose {
	return Choose{
		Manner: ballot.Manner(got.Said["manner"]), Class: ballot.Class(got.Said["class"]), Text: got.Said["text"],
	}
}

func chooseVerb() life.Verb {
	return life.Verb{
		Name:   permission.Choose,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Deliberation},
		Fields: form.Takes(
			form.Case(), form.OneOf("manner", "one", "several"), form.OneOf("class", "A", "B", "C"),
			form.Prose("choose"),
		),
		Decide: life.With(readChoose, choose),
		Menu:   life.Menu{For: life.ForOffice, Rank: 260},
	}
}

// choose puts a question to the vote with its options, a line each.
func choose(s *life.State, cmd life.Command, put Choose) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Lead != nil || len(c.Partners()) > 0 {
		// Each community would choose for itself, and might choose another option.
		return life.Result{}, life.Refuse("refuse.joint_options", life.CaseArgs(c))
	}
	question, options, err := optionsIn(c.Number, put.Text)
	if err != nil {
		return life.Result{}, err
	}
	return putToVote(s, cmd, ballot.Ballot{Class: put.Class, Text: question, Manner: put.Manner, Options: options})
}

// maxOption is how long an option may be, in characters: it must fit a button.
const maxOption = 60

// optionsIn reads a question and the options below it. Numbers and dashes before them are left out, for they are
// numbered anew.
func optionsIn(number int, text string) (question string, options []string, err error) {
	for l := range strings.SplitSeq(text, "\n") {
		switch l = strings.TrimSpace(l); {
		case l == "":
		case question == "":
			question = l
		default:
			options = append(options, strings.TrimLeft(l, "-–—•·*0123456789.、)） "))
		}
	}
	long := func(o string) bool { return o == "" || utf8.RuneCountInString(o) > maxOption }
	twice := len(slices.Compact(slices.Sorted(slices.Values(options)))) < len(options)
	if n := len(options); n < ballot.MinOptions || n > ballot.MaxOptions || slices.ContainsFunc(options, long) || twice {
		return "", nil, life.Amiss("text", life.Refuse("refuse.options", say.Args{
			"Case": say.Case(number), "Count": say.Num(n), "Least": say.Num(ballot.MinOptions),
			"Most": say.Num(ballot.MaxOptions), "Long": say.Num(maxOption),
		}))
	}
	return question, options, nil
}
