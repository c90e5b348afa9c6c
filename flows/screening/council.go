package screening

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// backed lets both conveners agree to what becomes of a case, where the community asks for it: the first word is kept
// and the others are asked, and only when all have said the same is it done. done says that it is.
func backed(s *life.State, cmd life.Command, c *cases.Case, v cases.Verdict) (result life.Result, done bool,
	err error) {
	conveners := s.Holders().Of(people.Convener)
	if s.Head().Conveners != record.BothConveners || len(conveners) < 2 || cmd.By == 0 {
		return life.Result{}, true, nil
	}
	by := slices.DeleteFunc(slices.Clone(c.Backers), func(p int) bool { return !slices.Contains(conveners, p) })
	if c.Backing == nil || *c.Backing != v {
		by = nil
	}
	if slices.Contains(conveners, cmd.By) && !slices.Contains(by, cmd.By) {
		by = append(by, cmd.By)
	}
	if len(by) == len(conveners) {
		return life.Result{}, true, nil
	}
	e := VerdictBacked{Case: c.Number, Verdict: v, By: by}
	result, err = life.Answer(life.One(e), "receipt.backed",
		life.CaseArgs(c, say.Args{"Person": life.Persons(life.Unbacked(s, by))}))
	return result, false, err
}

// VerdictBacked keeps a verdict that waits for the other convener's word.
type VerdictBacked struct {
	Case    int           `json:"case"`
	Verdict cases.Verdict `json:"verdict"`
	By      []int         `json:"by,omitempty"`
}

// Apply implements life.Event.
func (e VerdictBacked) Apply(s *life.State, _ life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Backing, c.Backers = &e.Verdict, e.By
}

// Tell implements life.Event.
func (e VerdictBacked) Tell(s *life.State, m life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	waits, v := life.Unbacked(s, e.By), e.Verdict
	args := life.CaseArgs(c, say.Args{"Motion": say.Msg("motion."+string(v.Kind), life.VerdictArgs(v)),
		"By": say.Person(m.By), "Text": say.Text(v.Text)})
	n.Asks(waits, say.New("task.back", args), "",
		say.Row(say.Press(say.New("button.back"), record.Line(permission.Back, record.Num(c.Number)))))
}

func backVerb() life.Verb {
	return life.Verb{
		Name:   permission.Back,
		Roles:  []people.Role{people.Convener},
		Stages: []procedure.Kind{procedure.Intake, procedure.Screening, procedure.Deliberation},
		Fields: form.Takes(form.Case()),
		Decide: life.Plain(back),
	}
}

// back agrees to the verdict that the other convener has given.
func back(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if c.Backing == nil {
		return life.Result{}, life.Refuse("refuse.nothing_to_back", life.CaseArgs(c))
	}
	cmd.Verb = permission.Screen
	return screen(s, cmd, *c.Backing)
}
