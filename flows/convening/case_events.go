package convening

import (
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// StakeholderInvited makes a person one of those concerned by a case (the X of 1+7+X).
type StakeholderInvited struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	// Code is the start link that was used.
	Code string `json:"code,omitempty"`
}

// Apply implements life.Event.
func (e StakeholderInvited) Apply(s *life.State, _ life.Meta) {
	c := record.Edit[cases.Case](s.Book, record.CaseKey(e.Case))
	c.Stakeholders = append(c.Stakeholders, e.Person)
	life.UseCode(s, e.Code)
}

// Tell implements life.Event.
func (e StakeholderInvited) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	n.Card(e.Case)
	n.Person(e.Person, say.New("notice.involved", life.CaseArgs(s.Case(e.Case))))
}
