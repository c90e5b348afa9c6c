package community

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

func extendVerb() Verb {
	return Verb{
		Name:  permission.Extend,
		Roles: []people.Role{people.Secretary, people.Handler},
		Stages: []procedure.Kind{
			procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation, procedure.Publicity,
			procedure.Approval, procedure.Implementation,
		},
		Fields: form.Takes(form.Task(), form.New("date", form.Date), form.Prose("extend")),
		Decide: (*State).extend,
		Menu:   Menu{For: ForOffice, Rank: 380},
		Help:   []HelpLine{{Reader: "handler", Rank: 40}},
	}
}

// extend gives a task more time, asked for before its time is over and with a reason that is announced.
func (s *State) extend(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if len(c.OpenTasks()) == 0 {
		return s.extendStage(cmd, c)
	}
	c, t, err := s.inTask(cmd)
	if err != nil {
		return Result{}, err
	}
	if !t.Due.After(cmd.At) {
		return Result{}, refuse("refuse.extend_late", caseArgs(c, taskArgs(t)))
	}
	if !cmd.When.After(t.Due) {
		return Result{}, refuse("refuse.extend_back", caseArgs(c, taskArgs(t)))
	}
	if err := s.inFuture(cmd.At, cmd.When); err != nil {
		return Result{}, err
	}
	e := TaskExtended{Case: c.Number, Task: t.Number, Due: cmd.When, Reason: cmd.Text}
	args := caseArgs(c, taskArgs(t), say.Args{"Due": say.Date(e.Due)})
	return answer(one(e), "receipt.extended", args)
}

// extendStage gives the step a case is in more time, before its time is over and with a reason that is announced.
func (s *State) extendStage(cmd Command, c *cases.Case) (Result, error) {
	switch {
	case c.Talk.Ballot != "":
		return Result{}, refuse("refuse.ballot_open", caseArgs(c))
	case c.Kind(s.Method(c)) == procedure.Publicity && !c.Publicity.Until.IsZero():
		return Result{}, refuse("refuse.published", caseArgs(c, say.Args{"Until": say.Time(c.Publicity.Until)}))
	case c.Due.IsZero():
		return Result{}, refuse("refuse.extend_open", caseArgs(c))
	case !c.Due.After(cmd.At):
		return Result{}, refuse("refuse.extend_late", caseArgs(c, say.Args{"Due": say.Date(c.Due)}))
	case !cmd.When.After(c.Due):
		return Result{}, refuse("refuse.extend_back", caseArgs(c, say.Args{"Due": say.Date(c.Due)}))
	}
	if err := s.inFuture(cmd.At, cmd.When); err != nil {
		return Result{}, err
	}
	e := DeadlineExtended{Case: c.Number, Due: cmd.When, Reason: cmd.Text}
	return answer(one(e), "receipt.extended.step", caseArgs(c, say.Args{"Due": say.Date(e.Due)}))
}

// DeadlineExtended gives the step a case is in more time.
type DeadlineExtended struct {
	Case   int       `json:"case"`
	Due    time.Time `json:"due"`
	Reason string    `json:"reason"`
}

func (e DeadlineExtended) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Postpone(e.Due)
	c.Touch(m.At)
}

func (e DeadlineExtended) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Due": say.Date(e.Due), "Reason": say.Text(e.Reason)}
	n.echo(s, c, "echo.extended.step", args)
	to := append(s.asked(c, s.Wait(c)), s.officers()...)
	s.tellOfExtension(c, m, to, say.New("notice.extended.step", caseArgs(c, args)), n)
}

// tellOfExtension tells those who do the work, those who answer for it and those who watch it, but for the one who asked and those whom
// the echo reaches in private.
func (s *State) tellOfExtension(c *cases.Case, m Meta, to []int, told say.Message, n *Notices) {
	to = append(to, s.Holders().Of(people.Supervisor)...)
	slices.Sort(to)
	followers := s.followers(c)
	for _, p := range slices.Compact(to) {
		if p != m.By && !slices.Contains(followers, p) {
			n.person(p, told)
		}
	}
}
