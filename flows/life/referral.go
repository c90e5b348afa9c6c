package life

import (
	"echowall/flows/cases"
	"echowall/flows/record"
	"echowall/flows/say"
)

// CaseReferred hands a case to the level above. It stays open and on the wall, and follows the one above.
type CaseReferred struct {
	Case      int    `json:"case"`
	Community string `json:"community"`
	Name      string `json:"name"`
	Reason    string `json:"reason"`
}

// Apply implements Event.
func (e CaseReferred) Apply(s *State, m Meta) {
	c := record.Edit[cases.Case](s.Cache, record.CaseKey(e.Case))
	c.Follow(cases.Link{Community: e.Community, Name: e.Name, Kind: cases.ReferredUp, At: m.At})
	c.Touch(m.At)
}

// Tell implements Event.
func (e CaseReferred) Tell(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.Echo(s, c, "echo.referred", say.Args{"Name": say.Text(e.Name), "Reason": say.Text(e.Reason)})
	text := c.Text
	if e.Reason != "" {
		text += "\n\n" + e.Reason
	}
	n.Dispatch(s, e.Community, Dispatch{
		Subject: DispatchRefer, Case: c.Number, Title: c.Title, Text: text, Photos: c.Photos, Supporters: c.Supporters,
	})
}

// LeadArgs are what is said of the community that leads a case.
func LeadArgs(c *cases.Case) say.Args {
	return say.Args{"Name": say.Text(c.Lead.Name), "Lead": say.Num(c.Lead.Case), "Case": say.Case(c.Number)}
}

// whoseArgs say from which community a case came.
func whoseArgs(l cases.Link) say.Args {
	return say.Args{"Name": say.Text(l.Name), "Case": say.Case(l.Case)}
}

// lead is refused: what another community leads is decided there.
func leadElsewhere(c *cases.Case) error { return Refuse("refuse.lead", CaseArgs(c, LeadArgs(c))) }
