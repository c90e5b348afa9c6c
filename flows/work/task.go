package work

import (
	"slices"
	"strings"
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

// Verbs are those of work and its acceptance.
func Verbs() []life.Verb {
	return []life.Verb{
		assignVerb(), extendVerb(), progressVerb(), doneVerb(), noteVerb(), passVerb(), redoVerb(),
	}
}

// Assign is who does what by when.
type Assign struct {
	Unit    string
	Due     time.Time
	Measure string
}

func readAssign(got life.Reading) Assign {
	return Assign{Unit: got.Said["unit"], Due: got.Moment("date"), Measure: got.Said["text"]}
}

func assignVerb() life.Verb {
	return life.Verb{
		Name:   permission.Assign,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Case(), form.New("unit", form.Word), form.New("date", form.Date), form.Prose("assign")),
		Decide: life.With(readAssign, assign),
		Menu:   life.Menu{For: life.ForOffice, Rank: 350},
		Help:   []life.HelpLine{{Reader: "secretary", Rank: 70}},
	}
}

// assign says who does what by when.
func assign(s *life.State, cmd life.Command, what Assign) (life.Result, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return life.Result{}, err
	}
	if err := life.InFuture(cmd.At, what.Due); err != nil {
		return life.Result{}, life.Amiss("date", err)
	}
	e := TaskAssigned{Case: c.Number, Task: len(c.Tasks) + 1, Unit: what.Unit, Measure: what.Measure, Due: what.Due}
	id := "receipt.assigned"
	if len(s.Holders().Unit(e.Unit)) == 0 {
		id = "receipt.assigned.nobody"
	}
	return life.Answer(life.One(e), id,
		life.CaseArgs(c, life.TaskArgs(&cases.Task{Number: e.Task, Unit: e.Unit, Measure: e.Measure, Due: e.Due})))
}

// inTask finds the open task a command means: the one it names, or the only one the person can mean.
func inTask(s *life.State, cmd life.Command, task int) (*cases.Case, *cases.Task, error) {
	c, err := life.InCase(s, cmd)
	if err != nil {
		return nil, nil, err
	}
	open := c.OpenTasks()
	if task != 0 {
		open = slices.DeleteFunc(open, func(t *cases.Task) bool { return t.Number != task })
	}
	if len(open) == 0 {
		return nil, nil, life.Refuse("refuse.no_task",
			life.CaseArgs(c, say.Args{"Next": say.Arg{Msg: record.Ptr(life.Waiting(s, c).Hint())}}))
	}
	if p := s.Person(cmd.By); cmd.By != 0 && !anyTask(s, cmd.Verb, p) {
		units := p.Details(people.Handler)
		open = slices.DeleteFunc(open, func(t *cases.Task) bool { return !record.WorksFor(units, t.Unit) })
		if len(open) == 0 {
			return nil, nil, otherUnit(c, units)
		}
	}
	if len(open) > 1 {
		return nil, nil, life.Refuse("refuse.which_task",
			life.CaseArgs(c, say.Args{"Tasks": taskLines(open), "First": say.Num(open[0].Number)}))
	}
	return c, open[0], nil
}

// anyTask tells whether somebody has the verb by another role than that of a unit, and so for every unit's tasks.
func anyTask(s *life.State, verb permission.Verb, p *people.Person) bool {
	roles := slices.DeleteFunc(p.Roles(), func(r people.Role) bool { return r == people.Handler })
	return life.Permissions(s).By(verb, roles)
}

// otherUnit refuses a case in which the units of somebody have nothing to do.
func otherUnit(c *cases.Case, units []string) error {
	return life.Refuse("refuse.other_unit", life.CaseArgs(c, say.Args{"Unit": say.Text(strings.Join(units, ", "))}))
}

func taskLines(tasks []*cases.Task) say.Arg {
	var lines []say.Arg
	for _, t := range tasks {
		lines = append(lines, say.Msg("task.line", life.TaskArgs(t)))
	}
	return say.Lines(lines...)
}

// TaskAssigned gives a unit something to do.
type TaskAssigned struct {
	Case    int       `json:"case"`
	Task    int       `json:"task"`
	Unit    string    `json:"unit"`
	Measure string    `json:"measure"`
	Due     time.Time `json:"due"`
}

// Apply implements life.Event.
func (e TaskAssigned) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Tasks = append(c.Tasks, cases.Task{Number: e.Task, Unit: e.Unit, Measure: e.Measure, Due: e.Due})
	c.Postpone(lastDue(c))
	c.Touch(m.At)
}

// lastDue is when the work as a whole should be done.
func lastDue(c *cases.Case) time.Time {
	var last time.Time
	for _, t := range c.OpenTasks() {
		if t.Due.After(last) {
			last = t.Due
		}
	}
	return last
}

// Tell implements life.Event.
func (e TaskAssigned) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	args := life.TaskArgs(c.Task(e.Task))
	n.Echo(s, c, "echo.assigned", args)
	t := c.Task(e.Task)
	n.Asks(s.Holders().Unit(e.Unit), say.New("task.work", life.CaseArgs(c, args)), workLine(c, t), workButtons(c, t)...)
}

// workLine lets those who have a task report on it in words, workButtons by a press.
func workLine(c *cases.Case, t *cases.Task) string {
	return record.Line(permission.Progress, taskID(c, t))
}

func workButtons(c *cases.Case, t *cases.Task) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.do.progress"), record.Line(permission.Progress, taskID(c, t))),
		say.Press(say.New("button.do.done"), record.Line(permission.Done, taskID(c, t))),
		say.Press(say.New("button.do.extend"), record.Line(permission.Extend, taskID(c, t))))}
}

func taskID(c *cases.Case, t *cases.Task) string {
	return record.Num(c.Number) + "." + record.Num(t.Number)
}

// Stage is the stage in which what was resolved is carried out.
func Stage() life.Stage {
	return life.Stage{Kind: procedure.Implementation, Wait: waitWork, Also: laterTasks}
}

func waitWork(s *life.State, c *cases.Case, w life.Wait) life.Wait {
	open := c.OpenTasks()
	if len(open) == 0 {
		w.For, w.Verb, w.Roles = "assign", permission.Assign, []people.Role{people.Secretary}
		return w
	}
	return waitTask(s, nextTask(c), w)
}

// nextTask is the open task due first; nil where none is open.
func nextTask(c *cases.Case) *cases.Task {
	open := c.OpenTasks()
	if len(open) == 0 {
		return nil
	}
	return slices.MinFunc(open, func(a, b *cases.Task) int { return a.Due.Compare(b.Due) })
}

// waitTask is who is waited for in an open task.
func waitTask(s *life.State, t *cases.Task, w life.Wait) life.Wait {
	if !t.Claimed.IsZero() && s.MustPass() {
		return waitPass(t, w)
	}
	w.For, w.Verb, w.Unit, w.Task, w.Due = "task", permission.Done, t.Unit, t.Number, t.Due
	w.Persons = s.Holders().Unit(t.Unit)
	return w
}

// laterTasks are the open tasks that are due after the next.
func laterTasks(s *life.State, c *cases.Case) []life.Wait {
	next := nextTask(c)
	var all []life.Wait
	for _, t := range c.OpenTasks() {
		if t.Number != next.Number {
			all = append(all, waitTask(s, t, life.Wait{Case: c.Number, Since: c.Entered}))
		}
	}
	return all
}
