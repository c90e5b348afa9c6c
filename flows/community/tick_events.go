package community

import (
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// DeadlinePassed notes that a stage took longer than it should.
type DeadlinePassed struct {
	Case int `json:"case"`
}

// Apply implements life.Event.
func (e DeadlinePassed) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	c.Overdue = true
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e DeadlinePassed) Tell(s *life.State, m life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	w := life.Waiting(s, c)
	n.Echo(s, c, "echo.overdue", say.Args{"Due": say.Date(c.Due)})
	life.Chase(s, c, w, n)
}

// TaskOverdue notes that a task was not done in time.
type TaskOverdue struct {
	Case int `json:"case"`
	Task int `json:"task"`
}

// Apply implements life.Event.
func (e TaskOverdue) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	t := c.Task(e.Task)
	t.Overdue = true
	// A stage that waits for this task is not told to be late as well.
	c.Overdue = c.Overdue || !c.Due.After(t.Due)
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e TaskOverdue) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.task_overdue", life.TaskArgs(c.Task(e.Task)))
	life.Chase(s, c, life.Waiting(s, c), n)
}

// SilenceEchoed keeps the promise when nothing happened: it says who is waited for and since when. Once what is waited for is late,
// those who owe it are asked as well, and with each silence in a row one rung more; while the agreed time runs they are reminded before
// its end, and not now.
type SilenceEchoed struct {
	Case  int `json:"case"`
	Times int `json:"times"`
}

// Apply implements life.Event.
func (e SilenceEchoed) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	c.Echoed, c.Silences = m.At, e.Times
}

// Tell implements life.Event.
func (e SilenceEchoed) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	w := life.Waiting(s, c)
	n.Echo(s, c, "echo.silence", say.Args{"Since": say.Date(w.Since)})
	if life.Late(s, c, w) {
		life.Chase(s, c, w, n)
	}
}
