package life

import (
	"slices"
	"time"

	"echowall/flows/cases"
	"echowall/flows/people"
	"echowall/flows/record"
	"echowall/flows/say"
)

// DeadlineExtended gives the step a case is in more time.
type DeadlineExtended struct {
	Case   int       `json:"case"`
	Due    time.Time `json:"due"`
	Reason string    `json:"reason"`
}

// Apply implements Event.
func (e DeadlineExtended) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Postpone(e.Due)
	c.Touch(m.At)
}

// Tell implements Event.
func (e DeadlineExtended) Tell(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Due": say.Date(e.Due), "Reason": say.Text(e.Reason)}
	n.Echo(s, c, "echo.extended.step", args)
	to := append(asked(s, c, Waiting(s, c)), s.Officers()...)
	TellOfExtension(s, c, m, to, say.New("notice.extended.step", CaseArgs(c, args)), n)
}

// TellOfExtension tells those who do the work, those who answer for it and those who watch it, but for the one who
// asked and those whom the echo reaches in private.
func TellOfExtension(s *State, c *cases.Case, m Meta, to []int, told say.Message, n *Notices) {
	to = append(to, s.Holders().Of(people.Supervisor)...)
	slices.Sort(to)
	followers := followers(s, c)
	for _, p := range slices.Compact(to) {
		if p != m.By && !slices.Contains(followers, p) {
			n.Person(p, told)
		}
	}
}
