package life

import (
	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/record"
	"echowall/flows/say"
	"slices"
)

// DeadlinePassed notes that a stage took longer than it should.
type DeadlinePassed struct {
	Case int `json:"case"`
	// Climbed are the rungs of the ladder that it climbs at once, where nobody was there when it passed.
	Climbed int `json:"climbed,omitempty"`
}

// Apply implements Event.
func (e DeadlinePassed) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Overdue, c.Climbed = true, max(c.Climbed, e.Climbed)
	c.Touch(m.At)
}

// Tell implements Event.
func (e DeadlinePassed) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	w := Waiting(s, c)
	n.Echo(s, c, "echo.overdue", say.Args{"Due": say.Date(c.Due)})
	Chase(s, c, w, n)
}

// TaskOverdue notes that a task was not done in time.
type TaskOverdue struct {
	Case int `json:"case"`
	Task int `json:"task"`
	// Climbed is as in DeadlinePassed.
	Climbed int `json:"climbed,omitempty"`
	// More says that another is late as well, with which people are asked.
	More bool `json:"more,omitempty"`
}

// Apply implements Event.
func (e TaskOverdue) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	t := c.Task(e.Task)
	t.Overdue = true
	// A stage that waits for this task is not told to be late as well.
	c.Overdue = c.Overdue || !c.Due.After(t.Due)
	c.Climbed = max(c.Climbed, e.Climbed)
	c.Touch(m.At)
}

// Tell implements Event.
func (e TaskOverdue) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.task_overdue", TaskArgs(c.Task(e.Task)))
	if !e.More {
		Chase(s, c, Waiting(s, c), n)
	}
}

// SilenceEchoed keeps the promise when nothing happened: it says who is waited for and since when. Once what is waited
// for is late, those who owe it are asked as well, and with each silence in a row one rung more; while the agreed time
// runs they are reminded before its end, and not now.
type SilenceEchoed struct {
	Case  int `json:"case"`
	Times int `json:"times"`
}

// Apply implements Event.
func (e SilenceEchoed) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Echoed, c.Silences = m.At, e.Times
}

// Tell implements Event.
func (e SilenceEchoed) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	w := Waiting(s, c)
	n.Echo(s, c, "echo.silence", say.Args{"Since": say.Date(w.Since)})
	if Late(c, w) {
		Chase(s, c, w, n)
	}
}

// Chase asks those who are waited for, and with each silence one rung more: the secretary, the conveners, the
// supervisors.
func Chase(s *State, c *cases.Case, w Wait, n *Notices) {
	if w.Verb == "" || w.byCalendar() {
		return // only time is waited for
	}
	holders := s.Holders()
	told := asked(s, c, w)
	for rung := 0; Late(c, w) && rung < min(max(c.Silences, c.Climbed), len(ladder())); rung++ {
		told = append(told, holders.Of(ladder()[rung].role)...)
	}
	slices.Sort(told)
	n.remind(s, c, slices.Compact(told), say.New("task.chase", CaseArgs(c, say.Args{
		"Next": say.Arg{Msg: record.Ptr(w.Message())}, "Since": say.Date(w.Since),
	})), aboutDoing(s, w), DoButtons(s, w)...)
}

// asked lists those who are waited for.
func asked(s *State, c *cases.Case, w Wait) []int {
	if w.Verb == permission.Vote {
		return NotVoted(s, c.Talk.Ballot)
	}
	if owing := StageOf(s, c).Owing; owing != nil && c.Lead == nil {
		return owing(s, c)
	}
	return append(slices.Clone(w.Persons), s.Holders().Of(w.Roles...)...)
}

// Late tells whether somebody is waited for longer than was said, or than anybody said: only then more people are told.
func Late(c *cases.Case, w Wait) bool {
	return w.Due.IsZero() || Overdue(c)
}
