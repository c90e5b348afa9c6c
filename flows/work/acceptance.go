package work

import (
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/impartial"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// claimed finds the task of a command that a unit says is done; who has a part in the case is not its
// judge.
func claimed(s *life.State, cmd life.Command, task int) (*cases.Case, *cases.Task, error) {
	c, t, err := inTask(s, cmd, task)
	if err != nil {
		return nil, nil, err
	}
	if t.Claimed.IsZero() {
		return nil, nil, life.Refuse("refuse.not_claimed", life.CaseArgs(c, life.TaskArgs(t)))
	}
	return c, t, impartial.Judge(s, cmd, c)
}

func passVerb() life.Verb {
	return life.Verb{
		Name:   permission.Pass,
		Roles:  []people.Role{people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task()),
		Decide: life.With(readReport, pass),
		Menu:   life.Menu{For: life.ForOffice, Rank: 560},
	}
}

// pass agrees that a task is done.
func pass(s *life.State, cmd life.Command, said Report) (life.Result, error) {
	c, t, err := claimed(s, cmd, said.Task)
	if err != nil {
		return life.Result{}, err
	}
	events := life.One(TaskDone{Case: c.Number, Task: t.Number, By: cmd.By, Evidence: t.Evidence, Passed: true})
	if len(c.OpenTasks()) == 1 {
		events = append(events, life.Advance(s, c, ""))
	}
	return life.Answer(events, "receipt.passed", life.CaseArgs(c, life.TaskArgs(t)))
}

func redoVerb() life.Verb {
	return life.Verb{
		Name:   permission.Redo,
		Roles:  []people.Role{people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("redo")),
		Decide: life.With(readReport, redo),
		Menu:   life.Menu{For: life.ForOffice, Rank: 570},
	}
}

// redo does not agree, and says why.
func redo(s *life.State, cmd life.Command, said Report) (life.Result, error) {
	c, t, err := claimed(s, cmd, said.Task)
	if err != nil {
		return life.Result{}, err
	}
	e := TaskRefused{Case: c.Number, Task: t.Number, By: cmd.By, Reason: said.Text}
	return life.Answer(life.One(e), "receipt.redo", life.CaseArgs(c, life.TaskArgs(t)))
}

func noteVerb() life.Verb {
	return life.Verb{
		Name:   permission.Note,
		Roles:  []people.Role{people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("note")),
		Decide: life.With(readReport, note),
		Menu:   life.Menu{For: life.ForOffice, Rank: 550},
	}
}

// note keeps what a supervisor says of the work, for all to read.
func note(s *life.State, cmd life.Command, said Report) (life.Result, error) {
	c, t, err := inTask(s, cmd, said.Task)
	if err != nil {
		return life.Result{}, err
	}
	e := TaskNoted{Case: c.Number, Task: t.Number, By: cmd.By, Text: said.Text, Photos: cmd.Photos}
	return life.Answer(life.One(e), "receipt.noted", life.CaseArgs(c, life.TaskArgs(t)))
}

// TaskClaimed says that the unit finds a task done; a supervisor is asked.
type TaskClaimed struct {
	Case     int      `json:"case"`
	Task     int      `json:"task"`
	By       int      `json:"by"`
	Evidence string   `json:"evidence"`
	Photos   []string `json:"photos,omitempty"`
}

// Apply implements life.Event.
func (e TaskClaimed) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	t := c.Task(e.Task)
	t.Claimed, t.Evidence = m.At, e.Evidence
	t.Photos = append(t.Photos, e.Photos...)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e TaskClaimed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	t := c.Task(e.Task)
	args := life.TaskArgs(t)
	args["Text"] = say.Text(e.Evidence)
	n.Echo(s, c, "echo.claimed", args)
	n.Evidence(c, e.Photos, "case.evidence.after")
	n.Asks(s.Holders().Of(people.Supervisor), say.New("task.pass", life.CaseArgs(c, args)), "", say.Row(
		say.Press(say.New("button.pass"), record.Line(permission.Pass, taskID(c, t))),
		say.Press(say.New("button.redo"), record.Line(permission.Redo, taskID(c, t)))))
}

// TaskRefused says that a supervisor does not find a task done.
type TaskRefused struct {
	Case   int    `json:"case"`
	Task   int    `json:"task"`
	By     int    `json:"by"`
	Reason string `json:"reason"`
}

// Apply implements life.Event.
func (e TaskRefused) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	t := c.Task(e.Task)
	t.Claimed = time.Time{}
	t.Refused++
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e TaskRefused) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	t := c.Task(e.Task)
	args := life.TaskArgs(t)
	args["Reason"], args["By"] = say.Text(e.Reason), say.Person(e.By)
	n.Echo(s, c, "echo.redo", args)
	n.Asks(s.Holders().Unit(t.Unit), say.New("task.redo", life.CaseArgs(c, args)), workLine(c, t), workButtons(c, t)...)
}

// TaskNoted is what a supervisor says of the work.
type TaskNoted struct {
	Case   int      `json:"case"`
	Task   int      `json:"task"`
	By     int      `json:"by"`
	Text   string   `json:"text"`
	Photos []string `json:"photos,omitempty"`
}

// Apply implements life.Event.
func (e TaskNoted) Apply(s *life.State, m life.Meta) {
	record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case)).Touch(m.At)
}

// Tell implements life.Event.
func (e TaskNoted) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	t := c.Task(e.Task)
	args := life.TaskArgs(t)
	args["Text"], args["By"] = say.Text(e.Text), say.Person(e.By)
	n.Echo(s, c, "echo.noted", args)
	n.Evidence(c, e.Photos, "case.evidence.noted")
	n.Tells(s.Holders().Unit(t.Unit), say.New("notice.noted", life.CaseArgs(c, args)), workLine(c, t))
}

// waitPass is who is waited for when a task is said to be done.
func waitPass(t *cases.Task, w life.Wait) life.Wait {
	w.For, w.Verb, w.Unit, w.Since = "pass", permission.Pass, t.Unit, t.Claimed
	w.Roles, w.Due = []people.Role{people.Supervisor}, time.Time{}
	return w
}
