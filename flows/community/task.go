package community

import (
	"slices"
	"strings"
	"time"

	"echowall/flows/cases"
	"echowall/flows/form"
	"echowall/flows/people"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// workVerbs are those of work and its acceptance.
func workVerbs() []Verb {
	return []Verb{
		assignVerb(), extendVerb(), progressVerb(), doneVerb(), noteVerb(), passVerb(), redoVerb(),
	}
}

func assignVerb() Verb {
	return Verb{
		Name:   permission.Assign,
		Roles:  people.Office(),
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Case(), form.New("unit", form.Word), form.New("date", form.Date), form.Prose("assign")),
		Decide: (*State).assign,
		Menu:   Menu{For: ForOffice, Rank: 350},
		Help:   []HelpLine{{Reader: "secretary", Rank: 70}},
	}
}

// assign says who does what by when.
func (s *State) assign(cmd Command) (Result, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return Result{}, err
	}
	if err := s.inFuture(cmd.At, cmd.When); err != nil {
		return Result{}, err
	}
	e := TaskAssigned{Case: c.Number, Task: len(c.Tasks) + 1, Unit: cmd.Word, Measure: cmd.Text, Due: cmd.When}
	id := "receipt.assigned"
	if len(s.Holders().Unit(e.Unit)) == 0 {
		id = "receipt.assigned.nobody"
	}
	return answer(one(e), id, caseArgs(c, taskArgs(&cases.Task{Number: e.Task, Unit: e.Unit, Measure: e.Measure, Due: e.Due})))
}

// inTask finds the open task a command means: the one it names, or the only one the person can mean.
func (s *State) inTask(cmd Command) (*cases.Case, *cases.Task, error) {
	c, err := s.inCase(cmd)
	if err != nil {
		return nil, nil, err
	}
	open := c.OpenTasks()
	if cmd.Task != 0 {
		open = slices.DeleteFunc(open, func(t *cases.Task) bool { return t.Number != cmd.Task })
	}
	if len(open) == 0 {
		return nil, nil, refuse("refuse.no_task", caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(s.Wait(c).Hint())}}))
	}
	if p := s.Person(cmd.By); cmd.By != 0 && !p.Has(people.Secretary) && !p.Has(people.Supervisor) {
		units := p.Details(people.Handler)
		open = slices.DeleteFunc(open, func(t *cases.Task) bool { return !worksFor(units, t.Unit) })
		if len(open) == 0 {
			return nil, nil, refuse("refuse.other_unit", caseArgs(c, say.Args{"Unit": say.Text(strings.Join(units, ", "))}))
		}
	}
	if len(open) > 1 {
		return nil, nil, refuse("refuse.which_task", caseArgs(c, say.Args{"Tasks": taskLines(open), "First": say.Num(open[0].Number)}))
	}
	return c, open[0], nil
}

// worksFor tells whether one of the units is the one that has the work.
func worksFor(units []string, unit string) bool {
	return slices.ContainsFunc(units, func(u string) bool { return strings.EqualFold(u, unit) })
}

func progressVerb() Verb {
	return Verb{
		Name:   permission.Progress,
		Roles:  []people.Role{people.Secretary, people.Handler, people.Supervisor},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("progress")),
		Decide: (*State).progress,
		Menu:   Menu{For: ForOffice, Rank: 360},
		Help:   []HelpLine{{Reader: "handler", Rank: 20}},
	}
}

// progress tells how the work goes; photos are evidence.
func (s *State) progress(cmd Command) (Result, error) {
	c, t, err := s.inTask(cmd)
	if err != nil {
		return Result{}, err
	}
	e := ProgressNoted{Case: c.Number, Task: t.Number, By: cmd.By, Text: cmd.Text, Photos: cmd.Photos}
	return answer(one(e), "receipt.progress", caseArgs(c, taskArgs(t)))
}

func doneVerb() Verb {
	return Verb{
		Name:   permission.Done,
		Roles:  []people.Role{people.Secretary, people.Handler},
		Stages: []procedure.Kind{procedure.Implementation},
		Fields: form.Takes(form.Task(), form.Prose("done")),
		Decide: (*State).done,
		Press:  pressDone(),
		Menu:   Menu{For: ForOffice, Rank: 370},
		Help:   []HelpLine{{Reader: "handler", Rank: 30}},
	}
}

// done ends a task with its evidence; the last one ends the stage.
func (s *State) done(cmd Command) (Result, error) {
	c, t, err := s.inTask(cmd)
	if err != nil {
		return Result{}, err
	}
	if s.mustPass() {
		if !t.Claimed.IsZero() {
			return Result{}, refuse("refuse.claimed", caseArgs(c, taskArgs(t)))
		}
		e := TaskClaimed{Case: c.Number, Task: t.Number, By: cmd.By, Evidence: cmd.Text, Photos: cmd.Photos}
		return answer(one(e), "receipt.claimed", caseArgs(c, taskArgs(t)))
	}
	events := one(TaskDone{Case: c.Number, Task: t.Number, By: cmd.By, Evidence: cmd.Text, Photos: cmd.Photos})
	if len(c.OpenTasks()) == 1 {
		events = append(events, s.advance(c, ""))
	}
	return answer(events, "receipt.done", caseArgs(c, taskArgs(t)))
}

func taskArgs(t *cases.Task) say.Args {
	return say.Args{
		"Task": say.Num(t.Number), "Unit": say.Text(t.Unit), "Measure": say.Text(t.Measure), "Due": say.Date(t.Due),
	}
}

func taskLines(tasks []*cases.Task) say.Arg {
	var lines []say.Arg
	for _, t := range tasks {
		lines = append(lines, say.Msg("task.line", taskArgs(t)))
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

func (e TaskAssigned) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Tasks = append(c.Tasks, cases.Task{Number: e.Task, Unit: e.Unit, Measure: e.Measure, Due: e.Due})
	c.Postpone(s.lastDue(c))
	c.Touch(m.At)
}

// lastDue is when the work as a whole should be done.
func (s *State) lastDue(c *cases.Case) time.Time {
	var last time.Time
	for _, t := range c.OpenTasks() {
		if t.Due.After(last) {
			last = t.Due
		}
	}
	return last
}

func (e TaskAssigned) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := taskArgs(c.Task(e.Task))
	n.echo(s, c, "echo.assigned", args)
	t := c.Task(e.Task)
	n.asks(s.Holders().Unit(e.Unit), say.New("task.work", caseArgs(c, args)), workLine(c, t), workButtons(c, t)...)
}

// workLine lets those who have a task report on it in words, workButtons by a press.
func workLine(c *cases.Case, t *cases.Task) string { return line(permission.Progress, taskID(c, t)) }

func workButtons(c *cases.Case, t *cases.Task) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.do.progress"), line(permission.Progress, taskID(c, t))),
		say.Press(say.New("button.do.done"), line(permission.Done, taskID(c, t))),
		say.Press(say.New("button.do.extend"), line(permission.Extend, taskID(c, t))))}
}

func taskID(c *cases.Case, t *cases.Task) string { return num(c.Number) + "." + num(t.Number) }

// TaskExtended gives a task more time.
type TaskExtended struct {
	Case   int       `json:"case"`
	Task   int       `json:"task"`
	Due    time.Time `json:"due"`
	Reason string    `json:"reason"`
}

func (e TaskExtended) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	t := c.Task(e.Task)
	t.Due, t.Overdue = e.Due, false
	t.Extended++
	c.Postpone(s.lastDue(c))
	c.Touch(m.At)
}

func (e TaskExtended) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	args := taskArgs(c.Task(e.Task))
	args["Reason"] = say.Text(e.Reason)
	n.echo(s, c, "echo.extended", args)
	s.tellOfExtension(c, m, append(s.Holders().Unit(c.Task(e.Task).Unit), s.officers()...), say.New("notice.extended", caseArgs(c, args)), n)
}

// ProgressNoted tells how a task goes.
type ProgressNoted struct {
	Case   int      `json:"case"`
	Task   int      `json:"task"`
	By     int      `json:"by"`
	Text   string   `json:"text"`
	Photos []string `json:"photos,omitempty"`
}

func (e ProgressNoted) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	t := c.Task(e.Task)
	t.Progress = e.Text
	t.Photos = append(t.Photos, e.Photos...)
	c.Touch(m.At)
}

func (e ProgressNoted) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := taskArgs(c.Task(e.Task))
	args["Text"], args["By"] = say.Text(e.Text), say.Person(e.By)
	n.echo(s, c, "echo.progress", args)
	id := "case.evidence"
	if t := c.Task(e.Task); len(t.Photos) == len(e.Photos) {
		id = "case.evidence.before" // the first photos are what the others are held against
	}
	n.evidence(c, e.Photos, id)
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

func (e TaskDone) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	t := c.Task(e.Task)
	t.Done, t.Evidence = m.At, e.Evidence
	t.Photos = append(t.Photos, e.Photos...)
	c.Due = s.lastDue(c)
	c.Touch(m.At)
}

func (e TaskDone) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := taskArgs(c.Task(e.Task))
	args["Text"], args["By"] = say.Text(e.Evidence), say.Person(e.By)
	if e.Passed {
		n.echo(s, c, "echo.passed", args)
		return
	}
	n.echo(s, c, "echo.done", args)
	n.evidence(c, e.Photos, "case.evidence.after")
}

// evidence shows photos below the card; id says of what they are: before the work, during it, after it.
func (n *Notices) evidence(c *cases.Case, photos []string, id string) {
	if len(photos) > 0 {
		n.add(say.Notice{
			To: say.Address{Room: say.Wall}, Message: say.New(id, caseArgs(c)),
			Photos: photos, Under: say.CardView(c.Number), Quiet: true,
		})
	}
}

// working is the stage in which what was resolved is carried out.
func working() Stage { return Stage{Kind: procedure.Implementation, Wait: waitWork, Also: laterTasks} }

func waitWork(s *State, c *cases.Case, w Wait) Wait {
	open := c.OpenTasks()
	if len(open) == 0 {
		w.For, w.Verb, w.Roles = "assign", permission.Assign, []people.Role{people.Secretary}
		return w
	}
	return s.waitTask(s.nextTask(c), w)
}

// nextTask is the open task due first; nil where none is open.
func (s *State) nextTask(c *cases.Case) *cases.Task {
	open := c.OpenTasks()
	if len(open) == 0 {
		return nil
	}
	return slices.MinFunc(open, func(a, b *cases.Task) int { return a.Due.Compare(b.Due) })
}

// waitTask is who is waited for in an open task.
func (s *State) waitTask(t *cases.Task, w Wait) Wait {
	if !t.Claimed.IsZero() && s.mustPass() {
		return s.waitPass(t, w)
	}
	w.For, w.Verb, w.Unit, w.Task, w.Due = "task", permission.Done, t.Unit, t.Number, t.Due
	w.Persons = s.Holders().Unit(t.Unit)
	return w
}

// laterTasks are the open tasks that are due after the next.
func laterTasks(s *State, c *cases.Case) []Wait {
	next := s.nextTask(c)
	var all []Wait
	for _, t := range c.OpenTasks() {
		if t.Number != next.Number {
			all = append(all, s.waitTask(t, Wait{Case: c.Number, Since: c.Entered}))
		}
	}
	return all
}

func pressDone() Press {
	return Press{
		Buttons: func(s *State, w Wait) [][]say.Button { c := s.Case(w.Case); return workButtons(c, c.Task(w.Task)) },
		About:   func(s *State, w Wait) string { c := s.Case(w.Case); return workLine(c, c.Task(w.Task)) },
	}
}
