package research

import (
	"echowall/flows/permission"
	"echowall/flows/proof"
)

// Events are the events of the subject, each under the name by which the journal keeps it, with what it can come from.
// A name is never given twice, nor changed.
func Events() []proof.EventKind {
	return []proof.EventKind{
		proof.EventOf("research.confirmed", confirmationAllowed, permission.Confirm),
		proof.EventOf("research.findings", findingsAllowed, permission.Research),
		proof.EventOf("research.team", teamAllowed, permission.Team, permission.Volunteer),
		proof.EventOf("research.visit", visitAllowed, permission.Visit),
		proof.EventOf("screening.weighed", weighingAllowed, permission.Triage),
		proof.EventOf("statement.made", statementAllowed, permission.Statement, proof.FromLetter),
	}
}
