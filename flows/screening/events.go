package screening

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("case.accepted", acceptanceAllowed, screened()...),
		proof.EventOf("case.carried", carryAllowed, screened(proof.FromLetter)...),
		proof.EventOf("case.referred", referralAllowed, screened()...),
		proof.EventOf("case.sent_back", sendingBackAllowed, permission.Brought),
		proof.EventOf("screening.backed", backingAllowed, permission.Screen, permission.Back),
	}
}

// screened lists what decides what becomes of a case in screening: whoever screens it, or the end of a ballot.
func screened(more ...permission.Verb) []permission.Verb {
	return append([]permission.Verb{
		permission.Screen, permission.Back, permission.Vote, permission.Witness, permission.Recuse, permission.Tally,
		proof.FromClock,
	}, more...)
}
