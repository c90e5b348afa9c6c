package work

import (
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Extend is more time for a task or, where there is none, for the step a case is in.
type Extend struct {
	// Task is its number in the case; 0 means the only one that can be meant.
	Task   int
	Due    time.Time
	Reason string
}

func readExtend(got life.Reading) Extend {
	_, task := got.Dotted("task")
	return Extend{Task: task, Due: got.Moment("date"), Reason: got.Said["text"]}
}

func extendVerb() life.Verb {
	return life.Verb{
		Name:  permission.Extend,
		Roles: []people.Role{people.Secretary, people.Handler},
		Stages: []procedure.Kind{
			procedure.Intake, procedure.Screening, procedure.Research, procedure.Deliberation, procedure.Publicity,
			procedure.Approval, procedure.Implementation,
		},
		// A unit has nothing but its tasks: the step as a whole is the office's.
		Only:   map[people.Role][]procedure.Kind{people.Handler: {procedure.Implementation}},
		Fields: form.Takes(form.Task(), form.New("date", form.Date), form.Prose("extend")),
		Decide: life.With(readExtend, extend),
		Menu:   life.Menu{For: life.ForOffice, Rank: 380},
		Help:   []life.HelpLine{{Reader: "handler", Rank: 40}},
	}
}

// extend gives a task more time, asked for before its time is over and with a reason that is announced.
func extend(s *life.State, cmd life.Command, more Extend) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if p := s.Person(cmd.By); len(c.OpenTasks()) == 0 && cmd.By != 0 && !anyTask(s, cmd.Verb, p) {
		return life.Result{}, otherUnit(c, p.Details(people.Handler))
	}
	if len(c.OpenTasks()) == 0 {
		return extendStage(s, cmd, c, more)
	}
	c, t, err := inTask(s, cmd, more.Task)
	if err != nil {
		return life.Result{}, err
	}
	if !t.Due.After(cmd.At) {
		return life.Result{}, life.Refuse("refuse.extend_late", life.CaseArgs(c, life.TaskArgs(t)))
	}
	if !more.Due.After(t.Due) {
		return life.Result{}, notBack(life.CaseArgs(c, life.TaskArgs(t)))
	}
	if err := life.InFuture(cmd.At, more.Due); err != nil {
		return life.Result{}, life.Amiss("date", err)
	}
	e := TaskExtended{Case: c.Number, Task: t.Number, Due: more.Due, Reason: more.Reason}
	args := life.CaseArgs(c, life.TaskArgs(t), say.Args{"Due": say.Date(e.Due)})
	return life.Answer(life.One(e), "receipt.extended", args)
}

// notBack refuses a day that would give no more time.
func notBack(args say.Args) error { return life.Amiss("date", life.Refuse("refuse.extend_back", args)) }

// extendStage gives the step a case is in more time, before its time is over and with a reason that is announced.
func extendStage(s *life.State, cmd life.Command, c *cases.Case, more Extend) (life.Result, error) {
	switch {
	case c.Talk.Ballot != "":
		return life.Result{}, life.Refuse("refuse.ballot_open", life.CaseArgs(c))
	case c.Kind(s.Method(c)) == procedure.Publicity && !c.Publicity.Until.IsZero():
		return life.Result{}, life.Refuse("refuse.published",
			life.CaseArgs(c, say.Args{"Until": say.Time(c.Publicity.Until)}))
	case c.Due.IsZero():
		return life.Result{}, life.Refuse("refuse.extend_open", life.CaseArgs(c))
	case !c.Due.After(cmd.At):
		return life.Result{}, life.Refuse("refuse.extend_late", life.CaseArgs(c, say.Args{"Due": say.Date(c.Due)}))
	case !more.Due.After(c.Due):
		return life.Result{}, notBack(life.CaseArgs(c, say.Args{"Due": say.Date(c.Due)}))
	}
	if err := life.InFuture(cmd.At, more.Due); err != nil {
		return life.Result{}, life.Amiss("date", err)
	}
	e := life.DeadlineExtended{Case: c.Number, Due: more.Due, Reason: more.Reason}
	return life.Answer(life.One(e), "receipt.extended.step", life.CaseArgs(c, say.Args{"Due": say.Date(e.Due)}))
}

// TaskExtended gives a task more time.
type TaskExtended struct {
	Case   int       `json:"case"`
	Task   int       `json:"task"`
	Due    time.Time `json:"due"`
	Reason string    `json:"reason"`
}

// Apply implements life.Event.
func (e TaskExtended) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	t := c.Task(e.Task)
	t.Due, t.Overdue = e.Due, false
	t.Extended++
	c.Postpone(lastDue(c))
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e TaskExtended) Tell(s *life.State, m life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := life.TaskArgs(c.Task(e.Task))
	args["Reason"] = say.Text(e.Reason)
	n.Echo(s, c, "echo.extended", args)
	life.TellOfExtension(s, c, m, append(s.Holders().Unit(c.Task(e.Task).Unit), s.Officers()...),
		say.New("notice.extended", life.CaseArgs(c, args)), n)
}
