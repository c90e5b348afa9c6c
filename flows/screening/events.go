package screening

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf(
			"case.accepted",
			acceptanceAllowed,
			permission.Screen,
			permission.Back,
			permission.Vote,
			permission.Witness,
			permission.Recuse,
			permission.Tally,
			proof.FromClock,
		),
		proof.EventOf("screening.backed", backingAllowed, permission.Screen, permission.Back),
	}
}
