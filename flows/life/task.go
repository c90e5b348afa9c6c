package life

import (
	"echowall/flows/cases"
	"echowall/flows/say"
)

func TaskArgs(t *cases.Task) say.Args {
	return say.Args{
		"Task": say.Num(t.Number), "Unit": say.Text(t.Unit), "Measure": say.Text(t.Measure), "Due": say.Date(t.Due),
	}
}

// Evidence shows photos below the card; id says of what they are: before the work, during it, after it.
func (n *Notices) Evidence(c *cases.Case, photos []string, id string) {
	if len(photos) > 0 {
		n.Add(say.Notice{
			To: say.Address{Room: say.Wall}, Message: say.New(id, CaseArgs(c)),
			Photos: photos, Under: say.CardView(c.Number), Quiet: true,
		})
	}
}
