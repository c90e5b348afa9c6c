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

// The values of the setting on who says that work is done.
const (
	DoneByUnit       = "handler"
	DoneBySupervisor = "supervisor"
)

// mustPass tells whether a supervisor must agree that a task is done: the community asks for it, and there is one to ask.
func (s *Records) mustPass() bool {
	return s.Head().Acceptance == DoneBySupervisor && len(s.Holders().Of(people.Supervisor)) > 0
}

// claimed finds the task of a command that a unit says is done; who works for that unit is not its judge while another could be.
func (s *State) claimed(cmd Command) (*cases.Case, *cases.Task, error) {
	c, t, err := s.inTask(cmd)
	if err != nil {
		return nil, nil, err
	}
	if t.Claimed.IsZero() {
		return nil, nil, refuse("refuse.not_claimed", caseArgs(c, taskArgs(t)))
	}
	others := slices.DeleteFunc(s.Holders().Of(people.Supervisor), func(p int) bool { return p == cmd.By })
	if p := s.Person(cmd.By); p != nil && worksFor(p.Details(people.Handler), t.Unit) && len(others) > 0 {
		return nil, nil, refuse("refuse.own_work", caseArgs(c))
	}
	return c, t, nil
}

func passVerb() Verb {
	return Verb{
		Name:   permission.Pass,
		Roles:  []people.Role{people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task()),
		Decide: (*State).pass,
		Menu:   Menu{For: ForOffice, Rank: 560},
	}
}

// pass agrees that a task is done.
func (s *State) pass(cmd Command) (Result, error) {
	c, t, err := s.claimed(cmd)
	if err != nil {
		return Result{}, err
	}
	events := one(TaskDone{Case: c.Number, Task: t.Number, By: cmd.By, Evidence: t.Evidence, Passed: true})
	if len(c.OpenTasks()) == 1 {
		events = append(events, s.advance(c, ""))
	}
	return answer(events, "receipt.passed", caseArgs(c, taskArgs(t)))
}

func redoVerb() Verb {
	return Verb{
		Name:   permission.Redo,
		Roles:  []people.Role{people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("redo")),
		Decide: (*State).redo,
		Menu:   Menu{For: ForOffice, Rank: 570},
	}
}

// redo does not agree, and says why.
func (s *State) redo(cmd Command) (Result, error) {
	c, t, err := s.claimed(cmd)
	if err != nil {
		return Result{}, err
	}
	e := TaskRefused{Case: c.Number, Task: t.Number, By: cmd.By, Reason: cmd.Text}
	return answer(one(e), "receipt.redo", caseArgs(c, taskArgs(t)))
}

func noteVerb() Verb {
	return Verb{
		Name:   permission.Note,
		Roles:  []people.Role{people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("note")),
		Decide: (*State).note,
		Menu:   Menu{For: ForOffice, Rank: 550},
	}
}

// note keeps what a supervisor says of the work, for all to read.
func (s *State) note(cmd Command) (Result, error) {
	c, t, err := s.inTask(cmd)
	if err != nil {
		return Result{}, err
	}
	e := TaskNoted{Case: c.Number, Task: t.Number, By: cmd.By, Text: cmd.Text, Photos: cmd.Photos}
	return answer(one(e), "receipt.noted", caseArgs(c, taskArgs(t)))
}

// TaskClaimed says that the unit finds a task done; a supervisor is asked.
type TaskClaimed struct {
	Case     int      `json:"case"`
	Task     int      `json:"task"`
	By       int      `json:"by"`
	Evidence string   `json:"evidence"`
	Photos   []string `json:"photos,omitempty"`
}

func (e TaskClaimed) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	t := c.Task(e.Task)
	t.Claimed, t.Evidence = m.At, e.Evidence
	t.Photos = append(t.Photos, e.Photos...)
	c.Touch(m.At)
}

func (e TaskClaimed) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	t := c.Task(e.Task)
	args := taskArgs(t)
	args["Text"] = say.Text(e.Evidence)
	n.echo(s, c, "echo.claimed", args)
	n.evidence(c, e.Photos, "case.evidence.after")
	n.asks(s.Holders().Of(people.Supervisor), say.New("task.pass", caseArgs(c, args)), "", say.Row(
		say.Press(say.New("button.pass"), line(permission.Pass, taskID(c, t))),
		say.Press(say.New("button.redo"), line(permission.Redo, taskID(c, t)))))
}

// TaskRefused says that a supervisor does not find a task done.
type TaskRefused struct {
	Case   int    `json:"case"`
	Task   int    `json:"task"`
	By     int    `json:"by"`
	Reason string `json:"reason"`
}

func (e TaskRefused) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	t := c.Task(e.Task)
	t.Claimed = time.Time{}
	t.Refused++
	c.Touch(m.At)
}

func (e TaskRefused) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	t := c.Task(e.Task)
	args := taskArgs(t)
	args["Reason"], args["By"] = say.Text(e.Reason), say.Person(e.By)
	n.echo(s, c, "echo.redo", args)
	n.asks(s.Holders().Unit(t.Unit), say.New("task.redo", caseArgs(c, args)), workLine(c, t), workButtons(c, t)...)
}

// TaskNoted is what a supervisor says of the work.
type TaskNoted struct {
	Case   int      `json:"case"`
	Task   int      `json:"task"`
	By     int      `json:"by"`
	Text   string   `json:"text"`
	Photos []string `json:"photos,omitempty"`
}

func (e TaskNoted) apply(s *State, m Meta) {
	edit[cases.Case](s.Book, caseKey(e.Case)).Touch(m.At)
}

func (e TaskNoted) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	t := c.Task(e.Task)
	args := taskArgs(t)
	args["Text"], args["By"] = say.Text(e.Text), say.Person(e.By)
	n.echo(s, c, "echo.noted", args)
	n.evidence(c, e.Photos, "case.evidence.noted")
	n.tells(s.Holders().Unit(t.Unit), say.New("notice.noted", caseArgs(c, args)), workLine(c, t))
}

// waitPass is who is waited for when a task is said to be done.
func (s *State) waitPass(t *cases.Task, w Wait) Wait {
	w.For, w.Verb, w.Unit, w.Since = "pass", permission.Pass, t.Unit, t.Claimed
	w.Roles, w.Due = []people.Role{people.Supervisor}, time.Time{}
	return w
}
