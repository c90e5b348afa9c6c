package life

import (
	"echowall/flows/cases"
	"echowall/flows/say"
)

// LeadArgs are what is said of the community that leads a case.
func LeadArgs(c *cases.Case) say.Args {
	return say.Args{"Name": say.Text(c.Lead.Name), "Lead": say.Num(c.Lead.Case), "Case": say.Case(c.Number)}
}

// whoseArgs say from which community a case came.
func whoseArgs(l cases.Link) say.Args {
	return say.Args{"Name": say.Text(l.Name), "Case": say.Case(l.Case)}
}

// leadElsewhere refuses what is decided elsewhere.
func leadElsewhere(c *cases.Case) error {
	if c.Follows(cases.ByHand) {
		return Refuse("refuse.carried", CaseArgs(c))
	}
	return Refuse("refuse.lead", CaseArgs(c, LeadArgs(c)))
}
