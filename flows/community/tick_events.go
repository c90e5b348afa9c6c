package community

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// DeadlinePassed notes that a stage took longer than it should.
type DeadlinePassed struct {
	Case int `json:"case"`
}

func (e DeadlinePassed) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Overdue = true
	c.Touch(m.At)
}

func (e DeadlinePassed) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	w := s.Wait(c)
	n.echo(s, c, "echo.overdue", say.Args{"Due": say.Date(c.Due)})
	s.chase(c, w, n)
}

// TaskOverdue notes that a task was not done in time.
type TaskOverdue struct {
	Case int `json:"case"`
	Task int `json:"task"`
}

func (e TaskOverdue) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	t := c.Task(e.Task)
	t.Overdue = true
	// A stage that waits for this task is not told to be late as well.
	c.Overdue = c.Overdue || !c.Due.After(t.Due)
	c.Touch(m.At)
}

func (e TaskOverdue) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, "echo.task_overdue", taskArgs(c.Task(e.Task)))
	s.chase(c, s.Wait(c), n)
}

// SilenceEchoed keeps the promise when nothing happened: it says who is waited for and since when. Once what is waited for is late,
// those who owe it are asked as well, and with each silence in a row one rung more; while the agreed time runs they are reminded before
// its end, and not now.
type SilenceEchoed struct {
	Case  int `json:"case"`
	Times int `json:"times"`
}

func (e SilenceEchoed) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Echoed, c.Silences = m.At, e.Times
}

func (e SilenceEchoed) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	w := s.Wait(c)
	n.echo(s, c, "echo.silence", say.Args{"Since": say.Date(w.Since)})
	if s.late(c, w) {
		s.chase(c, w, n)
	}
}

// chase asks those who are waited for, and with each silence one rung more: the secretary, the conveners, the supervisors.
func (s *State) chase(c *cases.Case, w Wait, n *Notices) {
	if w.Verb == "" || w.byCalendar() {
		return // only time is waited for
	}
	holders := s.Holders()
	told := s.asked(c, w)
	for rung := 0; s.late(c, w) && rung < min(max(c.Silences, c.Climbed), len(ladder())); rung++ {
		told = append(told, holders.Of(ladder()[rung].role)...)
	}
	slices.Sort(told)
	n.remind(s, c, slices.Compact(told), say.New("task.chase", caseArgs(c, say.Args{
		"Next": say.Arg{Msg: ptr(w.Message())}, "Since": say.Date(w.Since),
	})), s.aboutDoing(w), s.doButtons(w)...)
}

// asked lists those who are waited for.
func (s *State) asked(c *cases.Case, w Wait) []int {
	if w.Verb == permission.Vote {
		return s.notVoted(c.Talk.Ballot)
	}
	if owing := s.stage(c).Owing; owing != nil && c.Lead == nil {
		return owing(s, c)
	}
	return append(slices.Clone(w.Persons), s.Holders().Of(w.Roles...)...)
}

// late tells whether somebody is waited for longer than was said, or than anybody said: only then more people are told.
func (s *State) late(c *cases.Case, w Wait) bool {
	return w.Due.IsZero() || s.overdue(c)
}
