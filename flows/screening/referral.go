package screening

import (
	"echowall/flows/cases"
	"echowall/flows/life"
	"echowall/flows/record"
	"echowall/flows/say"
)

// Refer hands a case to the level above: by a letter, or by hand where the community is tied to no such level.
func Refer(s *life.State, c *cases.Case, reason string) life.Event {
	up := life.Above(s)
	if up == nil {
		return CaseCarried{Case: c.Number, Reason: reason}
	}
	return CaseReferred{Case: c.Number, Community: up.Community, Name: up.Name, Reason: reason}
}

// CaseReferred hands a case to the level above. It stays open and on the wall, and follows the one above.
type CaseReferred struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
	Name      string `json:"name"`
	Reason    string `json:"reason"`
}

// Apply implements life.Event.
func (e CaseReferred) Apply(s *life.State, m life.Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Follow(cases.Link{Community: e.Community, Name: e.Name, Kind: cases.ReferredUp, At: m.At})
	c.Touch(m.At)
}

// Tell implements life.Event.
func (e CaseReferred) Tell(s *life.State, _ life.Meta, n *life.Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.referred", say.Args{"Name": say.Text(e.Name), "Reason": say.Text(e.Reason)})
	text := c.Text
	if e.Reason != "" {
		text += "\n\n" + e.Reason
	}
	n.Dispatch(s, e.Community, life.Dispatch{
		Subject: life.DispatchRefer, Case: c.Number, Title: c.Title, Text: text, Photos: c.Photos, Supporters: c.Supporters,
	})
}
