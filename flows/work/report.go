package work

import (
	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/life"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Report is what is said of a task.
type Report struct {
	// Task is its number in the case; 0 means the only one that can be meant.
	Task int
	Text string
}

func readReport(got life.Reading) Report {
	_, task := got.Dotted("task")
	return Report{Task: task, Text: got.Said["text"]}
}

func progressVerb() life.Verb {
	return life.Verb{
		Name:   permission.Progress,
		Roles:  []people.Role{people.Secretary, people.Handler, people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("progress")),
		Decide: life.With(readReport, progress),
		Menu:   life.Menu{For: life.ForOffice, Rank: 360},
		Help:   []life.HelpLine{{Reader: "handler", Rank: 20}},
	}
}

// progress tells how the work goes; photos are evidence.
func progress(s *life.State, cmd life.Command, said Report) (life.Result, error) {
	c, t, err := inTask(s, cmd, said.Task)
	if err != nil {
		return life.Result{}, err
	}
	e := ProgressNoted{Case: c.Number, Task: t.Number, By: cmd.By, Text: said.Text, Photos: cmd.Photos}
	return life.Answer(life.One(e), "receipt.progress", life.CaseArgs(c, life.TaskArgs(t)))
}

func doneVerb() life.Verb {
	return life.Verb{
		Name:   permission.Done,
		Roles:  []people.Role{people.Secretary, people.Handler},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("done")),
		Decide: life.With(readReport, done),
		Press:  pressDone(),
		Menu:   life.Menu{For: life.ForOffice, Rank: 370},
		Help:   []life.HelpLine{{Reader: "handler", Rank: 30}},
	}
}

// done ends a task with its evidence; the last one ends the stage.
func done(s *life.State, cmd life.Command, said Report) (life.Result, error) {
	c, t, err := inTask(s, cmd, said.Task)
	if err != nil {
		return life.Result{}, err
	}
	if s.MustPass() {
		if !t.Claimed.IsZero() {
			return life.Result{}, life.Refuse("refuse.claimed", life.CaseArgs(c, life.TaskArgs(t)))
		}
		e := TaskClaimed{Case: c.Number, Task: t.Number, By: cmd.By, Evidence: said.Text, Photos: cmd.Photos}
		return life.Answer(life.One(e), "receipt.claimed", life.CaseArgs(c, life.TaskArgs(t)))
	}
	events := life.One(TaskDone{Case: c.Number, Task: t.Number, By: cmd.By, Evidence: said.Text, Photos: cmd.Photos})
	if len(c.OpenTasks()) == 1 {
		events = append(events, life.Advance(s, c, ""))
	}
	return life.Answer(events, "receipt.done", life.CaseArgs(c, life.TaskArgs(t)))
}

// ProgressNoted tells how a task goes.
type ProgressNoted struct {
	Case   int      `json:"case"`
	Task   int      `json:"task"`
	By     int      `json:"by"`
	Text   string   `json:"text"`
	Photos []string `json:"photos,omitempty"`
}

// Apply implements life.Event.
func (e ProgressNoted) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	t := c.Task(e.Task)
	t.Progress = e.Text
	t.Photos = append(t.Photos, e.Photos...)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e ProgressNoted) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := life.TaskArgs(c.Task(e.Task))
	args["Text"], args["By"] = say.Text(e.Text), say.Person(e.By)
	n.Echo(s, c, "echo.progress", args)
	id := "case.evidence"
	if t := c.Task(e.Task); len(t.Photos) == len(e.Photos) {
		id = "case.evidence.before" // the first photos are what the others are held against
	}
	n.Evidence(c, e.Photos, id)
}

// TaskDone ends a task.
type TaskDone struct {
	Case     int      `json:"case"`
	Task     int      `json:"task"`
	By       int      `json:"by"`
	Evidence string   `json:"evidence"`
	Photos   []string `json:"photos,omitempty"`
	// Passed says that a supervisor has agreed.
	Passed bool `json:"passed,omitempty"`
}

// Apply implements life.Event.
func (e TaskDone) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	t := c.Task(e.Task)
	t.Done, t.Evidence = m.At, e.Evidence
	t.Photos = append(t.Photos, e.Photos...)
	c.Due = lastDue(c)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e TaskDone) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := life.TaskArgs(c.Task(e.Task))
	args["Text"], args["By"] = say.Text(e.Evidence), say.Person(e.By)
	if e.Passed {
		n.Echo(s, c, "echo.passed", args)
		return
	}
	n.Echo(s, c, "echo.done", args)
	n.Evidence(c, e.Photos, "case.evidence.after")
}

func pressDone() life.Press {
	return life.Press{
		Buttons: func(s *life.State, w life.Wait) [][]say.Button {
			c := s.Case(w.Case)
			return workButtons(c, c.Task(w.Task))
		},
		About: func(s *life.State, w life.Wait) string { c := s.Case(w.Case); return workLine(c, c.Task(w.Task)) },
	}
}
