package work

import (
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func extendVerb() life.Verb {
	return life.Verb{
		Name:  permission.Extend,
		Roles: []people.Role{people.Secretary, people.Handler},
		Stages: []procedure.Kind{
			procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation, procedure.Publicity,
			procedure.Approval, procedure.Implementation,
		},
		Fields: form.Takes(form.Task(), form.New("date", form.Date), form.Prose("extend")),
		Decide: extend,
		Menu:   life.Menu{For: life.ForOffice, Rank: 380},
		Help:   []life.HelpLine{{Reader: "handler", Rank: 40}},
	}
}

// extend gives a task more time, asked for before its time is over and with a reason that is announced.
func extend(s *life.State, cmd life.Command) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if len(c.OpenTasks()) == 0 {
		return extendStage(s, cmd, c)
	}
	c, t, err := inTask(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if !t.Due.After(cmd.At) {
		return life.Result{}, life.Refuse("refuse.extend_late", life.CaseArgs(c, life.TaskArgs(t)))
	}
	if !cmd.When.After(t.Due) {
		return life.Result{}, life.Refuse("refuse.extend_back", life.CaseArgs(c, life.TaskArgs(t)))
	}
	if err := life.InFuture(s, cmd.At, cmd.When); err != nil {
		return life.Result{}, err
	}
	e := TaskExtended{Case: c.Number, Task: t.Number, Due: cmd.When, Reason: cmd.Text}
	args := life.CaseArgs(c, life.TaskArgs(t), say.Args{"Due": say.Date(e.Due)})
	return life.Answer(life.One(e), "receipt.extended", args)
}

// extendStage gives the step a case is in more time, before its time is over and with a reason that is announced.
func extendStage(s *life.State, cmd life.Command, c *cases.Case) (life.Result, error) {
	switch {
	case c.Talk.Ballot != "":
		return life.Result{}, life.Refuse("refuse.ballot_open", life.CaseArgs(c))
	case c.Kind(s.Method(c)) == procedure.Publicity && !c.Publicity.Until.IsZero():
		return life.Result{}, life.Refuse("refuse.published", life.CaseArgs(c, say.Args{"Until": say.Time(c.Publicity.Until)}))
	case c.Due.IsZero():
		return life.Result{}, life.Refuse("refuse.extend_open", life.CaseArgs(c))
	case !c.Due.After(cmd.At):
		return life.Result{}, life.Refuse("refuse.extend_late", life.CaseArgs(c, say.Args{"Due": say.Date(c.Due)}))
	case !cmd.When.After(c.Due):
		return life.Result{}, life.Refuse("refuse.extend_back", life.CaseArgs(c, say.Args{"Due": say.Date(c.Due)}))
	}
	if err := life.InFuture(s, cmd.At, cmd.When); err != nil {
		return life.Result{}, err
	}
	e := life.DeadlineExtended{Case: c.Number, Due: cmd.When, Reason: cmd.Text}
	return life.Answer(life.One(e), "receipt.extended.step", life.CaseArgs(c, say.Args{"Due": say.Date(e.Due)}))
}
