package voting

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("ballot.adopted", adoptionAllowed, ending()...),
		proof.EventOf("ballot.closed", closeAllowed, ending()...),
		proof.EventOf("ballot.failed", failureAllowed, ending()...),
		proof.EventOf(
			"ballot.opened",
			openingAllowed,
			permission.Resolve,
			permission.Choose,
			permission.Screen,
			permission.Back,
			proof.FromLetter,
		),
		proof.EventOf("ballot.entered", enteringAllowed, permission.Proxy),
		proof.EventOf("ballot.recused", recusalAllowed, permission.Recuse),
		proof.EventOf("ballot.reminded", proof.Clocked[BallotReminded], proof.FromClock),
		proof.EventOf("ballot.vote", voteAllowed, permission.Vote, permission.Witness),
	}
}
