package research

import (
	"echowall/flows/life"
)

// Events are the events of the subject, each under the name by which the journal keeps it. A name is never given twice,
// nor changed.
func Events() []life.EventKind {
	return []life.EventKind{
		life.EventOf[FindingsConfirmed]("research.confirmed"),
		life.EventOf[FindingsRecorded]("research.findings"),
		life.EventOf[TeamJoined]("research.team"),
		life.EventOf[Visited]("research.visit"),
		life.EventOf[CaseWeighed]("screening.weighed"),
		life.EventOf[StatementMade]("statement.made"),
	}
}
