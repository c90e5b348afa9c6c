package life

import (
	"echowall/flows/cases"
)

// TellPartners writes to the communities that deliberate a case together.
func (n *Notices) TellPartners(s *State, c *cases.Case, l Letter) {
	for _, p := range c.Partners() {
		l.Case, l.Yours = c.Number, p.Case
		n.Mail(s, p.Community, l)
	}
}
